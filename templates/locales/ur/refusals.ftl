# One sentence for each refusal (refusal-<code>) and for each wrong field (field-<code>).

## Getting in
refusal-invalid = کچھ جوابات درست کرنے کی ضرورت ہے۔
refusal-sign-in-required = براہِ کرم سائن اِن کریں۔
refusal-wrong-credentials = شناختی کارڈ نمبر، PSER نمبر یا پاس ورڈ درست نہیں۔
refusal-locked = کئی بار غلط کوشش ہوئی۔ براہِ کرم { CLOCK($until) } کے بعد دوبارہ کوشش کریں۔
refusal-wrong-code = کوڈ درست نہیں یا اس کی مدت ختم ہو چکی ہے۔ آپ نیا کوڈ منگوا سکتے ہیں۔
refusal-code-burnt = کوڈ پانچ بار غلط درج ہوا۔ براہِ کرم نئے سرے سے شروع کریں۔
refusal-begun-too-long-ago = اس میں بہت دیر ہو گئی یا یہ مکمل ہو چکا ہے۔ براہِ کرم نئے سرے سے شروع کریں۔
refusal-link-over = یہ لنک استعمال ہو چکا ہے یا اب کام نہیں کرتا۔
refusal-reauthentication-required = براہِ کرم ایک بار پھر تصدیق کریں کہ یہ آپ ہی ہیں۔
refusal-too-many-requests = بہت زیادہ کوششیں ہوئیں۔ براہِ کرم { MINUTES($retry_after_seconds) } منٹ بعد دوبارہ کوشش کریں۔
refusal-staff-account-exists = اس شخص یا ای میل پتے کا عملے کا اکاؤنٹ پہلے سے موجود ہے۔
refusal-wrong-client = جس پروگرام نے یہ بھیجا ہے وہ یہاں درج نہیں۔
refusal-client-exists = اس نام کا پروگرام پہلے سے درج ہے۔

## May I
refusal-not-allowed = آپ کو اس کی اجازت نہیں۔
refusal-own-case = یہ آپ کا اپنا کیس ہے۔ اس پر کوئی اور کام کرے گا۔
refusal-kin-case = یہ آپ کے گھرانے کے کسی فرد کا کیس ہے۔ اس پر کوئی اور کام کرے گا۔
refusal-above-cap = یہ رقم آپ کے اختیار کی حد { RUPEES($cap) } سے زیادہ ہے۔
refusal-separated = اس کیس کا ایک اور مرحلہ آپ نے یا آپ کے گھرانے کے کسی فرد نے انجام دیا ہے۔ یہ مرحلہ کسی دوسرے شخص کو انجام دینا ہے۔

