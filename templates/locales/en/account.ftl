# The citizen's way in and everybody's own account: front page, programmes, registering, signing in, account.

## What was just done
told-code-sent = We have sent you a new code by SMS.
told-session-ended = That device has been signed out.
told-mobile-changed = Your codes and messages now go to the new number.
told-email-link-sent = We have sent a link to the address. Please open it to confirm. If you do not find our mail, look in the spam folder.
told-email-removed = From now on we write to you by SMS only.
told-email-confirmed = The e-mail address is confirmed. From now on we also write to you there.
told-password-chosen = Your new password is set, and you have been signed out everywhere. Please sign in with it.
told-sent-again = If you are registered, we have sent it once more.
told-numbers-sent = If this CNIC is registered, an SMS with the numbers is on its way to the mobile on file.
told-language-changed = From now on we write to you in this language.
told-password-changed = Your password has been changed. You have been signed out everywhere else.

## Front page
home-register = Register
home-sign-in = Sign in
home-applications = My applications
home-office = To the office
home-eligibility = What may I get?
home-about = PSER is the register in which the Government of Punjab keeps households that ask for help. You register once. After that you can apply to every programme here without going to an office.
home-how = How it goes
home-how-register = Register
home-how-register-text = You need your CNIC and a mobile number. It takes about five minutes and costs nothing.
home-how-apply = Apply
home-how-apply-text = Choose a programme, answer the questions and send photos of your documents. You can stop and go on later.
home-how-follow = Follow
home-how-follow-text = We tell you by SMS at every step. Here you see at any time where your application stands and who has to act next.
home-warning = Nobody may ask you for money or for your password, not even staff. Anybody who does is cheating you.

## Programmes
programmes-title = Programmes
programmes-lead = What you can apply for, who it is for, and what you need for it.
programmes-none = No programme is open at present. Please look again later.
programme-closed = Takes no applications at present
programme-gives = What you get
programme-favours = Who it is for
programme-favours-lead = Each of these speaks for your household. You need several of them, not all.
programme-excludes = Who cannot get it
programme-excludes-lead = A household does not qualify when one of these is true.
programme-documents = Documents you need
programme-documents-lead = A clear photo taken with your phone is enough. You can also send a PDF.
programme-documents-none = No documents are asked for.
programme-document-optional = If you have it
programme-document-each = One for each person it applies to
programme-document-sometimes = Only if it applies to you
programme-asks = What you will be asked
programme-stages = How long it takes
programme-stages-lead = This is the longest that each step may take. If a step takes longer, a supervisor is told.
programme-stage = Step
programme-stage-time = Time
programme-time-days = { $days ->
    [one] Within 1 day
   *[other] Within { $days } days
}
programme-time-working-days = { $days ->
    [one] Within 1 working day
   *[other] Within { $days } working days
}
programme-time-yours-days = { $days ->
    [one] You have 1 day
   *[other] You have { $days } days
}
programme-time-yours-working-days = { $days ->
    [one] You have 1 working day
   *[other] You have { $days } working days
}
programme-verdict = What it means for your household
programme-first = Register your household first: you answer once, and every programme then asks only what it does not know yet. You may also apply here at once.
programme-apply = Apply
programme-apply-lead = To apply you need an account. It is free.
programme-register = Register and apply
programme-sign-in = I have an account: sign in
programme-own-open = You have an application for this already, begun on
programme-own-show = Your application
programme-own-before = You have applied for this before, on
programme-own-again = You can apply again, for example if something in your household has changed.
programme-asks-known = Only what your household has not told us yet.
programme-all = All programmes

