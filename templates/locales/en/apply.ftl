# Applying, and following an application.

told-answers-saved = Your answers are saved. You can go on at any time.
told-row-removed = Taken off the list.
told-document-sent = The document has arrived.
told-account-corrected = We have your new account. The payment must be approved again before it is sent there.
told-case-withdrawn = You have taken your application back.

## Wrong fields
field-number-malformed = Please give a whole number.
field-file-missing = Please choose a photo or file first.
field-changed-elsewhere = This page was saved in another window meanwhile. Below is what you typed, and where it differs what is saved now. Press Continue to save yours.
field-list-changed = The list was changed in another window meanwhile. Please check the name once more.
field-review-changed = Your answers were changed in another window meanwhile. Please read them once more and hand in again.
field-review-incomplete = Some answers are still missing.
field-review-wrong = Some answers do not fit yet. They are listed below.

## My applications
applications-title = My applications
applications-none = You have not applied for anything yet.
applications-draft = Not handed in yet
applications-number = Number:
applications-saved = Last saved:
applications-next-form = { $questions ->
    [one] You: answer 1 more question.
   *[other] You: answer { $questions } more questions.
    }
applications-next-documents = { $documents ->
    [one] You: send 1 document, or hand in now and send it later.
   *[other] You: send { $documents } documents, or hand in now and send them later.
    }
applications-next-hand-in = You: check your answers and hand in.
applications-next-you = You: send the documents that are missing.
applications-next-department = You need not do anything. The department is working on it.
applications-next-bank-details = You: give another bank account. Your money is not lost.
applications-next-ended = This application has ended.
applications-by-you = Until:
applications-by-department = Expected by:
applications-look = See where it stands
applications-go-on = Go on
applications-begin-title = Apply
applications-begin = Apply for { $programme }
applications-programmes = All programmes

## The parts of an application
apply-caption = Your application
apply-error-title = Error:
apply-back-applications = My applications
apply-back-parts = All parts of the application
apply-back-case = Back to the application
apply-lead = Every page is saved. You can stop and go on later.
apply-count = { $done } of { $total } parts are done.
apply-next-go-on = Go on
apply-next-documents = Send documents
apply-next-review = Check and hand in
apply-form = 1. Answer the questions
apply-taken = What your household told us before
apply-taken-lead = You need not answer this again. Look through it if something has changed; it is shared with this programme when you hand in. It comes from: { $programme },
apply-papers = 2. Send your documents
apply-hand-in = 3. Hand in
apply-documents = Documents
apply-documents-hint = Photos or PDF files. You can also send them after handing in.
apply-review = Check your answers and hand in
apply-done = Done
apply-empty = Nobody added
apply-waiting = Not needed so far
apply-to-do = To do
apply-not-yet = After the questions
apply-left = { $count ->
    [one] 1 question left
   *[other] { $count } questions left
    }
apply-documents-left = { $count ->
    [one] 1 missing
   *[other] { $count } missing
    }

## Questions
apply-continue = Continue
apply-later = Save and finish later
apply-change = Change
apply-optional = { $question } (may be left empty)
apply-choose = Please choose
apply-keep = Saved: •••• { $last }. Leave this empty to keep it.
apply-stored-now = Saved now: { $answer }
apply-nothing = No answer
apply-error-line = { $question }: { $error }
apply-row = { $what } { $number }
apply-row-named = { $what } { $number }: { $name }

## Lists
rows-count = { $count ->
    [one] 1 entry
   *[other] { $count } entries
    }
rows-none = Nobody is on the list yet. If you live alone, just continue.
rows-add = Add: { $what }
rows-age = { $years ->
    [one] 1 year old
   *[other] { $years } years old
    }
rows-not-whole = Answers missing
rows-remove = Remove
rows-full = The list is full.
rows-all-there = When everybody is on the list, continue.
removal-title = Remove { $what }?
removal-text = The answers about this entry are deleted. Documents that were sent for it no longer count.
removal-yes = Yes, remove
removal-no = No, keep

## Documents
documents-title = Documents
documents-none = No documents are needed.
documents-missing = { $count ->
    [one] 1 document is missing.
   *[other] { $count } documents are missing.
    }
documents-complete = Everything that is needed is there.
documents-kinds = A photo (JPEG or PNG) or a PDF without password, at most { MEGABYTES($limit) } each. Everything must be easy to read.
documents-afterwards = You can also hand in first and send documents afterwards.
documents-file = Take a photo or choose a file
documents-send = Send
documents-sending = Sending ...
documents-checking = The file is being checked ...
documents-failed = The file did not arrive. Please check your connection and send it again.
documents-sent-at = Sent:
documents-replace = Send another one instead
documents-to-case = See where the application stands
documents-state-missing = Missing
documents-state-asked = Asked for
documents-state-refused = Not accepted
documents-state-sent = Sent
documents-state-accepted = Accepted
documents-state-optional = If you have it
documents-reason-refused = Why it was not accepted:
documents-reason-asked = The officer writes:

## Check and hand in
review-title = Check your answers
review-title-handed-in = Your answers
review-taken = What your household told us before is used here, so that you need not answer it again. It is shared with the officers of this programme when you hand in. Please check that it still holds. It comes from: { $programme },
review-taken-show = Show these answers
review-blocks = Before you can hand in
review-missing = { $count ->
    [one] { $part }: 1 question left
   *[other] { $part }: { $count } questions left
    }
