# Possible duplicates
office-open-duplicates = { $count ->
    [one] 1 possible duplicate has not been looked at
   *[other] { $count } possible duplicates have not been looked at
}
office-pairs-link = { $count ->
    [one] 1 possible duplicate
   *[other] { $count } possible duplicates
}
office-merged-closed = This case was closed because another is the same
office-merged-kept = Closed for this case
office-pairs-title = Possible duplicates
office-pairs-lead = These cases may be of the same people. Look at each beside this one and say what it is.
office-pairs-none = No other case looks like this one.
office-pair-open = Not looked at
office-pair-linked = Belong together
office-pair-dismissed = Different people
office-pair-merged = One closed for the other
office-pair-elsewhere = A case that you may not see
office-pair-elsewhere-why = Somebody who may see the other case has to look at the two.
office-pair-no-reasons = No check has found anything alike.
office-pair-compare = Compare the two
office-pair-title = Two cases side by side
office-pair-alike = What is alike
office-pair-shared-person = Both were handed in by the same person.
office-pair-shared-household = The two applicants are registered in one household.
office-pair-shared-none = The two applicants are not registered in one household.
office-pair-closed = Closed:
office-pair-kept = Kept:
office-pair-judgement = Your judgement
office-pair-made = What are these two cases?
office-pair-made-linked = They belong together: the same household or person. Both go on.
office-pair-made-dismissed = Different people. Both go on.
office-pair-made-close = The same thing twice: close { $closed } and keep { $kept }.
office-pair-hindrance = This case cannot be closed for the other:
office-pair-reason-judge = Why
office-pair-reason-judge-hint = It stays in the history of both. If a case is closed, its citizen reads it too: name no other person and no other case.
office-pair-reason-undo = Why you take it back
office-pair-reason-undo-hint = It stays in the history of both.
office-pair-reason-unmerge = Why the closed case goes on
office-pair-reason-unmerge-hint = Its citizen reads this too: name no other person and no other case.
office-pair-submit-judge = Save
office-pair-submit-undo = Take it back
office-pair-submit-unmerge = Have the closed case go on
office-pair-not-yours = There is nothing for you to judge here.
office-compare-what = What
office-compare-differs = Differs
office-compare-same = Same
office-compare-only = Only in
office-compare-same-file = Same file
office-compare-no-file = Nothing sent
office-compare-applicant = Applicant
office-compare-handed-in = Handed in
office-compare-payment = Payment
office-compare-payment-none = No payment
office-compare-payment-proposed = Proposed
office-compare-payment-live = On its way
office-compare-payment-failed = Failed
office-compare-payment-settled = Paid
office-event-duplicate-linked = Found to belong together with another case
office-event-duplicate-dismissed = Found to be of other people than another case
office-event-duplicate-undone = Judgement on another case taken back
office-event-duplicate-found = More found alike in a case that was of other people
office-event-case-merged = Two cases made one
office-event-case-unmerged = Two cases made two again
office-event-other = The other case:
told-pair-judged = Your judgement is kept on both cases.
told-pair-undone = The judgement is taken back. The two cases wait for a new one.
told-pair-unmerged = The closed case goes on where it was.
office-filter-duplicates = Possible duplicates
office-filter-duplicates-open = Not looked at
