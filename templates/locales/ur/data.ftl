# Everything that is kept about a citizen: the page to take it from, and the paper.

account-data-link = آپ کے بارے میں محفوظ تمام معلومات ڈاؤن لوڈ کریں
data-title = اپنی معلومات ڈاؤن لوڈ کریں
data-lead = رجسٹری میں آپ کے بارے میں جو کچھ محفوظ ہے، آپ سب ایک فائل میں لے سکتے ہیں:
data-part-account = آپ کا اکاؤنٹ، اور آپ کا گھرانہ جیسا آپ نے بتایا
data-part-applications = آپ کی درخواستیں، ان کے جوابات، بھیجی ہوئی دستاویزات، فیصلے اور ادائیگیاں
data-part-certificates = آپ کے سرٹیفکیٹ
data-part-notices = آپ کو بھیجے گئے پیغامات، اور یہ کہ آپ کہاں کہاں سائن اِن ہیں
data-part-looks = آپ کی معلومات کس نے، کب اور کیوں دیکھیں
data-care = اس فائل میں آپ کا شناختی کارڈ نمبر اور کھاتہ نمبر پورے لکھے ہوتے ہیں۔ براہِ کرم اسے ایسی جگہ رکھیں جہاں کوئی اور نہ پڑھ سکے، خاص طور پر اگر فون دوسرے لوگ بھی استعمال کرتے ہوں۔
data-kind = کس قسم کی فائل؟
data-kind-paper = PDF، پڑھنے اور پرنٹ کرنے کے لیے
data-kind-json = JSON، کمپیوٹر پروگراموں کے لیے
data-password = آپ کا پاس ورڈ
data-password-hint = ہم دوبارہ اس لیے پوچھتے ہیں کہ اگر فون کسی اور کے ہاتھ لگ جائے تو وہ آپ کی معلومات نہ لے سکے۔
data-submit = ڈاؤن لوڈ کریں
data-limit = آپ دن میں پانچ بار ایسا کر سکتے ہیں۔ یہ بات بھی اس فہرست میں لکھی جاتی ہے کہ آپ کی معلومات کس نے دیکھیں۔

## The paper
record-title = رجسٹری میں آپ کے بارے میں محفوظ معلومات
record-lead = نیچے لکھی ہوئی تاریخ کو پنجاب سماجی و معاشی رجسٹری میں آپ کے بارے میں یہی کچھ محفوظ ہے۔ اسے صرف آپ ڈاؤن لوڈ کر سکتے ہیں۔
record-account = اکاؤنٹ
record-household = آپ کا گھرانہ، جیسا آپ نے بتایا
record-member = نام
record-born = تاریخِ پیدائش
record-none = کوئی نہیں
record-begun = شروع ہونے کی تاریخ
record-documents = دستاویزات
record-document = دستاویز
record-file = فائل
record-when = کب
record-timeline = اب تک کی کارروائی
record-by = کس کی طرف سے
record-reason = وجہ
record-payments = ادائیگیاں
record-amount = رقم
record-to-account = بینک کھاتہ
record-arrived = کب پہنچی
record-state = حالت
record-notices = آپ کو بھیجے گئے پیغامات
record-how = کیسے
record-by-sms = SMS
record-by-email = ای میل
record-sent = بھیجا گیا
record-not-sent = نہیں بھیجا گیا
record-device = فون یا کمپیوٹر
record-what = کیا
