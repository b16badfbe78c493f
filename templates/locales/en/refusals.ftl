# One sentence for each refusal (refusal-<code>) and for each wrong field (field-<code>).

## Getting in
refusal-invalid = Some answers need to be corrected.
refusal-sign-in-required = Please sign in.
refusal-wrong-credentials = The CNIC, PSER ID or password is not right.
refusal-locked = Too many wrong tries. Please try again after { CLOCK($until) }.
refusal-wrong-code = The code is not right, or no longer valid. You can have a new one sent.
refusal-code-burnt = The code was wrong five times. Please begin again.
refusal-begun-too-long-ago = This took too long, or was finished already. Please begin again.
refusal-link-over = This link was used already, or is not valid any more.
refusal-reauthentication-required = Please confirm once more that it is you.
refusal-too-many-requests = That was too often. Please try again in { MINUTES($retry_after_seconds) } minutes.
refusal-staff-account-exists = This person or e-mail address already has a staff account.
refusal-wrong-client = The program that sent this is not known here.
refusal-client-exists = There is already a program of this name.

## May I
refusal-not-allowed = You may not do this.
refusal-own-case = This is your own case. Somebody else must work on it.
refusal-kin-case = This is the case of somebody in your household. Somebody else must work on it.
refusal-above-cap = This is above the amount you may decide on, { RUPEES($cap) }.
refusal-separated = You, or somebody in your household, did another step of this case that must be done by a different person.

## The state of the case
refusal-stale-case = The case has changed since you opened it. Please look at it again.
refusal-action-not-open = The case is not at a stage where this can be done.
refusal-guard-not-met = What this step needs is not complete yet.
refusal-case-ended = The case has ended.
refusal-certificate-revoked = This certificate has been revoked already.
refusal-claimed-by-someone-else = { $by } is working on this case.
refusal-not-your-case = You do not have this case. Take it first.
refusal-already-on-hold = This case is on hold already, until { DAY($until) }. Take it up again first.
refusal-too-many-holds = You already have { $cap } cases on hold. Take one up again first.
refusal-away = You are marked as away until { DAY($until) }. Say that you are back to take cases.
refusal-too-many-claims = You already hold { $cap } cases. Finish or release one first.
refusal-too-many-views = You have already saved { $most } views of this queue. Remove one first.
refusal-other-elsewhere = You may not see the other case. Somebody who may see both has to look at the two.
refusal-pair-judged = Somebody has judged these two cases since you looked. Please look at them again.
refusal-merge-other-programme = The two cases are of different programmes. Each goes on by itself.
refusal-merge-payment = There is a payment for this case. It cannot be closed for another.
refusal-merge-into-merged = The case that would be kept was itself closed for another.
refusal-merge-into-ended = The case that would be kept has ended, and its citizen did not get what they applied for.
refusal-merge-keeps-another = Another case was closed for this one. Take that back first.
refusal-queue-empty = There is no case waiting for you here.
refusal-second-look-open = You have a second look at this case open. Until you have answered it or given it back, you see nothing else of the case.
refusal-not-your-second-look = This second look is not open with you: it was answered, or it went back.
refusal-no-second-look = No decision waits for a second look of yours at present.
refusal-document-changed = The document has been replaced or reviewed meanwhile. Please look at it again.

## Registering and applying
refusal-already-submitted = This was already handed in. Its number is { $reference }.
refusal-application-exists = You already have an open application to this programme. Please go on with that one.
refusal-draft-changed = The application was changed in another window. Please load it again.
refusal-no-longer-a-draft = The application was already handed in and cannot be changed here.
refusal-incomplete = Some answers are still missing: { $missing }.
refusal-programme-closed = This programme takes no applications at present.
refusal-nothing-to-undo = This can no longer be taken back.
refusal-left-the-house = This can no longer be taken back: a message about it is on its way to the citizen.
refusal-skill-needed = This case waits for an officer with a skill that is not noted for you here.
refusal-had-a-hand = You, or somebody in your household, did something on the case that this is about. Somebody else has to look at it.
refusal-another-is-open = Another application to this programme, or an appeal about one, is open. One person has one at a time.
refusal-nothing-to-appeal = There is no decision here that can be appealed.
refusal-appeal-too-late = The time in which this decision could be appealed is over.
refusal-appeal-decided = Your appeal against this decision has been decided. It cannot be appealed again.

## Documents
refusal-empty-file = The file is empty. Please choose another.
refusal-file-too-large = The file is too large: at most { MEGABYTES($limit_bytes) } are taken.
refusal-file-kind-not-taken = Please send a photo (JPEG or PNG) or a PDF.
refusal-file-unreadable = The file cannot be opened. Please take the photo again or choose another file.
refusal-image-too-large = The photo has too many pixels. Please take it at a smaller size.
refusal-pdf-protected = The PDF is protected by a password. Please send it without one.
refusal-pdf-active = The PDF contains scripts or attached files. Please send it as a plain PDF or as a photo.
refusal-pdf-too-long = The PDF is too long: at most { $limit_pages } pages are taken.
refusal-file-infected = The virus scanner stopped this file. Please send another.
refusal-requirement-unknown = This application does not ask for that document.
refusal-documents-closed = Documents cannot be added while the application is at this stage.
refusal-document-not-ready = The document is still being examined, or was found unfit.

