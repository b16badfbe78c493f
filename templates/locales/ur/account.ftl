# The citizen's way in and everybody's own account: front page, programmes, registering, signing in, account.

## What was just done
told-code-sent = ہم نے آپ کو SMS سے نیا کوڈ بھیج دیا ہے۔
told-session-ended = اُس فون یا کمپیوٹر پر آپ کو سائن آؤٹ کر دیا گیا ہے۔
told-mobile-changed = اب آپ کے کوڈ اور پیغام نئے نمبر پر جائیں گے۔
told-email-link-sent = ہم نے اس پتے پر ایک لنک بھیج دیا ہے۔ براہِ کرم اسے کھول کر تصدیق کریں۔ ہماری ای میل نظر نہ آئے تو اسپام والا خانہ بھی دیکھ لیں۔
told-email-removed = اب ہم آپ کو صرف SMS بھیجیں گے۔
told-email-confirmed = ای میل پتے کی تصدیق ہو گئی ہے۔ اب ہمارے پیغام وہاں بھی آئیں گے۔
told-password-chosen = آپ کا نیا پاس ورڈ محفوظ ہو گیا ہے اور ہر جگہ آپ کو سائن آؤٹ کر دیا گیا ہے۔ براہِ کرم نئے پاس ورڈ سے سائن اِن کریں۔
told-sent-again = اگر آپ رجسٹر ہیں تو ہم نے دوبارہ بھیج دیا ہے۔
told-numbers-sent = اگر یہ شناختی کارڈ رجسٹر ہے تو آپ کے نمبر SMS سے درج شدہ موبائل پر بھیجے جا رہے ہیں۔
told-language-changed = اب ہمارے پیغام اسی زبان میں آئیں گے۔
told-password-changed = آپ کا پاس ورڈ بدل گیا ہے۔ باقی ہر جگہ آپ کو سائن آؤٹ کر دیا گیا ہے۔

## Front page
home-register = رجسٹر ہوں
home-sign-in = سائن اِن کریں
home-applications = میری درخواستیں
home-office = دفتر میں جائیں
home-eligibility = مجھے کیا مل سکتا ہے؟
home-about = PSER حکومتِ پنجاب کی وہ رجسٹری ہے جس میں ان گھرانوں کا اندراج ہوتا ہے جنہیں مدد چاہیے۔ آپ صرف ایک بار رجسٹر ہوتے ہیں۔ اس کے بعد دفتر جائے بغیر یہاں کے ہر پروگرام کے لیے درخواست دے سکتے ہیں۔
home-how = طریقہ کیا ہے
home-how-register = رجسٹر ہوں
home-how-register-text = آپ کو صرف اپنا شناختی کارڈ اور موبائل نمبر چاہیے۔ تقریباً پانچ منٹ لگتے ہیں اور کوئی فیس نہیں۔
home-how-apply = درخواست دیں
home-how-apply-text = پروگرام چنیں، سوالوں کے جواب دیں اور اپنی دستاویزات کی تصویریں بھیجیں۔ آپ بیچ میں رک کر بعد میں بھی جاری رکھ سکتے ہیں۔
home-how-follow = خبر رکھیں
home-how-follow-text = ہر مرحلے پر ہم آپ کو SMS سے بتاتے ہیں۔ آپ یہاں کسی بھی وقت دیکھ سکتے ہیں کہ درخواست کہاں پہنچی ہے اور اگلا قدم کس کا ہے۔
home-warning = کوئی بھی آپ سے پیسے یا پاس ورڈ نہیں مانگ سکتا، محکمے کا عملہ بھی نہیں۔ جو مانگے وہ آپ کو دھوکا دے رہا ہے۔