## The state of the case
refusal-stale-case = آپ کے کھولنے کے بعد کیس بدل چکا ہے۔ براہِ کرم اسے دوبارہ دیکھیں۔
refusal-action-not-open = کیس اس مرحلے پر نہیں جہاں یہ کارروائی ہو سکے۔
refusal-guard-not-met = اس مرحلے کے لیے درکار چیزیں ابھی مکمل نہیں۔
refusal-case-ended = یہ کیس ختم ہو چکا ہے۔
refusal-certificate-revoked = یہ سرٹیفکیٹ پہلے ہی منسوخ ہو چکا ہے۔
refusal-claimed-by-someone-else = اس کیس پر { $by } کام کر رہے ہیں۔
refusal-not-your-case = یہ کیس آپ کے پاس نہیں۔ پہلے اسے لیں۔
refusal-already-on-hold = یہ کیس پہلے ہی { DAY($until) } تک روکا ہوا ہے۔ پہلے اس پر کام دوبارہ شروع کریں۔
refusal-too-many-holds = آپ پہلے ہی { $cap } کیس روک چکے ہیں۔ پہلے ان میں سے ایک پر کام دوبارہ شروع کریں۔
refusal-away = آپ کی چھٹی { DAY($until) } تک درج ہے۔ کیس لینے کے لیے پہلے بتائیں کہ آپ واپس آ گئے ہیں۔
refusal-too-many-claims = آپ کے پاس پہلے ہی { $cap } کیس ہیں۔ پہلے کوئی ایک مکمل کریں یا قطار میں واپس کریں۔
refusal-too-many-views = آپ اس قطار کے { $most } منظر پہلے ہی محفوظ کر چکے ہیں۔ پہلے کوئی ایک ہٹائیں۔
refusal-other-elsewhere = آپ دوسرا کیس نہیں دیکھ سکتے۔ یہ دونوں کیس وہ افسر دیکھے جسے دونوں دیکھنے کی اجازت ہے۔
refusal-pair-judged = آپ کے دیکھنے کے بعد کسی نے ان دو کیسوں کے بارے میں رائے دے دی ہے۔ براہِ کرم انہیں دوبارہ دیکھیں۔
refusal-merge-other-programme = یہ دو کیس الگ الگ پروگراموں کے ہیں۔ ہر ایک اپنی جگہ جاری رہے گا۔
refusal-merge-payment = اس کیس کی ایک ادائیگی موجود ہے۔ اسے دوسرے کی خاطر بند نہیں کیا جا سکتا۔
refusal-merge-into-merged = جس کیس کو جاری رہنا تھا وہ خود کسی اور کی خاطر بند ہو چکا ہے۔
refusal-merge-into-ended = جس کیس کو جاری رہنا تھا وہ ختم ہو چکا ہے، اور اس کی درخواست منظور نہیں ہوئی تھی۔
refusal-merge-keeps-another = ایک اور کیس اس کی خاطر بند ہوا تھا۔ پہلے اُسے پھر سے جاری کریں۔
refusal-queue-empty = یہاں آپ کے لیے کوئی کیس موجود نہیں۔
refusal-second-look-open = اس کیس کا دوسرا جائزہ آپ کے پاس ہے۔ جب تک آپ جواب نہ دیں یا اسے واپس نہ کریں، آپ اس کیس کی کوئی اور بات نہیں دیکھ سکتے۔
refusal-not-your-second-look = یہ دوسرا جائزہ اب آپ کے پاس نہیں ہے: اس کا جواب دیا جا چکا ہے، یا یہ واپس چلا گیا ہے۔
refusal-no-second-look = اس وقت کوئی فیصلہ آپ کے دوسرے جائزے کا منتظر نہیں ہے۔
refusal-document-changed = اس دوران دستاویز بدل دی گئی یا اس کا جائزہ لے لیا گیا ہے۔ براہِ کرم اسے دوبارہ دیکھیں۔

## Registering and applying
refusal-already-submitted = یہ پہلے ہی جمع ہو چکی ہے۔ اس کا نمبر { $reference } ہے۔
refusal-application-exists = اس پروگرام کے لیے آپ کی ایک درخواست پہلے سے کھلی ہے۔ براہِ کرم اسی کو جاری رکھیں۔
refusal-draft-changed = درخواست کسی اور ونڈو میں بدل گئی ہے۔ براہِ کرم اسے دوبارہ کھولیں۔
refusal-no-longer-a-draft = درخواست جمع ہو چکی ہے اور یہاں بدلی نہیں جا سکتی۔
refusal-incomplete = کچھ جوابات ابھی باقی ہیں: { $missing }۔
refusal-programme-closed = یہ پروگرام فی الحال درخواستیں وصول نہیں کر رہا۔
refusal-nothing-to-undo = یہ اب واپس نہیں لیا جا سکتا۔
refusal-left-the-house = یہ اب واپس نہیں لیا جا سکتا: اس کے بارے میں پیغام شہری کو جا رہا ہے۔
refusal-skill-needed = یہ کیس ایسے افسر کا منتظر ہے جس کے پاس وہ مہارت ہو جو یہاں آپ کے نام درج نہیں۔
refusal-had-a-hand = جس کیس کے بارے میں یہ ہے، اس پر آپ یا آپ کے گھرانے کا کوئی فرد کام کر چکا ہے۔ اسے کوئی اور دیکھے گا۔
refusal-another-is-open = اس پروگرام کی ایک اور درخواست، یا اس کے بارے میں اپیل، ابھی کھلی ہے۔ ایک وقت میں ایک ہی ہو سکتی ہے۔
refusal-nothing-to-appeal = یہاں کوئی ایسا فیصلہ نہیں جس کے خلاف اپیل ہو سکے۔
refusal-appeal-too-late = اس فیصلے کے خلاف اپیل کرنے کی مدت گزر چکی ہے۔
refusal-appeal-decided = اس فیصلے کے خلاف آپ کی اپیل پر فیصلہ ہو چکا ہے۔ دوبارہ اپیل نہیں ہو سکتی۔

