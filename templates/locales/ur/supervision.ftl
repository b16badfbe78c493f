# The pages of those who propose and approve payments, and of those who watch the whole.

## What was just done
told-batch-made = بنڈل تیار ہو گیا ہے۔ براہِ کرم اسے پڑھ لیں، پھر منظوری کے لیے بھیجیں۔
told-batch-proposed = بنڈل منظوری کے لیے بھیج دیا گیا ہے۔ اب کوئی دوسرا شخص اس پر فیصلہ کرے گا۔
told-batch-discarded = بنڈل ختم کر دیا گیا ہے۔ اس کے کیس پہلے کی طرح ادائیگی کے منتظر ہیں۔
told-batch-approved = بنڈل منظور ہو گیا ہے۔ ادائیگیاں بینک کو بھیجی جا رہی ہیں۔
told-batch-refused = بنڈل واپس کر دیا گیا ہے۔ اس کے کیس پہلے کی طرح ادائیگی کے منتظر ہیں۔
told-proved-again = شکریہ۔ آپ پانچ منٹ تک ادائیگیاں منظور کر سکتے ہیں۔ براہِ کرم بنڈل ایک بار پھر پڑھ لیں، پھر منظور کریں۔

## Batches
batches-title = ادائیگیوں کے بنڈل
batches-lead = ایک شخص بنڈل بناتا اور منظوری کے لیے بھیجتا ہے؛ دوسرا شخص اسے منظور کرتا ہے یا واپس کرتا ہے۔
batches-make-title = نیا بنڈل بنائیں
batches-make-text = اس میں وہ منظور شدہ کیس شامل ہوتے ہیں جو ادائیگی کے منتظر ہیں اور کسی دوسرے بنڈل میں نہیں، زیادہ سے زیادہ 1,000۔ ابھی کوئی رقم ادا نہیں ہوتی۔
batches-make = بنڈل بنائیں
batches-programme = پروگرام
batches-area = علاقہ
batches-nothing-waits = اس وقت کوئی منظور شدہ کیس ادائیگی کا منتظر نہیں، اس لیے بنڈل نہیں بنا۔ جب افسران مزید کیسوں کی تصدیق کر لیں تو آپ بنڈل بنا سکیں گے۔
batches-none = ابھی کوئی بنڈل نہیں ہے۔
batches-reference = نمبر
batches-state = حالت
batches-items = ادائیگیاں
batches-total = کل رقم
batches-made = کس نے بنایا
batches-decided = کس نے فیصلہ کیا
batches-newest = تازہ ترین بنڈل دیکھیں

batch-state-draft = تیاری میں
batch-state-discarded = ختم کر دیا گیا
batch-state-proposed = منظوری کا منتظر
batch-state-approved = منظور شدہ
batch-state-refused = واپس کیا گیا