## Programmes
programmes-title = پروگرام
programmes-lead = آپ کس چیز کے لیے درخواست دے سکتے ہیں، وہ کن لوگوں کے لیے ہے، اور اس کے لیے کیا چاہیے۔
programmes-none = اس وقت کوئی پروگرام کھلا نہیں۔ براہِ کرم بعد میں دوبارہ دیکھیں۔
programme-closed = اس وقت درخواستیں نہیں لی جا رہیں
programme-gives = آپ کو کیا ملے گا
programme-favours = یہ کن لوگوں کے لیے ہے
programme-favours-lead = ان میں سے ہر بات آپ کے گھرانے کے حق میں جاتی ہے۔ ان میں سے کچھ کا ہونا کافی ہے، سب کا ہونا ضروری نہیں۔
programme-excludes = یہ کن کو نہیں مل سکتا
programme-excludes-lead = ان میں سے ایک بات بھی درست ہو تو گھرانہ اہل نہیں ہوتا۔
programme-documents = کون سی دستاویزات چاہییں
programme-documents-lead = فون سے لی گئی صاف تصویر کافی ہے۔ آپ PDF بھی بھیج سکتے ہیں۔
programme-documents-none = کوئی دستاویز نہیں مانگی جاتی۔
programme-document-optional = اگر آپ کے پاس ہو
programme-document-each = ہر متعلقہ فرد کے لیے الگ
programme-document-sometimes = صرف اس صورت میں جب آپ پر لاگو ہو
programme-asks = آپ سے کیا پوچھا جائے گا
programme-stages = کتنا وقت لگتا ہے
programme-stages-lead = ہر مرحلے میں زیادہ سے زیادہ اتنا وقت لگ سکتا ہے۔ اس سے زیادہ لگے تو نگران کو اطلاع دی جاتی ہے۔
programme-stage = مرحلہ
programme-stage-time = وقت
programme-time-days = { $days ->
    [one] 1 دن کے اندر
   *[other] { $days } دن کے اندر
}
programme-time-working-days = { $days ->
    [one] 1 دفتری دن کے اندر
   *[other] { $days } دفتری دنوں کے اندر
}
programme-time-yours-days = { $days ->
    [one] آپ کے پاس 1 دن ہے
   *[other] آپ کے پاس { $days } دن ہیں
}
programme-time-yours-working-days = { $days ->
    [one] آپ کے پاس 1 دفتری دن ہے
   *[other] آپ کے پاس { $days } دفتری دن ہیں
}
programme-verdict = آپ کے گھرانے کے لیے
programme-first = پہلے اپنے گھرانے کا اندراج کرائیں: آپ ایک بار بتائیں گے، پھر ہر پروگرام صرف وہی پوچھے گا جو اسے معلوم نہیں۔ آپ چاہیں تو یہاں ابھی بھی درخواست دے سکتے ہیں۔
programme-apply = درخواست دیں
programme-apply-lead = درخواست دینے کے لیے اکاؤنٹ چاہیے۔ یہ مفت ہے۔
programme-register = رجسٹر ہو کر درخواست دیں
programme-sign-in = میرا اکاؤنٹ ہے: سائن اِن کریں
programme-own-open = اس کے لیے آپ کی درخواست پہلے سے موجود ہے، شروع ہونے کی تاریخ:
programme-own-show = آپ کی درخواست
programme-own-before = آپ پہلے بھی یہ درخواست دے چکے ہیں، تاریخ:
programme-own-again = آپ دوبارہ درخواست دے سکتے ہیں، مثلاً جب گھرانے میں کوئی تبدیلی آئی ہو۔
programme-asks-known = صرف وہ باتیں جو آپ کے گھرانے نے ابھی تک نہیں بتائیں۔
programme-all = تمام پروگرام