## Documents
refusal-empty-file = فائل خالی ہے۔ براہِ کرم کوئی اور فائل چنیں۔
refusal-file-too-large = فائل بہت بڑی ہے۔ زیادہ سے زیادہ { MEGABYTES($limit_bytes) } کی فائل لی جاتی ہے۔
refusal-file-kind-not-taken = براہِ کرم تصویر (JPEG یا PNG) یا PDF بھیجیں۔
refusal-file-unreadable = فائل کھل نہیں سکی۔ براہِ کرم تصویر دوبارہ لیں یا کوئی اور فائل چنیں۔
refusal-image-too-large = تصویر بہت بڑی ہے۔ براہِ کرم تصویر چھوٹے سائز میں لیں۔
refusal-pdf-protected = PDF پر پاس ورڈ لگا ہوا ہے۔ براہِ کرم پاس ورڈ کے بغیر بھیجیں۔
refusal-pdf-active = PDF میں اسکرپٹ یا منسلک فائلیں ہیں۔ براہِ کرم سادہ PDF یا تصویر بھیجیں۔
refusal-pdf-too-long = PDF بہت لمبی ہے۔ زیادہ سے زیادہ { $limit_pages } صفحات لیے جاتے ہیں۔
refusal-file-infected = وائرس اسکینر نے اس فائل کو روک دیا۔ براہِ کرم کوئی اور فائل بھیجیں۔
refusal-requirement-unknown = اس درخواست میں یہ دستاویز نہیں مانگی گئی۔
refusal-documents-closed = اس مرحلے پر درخواست میں دستاویزات شامل نہیں کی جا سکتیں۔
refusal-document-not-ready = دستاویز کی جانچ ابھی جاری ہے یا وہ قابلِ استعمال نہیں۔

## Money
refusal-batch-not-open = یہ بنڈل اب اس کارروائی کے لیے کھلا نہیں۔
refusal-batch-changed = آپ کے پڑھنے کے بعد بنڈل بدل چکا ہے۔ منظوری سے پہلے براہِ کرم دوبارہ پڑھیں۔
refusal-cases-refused = اس بنڈل کے بعض کیسوں کی ادائیگی آپ کی منظوری سے نہیں ہو سکتی۔ ہر کیس اپنی وجہ کے ساتھ درج ہے۔
refusal-nothing-to-pay = اس وقت کسی منظور شدہ کیس کی ادائیگی نہیں ہو سکتی۔ جن کا بینک کھاتہ بینک نے قبول نہیں کیا، وہ شہری کے دوسرا کھاتہ دینے تک رکے رہیں گے۔
refusal-budget-exceeded = پروگرام کا بجٹ اس کے لیے کافی نہیں۔ صرف { RUPEES($available) } باقی ہیں۔
refusal-maker-is-checker = یہ بنڈل آپ نے بنایا ہے۔ اس کا فیصلہ کوئی اور کرے گا۔

