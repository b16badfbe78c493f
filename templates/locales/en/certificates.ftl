# Certificates: the citizen's list, the paper itself, checking one, revoking one; and asking where an application stands.

told-certificate-revoked = The certificate is revoked. Its owner has been told why.

## The paper
paper-head = Punjab Socio-Economic Registry (PSER)
certificate-title = Certificate of registration
certificate-says = This is to certify that the person named here is registered with the Punjab Socio-Economic Registry under the programme { $programme }.
certificate-name = Name
certificate-cnic = CNIC
certificate-programme = Programme
certificate-area = Tehsil and district
certificate-issued = Issued on
certificate-number = Certificate number
certificate-not-valid = This certificate is not valid any more
certificate-check = Anybody can check whether this certificate is valid: scan the code with a phone, or open { $address } and type the certificate number.
certificate-note = The certificate is free of charge. It gives no right to a payment. Only the page named above says whether it is still valid.

## One's own
certificates-title = My certificates
certificates-valid = Valid
certificates-not-valid = Not valid
certificates-replaced = A newer certificate has taken its place.
certificates-revoked = The office revoked it. The reason:
certificates-download = Download the certificate (PDF)
certificates-show = Show the code
certificates-show-text = Whoever scans this code with a phone sees whether the certificate is valid.
certificates-picture = Code with the address at which this certificate is checked
certificates-none = You have no certificate yet. When a registration of yours is completed, its certificate is here.

## Checking
verify-title = Check a certificate
verify-lead = Type the number that is on the certificate. You see whether it is valid and what is printed on it.
verify-number = Certificate number
verify-number-hint = For example R-7M3QK-0T8XW-N
verify-submit = Check
verify-again = Check another certificate
verify-title-valid = This certificate is valid
verify-title-revoked = This certificate is not valid
verify-title-unknown = There is no certificate with this number
verify-text-valid = It was issued by the registry and has not been revoked.
verify-text-revoked = It was issued by the registry and revoked later. Please do not rely on it.
verify-text-unknown = Please compare the number with the certificate, letter by letter. If it is the same, the certificate is not from the registry.
verify-until = Valid until
verify-now = Validity
verify-asked = The number you asked about:
verify-still = Valid today
verify-compare = Please compare what you see here with the paper, and the name with the person's identity card.
field-certificate-number = A certificate number looks like R-7M3QK-0T8XW-N. Please check it letter by letter.

## The office
office-certificate-title = Certificate
office-certificate-link = Certificate
office-certificate-none = This case has issued no certificate.
office-certificate-revoke = Revoke the certificate
office-certificate-warning = From then on everybody who checks the certificate reads that it is not valid. This cannot be undone.
office-certificate-reason = Why is it revoked?
office-certificate-reason-hint = The owner of the certificate reads this. The public does not.
office-certificate-revoked = The office revoked it. The reason:

## Where an application stands
status-title = Where does my application stand?
status-lead = Type the number of the application and the CNIC of the person who applied. You need no account for this.
status-reference = Application number
status-reference-hint = For example C-7M3QK-0T8XW-N. It is in the SMS that came when the application was handed in.
status-cnic = CNIC of the applicant
status-cnic-hint = 13 digits, for example 35202-1234567-1
status-submit = Show
status-account = Do you have an account?
status-answer-title = Where the application stands
status-stage = It stands at
status-since = Since
status-more = Reasons, documents and payments are shown after signing in.
status-again = Ask about another application
refusal-status-unknown = There is no application with this number and this CNIC. Please check both.
field-reference-malformed = An application number looks like C-7M3QK-0T8XW-N. Please check it letter by letter.

home-status = Where does my application stand?
home-verify = Check a certificate