## Registering
register-title = رجسٹر ہوں
register-lead = ہر بالغ فرد جس کے پاس شناختی کارڈ ہے رجسٹر ہو سکتا ہے۔ ہم صرف وہی پوچھتے ہیں جو آپ کو پہچاننے اور آپ سے رابطہ کرنے کے لیے ضروری ہے۔
register-have-account = کیا آپ پہلے سے رجسٹر ہیں؟
register-warning = رجسٹریشن مفت ہے۔ کوئی بھی آپ سے اس کے پیسے نہیں مانگ سکتا۔
register-section-you = آپ کے بارے میں
register-section-reach = آپ سے رابطہ
register-section-home = آپ کی رہائش
register-section-password = آپ کا پاس ورڈ
register-full_name = پورا نام
register-full_name-hint = جیسا شناختی کارڈ پر درج ہے۔ اردو میں لکھیں یا انگریزی حروف میں، دونوں ٹھیک ہیں۔
register-father_name = والد کا نام
register-father_name-hint = جیسا شناختی کارڈ پر درج ہے۔ اس سے ایک ہی نام کے لوگوں میں فرق ہو جاتا ہے۔
register-date_of_birth = تاریخِ پیدائش
register-date_of_birth-hint = جیسی شناختی کارڈ پر درج ہے۔ پہلے دن، پھر مہینہ، پھر سال لکھیں، مثلاً 27، 5، 1984۔
register-cnic = شناختی کارڈ نمبر
register-cnic-hint = 13 ہندسے، ڈیش کے ساتھ یا بغیر، مثلاً ⁦35202-1234567-1⁩۔ ہم آپ کو اسی نمبر سے پہچانتے ہیں۔ کوئی اسے بلا وجہ پورا نہیں دیکھ سکتا، اور جو دیکھے اس کی وجہ آپ بعد میں پڑھ سکتے ہیں۔
register-mobile = موبائل نمبر
register-mobile-hint = مثلاً ⁦0300-1234567⁩۔ ابھی ہم آپ کو SMS سے ایک کوڈ بھیجیں گے، اور بعد میں آپ کی درخواستوں کی خبر۔
register-email = ای میل (ضروری نہیں)
register-email-hint = مثلاً ⁦name@example.com⁩۔ اگر آپ ای میل پتہ دیں تو ہمارے پیغام وہاں بھی آئیں گے۔
register-language = ہمارے پیغامات کی زبان
register-language-hint = جس زبان میں آپ کو SMS اور ای میل بھیجے جائیں۔
register-language-en = English
register-language-ur = اردو
register-area = تحصیل
register-area-hint = اپنی رہائش کی تحصیل چنیں۔ تحصیلیں ضلع وار درج ہیں۔ اسی تحصیل کا دفتر آپ کی درخواستوں پر کام کرے گا۔
register-area-choose = تحصیل چنیں
register-address = پتہ
register-address-hint = مکان، گلی، گاؤں یا محلہ، تاکہ خط اور افسر آپ تک پہنچ سکیں۔
register-password = اپنا پاس ورڈ رکھیں
register-password-hint = کم از کم 12 حروف۔ تین چار ایسے الفاظ جن کا آپس میں تعلق نہ ہو یاد رکھنا آسان ہوتا ہے۔ اپنا نام، شناختی کارڈ یا موبائل نمبر استعمال نہ کریں، اور پاس ورڈ کسی کو نہ بتائیں۔
register-submit = آگے بڑھیں
register-code-title = SMS میں آیا ہوا کوڈ لکھیں
register-code-lead = ہم نے اس نمبر پر کوڈ بھیجا ہے:
register-code-submit = رجسٹریشن مکمل کریں
register-code-none = SMS نہیں آیا؟
register-code-wait = اس میں چند منٹ لگ سکتے ہیں۔ دیکھ لیں کہ فون میں سگنل ہیں اور اوپر دیا گیا نمبر آپ ہی کا ہے۔
register-code-resend = نیا کوڈ بھیجیں
register-code-again = نمبر غلط ہے: دوبارہ شروع کریں
register-code-known = اگر یہ شناختی کارڈ پہلے سے رجسٹر ہے تو کوڈ نہیں آئے گا۔ ایسی صورت میں اپنے شناختی کارڈ نمبر اور پاس ورڈ سے سائن اِن کریں۔
register-over-title = یہ رجسٹریشن اب کھلی نہیں ہے
register-over-finished = اگر آپ ابھی رجسٹر ہوئے ہیں تو آپ کا اکاؤنٹ بن چکا ہے۔ آگے بڑھنے کے لیے سائن اِن کریں۔
register-over-text = اگر رجسٹریشن مکمل نہیں ہوئی تھی تو وہ ایک گھنٹے بعد بند ہو جاتی ہے اور اس میں سے کچھ محفوظ نہیں رکھا جاتا۔
register-over-again = دوبارہ شروع کریں
registered-title = آپ رجسٹر ہو گئے ہیں
registered-pser-id = آپ کا PSER نمبر یہ ہے
registered-keep = ہم نے یہ نمبر آپ کو SMS سے بھی بھیج دیا ہے۔ اسے سنبھال کر رکھیں: آپ اس سے سائن اِن کر سکتے ہیں، اور دفتر فون کرنے یا جانے پر بھی یہ کام آتا ہے۔
registered-next = اب کیا کرنا ہے
registered-next-text = پروگرام چنیں اور درخواست دیں۔ آپ کسی بھی وقت رک کر بعد میں جاری رکھ سکتے ہیں۔
registered-go-on = آگے بڑھیں
registered-programmes = پروگرام دیکھیں

