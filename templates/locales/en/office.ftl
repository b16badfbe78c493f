# The officers' pages.

## Signing in
office-sign-in-title = Sign in for staff
office-sign-in-wrong = The e-mail address, the password or the code is not right.
office-sign-in-invited = I have been invited and come for the first time
office-email = E-mail address
office-password = Password
office-totp = Code of your authenticator
office-totp-hint = Six digits, new every 30 seconds
office-continue = Continue

## Invitations
office-invitation-title = Take up your invitation
office-invitation-lead = You were given a token by whoever invited you. It is good once, within 72 hours.
office-invitation-token = Token of the invitation
office-invitation-token-hint = Type it or paste it as it is
office-invitation-password = A password of your own
office-invitation-password-hint = At least 12 characters. A few words that belong together only for you are easy to keep.
field-invitation-token = This token is not known, was used already, or is too old. Please ask for a new invitation.
office-enrolment-title = Set up your authenticator
office-enrolment-scan = Scan this picture with the authenticator on your phone.
office-enrolment-picture = Picture for the camera of your authenticator
office-enrolment-type = Or type this key into it:
office-enrolment-url = The same as an address
office-enrolment-once = The key is shown this once. Do not write it down.
office-enrolment-code = First code of your authenticator
office-enrolment-confirm = Confirm and sign in
office-enrolment-again = Your authenticator still has the key. Please wait for its next code and type that one.
office-enrolment-restart = Begin again with a new key

## The day
office-day-title = My work
office-day-queues = Queues
office-day-no-queues = Nothing is waiting for you. Enjoy the quiet.
office-day-held = Cases I work on
office-day-on-hold = Cases I have put on hold
office-day-none-held = You hold no case at present.
office-waiting = Waiting
office-unclaimed = Nobody has it
office-overdue = Overdue
office-next = Next case
office-next-of = Next case of { $queue }

## A queue
office-queue-title = Queue: { $queue }
office-queue-counts = { $waiting } waiting, { $unclaimed } with nobody, { $overdue } overdue
office-queue-end = The queue ends here.
office-queue-first = First page
office-queue-more = Next page
office-queue-fitting = { $count ->
    [one] One of them fits what you chose.
   *[other] { $count } of them fit what you chose.
}
office-queue-fitting-more = More than { $count } of them fit what you chose.
office-queue-none-fits = No case in this queue fits what you chose.
office-filter-any = All
office-filter-programme = Programme
office-filter-area = Area
office-filter-stage = Stage
office-filter-due = Deadline
office-filter-due-overdue = Overdue
office-filter-due-soon = Overdue or due within { $days } days
office-filter-holder = Who has it
office-filter-holder-nobody = Nobody
office-filter-holder-somebody = Somebody
office-filter-holder-me = You
office-views = Your views
office-view-name = Name for this view
office-view-save = Save this view
office-view-remove = Remove
told-view-saved = The view is saved.
told-view-removed = The view is removed.
office-vulnerable = Vulnerable household
office-column-queue = Queue
office-column-reference = Reference
office-column-applicant = Applicant
office-column-programme = Programme
office-column-area = Area
office-column-stage = Stage
office-column-amount = Amount
office-column-since = In this stage since
office-column-deadline = Deadline
office-column-holder = Who has it
office-holder-you = You
office-holder-nobody = Nobody
office-escalated = Escalated
office-due-never = No deadline
office-due-today = Due today
office-due-on = Due on { $day }
office-due-overdue = { $days ->
    [one] 1 day overdue
   *[other] { $days } days overdue
}

## The case
office-case-title = { $programme }: { $stage }
office-because-deadline = You were given this case because its deadline comes first.
office-because-vulnerable = You were given this case because the household is vulnerable: it comes sooner than its deadline says.
office-because-waiting = You were given this case because it has waited longest.
office-held-by-other = { $name } is working on this case. You can read it, and act when it is free again.
office-cnic = CNIC
office-back-to-case = Back to the case
office-amount = Amount if approved
office-beside = Beside the case
office-colon = {": "}
office-comma = {", "}
office-yes = Yes
office-no = No
office-no-answer = No answer
told-office-claimed = The case is yours.
told-office-released = The case is back in its queue.
told-office-acted = Your action is recorded.
told-office-reviewed = Every document has been reviewed.

