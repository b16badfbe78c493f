# What stands on every page, and the error pages.

product-name = PSER
product-tagline = Punjab Socio-Economic Registry
skip-to-content = Skip to the content
navigation-label = Menu
navigation-applications = My applications
navigation-programmes = Programmes
navigation-account = My account
navigation-work = Work
navigation-payments = Payments
navigation-second-looks = Second looks
navigation-help-centre = Help centre
navigation-figures = Figures
# Each said in its own language and script.
language-en = English
language-ur = اردو
sign-in = Sign in
sign-out = Sign out
footer-text = Registration is free. Nobody may ask you for money or for your password.

## What was just done
told-title = Done
told-signed-out = You have signed out.

## Error pages
error-title = This did not work
error-title-401 = Please sign in
error-title-403 = You may not do this
error-title-404 = There is no such page
error-title-409 = Something has changed
error-title-413 = This is too large
error-title-415 = This kind of file is not taken
error-title-429 = Too often
error-title-500 = Something went wrong
error-title-503 = Not available for a moment
error-help-404 = If you typed the address, please check it. If you followed a link, what it led to may have moved.
error-help-500 = The mistake is ours. What you saved before is not lost. Please try again in a few minutes.
error-help-503 = What you saved before is not lost. Please try again in a minute.
error-number = If you write to us about it, please give this number:
error-home = Go to the beginning

## Front page
home-title = Help for your household
home-lead = Register your household once, apply for assistance, and see at any time where your application stands.
home-programmes = Programmes