## Codes
code-label = کوڈ
code-hint = 6 ہندسے۔ کوڈ 10 منٹ تک کام کرے گا، اور آپ 5 بار کوشش کر سکتے ہیں۔

## Signing in
sign-in-title = سائن اِن
sign-in-identifier = شناختی کارڈ نمبر یا PSER نمبر
sign-in-identifier-hint = مثلاً ⁦35202-1234567-1⁩ یا ⁦P-7M3QK-0T8XW-2⁩۔ ڈیش کے بغیر بھی لکھ سکتے ہیں۔
sign-in-password = پاس ورڈ
sign-in-submit = سائن اِن کریں
sign-in-please = براہِ کرم سائن اِن کریں
sign-in-please-text = جو صفحہ آپ دیکھنا چاہتے ہیں وہ صرف آپ کا ہے۔ اگر آپ پہلے سائن اِن تھے تو آپ کی حفاظت کے لیے آپ کو سائن آؤٹ کر دیا گیا ہے: 30 منٹ تک استعمال نہ ہو تو ایسا ہوتا ہے۔ جو آپ محفوظ کر چکے ہیں وہ ضائع نہیں ہوا۔
sign-in-limits = پانچ غلط کوششوں کے بعد سائن اِن 30 منٹ کے لیے بند ہو جاتا ہے۔
sign-in-forgotten = پاس ورڈ یا PSER نمبر بھول گئے ہیں؟
sign-in-none = ابھی تک اکاؤنٹ نہیں؟
sign-in-register = رجسٹر ہوں
sign-in-staff = کیا آپ محکمے میں کام کرتے ہیں؟
sign-in-staff-link = دفتر میں سائن اِن کریں
sign-in-code-title = SMS میں آیا ہوا کوڈ لکھیں
sign-in-code-lead = آپ نے اس فون یا کمپیوٹر پر پہلے سائن اِن نہیں کیا۔ یہ یقین کرنے کے لیے کہ یہ آپ ہی ہیں، ہم نے آپ کے موبائل پر SMS سے ایک کوڈ بھیجا ہے۔
sign-in-code-submit = سائن اِن کریں
sign-in-code-wait = اس میں چند منٹ لگ سکتے ہیں۔ دیکھ لیں کہ فون میں سگنل ہیں۔
sign-in-code-again = دوبارہ سائن اِن کریں

## A forgotten password
recover-title = نیا پاس ورڈ رکھیں
recover-lead = ہمیں بتائیں کہ آپ کون ہیں۔ ہم آپ کے درج شدہ موبائل پر کوڈ، یا درج شدہ ای میل پتے پر لنک بھیجیں گے۔
recover-way = ہم آپ تک کیسے پہنچیں؟
recover-way-sms = SMS سے کوڈ
recover-way-email = ای میل سے لنک
recover-submit = آگے بڑھیں
recover-other = کوئی اور مشکل ہے؟
recover-number-link = میرا PSER نمبر یا درخواست کا نمبر گم ہو گیا ہے
recover-centre-link = مجھے مددگار مرکز سے کوڈ ملا ہے
recover-centre-hint = اگر آپ کا موبائل بدل گیا ہے اور ای میل بھی نہیں تو اپنا شناختی کارڈ لے کر مددگار مرکز جائیں۔ وہاں کا عملہ آپ کے کاغذات دیکھ کر آپ کو کوڈ بھجوائے گا۔ پاس ورڈ آپ خود رکھیں گے۔
recover-code-title = کوڈ اور نیا پاس ورڈ لکھیں
recover-code-lead = اگر آپ رجسٹر ہیں تو درج شدہ موبائل پر کوڈ بھیجا جا رہا ہے۔
recover-choose = یہی پاس ورڈ رکھیں
recover-mail-title = اپنی ای میل دیکھیں
recover-mail-lead = اگر آپ رجسٹر ہیں اور ای میل پتے کی تصدیق کر چکے ہیں تو وہاں ایک لنک بھیجا جا رہا ہے۔ یہ 30 منٹ تک کام کرے گا۔ صرف سب سے نیا لنک کام کرتا ہے۔
recover-mail-spam = اگر چند منٹ میں ہماری ای میل نظر نہ آئے تو اسپام والا خانہ بھی دیکھ لیں۔
recover-mail-none = ای میل نہیں آئی؟
recover-none-text = اس میں چند منٹ لگ سکتے ہیں۔ دوبارہ بھیجنے پر پہلے بھیجا ہوا کام نہیں کرے گا۔
recover-resend = دوبارہ بھیجیں
recover-again = دوبارہ شروع کریں
recover-password-title = اپنا نیا پاس ورڈ رکھیں
recover-password-lead = ہر جگہ آپ کو سائن آؤٹ کر دیا جائے گا۔ سائن اِن کرتے وقت ہم SMS کا کوڈ بھی مانگیں گے۔
recover-over = یہ لنک استعمال ہو چکا ہے، یا ہم اس کے بعد نیا لنک بھیج چکے ہیں، یا 30 منٹ گزر گئے ہیں۔
recover-number-title = PSER نمبر یا درخواست کا نمبر گم ہو گیا؟
recover-number-lead = ہم آپ کا PSER نمبر اور آپ کی تازہ ترین درخواستوں کے نمبر SMS سے درج شدہ موبائل پر بھیجیں گے۔
recover-number-submit = نمبر بھیجیں
recover-centre-title = مددگار مرکز سے ملا ہوا کوڈ لکھیں
recover-centre-lead = آپ کے کاغذات دیکھ لیے گئے ہیں اور SMS سے ایک کوڈ بھیجا گیا ہے۔ اپنا پاس ورڈ خود رکھیں۔
recover-centre-warning = عملے کے کسی فرد کو اجازت نہیں کہ آپ کا پاس ورڈ دیکھے، پوچھے یا آپ کی جگہ خود رکھے۔
field-centre-code-wrong = کوڈ درست نہیں یا اس کی مدت ختم ہو چکی ہے۔ مددگار مرکز نیا کوڈ بھجوا سکتا ہے۔