## Registering
register-title = Register
register-lead = Every adult with a CNIC can register. We ask only for what we need to know you and to reach you.
register-have-account = Registered already?
register-warning = Registration is free. Nobody may ask you for money for it.
register-section-you = About you
register-section-reach = How we reach you
register-section-home = Where you live
register-section-password = Your password
register-full_name = Full name
register-full_name-hint = As on your CNIC. You may write it in Urdu or in English letters.
register-father_name = Father's name
register-father_name-hint = As on your CNIC. It tells people of the same name apart.
register-date_of_birth = Date of birth
register-date_of_birth-hint = As on your CNIC, for example 27 5 1984.
register-cnic = CNIC number
register-cnic-hint = 13 digits, with or without dashes, for example 35202-1234567-1. We know you by this number; nobody sees it in full without a reason that you can read later.
register-mobile = Mobile number
register-mobile-hint = For example 0300-1234567. We send you a code by SMS now, and news of your applications later.
register-email = E-mail (optional)
register-email-hint = For example name@example.com. If you give one, we also write to you there.
register-language = Language of our messages
register-language-hint = In which we send SMS and e-mails to you.
register-language-en = English
register-language-ur = اردو
register-area = Tehsil
register-area-hint = Choose the tehsil you live in; they are listed by district. Its office works on your applications.
register-area-choose = Choose a tehsil
register-address = Address
register-address-hint = House, street, village or mohalla, so that letters and officers can find you.
register-password = Choose a password
register-password-hint = At least 12 characters. Three or four words that do not belong together are easy to keep in mind. Do not use your name, CNIC or mobile number, and tell it to nobody.
register-submit = Go on
register-code-title = Enter the code from your SMS
register-code-lead = We have sent a code to this number:
register-code-submit = Finish registration
register-code-none = No SMS?
register-code-wait = It can take a few minutes. Check that your phone has a signal and that the number above is yours.
register-code-resend = Send a new code
register-code-again = The number is wrong: begin again
register-code-known = If this CNIC is registered already, no code comes. Then sign in with your CNIC and password.
register-over-title = This registration is over
register-over-finished = If you have just registered, your account is there. Sign in to go on.
register-over-text = If you had not finished: a registration stays open for one hour, and nothing was kept of it.
register-over-again = Begin again
registered-title = You are registered
registered-pser-id = Your PSER ID is
registered-keep = We have also sent you this number by SMS. Keep it: you can sign in with it, and it helps when you call or visit an office.
registered-next = What comes next
registered-next-text = Choose a programme and apply. You can stop at any time and go on later.
registered-go-on = Go on
registered-programmes = See the programmes

## Codes
code-label = Code
code-hint = 6 digits. The code works for 10 minutes, and you have 5 tries.

## Signing in
sign-in-title = Sign in
sign-in-identifier = CNIC number or PSER ID
sign-in-identifier-hint = For example 35202-1234567-1 or P-7M3QK-0T8XW-2. Dashes may be left out.
sign-in-password = Password
sign-in-submit = Sign in
sign-in-please = Please sign in
sign-in-please-text = The page you want is yours alone. If you were signed in before, you have been signed out for your safety: this happens after 30 minutes without use. What you saved is not lost.
sign-in-limits = After five wrong tries signing in is locked for 30 minutes.
sign-in-forgotten = Forgotten your password or PSER ID?
sign-in-none = No account yet?
sign-in-register = Register
sign-in-staff = Do you work for the department?
sign-in-staff-link = Sign in to the office
sign-in-code-title = Enter the code from your SMS
sign-in-code-lead = You have not signed in on this device before. To be sure that it is you, we have sent a code by SMS to your mobile.
sign-in-code-submit = Sign in
sign-in-code-wait = It can take a few minutes. Check that your phone has a signal.
sign-in-code-again = Sign in again

## A forgotten password
recover-title = Choose a new password
recover-lead = Tell us who you are. We send a code to the mobile, or a link to the e-mail address, that you gave us.
recover-way = How should we reach you?
recover-way-sms = Code by SMS
recover-way-email = Link by e-mail
recover-submit = Go on
recover-other = Something else?
recover-number-link = I have lost my PSER ID or the number of my application
recover-centre-link = I have been to a help centre and have a code
recover-centre-hint = If you have another mobile now and no e-mail, go to a help centre with your CNIC. The staff there check your papers and have a code sent to you. You choose the password yourself.
recover-code-title = Enter the code and a new password
recover-code-lead = If you are registered, a code is on its way to the mobile on file.
recover-choose = Set this password
recover-mail-title = Look at your e-mail
recover-mail-lead = If you are registered and have confirmed an e-mail address, a link is on its way there. It works for 30 minutes. Only the newest link works.
recover-mail-spam = If you do not find our mail within a few minutes, look in the spam folder.
recover-mail-none = No mail?
recover-none-text = It can take a few minutes. What is sent again takes the place of what was sent before.
recover-resend = Send it again
recover-again = Begin again
recover-password-title = Choose your new password
recover-password-lead = You will be signed out everywhere. When you sign in we ask for a code by SMS as well.
recover-over = It was used already, or we have sent a newer one, or 30 minutes have passed.
recover-number-title = Lost your PSER ID or the number of your application?
recover-number-lead = We send your PSER ID and the numbers of your newest applications by SMS to the mobile on file.
recover-number-submit = Send them
recover-centre-title = Enter the code from the help centre
recover-centre-lead = Your papers have been checked, and a code was sent by SMS. Choose a password of your own.
recover-centre-warning = Nobody on the staff may see, ask for or choose your password.
field-centre-code-wrong = The code is not right, or no longer valid. The help centre can have a new one sent.