## What may be done
office-undo-offer = You just did this: “{ $action }”. Nobody outside the office has been told yet.
office-undo-until = It can be taken back until
office-undo = Take it back
told-office-undone = It was taken back. The case is where it was before.
office-event-undone = Taken back
office-actions = What can be done
office-claim = Take this case
office-release = Give it back to the queue
office-hold = Put on hold
office-resume = Take it up again
office-no-actions = There is nothing for you to do on this case.
office-lacks-documents-accepted = Every document must be there and accepted.
office-lacks-checks-settled = A check is still waiting for its answer.
office-lacks-score-eligible = The household does not reach the score.

## Documents
office-documents = Documents
office-no-documents = No document has been sent.
office-documents-missing = Missing
office-document-sent = Sent
office-document-alone = Open alone
office-document-close = Close
office-review = Verdict on the document
office-review-none = Not reviewed
office-review-accepted = Accepted
office-review-refused = Refused
office-accept = Accept
office-refuse-open = Refuse this document
office-refuse = Refuse
office-refuse-code = Why is it refused?
office-refuse-reason = Say more (needed for another reason)
office-refuse-reason-hint = The citizen reads this beside the reason. Say what would be right instead.
office-member-number = Member { $number }

## Checks and score
office-checks = Automatic checks
office-no-checks = No check has been asked for.
office-check-identity = Identity
office-check-duplicates = Duplicates
office-check-means-test = Means test
office-check-answered = Answered
office-check-asked = Asked
office-check-tries = { $tries ->
    [one] 1 try
   *[other] { $tries } tries
}
office-result-waiting = Waiting
office-result-passed = Passed
office-result-failed = Failed
office-result-attention = Please look
office-registry = The registry of identities says
office-registry-match = It is this person
office-registry-mismatch = It is not this person
office-registry-unknown = It does not know this CNIC
office-registry-name = Name
office-registry-date-of-birth = Date of birth
office-registry-is-alive = Alive
office-agrees = Agrees
office-differs = Differs
office-duplicates = Other applications
office-duplicates-none = Nothing similar found
office-like-cnic = The same CNIC in another case
office-like-household = Somebody in this household is registered in another
office-like-identifier = Somebody else gave the same number
office-like-mobile = Another person has the same mobile
office-like-document = Somebody else sent the same file
office-like-name = A similar name with the same date of birth
office-scorecard = Scorecard
office-scorecard-none = This programme has none
office-score = Score
office-score-threshold = points of at least { $threshold }
office-points = Points
office-rule = Rule
office-excludes = Excludes
office-rules-others = Rules that did not apply
office-eligible = Eligible
office-not-eligible = Not eligible

## Answers and history
office-compared-later = The household handed in answers again later, on { $day }
office-compared-earlier = The household handed in answers before, on { $day }
office-compared-same = They say the same.
office-compared-count = { $count ->
    [one] One answer differs and is marked below.
   *[other] { $count } answers differ and are marked below.
}
office-compared-later-answer = Later
office-compared-earlier-answer = Before
office-compared-later-here = Not listed later
office-compared-later-there = Listed later
office-compared-earlier-here = Not listed before
office-compared-earlier-there = Listed before only
office-answers = Answers
office-nobody-listed = Nothing was listed.
office-history = History
office-by-citizen = by { $name }, citizen
office-by-staff = by { $name }
office-by-system = by the system
office-moved = From “{ $from }” to “{ $to }”
office-entered = Now “{ $to }”
office-about = What it is about
office-about-case = Open the case
office-about-unseen = The case is outside the areas and programmes of your work.
office-about-receipt = The decision, as the applicant reads it:
office-about-undecided = The case has not been decided yet.
office-event-case-opened = Application handed in
office-event-case-opened-appeal = Appeal handed in
office-event-case-opened-complaint = Complaint handed in
office-event-checks-done = Checks completed
office-event-documents-complete = All documents are there
office-event-time-passed = The time for an answer ran out
office-event-deadline-passed = The deadline passed
office-event-certificate-revoked = Certificate revoked
office-event-case-claimed = Taken from the queue
office-event-case-released = Given back to the queue
office-event-case-assigned = Given to an officer
office-event-case-held = Put on hold
office-event-case-resumed = Taken up again
office-until = Until:
office-given-to = To:
office-assign-link = Change
office-assign-title = Give this case to somebody
office-assign-lead = Whoever has the case now loses it. The history keeps who gave it to whom, and why.
office-assign-to = Who works on it from now on
office-assign-queue = Nobody: back to the queue
office-assign-reason = Why
office-assign-reason-hint = For example: on leave until Monday
office-assign-submit = Give the case
told-case-assigned = The case has been given as you said.
field-colleague-unfit = This officer cannot work on this case.
field-colleague-away = This officer is away.
field-colleague-full = This officer holds as many cases as one may hold.