## The request itself
refusal-form-expired = یہ صفحہ بہت دیر سے کھلا تھا یا کسی اور جگہ سے آیا ہے۔ براہِ کرم واپس جا کر صفحہ دوبارہ کھولیں اور پھر بھیجیں۔
refusal-key-reused = یہ کلید (Idempotency-Key) کسی اور درخواست کے لیے استعمال ہو چکی ہے۔
refusal-key-in-use = یہی درخواست ابھی زیرِ عمل ہے۔ براہِ کرم ذرا انتظار کریں۔
refusal-key-required = درخواست کے ساتھ Idempotency-Key ہیڈر ضروری ہے۔
refusal-body-too-large = درخواست بہت لمبی ہے۔
refusal-content-type-not-taken = اس قسم کا مواد یہاں نہیں لیا جاتا۔

## Neither a refusal nor a field
problem-not-found = یہاں کچھ نہیں ہے، یا آپ اسے نہیں دیکھ سکتے۔
problem-method-not-allowed = یہ پتہ اس طریقے سے درخواست نہیں لیتا۔
problem-fault = ہماری طرف سے کوئی خرابی ہوئی۔ براہِ کرم دوبارہ کوشش کریں۔
problem-unavailable = سروس اس وقت جواب نہیں دے سکتی۔ کچھ نہیں بدلا؛ براہِ کرم دوبارہ کوشش کریں۔

## Fields: any
field-wrong = یہ درست نہیں۔ براہِ کرم اسے دیکھ لیں۔
field-missing = براہِ کرم یہ خانہ پُر کریں۔
field-field-missing = براہِ کرم یہ خانہ پُر کریں۔
field-field-unknown = ایسا کوئی خانہ نہیں ہے۔
field-field-type = یہاں اس قسم کا جواب درکار نہیں۔
field-body-unreadable = درخواست JSON کے طور پر پڑھی نہیں جا سکی۔
field-key-length = کلید (Idempotency-Key) 8 سے 100 حروف کی ہونی چاہیے۔
field-cursor-unreadable = صفحے کا یہ نشان پڑھا نہیں جا سکا۔ براہِ کرم پہلے صفحے سے شروع کریں۔
field-reason-missing = براہِ کرم وجہ لکھیں۔
field-reason-too-long = وجہ بہت لمبی ہے۔
field-choice-unknown = براہِ کرم دیے گئے جوابات میں سے ایک چنیں۔
field-too-many-rows = اندراجات بہت زیادہ ہیں۔
field-too-few-rows = اندراجات بہت کم ہیں۔
field-text-too-long = تحریر بہت لمبی ہے۔
field-message-missing = براہِ کرم کچھ لکھیں۔
field-message-no-account = اس درخواست گزار کا کوئی اکاؤنٹ نہیں جس میں پیغام پڑھا جا سکے۔ براہِ کرم انہیں کسی اور طریقے سے بتائیں۔
field-text-holds-cnic = براہِ کرم پورا شناختی کارڈ نمبر نہ لکھیں، صرف آخری دو ہندسے لکھیں۔
field-text-unfit = براہِ کرم عام حروف، ہندسے اور علامات استعمال کریں۔
field-rule-broken = { $ur }
field-documents-none-asked = براہِ کرم بتائیں کہ کون سی دستاویزات درکار ہیں۔
field-requirement-unknown = اس درخواست میں یہ دستاویز نہیں مانگی گئی۔
field-nothing-to-keep = پہلے کا کوئی جواب موجود نہیں۔ براہِ کرم یہ خانہ پُر کریں۔

