figures-title = Figures
figures-lead = What is counted here is within your areas and programmes, as of now.
figures-lead-past = What is counted here is within your areas and programmes, as it was when { $day } ended.
figures-as-of = As of
figures-none = There are no figures for you to see.
figures-nothing = There was nothing of this kind.
figures-here = Figures on this page
figures-download = Download as CSV
figures-more = { $rows ->
    [one] One more row is in the file.
   *[other] { $rows } more rows are in the file.
}
figures-without-money = Money is left out: budgets are for the whole province, not for an area.
figures-ask = Another day, programme or area
figures-as-at = As at the end of
figures-as-at-hint = For example 27 3 2026. Leave it empty for now.
figures-filter-programme = Programme
figures-filter-area = Area
figures-any-programme = All programmes
figures-any-area = All your areas
field-before-first-case = There was no case before { $day }.

figures-stages-title = Open cases by stage
figures-stages-text = How many open cases are in each stage.
figures-stage = Stage
figures-cases = Cases

figures-ages-title = How long open cases have waited
figures-ages-text = Days in the stage they are in, no matter whose turn it is.
figures-time = In the stage
figures-days-between = { $from } to { $to } days
figures-days-over = More than { $days } days

figures-deadlines-title = Missed deadlines
figures-deadlines-text = Cases that are late, and whose turn it was when time ran out.
figures-deadline = Deadline
figures-overdue = Open and past the department's deadline
figures-missed-department = Missed by the department in 30 days
figures-missed-citizen = Run out for citizens in 30 days

figures-missed-title = Missed deadlines by stage
figures-missed-text = How often time ran out in the last 30 days, and whose time it was.
figures-by-department = Department
figures-by-citizen = Citizens

figures-workload-title = Work of the staff
figures-workload-text = The cases that each officer has claimed, and how many they moved on in the last 30 days: verified, rejected, sent back or waiting for papers.
figures-workload-past = What officers had claimed is known for today only, so it is left out.
figures-officer = Officer
figures-other-staff = Other staff
figures-queue = Queue
figures-claimed = Claimed
figures-on-hold = On hold
figures-overdue-of-them = Overdue
figures-moved-on = Moved on
figures-to-staff = All your staff, and who is away

figures-reasons-title = Reasons that officers gave
figures-reasons-text = Why cases were rejected, sent back or waited for papers in the last 30 days, and why documents were not accepted.
figures-done = What was done
figures-reason = Reason
figures-times = Times
figures-document-refused = Document not accepted
figures-no-code = Without a code

figures-outcomes-title = How cases ended
figures-outcomes-text = Cases that ended in the last 30 days. Granted means paid, registered, or found right.
figures-area = Area
figures-total = Total
figures-ended-granted = Granted
figures-ended-refused = Rejected
figures-ended-withdrawn = Withdrawn
figures-ended-lapsed = Lapsed
figures-ended-merged = Closed for another case

figures-money-title = Money
figures-money-text = What each programme was given, what is held for approved payments, what the bank has paid, and what is left to approve.
figures-programme = Programme
figures-appropriated = Appropriated
figures-held = Held
figures-paid = Paid
figures-left = Left

figures-days-title = The last 30 days
figures-days-text = Applications handed in, and cases that an officer decided, on each day.
figures-day = Day
figures-submitted = Handed in
figures-decided = Decided
figures-merged = Closed for another case