## On hold
office-on-hold-until = On hold until { $day }
office-on-hold-runs = { $hold }. The deadline of the case runs on: { $deadline }.
office-hold-title = Put this case on hold
office-hold-lead = The case stays yours and leaves room for another. On the day it is back in your work by itself. Acting on it, giving it back or giving it to somebody else ends the hold.
office-hold-deadline = The deadline of the case runs on:
office-hold-until = Until which day
office-hold-until-hint = From tomorrow to { $days } days ahead
office-hold-reason = Why
office-hold-reason-hint = For example: the bank answers next week
told-office-held = The case is on hold.
told-office-resumed = The case is back in your work.
field-hold-too-soon = Please give a day after today.
field-hold-too-long = A case can be put on hold for { $days } days at most.

## Giving out many cases
office-give-title = Give the ticked cases
office-give-lead = Each case is decided by itself. Whoever has one of them now loses it; the history keeps who gave it, and why.
office-give-evenly = Share them out evenly: fewest open cases first
office-give-submit = Give the ticked cases
office-give-tick = Tick
office-give-given = { $given ->
    [0] No case was given.
    [one] 1 case was given.
   *[other] { $given } cases were given.
}
office-give-not-given = Not given:
field-no-case-chosen = Please tick at least one case.
field-too-many-cases = At most { $most } cases can be given at once.
field-nobody-free = Nobody else who is here and has room may take this case.

## More events
office-event-document-received = Document received
office-event-document-accepted = Document accepted
office-event-document-refused = Document refused
office-event-documents-requested = Documents requested
office-event-verified = Verified
office-event-rejected = Rejected
office-event-referred = Referred for a home visit
office-event-visit-reported = Home visit reported
office-event-recommended = Decision recommended
office-event-escalated = Brought before a senior officer
office-event-sent-back = Sent back with advice
office-event-returned = Returned for verification
office-event-reopened = Taken up again on appeal
office-event-appeal-allowed = Appeal allowed
office-event-appeal-dismissed = Appeal dismissed
office-event-complaint-upheld = Complaint upheld
office-event-complaint-not-upheld = Complaint not upheld
office-event-withdrawn = Withdrawn by the citizen
office-event-payment-proposed = Payment proposed
office-event-payment-approved = Payment approved
office-event-pay-settled = Payment arrived
office-event-pay-failed = Payment failed
office-event-pay-returned = Payment came back

## An action
office-leads-to = The case then goes to “{ $stage }”.
office-leads-nowhere = The case stays in its stage.
office-will-be-sent = The citizen is then sent this message
office-reason-read = The reason, as the citizen reads it on the page of the case
office-preview = Show the message first
office-on-paper = The applicant has no account here. Please answer on paper.
office-action-reason = Reason
office-action-reason-hint = It becomes part of the case. Write it so that the citizen understands it.
office-action-code = Which of these is it?
office-action-words = Say more (needed for another reason)
office-action-words-hint = It becomes part of the case. Write it so that the citizen understands it.
office-action-remark = Remark (if you have one)
office-action-remark-hint = It becomes part of the case.
office-ask-documents = Which documents are needed?
office-ask-of-member = { $document }: { $member }
office-action-gone = This can no longer be done: the case is at another stage.
office-stale-title = The case has changed since you opened it
office-stale-now = It is now at “{ $stage }”. Nothing that you sent was done. This happened meanwhile:
office-stale-facts = A document or a check of the case is new.
office-stale-again = What you typed is still here. Please look at it again and send it once more if it still holds.
office-stale-nothing = What you typed is shown below, so that you can copy it.
office-typed = What you typed

