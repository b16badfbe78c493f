# Certificates: the citizen's list, the paper itself, checking one, revoking one; and asking where an application stands.

told-certificate-revoked = سرٹیفکیٹ منسوخ ہو گیا ہے۔ جس کا سرٹیفکیٹ ہے اسے وجہ بتا دی گئی ہے۔

## The paper
paper-head = پنجاب سماجی و معاشی رجسٹری (PSER)
certificate-title = اندراج کا سرٹیفکیٹ
certificate-says = تصدیق کی جاتی ہے کہ جس شخص کا نام یہاں درج ہے وہ پنجاب سماجی و معاشی رجسٹری میں پروگرام ”{ $programme }“ کے تحت رجسٹر ہے۔
certificate-name = نام
certificate-cnic = شناختی کارڈ نمبر
certificate-programme = پروگرام
certificate-area = تحصیل اور ضلع
certificate-issued = جاری ہونے کی تاریخ
certificate-number = سرٹیفکیٹ نمبر
certificate-not-valid = یہ سرٹیفکیٹ اب درست نہیں رہا
certificate-check = کوئی بھی شخص دیکھ سکتا ہے کہ یہ سرٹیفکیٹ درست ہے یا نہیں: فون سے کوڈ اسکین کریں، یا { $address } کھول کر سرٹیفکیٹ نمبر لکھیں۔
certificate-note = یہ سرٹیفکیٹ مفت ہے۔ اس سے کسی رقم کا حق پیدا نہیں ہوتا۔ یہ اب بھی درست ہے یا نہیں، یہ صرف اوپر لکھے ہوئے صفحے سے معلوم ہوتا ہے۔

## One's own
certificates-title = میرے سرٹیفکیٹ
certificates-valid = درست ہے
certificates-not-valid = درست نہیں
certificates-replaced = اس کی جگہ نیا سرٹیفکیٹ جاری ہو چکا ہے۔
certificates-revoked = دفتر نے اسے منسوخ کر دیا ہے۔ وجہ:
certificates-download = سرٹیفکیٹ ڈاؤن لوڈ کریں (PDF)
certificates-show = کوڈ دکھائیں
certificates-show-text = جو بھی فون سے یہ کوڈ اسکین کرے گا، دیکھ لے گا کہ سرٹیفکیٹ درست ہے یا نہیں۔
certificates-picture = کوڈ، جس میں اس سرٹیفکیٹ کی جانچ کے صفحے کا پتہ ہے
certificates-none = ابھی آپ کا کوئی سرٹیفکیٹ نہیں ہے۔ جب آپ کا کوئی اندراج مکمل ہو گا تو اس کا سرٹیفکیٹ یہاں ہو گا۔

## Checking
verify-title = سرٹیفکیٹ کی جانچ کریں
verify-lead = سرٹیفکیٹ پر لکھا ہوا نمبر درج کریں۔ آپ کو معلوم ہو جائے گا کہ وہ درست ہے یا نہیں اور اس پر کیا لکھا ہے۔
verify-number = سرٹیفکیٹ نمبر
verify-number-hint = مثلاً ⁦R-7M3QK-0T8XW-N⁩
verify-submit = جانچ کریں
verify-again = کسی اور سرٹیفکیٹ کی جانچ کریں
verify-title-valid = یہ سرٹیفکیٹ درست ہے
verify-title-revoked = یہ سرٹیفکیٹ درست نہیں ہے
verify-title-unknown = اس نمبر کا کوئی سرٹیفکیٹ نہیں ہے
verify-text-valid = یہ رجسٹری نے جاری کیا ہے اور منسوخ نہیں ہوا۔
verify-text-revoked = یہ رجسٹری نے جاری کیا تھا، بعد میں منسوخ کر دیا گیا۔ براہِ کرم اس پر بھروسا نہ کریں۔
verify-text-unknown = براہِ کرم نمبر کا ایک ایک حرف سرٹیفکیٹ سے ملائیں۔ اگر نمبر وہی ہے تو یہ سرٹیفکیٹ رجسٹری کا جاری کیا ہوا نہیں ہے۔
verify-until = کب تک درست
verify-now = حیثیت
verify-asked = آپ نے اس نمبر کے بارے میں پوچھا:
verify-still = آج درست ہے
verify-compare = براہِ کرم یہاں لکھی ہوئی باتیں کاغذ سے ملائیں، اور نام اس شخص کے شناختی کارڈ سے۔
field-certificate-number = سرٹیفکیٹ نمبر ⁦R-7M3QK-0T8XW-N⁩ کی طرح ہوتا ہے۔ براہِ کرم ایک ایک حرف دیکھ لیں۔

## The office
office-certificate-title = سرٹیفکیٹ
office-certificate-link = سرٹیفکیٹ
office-certificate-none = اس کیس میں کوئی سرٹیفکیٹ جاری نہیں ہوا۔
office-certificate-revoke = سرٹیفکیٹ منسوخ کریں
office-certificate-warning = اس کے بعد جو بھی سرٹیفکیٹ کی جانچ کرے گا، اسے لکھا ملے گا کہ یہ درست نہیں۔ یہ واپس نہیں ہو سکتا۔
office-certificate-reason = اسے کیوں منسوخ کیا جا رہا ہے؟
office-certificate-reason-hint = یہ وجہ وہ شخص پڑھے گا جس کا سرٹیفکیٹ ہے، عام لوگ نہیں۔
office-certificate-revoked = دفتر نے اسے منسوخ کر دیا ہے۔ وجہ:

## Where an application stands
status-title = میری درخواست کہاں تک پہنچی؟
status-lead = درخواست کا نمبر اور درخواست دینے والے کا شناختی کارڈ نمبر لکھیں۔ اس کے لیے اکاؤنٹ کی ضرورت نہیں۔
status-reference = درخواست نمبر
status-reference-hint = مثلاً ⁦C-7M3QK-0T8XW-N⁩۔ یہ اس SMS میں ہے جو درخواست جمع ہونے پر آیا تھا۔
status-cnic = درخواست دینے والے کا شناختی کارڈ نمبر
status-cnic-hint = 13 ہندسے، مثلاً ⁦35202-1234567-1⁩
status-submit = دکھائیں
status-account = کیا آپ کا اکاؤنٹ ہے؟
status-answer-title = درخواست کہاں تک پہنچی
status-stage = مرحلہ
status-since = کب سے
status-more = وجوہات، دستاویزات اور ادائیگیاں سائن اِن کرنے کے بعد دکھائی جاتی ہیں۔
status-again = کسی اور درخواست کا پوچھیں
refusal-status-unknown = اس نمبر اور اس شناختی کارڈ نمبر کی کوئی درخواست نہیں ہے۔ براہِ کرم دونوں دیکھ لیں۔
field-reference-malformed = درخواست نمبر ⁦C-7M3QK-0T8XW-N⁩ کی طرح ہوتا ہے۔ براہِ کرم ایک ایک حرف دیکھ لیں۔

home-status = میری درخواست کہاں تک پہنچی؟
home-verify = سرٹیفکیٹ کی جانچ کریں
