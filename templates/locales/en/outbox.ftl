# What `pser run` would have sent.

outbox-title = Messages sent
outbox-lead = This installation sends nothing to people. What would have reached them by SMS and e-mail is listed here, the newest first.
outbox-portal = To the pages
outbox-to = Mobile number or e-mail address
outbox-look = Look again
outbox-all = Messages to everybody
outbox-sms = SMS to
outbox-email = E-mail to
outbox-empty = There is no message.
outbox-cut = Only the newest hundred are shown. Older ones are found by number or address.
