# Help centres: finding a person who has come with papers, and what is done for them.

told-centre-code-sent = The code is on its way. The person now types it in and chooses a password, on any device, under "I have been to a help centre".

centre-title = Help centre
centre-lead = Somebody has come with their papers. Find them by their CNIC number. They can read later that you looked, and why.
centre-reason = Why have they come?
centre-reason-hint = The person can read this. For example: has lost the phone.
centre-find = Find
centre-person = The person
centre-recovery = A new password
centre-recovery-lead = We send a code to the mobile of the person. With it they choose a password themselves. Never ask for the password and never type it in for them.
centre-papers = Which papers have you seen?
centre-papers-hint = The originals, with a photograph that is the person before you.
centre-mobile = New mobile number, if they have another now
centre-mobile-hint = Leave it empty to send the code to the mobile on file. The number and the e-mail on file are told of a new one at once.
centre-send-code = Send the code
centre-again = Somebody else
paper-cnic-card = CNIC
paper-cnic-slip = NADRA slip with a photograph
paper-passport = Passport
paper-driving-licence = Driving licence
list-comma = ,
field-cnic-not-registered = Nobody is registered with this CNIC.
field-papers-missing = Please tick which papers you have seen.
