# Applying, and following an application.

told-answers-saved = آپ کے جوابات محفوظ ہو گئے ہیں۔ آپ جب چاہیں جاری رکھ سکتے ہیں۔
told-row-removed = فہرست سے نکال دیا گیا۔
told-document-sent = دستاویز پہنچ گئی ہے۔
told-account-corrected = آپ کا نیا بینک کھاتہ درج ہو گیا ہے۔ رقم وہاں بھیجنے سے پہلے ادائیگی کی دوبارہ منظوری لی جائے گی۔
told-case-withdrawn = آپ نے اپنی درخواست واپس لے لی ہے۔

## Wrong fields
field-number-malformed = براہِ کرم پورا عدد لکھیں۔
field-file-missing = براہِ کرم پہلے تصویر یا فائل چنیں۔
field-changed-elsewhere = یہ صفحہ اس دوران کسی اور ونڈو میں محفوظ ہوا ہے۔ نیچے وہ ہے جو آپ نے لکھا، اور جہاں فرق ہے وہاں وہ بھی جو اب محفوظ ہے۔ اپنا لکھا ہوا محفوظ کرنے کے لیے ”آگے بڑھیں“ دبائیں۔
field-list-changed = فہرست اس دوران کسی اور ونڈو میں بدل گئی ہے۔ براہِ کرم نام ایک بار پھر دیکھ لیں۔
field-review-changed = آپ کے جوابات اس دوران کسی اور ونڈو میں بدل گئے ہیں۔ براہِ کرم انہیں ایک بار پھر پڑھ کر درخواست جمع کرائیں۔
field-review-incomplete = کچھ جوابات ابھی باقی ہیں۔
field-review-wrong = کچھ جوابات ابھی درست نہیں۔ وہ نیچے درج ہیں۔

## My applications
applications-title = میری درخواستیں
applications-none = آپ نے ابھی تک کوئی درخواست نہیں دی۔
applications-draft = ابھی جمع نہیں ہوئی
applications-number = نمبر:
applications-saved = آخری بار محفوظ ہوئی:
applications-next-form = { $questions ->
    [one] آپ کا کام: ایک اور سوال کا جواب دیں۔
   *[other] آپ کا کام: مزید { $questions } سوالوں کے جواب دیں۔
    }
applications-next-documents = { $documents ->
    [one] آپ کا کام: ایک دستاویز بھیجیں، یا ابھی درخواست جمع کرائیں اور دستاویز بعد میں بھیج دیں۔
   *[other] آپ کا کام: { $documents } دستاویزات بھیجیں، یا ابھی درخواست جمع کرائیں اور دستاویزات بعد میں بھیج دیں۔
    }
applications-next-hand-in = آپ کا کام: جوابات دیکھ کر درخواست جمع کرائیں۔
applications-next-you = آپ کا کام: جو دستاویزات باقی ہیں وہ بھیجیں۔
applications-next-department = آپ کو کچھ کرنے کی ضرورت نہیں۔ محکمہ اس پر کام کر رہا ہے۔
applications-next-bank-details = آپ کا کام: دوسرا بینک کھاتہ بتائیں۔ آپ کی رقم محفوظ ہے۔
applications-next-ended = یہ درخواست ختم ہو چکی ہے۔
applications-by-you = آخری تاریخ:
applications-by-department = متوقع تاریخ:
applications-look = دیکھیں درخواست کہاں پہنچی ہے
applications-go-on = جاری رکھیں
applications-begin-title = درخواست دیں
applications-begin = { $programme } کے لیے درخواست دیں
applications-programmes = تمام پروگرام