## Account
account-title = My account
account-details = Your details
account-name = Name
account-pser-id = PSER ID
account-cnic = CNIC
account-mobile = Mobile
account-email = E-mail
account-no-email = Not given
account-email-waiting = Not confirmed yet
account-email-waiting-text = We have sent a link to this address. Until you open it and confirm, we write to you by SMS only.
account-email-resend = Send the link again
account-change = Change
account-address = Address
account-no-address = Not given
account-area = Tehsil
account-language = Language of messages
account-roles = Your roles
account-no-roles = You hold no role at present.
account-role = Role
account-role-where = Where
account-role-programme = Programme
account-role-cap = Up to
account-role-until = Until
account-everywhere = Whole province
account-every-programme = All
account-role-skills = Skills
account-no-skills = No skills noted
account-no-cap = No limit
account-no-end = No end
account-sessions = Where you are signed in
account-sessions-lead = If you do not know one of these, sign it out and change your password.
account-this-device = This device
account-device-unknown = Unknown device
account-session-since = Signed in
account-session-seen = Last used
account-session-end = Sign out
# Read aloud after "Sign out", before the name of the device.
account-session-end-of = on this device:
account-safety = Safety
account-password-link = Change your password
account-access-link = See who looked at your data

## Changing how one is reached
settings-password = Your password
settings-password-hint = To be sure that it is you.
mobile-title = Change your mobile number
mobile-lead = We send a code to the new number. Once you have typed it in, your codes and messages go there, and we tell your number until now.
mobile-new = New mobile number
mobile-new-hint = For example 0300-1234567. Have this phone at hand.
mobile-submit = Send a code
mobile-code-submit = Use this number
email-title = Change your e-mail address
email-lead = We send a link to the new address. It counts once you have opened the link and confirmed.
email-now = Your address at present:
email-now-stays = It stays until the new one is confirmed.
email-new = New e-mail address
email-new-hint = For example name@example.com. Leave it empty if we are not to write to you by e-mail any more.
email-submit = Save
language-title = In which language should we write to you?
language-submit = Save
confirm-email-title = Confirm your e-mail address
confirm-email-lead = Press the button if you want our messages at the address to which we sent this link.
confirm-email-submit = Yes, write to me there
confirm-email-over = It was used already, or we have sent a newer one, or three days have passed. In your account you see whether the address is confirmed, and can have a new link sent.
link-over-title = This link is over
field-mobile-unchanged = This is your number already.
field-email-unchanged = This is your address already.

## Changing the password
password-title = Change your password
password-lead = Everywhere else where you are signed in you will be signed out.
password-lead-devices = The next time you sign in we ask for a code by SMS again, on this device too.
password-old = Your password until now
password-new = New password
password-submit = Change password
field-password-wrong = This is not your password.

## Who looked
access-title = Who looked at your data
access-lead = Whenever somebody in the department opens your application or your documents it is written down here, and nobody can remove it.
access-none = Nobody has looked at your data yet.
access-no-more = There is nothing older.
access-by-you = You
access-by-system = The system
access-by-office = The department
access-view-case = opened the application
access-view-document = opened a document
access-view-history = read the history of the application
access-reveal = saw the CNIC number in full
access-certificate = printed a certificate
access-export = took the data out in a list
access-case = Application
access-view-account = found your account at a help centre
access-recover = had a code for a new password sent to you at a help centre
access-register = registered you at a help centre
access-assist = helped you with your applications at a help centre
access-papers = Papers seen:
access-reason = Reason:
access-older = Older
access-newest = Newest