## Account
account-title = میرا اکاؤنٹ
account-details = آپ کی معلومات
account-name = نام
account-pser-id = PSER نمبر
account-cnic = شناختی کارڈ
account-mobile = موبائل
account-email = ای میل
account-no-email = نہیں دی گئی
account-email-waiting = تصدیق باقی ہے
account-email-waiting-text = ہم نے اس پتے پر ایک لنک بھیجا ہے۔ جب تک آپ اسے کھول کر تصدیق نہیں کرتے ہم آپ کو صرف SMS بھیجیں گے۔
account-email-resend = لنک دوبارہ بھیجیں
account-change = بدلیں
account-address = پتہ
account-no-address = نہیں دیا گیا
account-area = تحصیل
account-language = پیغامات کی زبان
account-roles = آپ کی ذمہ داریاں
account-no-roles = اس وقت آپ کے پاس کوئی ذمہ داری نہیں۔
account-role = ذمہ داری
account-role-where = کہاں
account-role-programme = پروگرام
account-role-cap = رقم کی حد
account-role-until = کب تک
account-everywhere = پورا صوبہ
account-every-programme = تمام
account-role-skills = مہارتیں
account-no-skills = کوئی درج نہیں
account-no-cap = کوئی حد نہیں
account-no-end = کوئی مدت نہیں
account-sessions = آپ کہاں کہاں سائن اِن ہیں
account-sessions-lead = اگر ان میں سے کوئی آپ کا نہ ہو تو اسے سائن آؤٹ کریں اور اپنا پاس ورڈ بدل دیں۔
account-this-device = یہی فون یا کمپیوٹر
account-device-unknown = نامعلوم فون یا کمپیوٹر
account-session-since = سائن اِن کا وقت
account-session-seen = آخری استعمال
account-session-end = سائن آؤٹ کریں
# Read aloud after "Sign out", before the name of the device.
account-session-end-of = اس فون یا کمپیوٹر پر:
account-safety = حفاظت
account-password-link = اپنا پاس ورڈ بدلیں
account-access-link = دیکھیں کہ آپ کی معلومات کس نے دیکھیں