## The parts of an application
apply-caption = آپ کی درخواست
apply-error-title = غلطی:
apply-back-applications = میری درخواستیں
apply-back-parts = درخواست کے تمام حصے
apply-back-case = درخواست پر واپس
apply-lead = ہر صفحہ محفوظ ہو جاتا ہے۔ آپ رک کر بعد میں بھی جاری رکھ سکتے ہیں۔
apply-count = { $total } میں سے { $done } حصے مکمل ہیں۔
apply-next-go-on = جاری رکھیں
apply-next-documents = دستاویزات بھیجیں
apply-next-review = جوابات دیکھیں اور جمع کرائیں
apply-form = 1۔ سوالوں کے جواب دیں
apply-taken = جو آپ کا گھرانہ پہلے بتا چکا ہے
apply-taken-lead = یہ سب دوبارہ لکھنے کی ضرورت نہیں۔ اگر کچھ بدل گیا ہو تو دیکھ لیں۔ درخواست جمع کرانے پر یہ معلومات اس پروگرام کو دی جائیں گی۔ یہ معلومات یہاں سے لی گئی ہیں: { $programme }،
apply-papers = 2۔ دستاویزات بھیجیں
apply-hand-in = 3۔ جمع کرائیں
apply-documents = دستاویزات
apply-documents-hint = تصاویر یا PDF فائلیں۔ آپ انہیں جمع کرانے کے بعد بھی بھیج سکتے ہیں۔
apply-review = جوابات دیکھیں اور جمع کرائیں
apply-done = مکمل
apply-empty = کوئی درج نہیں
apply-waiting = فی الحال ضرورت نہیں
apply-to-do = باقی ہے
apply-not-yet = سوالوں کے بعد
apply-left = { $count ->
    [one] ایک سوال باقی
   *[other] { $count } سوال باقی
    }
apply-documents-left = { $count ->
    [one] ایک باقی
   *[other] { $count } باقی
    }

## Questions
apply-continue = آگے بڑھیں
apply-later = محفوظ کریں، باقی بعد میں
apply-change = بدلیں
apply-optional = { $question } (خالی چھوڑ سکتے ہیں)
apply-choose = چنیں
apply-keep = محفوظ ہے: •••• { $last }۔ اسی کو رکھنا ہو تو یہ خانہ خالی چھوڑ دیں۔
apply-stored-now = اب محفوظ ہے: { $answer }
apply-nothing = کوئی جواب نہیں
apply-error-line = { $question }: { $error }
apply-row = { $what } { $number }
apply-row-named = { $what } { $number }: { $name }

## Lists
rows-count = { $count ->
    [one] ایک اندراج
   *[other] { $count } اندراج
    }
rows-none = فہرست میں ابھی کوئی نہیں۔ اگر آپ اکیلے رہتے ہیں تو آگے بڑھ جائیں۔
rows-add = { $what } شامل کریں
rows-age = { $years ->
    [one] عمر ایک سال
   *[other] عمر { $years } سال
    }
rows-not-whole = کچھ جواب باقی ہیں
rows-remove = نکالیں
rows-full = فہرست میں مزید جگہ نہیں۔
rows-all-there = جب سب فہرست میں آ جائیں تو آگے بڑھیں۔
removal-title = کیا { $what } کو فہرست سے نکالنا ہے؟
removal-text = اس اندراج کے جوابات مٹ جائیں گے، اور اس کے لیے بھیجی گئی دستاویزات شمار نہیں ہوں گی۔
removal-yes = جی ہاں، نکال دیں
removal-no = نہیں، رہنے دیں

## Documents
documents-title = دستاویزات
documents-none = کسی دستاویز کی ضرورت نہیں۔
documents-missing = { $count ->
    [one] ایک دستاویز باقی ہے۔
   *[other] { $count } دستاویزات باقی ہیں۔
    }
documents-complete = تمام ضروری دستاویزات موجود ہیں۔
documents-kinds = تصویر (JPEG یا PNG) یا بغیر پاس ورڈ کی PDF، ہر ایک زیادہ سے زیادہ { MEGABYTES($limit) }۔ سب کچھ صاف پڑھا جانا چاہیے۔
documents-afterwards = آپ پہلے درخواست جمع کرا کے دستاویزات بعد میں بھی بھیج سکتے ہیں۔
documents-file = تصویر لیں یا فائل چنیں
documents-send = بھیجیں
documents-sending = بھیجی جا رہی ہے ...
documents-checking = فائل کی جانچ ہو رہی ہے ...
documents-failed = فائل نہیں پہنچی۔ براہِ کرم انٹرنیٹ دیکھ کر دوبارہ بھیجیں۔
documents-sent-at = بھیجی گئی:
documents-replace = اس کی جگہ دوسری بھیجیں
documents-to-case = دیکھیں درخواست کہاں پہنچی ہے
documents-state-missing = باقی ہے
documents-state-asked = مانگی گئی
documents-state-refused = قبول نہیں ہوئی
documents-state-sent = بھیج دی گئی
documents-state-accepted = قبول ہو گئی
documents-state-optional = اگر ہو تو
documents-reason-refused = قبول نہ ہونے کی وجہ:
documents-reason-asked = افسر نے لکھا ہے:

## Check and hand in
review-title = اپنے جوابات دیکھ لیں
review-title-handed-in = آپ کے جوابات
review-taken = آپ کا گھرانہ جو پہلے بتا چکا ہے وہ یہاں استعمال ہو رہا ہے تاکہ آپ کو دوبارہ نہ لکھنا پڑے۔ درخواست جمع کرانے پر یہ اس پروگرام کے افسران کو دکھایا جائے گا۔ براہِ کرم دیکھ لیں کہ یہ اب بھی درست ہے۔ یہ معلومات یہاں سے لی گئی ہیں: { $programme }،
review-taken-show = یہ جوابات دیکھیں
review-blocks = جمع کرانے سے پہلے
review-missing = { $count ->
    [one] { $part }: ایک سوال باقی
   *[other] { $part }: { $count } سوال باقی
    }
review-list = فہرست بدلیں
review-document-sent = دیکھیں
review-document-missing = بھیجیں
review-document-optional = بھیجیں
review-first = اوپر درج کام مکمل ہوتے ہی آپ درخواست جمع کرا سکتے ہیں۔
review-documents-later = { $count ->
    [one] ایک دستاویز ابھی باقی ہے۔ آپ درخواست ابھی جمع کرا سکتے ہیں، لیکن فیصلہ دستاویز آنے پر ہی ہو گا۔
   *[other] { $count } دستاویزات ابھی باقی ہیں۔ آپ درخواست ابھی جمع کرا سکتے ہیں، لیکن فیصلہ دستاویزات آنے پر ہی ہو گا۔
    }
review-consent = آپ کی رضامندی
review-agree = میں نے یہ پڑھ لیا ہے اور مجھے منظور ہے
review-submit = درخواست جمع کرائیں
submitted-title = آپ کی درخواست جمع ہو گئی ہے
submitted-number = آپ کا نمبر:
submitted-sms = ہم یہ نمبر آپ کو SMS سے بھی بھیج رہے ہیں۔
submitted-next = اب کیا ہو گا
submitted-documents = { $count ->
    [one] آپ کا کام: ایک دستاویز ابھی باقی ہے۔ براہِ کرم اسے بھیج دیں۔
   *[other] آپ کا کام: { $count } دستاویزات ابھی باقی ہیں۔ براہِ کرم انہیں بھیج دیں۔
    }
submitted-send-documents = دستاویزات بھیجیں
submitted-stage = آپ کی درخواست کا موجودہ مرحلہ:
submitted-tell = ہم ہر مرحلے کی اطلاع آپ کو SMS سے دیں گے۔ اس کے لیے کوئی آپ سے پیسے مانگنے کا حق نہیں رکھتا۔
submitted-keep = یہ نمبر لکھ لیں یا یہ صفحہ پرنٹ کر لیں۔ اسی نمبر سے آپ اپنی درخواست کے بارے میں پوچھ سکتے ہیں۔
submitted-follow = دیکھیں درخواست کہاں پہنچی ہے
submitted-answers = اپنے جوابات پڑھیں