## The CNIC in clear
office-reveal-link = Show
office-reveal-title = Show the CNIC
office-reveal-warning = Your name and your reason are recorded, and the applicant can read both.
office-reveal-reason = Why you need to see it
office-reveal-reason-hint = For example: to compare it with the card at the counter
office-reveal-show = Show it once
office-reveal-done = This was recorded with your name and reason. The number is not shown again when you leave this page.

## Who has a case open
office-open-one = { $name } has this case open too.
office-open-more = { $count ->
    [one] { $name } and one other have this case open too.
   *[other] { $name } and { $count } others have this case open too.
}
office-open-changed = This case has changed since you opened it.
office-open-reload = Show it as it is now

## Notes and messages
office-messages = Messages
office-messages-none = Nothing has been written yet.
office-message-from-staff = Office
office-message-from-citizen = Applicant
office-message-waits = Waits for an answer
office-message-open = Write to the applicant
office-message-label = Message to the applicant
office-message-hint = The applicant reads it after signing in, and hears by SMS that it is there. Write plainly, in the language of the applicant. No CNIC.
office-message-send = Send the message
office-message-settle = No answer is needed
office-note-open = Write a note
office-note-label = Note for colleagues
office-note-hint = It stays in the history of the case. The applicant does not read it here. No CNIC.
office-note-write = Keep the note
office-day-letters = Applicants who have written
office-column-written = Written
office-history-parts = Parts of the history
office-history-all = Everything
office-history-steps = Steps
office-history-documents = Documents
office-history-words = Notes and messages
office-history-hands = Who had it
office-history-none = Nothing of this kind has happened yet.
office-event-note-written = Note
office-event-message-sent = Message sent to the applicant
office-event-message-received = Message from the applicant
office-event-message-settled = No answer to the message was needed
told-note-written = The note has been kept.
told-message-sent = The message has been sent. The applicant hears of it by SMS.
told-message-settled = The message waits for no answer any more.

## Keyboard shortcuts
shortcuts-title = Keyboard shortcuts
shortcuts-lead = These keys work on every page of the office, except while you are typing.
shortcuts-step = Go to the next case or document of the list
shortcuts-back = Go back to the one before
shortcuts-open = Open it
shortcuts-next = Give me the next case
shortcuts-claim = Take this case
shortcuts-accept = Accept the document that is open
shortcuts-close = Close the document
shortcuts-work = Go to my work
shortcuts-search = Go to the search box
shortcuts-leave = Leave the box you are typing in
shortcuts-help = Show this page
shortcuts-turn-off = Turn the keys off in this browser
shortcuts-turn-on = Turn the keys on in this browser
shortcuts-script = The keys need JavaScript. Everything can be done without them.

## Second looks
second-looks-title = Second looks
second-looks-waiting = { $count ->
    [one] One decision waits for a second look.
   *[other] { $count } decisions wait for a second look.
}
second-looks-waiting-more = More than { $count } decisions wait for a second look.
second-look-take = Take the next one
second-look-go-on = Go on with your second look
second-look-title = Second look
second-look-lead = Another officer has decided this case. You see what was there at that time, and not how it was decided. Nothing changes for the applicant by what you say. It goes back by itself on { $day }.
second-look-handed-in = Handed in
second-look-answer-title = Your answer
second-look-judgement = How should this case be decided?
second-look-judgement-for = It should be approved
second-look-judgement-against = It should be rejected
second-look-judgement-unable = It cannot be told from what is here
second-look-reason = Why?
second-look-reason-hint = Needed where it should be rejected, or where it cannot be told. Supervisors read it. No CNIC.
second-look-answer = Give this answer
second-look-return-text = If you know these people, or have no time for it now, give it back. Somebody else will look.
second-look-return = Give it back
told-second-look-answered = Thank you. Your answer has been kept.
told-second-look-returned = You do not have the second look any more. Somebody else will take it.
told-no-second-look = No decision waits for a second look of yours at present.