## Changing how one is reached
settings-password = آپ کا پاس ورڈ
settings-password-hint = تاکہ یقین ہو کہ یہ آپ ہی ہیں۔
mobile-title = اپنا موبائل نمبر بدلیں
mobile-lead = ہم نئے نمبر پر ایک کوڈ بھیجیں گے۔ وہ کوڈ لکھنے کے بعد آپ کے کوڈ اور پیغام اسی نمبر پر جائیں گے، اور پرانے نمبر پر بھی اس کی خبر دی جائے گی۔
mobile-new = نیا موبائل نمبر
mobile-new-hint = مثلاً ⁦0300-1234567⁩۔ یہ فون اپنے پاس رکھیں۔
mobile-submit = کوڈ بھیجیں
mobile-code-submit = یہی نمبر استعمال کریں
email-title = اپنا ای میل پتہ بدلیں
email-lead = ہم نئے پتے پر ایک لنک بھیجیں گے۔ آپ لنک کھول کر تصدیق کریں گے تو نیا پتہ درج ہو جائے گا۔
email-now = آپ کا موجودہ ای میل پتہ:
email-now-stays = نئے پتے کی تصدیق ہونے تک یہی رہے گا۔
email-new = نیا ای میل پتہ
email-new-hint = مثلاً ⁦name@example.com⁩۔ اگر آپ چاہتے ہیں کہ ہم آپ کو ای میل نہ بھیجیں تو یہ خانہ خالی چھوڑ دیں۔
email-submit = محفوظ کریں
language-title = ہمارے پیغام کس زبان میں ہوں؟
language-submit = محفوظ کریں
confirm-email-title = اپنے ای میل پتے کی تصدیق کریں
confirm-email-lead = جس پتے پر ہم نے یہ لنک بھیجا ہے، اگر آپ وہاں ہمارے پیغام چاہتے ہیں تو یہ بٹن دبائیں۔
confirm-email-submit = جی ہاں، وہاں پیغام بھیجیں
confirm-email-over = یہ لنک استعمال ہو چکا ہے، یا ہم اس کے بعد نیا لنک بھیج چکے ہیں، یا تین دن گزر گئے ہیں۔ آپ اپنے اکاؤنٹ میں دیکھ سکتے ہیں کہ پتے کی تصدیق ہوئی یا نہیں، اور وہاں سے نیا لنک منگوا سکتے ہیں۔
link-over-title = یہ لنک اب کام نہیں کرتا
field-mobile-unchanged = آپ کا یہی نمبر پہلے سے درج ہے۔
field-email-unchanged = آپ کا یہی ای میل پتہ پہلے سے درج ہے۔

## Changing the password
password-title = اپنا پاس ورڈ بدلیں
password-lead = آپ اس کے علاوہ جہاں کہیں سائن اِن ہیں وہاں آپ کو سائن آؤٹ کر دیا جائے گا۔
password-lead-devices = اگلی بار سائن اِن کرنے پر ہم دوبارہ SMS کا کوڈ مانگیں گے، اس فون یا کمپیوٹر پر بھی۔
password-old = آپ کا موجودہ پاس ورڈ
password-new = نیا پاس ورڈ
password-submit = پاس ورڈ بدلیں
field-password-wrong = یہ آپ کا پاس ورڈ نہیں۔

## Who looked
access-title = آپ کی معلومات کس نے دیکھیں
access-lead = محکمے کا کوئی فرد جب بھی آپ کی درخواست یا دستاویزات کھولتا ہے، یہاں لکھ دیا جاتا ہے، اور کوئی اسے مٹا نہیں سکتا۔
access-none = ابھی تک کسی نے آپ کی معلومات نہیں دیکھیں۔
access-no-more = اس سے پرانا کچھ نہیں۔
access-by-you = آپ
access-by-system = نظام
access-by-office = محکمہ
access-view-case = نے درخواست کھولی
access-view-document = نے ایک دستاویز کھولی
access-view-history = نے درخواست پر اب تک کی کارروائی پڑھی
access-reveal = نے پورا شناختی کارڈ نمبر دیکھا
access-certificate = نے ایک سرٹیفکیٹ پرنٹ کیا
access-export = نے معلومات ایک فہرست میں نکالیں
access-case = درخواست
access-view-account = نے مددگار مرکز میں آپ کا اکاؤنٹ تلاش کیا
access-recover = نے مددگار مرکز سے آپ کو نئے پاس ورڈ کا کوڈ بھجوایا
access-register = نے مددگار مرکز میں آپ کو رجسٹر کیا
access-assist = نے مددگار مرکز میں آپ کی درخواستیں بھرنے میں مدد کی
access-papers = کاغذات جو دیکھے گئے:
access-reason = وجہ:
access-older = اس سے پرانے اندراج
access-newest = تازہ ترین اندراج
