# The receipt of a decision.

decision-title = The decision on your application
decision-lead-for = Your application was approved. This page says what was decided and why.
decision-lead-against = We are sorry: your application could not be approved. This page says why and what you can do.
decision-lead-merged = Your application was closed because another one is the same. This page says why and what you can do.
decision-open-again = Your application is being looked at again. This is the decision as it was before.
decision-what = Decision
decision-when = Decided
decision-number = Number
decision-amount = Amount
decision-reason = The officer's reason
decision-change = What would change this decision
decision-change-excluded = As long as this is so, the programme's rules do not allow it:
decision-change-points = { $missing ->
    [one] 1 more point was needed. What did not hold for your household, and how many points each would have given, is listed below.
   *[other] { $missing } more points were needed. What did not hold for your household, and how many points each would have given, is listed below.
    }
decision-change-paper-refused = This document was not accepted. A clear and valid one was needed:
decision-change-paper-missing = This document was not there:
decision-change-true = Please say only what is true. If something about your household was recorded wrongly, you can appeal and say so.
decision-facts = What was decided on
decision-points = Your household had { $value } points. { $threshold } are needed.
decision-held = This holds for your household
decision-not-held = This did not hold for your household
decision-criterion = Rule
decision-criterion-points = Points
decision-checks = What was checked automatically
decision-good = In order
decision-look = Looked at
decision-check-passed = An automatic check found nothing against you.
decision-check-failed = An automatic check found something that an officer looked at.
decision-check-attention = An automatic check found something that an officer looked at.
decision-check-identity-passed = Your name and date of birth agree with the national register.
decision-check-identity-failed = Your details do not agree with the national register.
decision-check-identity-attention = Some of your details differ from the national register. An officer looked at it.
decision-check-duplicates-passed = Nothing in your application is also in another household's application.
decision-check-duplicates-failed = Something in your application is also in another application.
decision-check-duplicates-attention = Something in your application is also in another application. An officer looked at it.
decision-papers = Your documents
decision-paper-accepted = Accepted
decision-paper-refused = Not accepted
decision-paper-sent = Sent
decision-paper-missing = Missing
decision-rules = The rules it was decided by
decision-rules-text = It was decided on your answers as you handed them in (copy { $snapshot }), by the programme's rules in version { $language } of the rule language. You handed in on
decision-rules-mark = The mark of these rules, by which anybody can tell whether they were changed:
case-decision = Read the decision
case-certificate = Your certificate