## Money
refusal-batch-not-open = The batch is no longer open for this.
refusal-batch-changed = The batch has changed since you read it. Please read it again before you approve.
refusal-cases-refused = Some cases of this batch cannot be paid on your word. Each is listed with its reason.
refusal-nothing-to-pay = No approved case can be paid now. Cases whose account the bank refused wait until their citizens give another.
refusal-budget-exceeded = The programme's budget does not cover this: { RUPEES($available) } are left.
refusal-maker-is-checker = You made this batch. Somebody else must decide on it.

## The request itself
refusal-form-expired = The page was open for too long, or comes from somewhere else. Please go back, load it again and send it once more.
refusal-key-reused = This idempotency key was already used for another request.
refusal-key-in-use = The same request is still being worked on. Please wait a moment.
refusal-key-required = The request needs an Idempotency-Key header.
refusal-body-too-large = The request is too long.
refusal-content-type-not-taken = This kind of content is not taken here.

## Neither a refusal nor a field
problem-not-found = There is nothing here, or it is not yours to see.
problem-method-not-allowed = This address does not take that method.
problem-fault = Something went wrong on our side. Please try again.
problem-unavailable = The service cannot answer just now. Nothing was changed; please try again.

## Fields: any
field-wrong = This is not right. Please check it.
field-missing = Please fill this in.
field-field-missing = Please fill this in.
field-field-unknown = There is no such field.
field-field-type = This is not the kind of answer that is expected here.
field-body-unreadable = The request cannot be read as JSON.
field-key-length = The idempotency key must have 8 to 100 characters.
field-cursor-unreadable = This page marker cannot be read. Please start from the first page.
field-reason-missing = Please give a reason.
field-reason-too-long = The reason is too long.
field-choice-unknown = Please choose one of the answers offered.
field-too-many-rows = There are too many entries.
field-too-few-rows = There are too few entries.
field-text-too-long = The text is too long.
field-message-missing = Please write something.
field-message-no-account = This applicant has no account in which messages are read. Please tell them otherwise.
field-text-holds-cnic = Please leave the CNIC out: write only its last two digits.
field-text-unfit = Please use ordinary letters, digits and signs.
field-rule-broken = { $en }
field-documents-none-asked = Please say which documents are needed.
field-requirement-unknown = This application does not ask for that document.
field-nothing-to-keep = There is no earlier answer to keep. Please fill this in.

## Fields: people
field-name-missing = Please give the name.
field-name-too-long = The name is too long.
field-name-unreadable = Please write the name in ordinary letters.
field-identifier-malformed = Please give a CNIC of 13 digits, or a PSER ID such as P-7M3QK-0T8XW-2.
field-role-unknown = There is no such role.
field-skill-unknown = There is no skill { $skill }.
field-one-proof = Please give either a code of the authenticator or the password.
field-cnic-malformed = A CNIC has 13 digits, for example 35202-1234567-1.
field-cnic-not-issued = No such CNIC is issued. Please check the digits.
field-cnic-repeated = This CNIC is given twice.
field-cnic-own = This is your own CNIC. List only the people you live with.
field-mobile-malformed = Please give a mobile number, for example 0300-1234567.
field-email-malformed = Please give an e-mail address, for example name@example.com.
field-address-missing = Please give the address.
field-address-too-long = The address is too long.
field-address-unreadable = Please write the address in ordinary letters.
field-area-unknown = Please choose a district and tehsil from the list.
field-programme-unknown = There is no such programme.
field-date-malformed = Please give a date as day, month and year.
field-date-in-future = The date is in the future.
field-date-too-early = The date is too far in the past.
field-password-too-short = A password needs at least 12 characters.
field-password-too-long = A password has at most 128 characters.
field-password-common = This password is too common. Please choose another.
field-password-breached = This password is known from a data breach. Please choose another.
field-password-holds-own-details = The password must not contain your name, CNIC, mobile number or the name of this service.
field-consent-missing = Please read the consent and agree to it.
field-consent-outdated = The text of the consent has changed. Please read it again and agree to it.

## Fields: numbers and money
field-number-too-small = The number is too small.
field-number-too-large = The number is too large.
field-money-malformed = Please give an amount in rupees.
field-amount-not-positive = The amount must be more than zero.
field-iban-malformed = An IBAN has 24 characters and begins with PK, for example PK36 SCBL 0000 0011 2345 6702.
field-iban-check-digits = This IBAN is not right. Please check it against your bank's letter or card.
field-iban-refused = The bank could not pay to this account. Please give another one.

## Fields: programs that use the API
field-client-name = A name has 3 to 40 small letters, digits and dashes.
field-client-allowance = The allowance is a whole number from 1 to { $most }.
