# Appeals and complaints, and the words in which pages speak of them.

apply-caption-appeal = Your appeal
apply-caption-complaint = Your complaint
apply-back-case-appeal = Back to the appeal
apply-back-case-complaint = Back to the complaint
review-submit-appeal = Hand in the appeal
review-submit-complaint = Hand in the complaint
submitted-title-appeal = Your appeal is handed in
submitted-title-complaint = Your complaint is handed in
submitted-stage-appeal = Your appeal is now:
submitted-stage-complaint = Your complaint is now:
submitted-keep-appeal = Write the number down, or print this page. With it you can ask about your appeal.
submitted-keep-complaint = Write the number down, or print this page. With it you can ask about your complaint.
submitted-follow-appeal = See where the appeal stands
submitted-follow-complaint = See where the complaint stands
case-turn-you-appeal = It is your turn: the appeal waits for your documents.
case-turn-you-complaint = It is your turn: the complaint waits for your documents.
case-turn-ended-appeal = This appeal has ended.
case-turn-ended-complaint = This complaint has ended.
case-way-appeal = The way of your appeal
case-way-complaint = The way of your complaint
case-step-outcome-appeal = Decision on your appeal
case-step-outcome-complaint = Answer to your complaint
case-about-appeal = About this appeal
case-about-complaint = About this complaint
case-withdraw-appeal = Take the appeal back
case-withdraw-complaint = Take the complaint back
withdrawal-title-appeal = Take your appeal back?
withdrawal-title-complaint = Take your complaint back?
withdrawal-text-appeal = The appeal then ends and is not decided. The decision on your application stays as it was.
withdrawal-text-complaint = The complaint then ends and is not answered. You can complain again afterwards.
applications-next-ended-appeal = This appeal has ended.
applications-next-ended-complaint = This complaint has ended.
decision-title-appeal = The decision on your appeal
decision-title-complaint = The answer to your complaint
decision-lead-for-appeal = Your appeal was allowed. Your application will be looked at again by somebody who did not decide it before.
decision-lead-for-complaint = Your complaint was upheld. This page says what we found and what we do about it.
decision-lead-against-appeal = We are sorry: your appeal was dismissed. The decision on your application stays as it was.
decision-lead-against-complaint = We have looked into your complaint and could not uphold it. This page says why.
told-case-withdrawn-appeal = You have taken your appeal back.
told-case-withdrawn-complaint = You have taken your complaint back.
case-complain-appeal = Complain about how this appeal is handled

## Appealing
appeal-title = If you do not agree
appeal-open = You can appeal. Somebody who did not decide your application will look at it. An appeal is free, and nothing is held against you for it.
appeal-begun = You have begun an appeal and not handed it in yet.
appeal-filed = You have appealed against this decision.
appeal-late = The time in which you could appeal is over. If something about your household has changed, you can apply again.
appeal-decided = Your appeal against this decision has been decided. It cannot be appealed again.
appeal-other = You cannot appeal now, because you have another open application to this programme.
appeal-until = You can appeal until the end of
appeal-begin = Appeal against this decision
appeal-to-begun = Go on with the appeal
appeal-to-filed = See where the appeal stands

## Complaining
grievance-title = Make a complaint
grievance-lead = You can complain if money has not reached you, if somebody kept or asked for a part of it, about the conduct of staff, about wrong data, or about anything else.
grievance-about = Your complaint is about:
grievance-who = Nobody whom your complaint concerns will decide on it.
grievance-when = You get an answer within 7 working days, by SMS and on your page.
grievance-free = A complaint is free and harms none of your applications.
grievance-begin = Begin the complaint
grievance-other = If it is about one of your applications, open that first and complain from there:

## About a case
applications-about = About:
applications-complain = Make a complaint
case-is-about = About
case-filed = Appeals and complaints about this
case-complain = Complain about this application