## One batch
batch-title = بنڈل
batch-province = پورا صوبہ
batch-totals = مجموعی اعداد
batch-proposed = منظوری کے لیے بھیجا
batch-approved = منظور کیا
batch-sent-back = واپس کیا
batch-reason = واپس کرنے کی وجہ
batch-budget-now = بجٹ میں اس وقت باقی رقم
batch-budget-after = منظوری کے بعد باقی رقم
batch-budget-short = پروگرام کے بجٹ میں اس بنڈل کے لیے کافی رقم نہیں ہے۔
batch-seal = اس فہرست کی مہر:
batch-seal-text = یہ مہر فہرست کی ہر سطر سے مل کر بنتی ہے۔ منظوری دینے والا اسی مہر پر دستخط کرتا ہے: اگر ایک بھی نام، کھاتہ یا رقم بدل جائے تو مہر بدل جاتی ہے اور منظوری قبول نہیں ہوتی۔
batch-by-area = علاقے کے لحاظ سے
batch-payments = ادائیگیاں
batch-no-payments = اس بنڈل میں کوئی ادائیگی نہیں ہے۔
batch-case = کیس
batch-beneficiary = رقم پانے والا
batch-account = بینک کھاتہ
batch-amount = رقم
batch-verified-by = تصدیق کس نے کی
batch-payment-state = حالت
batch-changed-count = { $count ->
    [one] ادائیگی تیار ہونے کے بعد ایک کیس بدل گیا ہے۔ نیچے اس پر نشان ہے۔
   *[other] ادائیگیاں تیار ہونے کے بعد { $count } کیس بدل گئے ہیں۔ نیچے ان پر نشان ہے۔
}
batch-changed-answers = جوابات وہ نہیں رہے جن کی تصدیق ہوئی تھی۔
batch-changed-amount = کیس کی رقم اب کچھ اور ہے۔
batch-changed-stage = یہ کیس اب ادائیگی کا منتظر نہیں ہے۔
batch-changed = ادائیگی تیار ہونے کے بعد یہ کیس بدل گیا ہے۔
batch-account-corrected = شہری نے یہ کھاتہ اس وقت بتایا جب بینک پہلے کھاتے میں رقم نہ بھیج سکا۔
batch-unknown-text = ”معلوم نہیں“ کا مطلب ہے کہ ادائیگی بینک کو دی گئی مگر بینک کا جواب نہیں آیا۔ ہم بینک سے پوچھتے رہتے ہیں کہ اس کا کیا بنا۔ ادائیگی دوسری بار کبھی نہیں بھیجی جاتی۔
batch-refused-cases = آپ کی منظوری پر ان کیسوں کی ادائیگی نہیں ہو سکتی
batch-left-out = یہ کیس بنڈل میں شامل نہیں کیے گئے

batch-decide = آپ کیا کر سکتے ہیں
batch-propose = یہ بنڈل منظوری کے لیے بھیجیں
batch-propose-text = بھیجنے کے بعد فہرست بدلی نہیں جا سکتی اور کوئی دوسرا شخص اس پر فیصلہ کرتا ہے۔
batch-discard = بنڈل ختم کریں
batch-discard-text = آپ اسے ختم بھی کر سکتے ہیں۔ پھر اس کے کیس پہلے کی طرح ادائیگی کے منتظر رہیں گے۔
batch-approve-title = منظوری
batch-approve-text = آپ کی منظوری پر رقم الگ کر لی جاتی ہے اور ہر ادائیگی بینک کے حوالے کی جاتی ہے۔
batch-approve = { $count ->
    [one] ایک ادائیگی منظور کریں
   *[other] { $count } ادائیگیاں منظور کریں
}
batch-prove = تصدیق کریں کہ یہ آپ ہی ہیں
batch-prove-text = منظوری سے پہلے براہِ کرم اپنی کوڈ والی ایپ کے کوڈ سے تصدیق کریں کہ یہ آپ ہی ہیں۔ یہ تصدیق پانچ منٹ تک کافی ہے۔
batch-refuse-title = واپسی
batch-refuse-reason = آپ اسے کیوں واپس کر رہے ہیں؟
batch-refuse-hint = بنڈل بنانے والا یہ وجہ پڑھے گا۔
batch-refuse = یہ بنڈل واپس کریں

## Where a payment stands
payment-state-drafted = ابھی منظور نہیں ہوئی
payment-state-proposed = ابھی منظور نہیں ہوئی
payment-state-held = بھیجے جانے کی منتظر
payment-state-sending = بھیجی جا رہی ہے
payment-state-unknown = معلوم نہیں
payment-state-accepted = بینک کے پاس ہے
payment-state-settled = ادا ہو گئی
payment-state-rejected = بینک نے رد کر دی
payment-state-returned = واپس آ گئی
payment-state-cancelled = منسوخ
payment-reason = بینک کا کوڈ: { $code }
payment-reason-ac01 = کھاتہ نمبر درست نہیں ہے۔
payment-reason-ac04 = کھاتہ بند ہو چکا ہے۔
payment-reason-ac06 = کھاتے پر پابندی لگی ہوئی ہے۔
payment-reason-ag01 = اس کھاتے میں ایسی ادائیگی نہیں ہو سکتی۔
payment-reason-am04 = رقم کافی نہیں تھی۔
payment-reason-be01 = نام کھاتے کے نام سے نہیں ملتا۔
payment-reason-rc01 = کھاتے کا بینک معلوم نہیں ہو سکا۔
payment-reason-ms03 = بینک نے وجہ نہیں بتائی۔
payment-reason-case-changed = نہیں بھیجی گئی: کیس بدل چکا تھا۔

