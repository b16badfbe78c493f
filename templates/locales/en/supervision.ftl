# The pages of those who propose and approve payments, and of those who watch the whole.

## What was just done
told-batch-made = The batch was made. Please read it, then propose it.
told-batch-proposed = The batch was proposed. Somebody else will decide on it.
told-batch-discarded = The batch was discarded. Its cases wait for payment as before.
told-batch-approved = The batch was approved. The payments are on their way to the bank.
told-batch-refused = The batch was sent back. Its cases wait for payment as before.
told-proved-again = Thank you. For five minutes you may approve payments. Please read the batch once more, then approve it.

## Batches
batches-title = Batches of payments
batches-lead = One person makes and proposes a batch; another one approves it or sends it back.
batches-make-title = Make a batch
batches-make-text = It takes the approved cases that wait for payment and are on no other batch, at most 1,000. Nothing is paid yet.
batches-make = Make a batch
batches-programme = Programme
batches-area = Area
batches-nothing-waits = No approved case is waiting for payment just now, so no batch was made. As soon as officers verify more cases, you can make one.
batches-none = There are no batches yet.
batches-reference = Number
batches-state = State
batches-items = Payments
batches-total = Total
batches-made = Made
batches-decided = Decided
batches-newest = Back to the newest

batch-state-draft = Being prepared
batch-state-discarded = Discarded
batch-state-proposed = Waiting for approval
batch-state-approved = Approved
batch-state-refused = Sent back

## One batch
batch-title = Batch
batch-province = Whole province
batch-totals = Control totals
batch-proposed = Proposed
batch-approved = Approved
batch-sent-back = Sent back
batch-reason = Why it was sent back
batch-budget-now = Left in the budget now
batch-budget-after = Left after approval
batch-budget-short = The programme's budget does not cover this batch.
batch-seal = Seal of this list:
batch-seal-text = The seal is worked out from every line of this list. Whoever approves signs exactly this seal: if one name, account or amount were changed, the seal would be another and the approval would be refused.
batch-by-area = By area
batch-payments = Payments
batch-no-payments = There is no payment on this batch.
batch-case = Case
batch-beneficiary = Beneficiary
batch-account = Account
batch-amount = Amount
batch-verified-by = Verified by
batch-payment-state = State
batch-changed-count = { $count ->
    [one] One case has changed since the payment was drawn up. It is marked below.
   *[other] { $count } cases have changed since the payments were drawn up. They are marked below.
}
batch-changed-answers = The answers are not those that were verified.
batch-changed-amount = The case is worth another amount now.
batch-changed-stage = The case does not wait for payment any more.
batch-changed = The case has changed since the payment was drawn up.
batch-account-corrected = The citizen gave this account after the bank could not pay to the first one.
batch-unknown-text = “Unknown” means that the bank was given the payment and did not answer. We keep asking the bank what became of it. It is never sent a second time.
batch-refused-cases = These cases cannot be paid on your word
batch-left-out = These cases were left out of the batch

batch-decide = What you can do
batch-propose = Propose this batch
batch-propose-text = When you propose it, the list is fixed and somebody else decides on it.
batch-discard = Discard it
batch-discard-text = You can also discard it. Its cases then wait for payment as before.
batch-approve-title = Approve
batch-approve-text = When you approve, the money is set aside and each payment is handed to the bank.
batch-approve = { $count ->
    [one] Approve one payment
   *[other] Approve { $count } payments
}
batch-prove = Confirm that it is you
batch-prove-text = Before you approve, please confirm with a code from your authenticator app that it is you. The confirmation holds for five minutes.
batch-refuse-title = Send back
batch-refuse-reason = Why do you send it back?
batch-refuse-hint = Whoever made the batch will read this.
batch-refuse = Send this batch back

## Where a payment stands
payment-state-drafted = Not approved yet
payment-state-proposed = Not approved yet
payment-state-held = Pending
payment-state-sending = Being sent
payment-state-unknown = Unknown
payment-state-accepted = With the bank
payment-state-settled = Settled
payment-state-rejected = Rejected
payment-state-returned = Came back
payment-state-cancelled = Cancelled
payment-reason = The bank's code: { $code }
payment-reason-ac01 = The account number is not right.
payment-reason-ac04 = The account is closed.
payment-reason-ac06 = The account is blocked.
payment-reason-ag01 = This account takes no such payments.
payment-reason-am04 = There was not enough money.
payment-reason-be01 = The name does not fit the account.
payment-reason-rc01 = The bank of the account is not known.
payment-reason-ms03 = The bank gave no reason.
payment-reason-case-changed = Not sent: the case had changed.

## Confirming that it is you
proof-title = Confirm that it is you
proof-why = Money moves only on the word of somebody who was at the keyboard within the last five minutes.
proof-after = After this you come back to the batch, and can approve it there.
proof-code = Code from your authenticator app
proof-code-hint = Six digits. Each code works once: if you have just signed in with it, wait for the next one.
proof-confirm = Confirm
proof-back = Back without confirming
field-totp-wrong = This code is not right, or was used before. Please wait for the next one.

## Second looks
second-looks-lead = Some decisions are drawn and judged again by a second officer, who does not know how they were decided. What is counted here was drawn in the chosen time, within your areas and programmes. Officers do not see whose decision it was.
second-looks-spans = Time that is counted
second-looks-days = { $days } days
second-looks-count-drawn = Drawn
second-looks-count-waiting = Waiting
second-looks-count-taken = Being looked at
second-looks-count-answered = Answered
second-looks-count-unable = Could not be told
second-looks-unable = Could not be told
second-looks-none = No second look has been answered in this time.
second-looks-officer = Officer
second-looks-judged = Judged again
second-looks-alike = Judged alike
second-looks-agreement = Agreement
second-looks-share = { $alike } of { $judged }
figures-agreement-title = Agreement by officer
figures-agreement-text = How many of an officer's decisions were judged as the officer had decided. Few of them say little.
second-looks-differences = Where the second officer saw it otherwise
second-looks-differences-text = The newest hundred, with those of which the second officer could not tell. Neither of the two need be right.
second-looks-differences-none = There are none in this time.
second-looks-first = Decided
second-looks-second = Second look
second-looks-said-for = Approved
second-looks-said-against = Rejected
second-looks-said-unable = Could not be told