## A case
case-turn-you = اب آپ کی باری ہے: درخواست کے لیے آپ کی دستاویزات کا انتظار ہے۔
case-turn-department = آپ کو ابھی کچھ کرنے کی ضرورت نہیں۔ محکمہ اس پر کام کر رہا ہے۔
case-turn-bank-details = اب آپ کی باری ہے: بینک آپ کے کھاتے میں رقم نہیں بھیج سکا۔ براہِ کرم کوئی دوسرا بینک کھاتہ بتائیں۔ آپ کی رقم ضائع نہیں ہوئی۔
case-turn-ended = یہ درخواست ختم ہو چکی ہے۔
case-by-you = دستاویزات بھیجنے کی آخری تاریخ:
case-by-department = اس مرحلے کے مکمل ہونے کی متوقع تاریخ:
case-late = یہ مرحلہ اس تاریخ تک مکمل ہونا چاہیے تھا:
case-late-sorry = ہمیں اس تاخیر کا افسوس ہے۔ دفتر کو اس کا علم ہے؛ آپ کو کچھ کرنے کی ضرورت نہیں۔
case-reopened = اپیل کے بعد اسے دوبارہ کھولا گیا:
case-again = بند ہونے کے بعد دوبارہ کھولی گئی
case-way-hint = ہر مرحلہ زیادہ سے زیادہ ان تاریخوں تک مکمل ہونا چاہیے۔ دستاویزات کم ہوں تو تاریخیں بدل سکتی ہیں۔
case-step-expected = متوقع تاریخ:
case-wanted = یہ دستاویزات باقی ہیں
case-send-documents = دستاویزات بھیجیں
case-way = آپ کی درخواست کے مرحلے
case-step-done = مکمل
case-step-current = درخواست ابھی یہاں ہے
case-step-ahead = ابھی باقی
case-step-stopped = درخواست یہاں ختم ہوئی
case-payments = ادائیگیاں
case-payment-held = منظور
case-payment-held-text = ادائیگی منظور ہو چکی ہے اور آپ کے بینک کو بھیجی جائے گی۔
case-payment-sending = راستے میں ہے
case-payment-sending-text = ادائیگی آپ کے بینک کو بھیجی جا رہی ہے۔
case-payment-unknown = راستے میں ہے
case-payment-unknown-text = ہم بینک سے پوچھ رہے ہیں کہ رقم پہنچی یا نہیں۔
case-payment-accepted = راستے میں ہے
case-payment-accepted-text = رقم بینک کو مل گئی ہے اور آپ کے کھاتے میں ڈالی جائے گی۔
case-payment-settled = ادا ہو گئی
case-payment-settled-text = رقم آپ کے کھاتے میں آ چکی ہے۔
case-payment-rejected = ادا نہیں ہوئی
case-payment-rejected-text = بینک یہ ادائیگی نہیں کر سکا۔ براہِ کرم اپنے بینک کھاتے کی تفصیل دیکھ لیں۔
case-payment-returned = واپس آ گئی
case-payment-returned-text = بینک نے یہ رقم واپس کر دی ہے۔ براہِ کرم اپنے بینک کھاتے کی تفصیل دیکھ لیں۔
case-account = بینک کھاتہ:
case-bank-reference = بینک کا حوالہ نمبر:
case-about = اس درخواست کے بارے میں
case-number = نمبر
case-messages = پیغامات
case-message-from-staff = دفتر کی طرف سے
case-message-from-citizen = آپ کی طرف سے
case-message-open = دفتر کو لکھیں
case-message-label = آپ کا پیغام
case-message-hint = اس درخواست کے بارے میں جو بات دفتر کو بتانی ہو وہ لکھیں۔ پاس ورڈ یا کوڈ کبھی نہ لکھیں۔
case-message-send = پیغام بھیجیں
told-message-written = آپ کا پیغام دفتر کو بھیج دیا گیا ہے۔
case-handed-in = جمع کرائی گئی
case-amount = رقم
case-amount-hint = قواعد کے مطابق، اگر درخواست منظور ہو
case-answers = اپنے جوابات پڑھیں
case-documents = دستاویزات
case-happened = اب تک کیا ہوا
case-by-whom-citizen = آپ کی طرف سے
case-by-whom-staff = دفتر کی طرف سے
case-by-whom-system = نظام کی طرف سے
case-withdraw = درخواست واپس لیں
withdrawal-title = کیا آپ اپنی درخواست واپس لینا چاہتے ہیں؟
withdrawal-text = اس سے درخواست ختم ہو جائے گی اور اس پر فیصلہ نہیں ہو گا۔ اس کے بعد آپ نئی درخواست دے سکتے ہیں۔
withdrawal-yes = جی ہاں، واپس لیں
withdrawal-no = نہیں، جاری رکھیں