## Confirming that it is you
proof-title = تصدیق کریں کہ یہ آپ ہی ہیں
proof-why = رقم صرف اس شخص کی منظوری پر جاتی ہے جس نے پچھلے پانچ منٹ میں اپنی موجودگی کی تصدیق کی ہو۔
proof-after = اس کے بعد آپ بنڈل پر واپس آئیں گے اور وہاں اسے منظور کر سکیں گے۔
proof-code = آپ کی کوڈ والی ایپ کا کوڈ
proof-code-hint = چھ ہندسے۔ ہر کوڈ ایک ہی بار چلتا ہے: اگر آپ نے ابھی اسی کوڈ سے سائن اِن کیا ہے تو اگلے کوڈ کا انتظار کریں۔
proof-confirm = تصدیق کریں
proof-back = تصدیق کیے بغیر واپس جائیں
field-totp-wrong = یہ کوڈ درست نہیں، یا پہلے استعمال ہو چکا ہے۔ براہِ کرم اگلے کوڈ کا انتظار کریں۔

## Second looks
second-looks-lead = کچھ فیصلے قرعہ اندازی سے چنے جاتے ہیں اور کوئی دوسرا افسر انہیں دوبارہ دیکھتا ہے، جسے معلوم نہیں ہوتا کہ فیصلہ کیا ہوا تھا۔ یہاں وہ گنے گئے ہیں جو اس مدت میں آپ کے علاقوں اور پروگراموں سے چنے گئے۔ افسران کو یہ نہیں بتایا جاتا کہ فیصلہ کس کا تھا۔
second-looks-spans = گنتی کی مدت
second-looks-days = { $days } دن
second-looks-count-drawn = چنے گئے
second-looks-count-waiting = منتظر
second-looks-count-taken = دیکھے جا رہے ہیں
second-looks-count-answered = جواب مل گیا
second-looks-count-unable = فیصلہ نہیں ہو سکا
second-looks-unable = فیصلہ نہیں ہو سکا
second-looks-none = اس مدت میں کسی دوسرے جائزے کا جواب نہیں آیا۔
second-looks-officer = افسر
second-looks-judged = دوبارہ دیکھے گئے
second-looks-alike = ایک جیسی رائے
second-looks-agreement = اتفاقِ رائے
second-looks-share = { $judged } میں سے { $alike }
figures-agreement-title = ہر افسر کے ساتھ اتفاقِ رائے
figures-agreement-text = افسر کے کتنے فیصلوں پر دوسرے افسر کی رائے بھی وہی رہی۔ فیصلے تھوڑے ہوں تو ان سے زیادہ پتہ نہیں چلتا۔
second-looks-differences = جہاں دوسرے افسر کی رائے مختلف ہے
second-looks-differences-text = تازہ ترین سو، ان کے ساتھ جن پر دوسرا افسر فیصلہ نہ کر سکا۔ ضروری نہیں کہ دونوں میں سے کوئی ایک درست ہو۔
second-looks-differences-none = اس مدت میں ایسا کوئی فیصلہ نہیں ہے۔
second-looks-first = فیصلہ
second-looks-second = دوسرا جائزہ
second-looks-said-for = منظور
second-looks-said-against = مسترد
second-looks-said-unable = فیصلہ نہیں ہو سکا
