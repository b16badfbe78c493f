# Who of the staff is away, and what each has at hand.
away-key = Away
away-none = Nothing said
away-from-until = Away from { $first } until { $last }
away-first-day = First day away
away-last-day = Last day away
away-submit = Save
away-title-own = When you are away
away-lead-own = While you are away you are given no cases. On the first day the cases at hand go back to their queues. What you have put on hold until you are back, or longer, stays yours.
away-end-own = I am here
away-title-of = When they are away
away-lead-of = While they are away they are given no cases. On the first day the cases at hand go back to their queues. What they have put on hold until they are back, or longer, stays theirs.
away-end-of = They are here
told-away-said = It is noted.
told-away-ended = It is noted: here again.
office-day-away = You are marked as away until { $day }, so you are given no cases.
office-day-back = I am back
office-released-away = The officer is away.
office-released-idle = The officer was not seen for three working days.
field-day-is-past = This day is past.
field-day-too-far = Please give a day within the next { $days } days.
field-last-day-first = The last day comes before the first.

## The staff
navigation-staff = Staff
staff-title = Staff
staff-lead = Whoever works in your areas: how many cases each has at hand, and who is away.
staff-none = Nobody works in your areas.
staff-name = Name
staff-roles = Roles
staff-working = Cases at hand
staff-on-hold = On hold
staff-seen = Last here
staff-never-seen = Not lately
staff-away = Away