review-list = Change the list
review-document-sent = Look
review-document-missing = Send
review-document-optional = Send
review-first = You can hand in as soon as the points above are done.
review-documents-later = { $count ->
    [one] 1 document is still missing. You can hand in now, but the application is decided only when it is there.
   *[other] { $count } documents are still missing. You can hand in now, but the application is decided only when they are there.
    }
review-consent = Your consent
review-agree = I have read this and agree
review-submit = Hand in the application
submitted-title = Your application is handed in
submitted-number = Your number:
submitted-sms = We are sending you an SMS with this number.
submitted-next = What happens next
submitted-documents = { $count ->
    [one] You: 1 document is still missing. Please send it.
   *[other] You: { $count } documents are still missing. Please send them.
    }
submitted-send-documents = Send documents
submitted-stage = Your application is now:
submitted-tell = We tell you of every step by SMS. Nobody may ask you for money for it.
submitted-keep = Write the number down, or print this page. With it you can ask about your application.
submitted-follow = See where the application stands
submitted-answers = Read your answers

## A case
case-turn-you = It is your turn: the application waits for your documents.
case-turn-department = You need not do anything now. The department is working on it.
case-turn-bank-details = It is your turn: the bank could not pay to your account. Please give another account. Your money is not lost.
case-turn-ended = This application has ended.
case-by-you = Please send them by
case-by-department = This step is expected to be done by
case-late = This step should have been done by
case-late-sorry = We are sorry. The office sees that it is late; you need not do anything.
case-reopened = It was taken up again after an appeal on
case-again = Taken up again after it had ended
case-way-hint = Dates to come are the latest expected ones. They can change if papers are missing.
case-step-expected = expected by
case-wanted = These documents are missing
case-send-documents = Send documents
case-way = The way of your application
case-step-done = done
case-step-current = it is here now
case-step-ahead = still to come
case-step-stopped = it ended here
case-payments = Payments
case-payment-held = Approved
case-payment-held-text = The payment is approved and will be sent to your bank.
case-payment-sending = On its way
case-payment-sending-text = The payment is being sent to your bank.
case-payment-unknown = On its way
case-payment-unknown-text = We are asking the bank whether the payment has arrived.
case-payment-accepted = On its way
case-payment-accepted-text = The bank has the payment and will put it into your account.
case-payment-settled = Paid
case-payment-settled-text = The money is in your account.
case-payment-rejected = Not paid
case-payment-rejected-text = The bank could not make this payment. Please check your bank details.
case-payment-returned = Came back
case-payment-returned-text = The bank sent this payment back. Please check your bank details.
case-account = Account:
case-bank-reference = The bank's reference:
case-about = About this application
case-number = Number
case-messages = Messages
case-message-from-staff = From the office
case-message-from-citizen = From you
case-message-open = Write to the office
case-message-label = Your message
case-message-hint = Write what the office should know about this application. Never write a password or a code.
case-message-send = Send the message
told-message-written = Your message has been sent to the office.
case-handed-in = Handed in
case-amount = Amount
case-amount-hint = What the rules give, if the application is approved
case-answers = Read your answers
case-documents = Documents
case-happened = What has happened
case-by-whom-citizen = by you
case-by-whom-staff = by the office
case-by-whom-system = by the system
case-withdraw = Take the application back
withdrawal-title = Take your application back?
withdrawal-text = The application then ends and is not decided. You can apply again afterwards.
withdrawal-yes = Yes, take it back
withdrawal-no = No, go on with it

## Another account
case-account-title = Give another account
case-account-lead = The bank could not pay to the account you gave. Please give an account in your own name. Two people in the department must approve the payment again before it is sent there.
case-account-iban = IBAN of the account
case-account-iban-hint = 24 letters and digits, beginning with PK. It is on your bank card or cheque book, or ask your bank.
case-account-password-hint = Because this is about your money, please type your password once more.
case-account-submit = Save this account

## What may I get
eligibility-title = What may I get?
eligibility-back = Front page
eligibility-again = Answer the questions again
eligibility-step = Page { $step } of { $steps }
eligibility-lead = Answer a few questions to see which programmes may fit your household. You need no account. Nothing you answer here is kept.
eligibility-see = See what I may get
eligibility-rough = This is a rough answer from a few questions. It promises nothing and refuses nothing: you may apply in any case.
eligibility-own = This is worked out from what your household has told us. It promises nothing and refuses nothing: you may apply in any case.
eligibility-likely = May fit you
eligibility-unlikely = Probably does not fit
eligibility-likely-text = As things stand your household would qualify. An officer will look at your documents before it is decided.
eligibility-amount = You might get about
eligibility-excluded = As things stand your household would not qualify, because:
eligibility-short = As things stand { $points ->
    [one] one point is
   *[other] { $points } points are
    } missing to qualify.
eligibility-favours = This speaks for your household:
eligibility-given = From your answers of
eligibility-questions = { $count ->
    [one] This programme asks you only one more question.
   *[other] This programme asks you only { $count } more questions.
    }
eligibility-next = What to do next
eligibility-next-text = Register, and tell us about your household once. After that each programme asks only what it does not know yet.
eligibility-register-household = Register my household
