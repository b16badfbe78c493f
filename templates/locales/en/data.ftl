# Everything that is kept about a citizen: the page to take it from, and the paper.

account-data-link = Download everything that is kept about you
data-title = Download your data
data-lead = You can take away everything that the registry keeps about you, in one file:
data-part-account = your account and your household as you declared it
data-part-applications = your applications with answers, documents sent, decisions and payments
data-part-certificates = your certificates
data-part-notices = the messages sent to you, and where you are signed in
data-part-looks = who looked at your data, when and why
data-care = The file shows your CNIC and your account numbers in full. Please keep it where nobody else can read it, above all on a shared phone.
data-kind = What kind of file?
data-kind-paper = PDF, to read and to print
data-kind-json = JSON, for computer programs
data-password = Your password
data-password-hint = We ask again so that nobody who finds your phone takes your data.
data-submit = Download
data-limit = You can do this five times a day. That you did is written down in the list of who looked at your data.

## The paper
record-title = What the registry keeps about you
record-lead = This is everything that the Punjab Socio-Economic Registry keeps about you on the day below. Only you can download it.
record-account = Account
record-household = Household as you declared it
record-member = Name
record-born = Date of birth
record-none = None
record-begun = Begun on
record-documents = Documents
record-document = Document
record-file = File
record-when = When
record-timeline = What happened
record-by = By whom
record-reason = Reason
record-payments = Payments
record-amount = Amount
record-to-account = To account
record-arrived = Arrived on
record-state = State
record-notices = Messages to you
record-how = How
record-by-sms = SMS
record-by-email = E-mail
record-sent = Sent
record-not-sent = Not sent
record-device = Device
record-what = What