## Fields: people
field-name-missing = براہِ کرم نام لکھیں۔
field-name-too-long = نام بہت لمبا ہے۔
field-name-unreadable = براہِ کرم نام عام حروف میں لکھیں۔
field-identifier-malformed = براہِ کرم شناختی کارڈ نمبر کے 13 ہندسے لکھیں، یا PSER نمبر، مثلاً ⁦P-7M3QK-0T8XW-2⁩۔
field-role-unknown = ایسی کوئی ذمہ داری نہیں ہے۔
field-skill-unknown = { $skill } نام کی کوئی مہارت نہیں۔
field-one-proof = براہِ کرم کوڈ والی ایپ کا کوڈ دیں یا پاس ورڈ، دونوں میں سے ایک۔
field-cnic-malformed = شناختی کارڈ نمبر 13 ہندسوں کا ہوتا ہے، مثلاً ⁦35202-1234567-1⁩۔
field-cnic-not-issued = ایسا شناختی کارڈ نمبر جاری نہیں ہوتا۔ براہِ کرم ہندسے دیکھ لیں۔
field-cnic-repeated = یہ شناختی کارڈ نمبر دو بار لکھا گیا ہے۔
field-cnic-own = یہ آپ کا اپنا شناختی کارڈ نمبر ہے۔ صرف اپنے ساتھ رہنے والے افراد کا اندراج کریں۔
field-mobile-malformed = براہِ کرم موبائل نمبر لکھیں، مثلاً ⁦0300-1234567⁩۔
field-email-malformed = براہِ کرم ای میل پتہ لکھیں، مثلاً ⁦name@example.com⁩۔
field-address-missing = براہِ کرم پتہ لکھیں۔
field-address-too-long = پتہ بہت لمبا ہے۔
field-address-unreadable = براہِ کرم پتہ عام حروف میں لکھیں۔
field-area-unknown = براہِ کرم فہرست سے ضلع اور تحصیل چنیں۔
field-programme-unknown = ایسا کوئی پروگرام نہیں ہے۔
field-date-malformed = براہِ کرم تاریخ دن، مہینے اور سال کے ساتھ لکھیں۔
field-date-in-future = یہ تاریخ مستقبل کی ہے۔
field-date-too-early = یہ تاریخ بہت پرانی ہے۔
field-password-too-short = پاس ورڈ کم از کم 12 حروف کا ہونا چاہیے۔
field-password-too-long = پاس ورڈ زیادہ سے زیادہ 128 حروف کا ہو سکتا ہے۔
field-password-common = یہ پاس ورڈ بہت عام ہے۔ براہِ کرم کوئی اور چنیں۔
field-password-breached = یہ پاس ورڈ چوری شدہ پاس ورڈز کی فہرست میں ہے۔ براہِ کرم کوئی اور چنیں۔
field-password-holds-own-details = پاس ورڈ میں آپ کا نام، شناختی کارڈ نمبر، موبائل نمبر یا اس سروس کا نام نہیں ہونا چاہیے۔
field-consent-missing = براہِ کرم رضامندی کی تحریر پڑھ کر اس سے اتفاق کریں۔
field-consent-outdated = رضامندی کی تحریر بدل چکی ہے۔ براہِ کرم اسے دوبارہ پڑھ کر اس سے اتفاق کریں۔

## Fields: numbers and money
field-number-too-small = یہ عدد بہت چھوٹا ہے۔
field-number-too-large = یہ عدد بہت بڑا ہے۔
field-money-malformed = براہِ کرم رقم روپوں میں لکھیں۔
field-amount-not-positive = رقم صفر سے زیادہ ہونی چاہیے۔
field-iban-malformed = آئی بین (IBAN) 24 حروف کا ہوتا ہے اور PK سے شروع ہوتا ہے، مثلاً ⁦PK36 SCBL 0000 0011 2345 6702⁩۔
field-iban-check-digits = یہ آئی بین (IBAN) درست نہیں۔ براہِ کرم بینک کے خط یا کارڈ سے ملا لیں۔
field-iban-refused = بینک اس کھاتے میں رقم نہ بھیج سکا۔ براہِ کرم دوسرا بینک کھاتہ دیں۔

## Fields: programs that use the API
field-client-name = نام میں 3 سے 40 چھوٹے انگریزی حروف، ہندسے اور ڈیش ہوتے ہیں۔
field-client-allowance = گنجائش 1 سے { $most } تک پورا عدد ہے۔