## Another account
case-account-title = دوسرا بینک کھاتہ بتائیں
case-account-lead = آپ کے بتائے ہوئے کھاتے میں بینک رقم نہیں بھیج سکا۔ براہِ کرم اپنے نام کا کوئی دوسرا بینک کھاتہ بتائیں۔ رقم وہاں بھیجنے سے پہلے محکمے کے دو افراد ادائیگی کی دوبارہ منظوری دیں گے۔
case-account-iban = کھاتے کا آئی بین (IBAN)
case-account-iban-hint = 24 حروف اور ہندسے، شروع میں PK۔ یہ آپ کے بینک کارڈ یا چیک بک پر درج ہے، ورنہ اپنے بینک سے پوچھ لیں۔
case-account-password-hint = چونکہ یہ آپ کی رقم کا معاملہ ہے، براہِ کرم اپنا پاس ورڈ ایک بار پھر لکھیں۔
case-account-submit = یہ کھاتہ محفوظ کریں

## مجھے کیا مل سکتا ہے
eligibility-title = مجھے کیا مل سکتا ہے؟
eligibility-back = پہلا صفحہ
eligibility-again = سوالوں کے جواب دوبارہ دیں
eligibility-step = صفحہ { $step } از { $steps }
eligibility-lead = چند سوالوں کے جواب دے کر دیکھیں کہ کون سے پروگرام آپ کے گھرانے کے لیے موزوں ہو سکتے ہیں۔ اس کے لیے اکاؤنٹ ضروری نہیں، اور یہاں دیے گئے جواب محفوظ نہیں کیے جاتے۔
eligibility-see = دیکھیں کیا مل سکتا ہے
eligibility-rough = یہ چند سوالوں پر مبنی ایک اندازہ ہے۔ اس سے نہ کوئی وعدہ ہوتا ہے نہ انکار۔ آپ ہر صورت میں درخواست دے سکتے ہیں۔
eligibility-own = یہ اندازہ آپ کے گھرانے کی دی ہوئی معلومات سے لگایا گیا ہے۔ اس سے نہ کوئی وعدہ ہوتا ہے نہ انکار۔ آپ ہر صورت میں درخواست دے سکتے ہیں۔
eligibility-likely = آپ کے لیے موزوں ہو سکتا ہے
eligibility-unlikely = غالباً موزوں نہیں
eligibility-likely-text = موجودہ معلومات کے مطابق آپ کا گھرانہ اہل ہو سکتا ہے۔ فیصلے سے پہلے ایک افسر آپ کی دستاویزات دیکھے گا۔
eligibility-amount = اندازاً رقم:
eligibility-excluded = موجودہ معلومات کے مطابق آپ کا گھرانہ اہل نہیں ہو گا، کیونکہ:
eligibility-short = { $points ->
    [one] موجودہ معلومات کے مطابق اہل ہونے میں ایک پوائنٹ کی کمی ہے۔
   *[other] موجودہ معلومات کے مطابق اہل ہونے میں { $points } پوائنٹ کی کمی ہے۔
    }
eligibility-favours = یہ باتیں آپ کے گھرانے کے حق میں ہیں:
eligibility-given = یہ آپ کے ان جوابات سے ہے جو آپ نے اس تاریخ کو دیے:
eligibility-questions = { $count ->
    [one] یہ پروگرام آپ سے صرف ایک اور سوال پوچھے گا۔
   *[other] یہ پروگرام آپ سے صرف مزید { $count } سوال پوچھے گا۔
    }
eligibility-next = اب کیا کریں
eligibility-next-text = رجسٹر ہوں اور اپنے گھرانے کے بارے میں ایک بار بتائیں۔ اس کے بعد ہر پروگرام صرف وہی پوچھے گا جو اسے معلوم نہیں۔
eligibility-register-household = اپنے گھرانے کا اندراج کرائیں
