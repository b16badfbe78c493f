# The officers' pages.

## Signing in
office-sign-in-title = عملے کے لیے سائن اِن
office-sign-in-wrong = ای میل پتہ، پاس ورڈ یا کوڈ درست نہیں۔
office-sign-in-invited = مجھے دعوت ملی ہے اور یہ میرا پہلا سائن اِن ہے
office-email = ای میل پتہ
office-password = پاس ورڈ
office-totp = کوڈ والی ایپ کا کوڈ
office-totp-hint = چھ ہندسے، جو ہر 30 سیکنڈ بعد بدلتے ہیں
office-continue = آگے بڑھیں

## Invitations
office-invitation-title = اپنی دعوت قبول کریں
office-invitation-lead = جس نے آپ کو دعوت دی اُس نے آپ کو ایک خفیہ لفظ دیا ہے۔ یہ ایک ہی بار اور 72 گھنٹے کے اندر چلتا ہے۔
office-invitation-token = دعوت کا خفیہ لفظ
office-invitation-token-hint = جیسا دیا گیا ویسا ہی لکھیں یا چسپاں کریں
office-invitation-password = اپنا نیا پاس ورڈ
office-invitation-password-hint = کم از کم 12 حروف۔ چند ایسے الفاظ جن کا تعلق صرف آپ جانتے ہوں، یاد رکھنا آسان ہوتا ہے۔
field-invitation-token = یہ خفیہ لفظ معلوم نہیں، استعمال ہو چکا ہے یا پرانا ہو گیا ہے۔ براہِ کرم نئی دعوت منگوائیں۔
office-enrolment-title = اپنی کوڈ والی ایپ تیار کریں
office-enrolment-scan = اپنے فون کی کوڈ والی ایپ سے یہ تصویر اسکین کریں۔
office-enrolment-picture = کوڈ والی ایپ کے کیمرے کے لیے تصویر
office-enrolment-type = یا اُس میں یہ کلید لکھیں:
office-enrolment-url = یہی کلید پتے کی صورت میں
office-enrolment-once = یہ کلید صرف ایک بار دکھائی جاتی ہے۔ اسے کہیں لکھ کر نہ رکھیں۔
office-enrolment-code = کوڈ والی ایپ کا پہلا کوڈ
office-enrolment-confirm = تصدیق کر کے سائن اِن کریں
office-enrolment-again = کلید آپ کی کوڈ والی ایپ میں موجود ہے۔ براہِ کرم اُس کے اگلے کوڈ کا انتظار کریں اور وہ لکھیں۔
office-enrolment-restart = نئی کلید کے ساتھ دوبارہ شروع کریں

## The day
office-day-title = میرا کام
office-day-queues = قطاریں
office-day-no-queues = اس وقت آپ کے لیے کوئی کام منتظر نہیں۔
office-day-held = میرے پاس موجود کیس
office-day-on-hold = میرے روکے ہوئے کیس
office-day-none-held = اس وقت آپ کے پاس کوئی کیس نہیں۔
office-waiting = منتظر
office-unclaimed = کسی کے پاس نہیں
office-overdue = تاخیر کا شکار
office-next = اگلا کیس
office-next-of = اگلا کیس: { $queue }

## A queue
office-queue-title = قطار: { $queue }
office-queue-counts = { $waiting } منتظر، { $unclaimed } کسی کے پاس نہیں، { $overdue } تاخیر کا شکار
office-queue-end = قطار یہاں ختم ہوتی ہے۔
office-queue-first = پہلا صفحہ
office-queue-more = اگلا صفحہ
office-queue-fitting = ان میں سے آپ کے انتخاب کے مطابق: { $count }
office-queue-fitting-more = ان میں سے آپ کے انتخاب کے مطابق { $count } سے زیادہ ہیں۔
office-queue-none-fits = اس قطار میں آپ کے انتخاب کے مطابق کوئی کیس نہیں۔
office-filter-any = سب
office-filter-programme = پروگرام
office-filter-area = علاقہ
office-filter-stage = مرحلہ
office-filter-due = آخری تاریخ
office-filter-due-overdue = تاخیر کا شکار
office-filter-due-soon = تاخیر کا شکار یا { $days } دن میں آخری تاریخ
office-filter-holder = کس کے پاس ہے
office-filter-holder-nobody = کسی کے پاس نہیں
office-filter-holder-somebody = کسی کے پاس
office-filter-holder-me = آپ کے پاس
office-views = آپ کے محفوظ منظر
office-view-name = اس منظر کا نام
office-view-save = یہ منظر محفوظ کریں
office-view-remove = ہٹائیں
told-view-saved = منظر محفوظ ہو گیا ہے۔
told-view-removed = منظر ہٹا دیا گیا ہے۔
office-vulnerable = کمزور گھرانہ
office-column-queue = قطار
office-column-reference = حوالہ نمبر
office-column-applicant = درخواست گزار
office-column-programme = پروگرام
office-column-area = علاقہ
office-column-stage = مرحلہ
office-column-amount = رقم
office-column-since = اس مرحلے میں کب سے
office-column-deadline = آخری تاریخ
office-column-holder = کس کے پاس ہے
office-holder-you = آپ کے پاس
office-holder-nobody = کسی کے پاس نہیں
office-escalated = نگران کو اطلاع دی گئی
office-due-never = کوئی آخری تاریخ نہیں
office-due-today = آج آخری دن ہے
office-due-on = { $day } تک
office-due-overdue = { $days } دن کی تاخیر

## The case
office-case-title = { $programme }: { $stage }
office-because-deadline = آپ کو یہ کیس اس لیے ملا کہ اس کی آخری تاریخ سب سے پہلے ہے۔
office-because-vulnerable = آپ کو یہ کیس اس لیے دیا گیا ہے کہ گھرانہ کمزور ہے: یہ اپنی آخری تاریخ سے پہلے آتا ہے۔
office-because-waiting = آپ کو یہ کیس اس لیے ملا کہ یہ سب سے زیادہ دیر سے منتظر تھا۔
office-held-by-other = اس کیس پر { $name } کام کر رہے ہیں۔ آپ اسے پڑھ سکتے ہیں، اور جب یہ خالی ہو جائے تو کارروائی کر سکتے ہیں۔
office-cnic = شناختی کارڈ نمبر
office-back-to-case = کیس پر واپس جائیں
office-amount = منظوری پر رقم
office-beside = کیس کے ساتھ
office-colon = {": "}
office-comma = {"، "}
office-yes = ہاں
office-no = نہیں
office-no-answer = کوئی جواب نہیں
told-office-claimed = کیس اب آپ کے پاس ہے۔
told-office-released = کیس اپنی قطار میں واپس چلا گیا ہے۔
told-office-acted = آپ کی کارروائی درج ہو گئی ہے۔
told-office-reviewed = تمام دستاویزات دیکھی جا چکی ہیں۔

## What may be done
office-undo-offer = آپ نے ابھی یہ کیا: ”{ $action }“۔ دفتر سے باہر ابھی کسی کو نہیں بتایا گیا۔
office-undo-until = یہ اس وقت تک واپس لیا جا سکتا ہے:
office-undo = واپس لیں
told-office-undone = واپس لے لیا گیا۔ کیس اب وہیں ہے جہاں پہلے تھا۔
office-event-undone = واپس لیا گیا
office-actions = کیا کیا جا سکتا ہے
office-claim = یہ کیس لیں
office-release = قطار میں واپس کریں
office-hold = کیس روکیں
office-resume = کام دوبارہ شروع کریں
office-no-actions = اس کیس پر آپ کے کرنے کا کوئی کام نہیں۔
office-lacks-documents-accepted = تمام دستاویزات کا موجود اور قبول ہونا ضروری ہے۔
office-lacks-checks-settled = کسی جانچ کا جواب ابھی باقی ہے۔
office-lacks-score-eligible = گھرانے کے پوائنٹ کافی نہیں۔

## Documents
office-documents = دستاویزات
office-no-documents = کوئی دستاویز نہیں بھیجی گئی۔
office-documents-missing = جو باقی ہیں
office-document-sent = بھیجی گئی:
office-document-alone = الگ کھولیں
office-document-close = بند کریں
office-review = دستاویز کے بارے میں فیصلہ
office-review-none = ابھی نہیں دیکھی گئی
office-review-accepted = قبول
office-review-refused = نامنظور
office-accept = قبول کریں
office-refuse-open = یہ دستاویز نامنظور کریں
office-refuse = نامنظور کریں
office-refuse-code = نامنظوری کی وجہ کیا ہے؟
office-refuse-reason = مزید لکھیں (کوئی اور وجہ ہو تو ضروری)
office-refuse-reason-hint = شہری یہ وجہ کے ساتھ پڑھے گا۔ لکھیں کہ اس کی جگہ کیا درست ہو گا۔
office-member-number = فرد { $number }

## Checks and score
office-checks = خودکار جانچ
office-no-checks = کوئی جانچ نہیں کرائی گئی۔
office-check-identity = شناخت
office-check-duplicates = ایک سے زیادہ درخواستیں
office-check-means-test = مالی حالت کی جانچ
office-check-answered = جواب ملا:
office-check-asked = پوچھا گیا:
office-check-tries = { $tries ->
    [one] 1 کوشش
   *[other] { $tries } کوششیں
}
office-result-waiting = جواب کا انتظار
office-result-passed = درست
office-result-failed = درست نہیں
office-result-attention = براہِ کرم دیکھیں
office-registry = شناختی رجسٹری کے مطابق
office-registry-match = یہ وہی شخص ہے
office-registry-mismatch = یہ وہ شخص نہیں
office-registry-unknown = یہ شناختی کارڈ نمبر وہاں درج نہیں
office-registry-name = نام
office-registry-date-of-birth = تاریخِ پیدائش
office-registry-is-alive = زندہ
office-agrees = ملتا ہے
office-differs = مختلف ہے
office-duplicates = دوسری درخواستیں
office-duplicates-none = کوئی ملتی جلتی درخواست نہیں ملی
office-like-cnic = یہی شناختی کارڈ نمبر ایک اور کیس میں ہے
office-like-household = اس گھرانے کا کوئی فرد دوسرے گھرانے میں درج ہے
office-like-identifier = یہی نمبر کسی اور نے بھی دیا ہے
office-like-mobile = یہی موبائل نمبر کسی اور کا بھی ہے
office-like-document = یہی فائل کسی اور نے بھی بھیجی ہے
office-like-name = ملتا جلتا نام اور وہی تاریخِ پیدائش
office-scorecard = پوائنٹ کا حساب
office-scorecard-none = اس پروگرام میں نہیں ہے
office-score = پوائنٹ
office-score-threshold = پوائنٹ، کم از کم { $threshold } درکار
office-points = پوائنٹ
office-rule = قاعدہ
office-excludes = نااہل کرتا ہے
office-rules-others = وہ قاعدے جو لاگو نہیں ہوئے
office-eligible = اہل
office-not-eligible = اہل نہیں

## Answers and history
office-compared-later = گھرانے نے بعد میں { $day } کو دوبارہ جوابات جمع کرائے
office-compared-earlier = گھرانہ اس سے پہلے { $day } کو بھی جوابات جمع کرا چکا ہے
office-compared-same = دونوں میں جوابات ایک جیسے ہیں۔
office-compared-count = { $count ->
    [one] ایک جواب مختلف ہے اور نیچے نشان زد ہے۔
   *[other] { $count } جوابات مختلف ہیں اور نیچے نشان زد ہیں۔
}
office-compared-later-answer = بعد میں
office-compared-earlier-answer = پہلے
office-compared-later-here = بعد میں درج نہیں
office-compared-later-there = بعد میں درج
office-compared-earlier-here = نام پہلے درج نہیں تھا
office-compared-earlier-there = نام صرف پہلے درج تھا
office-answers = جوابات
office-nobody-listed = کچھ درج نہیں کیا گیا۔
office-history = اب تک کی کارروائی
office-by-citizen = { $name } (شہری) کی طرف سے
office-by-staff = { $name } کی طرف سے
office-by-system = نظام کی طرف سے
office-moved = ”{ $from }“ سے ”{ $to }“ میں
office-entered = اب ”{ $to }“
office-about = یہ کس بارے میں ہے
office-about-case = کیس کھولیں
office-about-unseen = یہ کیس آپ کے علاقے یا پروگرام سے باہر ہے۔
office-about-receipt = فیصلہ، جیسا درخواست گزار کو دکھایا جاتا ہے:
office-about-undecided = اس کیس پر ابھی فیصلہ نہیں ہوا۔
office-event-case-opened = درخواست جمع کرائی گئی
office-event-case-opened-appeal = اپیل جمع کرائی گئی
office-event-case-opened-complaint = شکایت جمع کرائی گئی
office-event-checks-done = جانچ مکمل ہوئی
office-event-documents-complete = تمام دستاویزات مل گئیں
office-event-time-passed = جواب کی مدت ختم ہو گئی
office-event-deadline-passed = آخری تاریخ گزر گئی
office-event-certificate-revoked = سرٹیفکیٹ منسوخ کیا گیا
office-event-case-claimed = قطار سے لیا گیا
office-event-case-released = قطار میں واپس کیا گیا
office-event-case-assigned = ایک افسر کو دیا گیا
office-event-case-held = کیس روکا گیا
office-event-case-resumed = کام دوبارہ شروع ہوا
office-until = کب تک:
office-given-to = کس کو:
office-assign-link = بدلیں
office-assign-title = یہ کیس کسی کو دیں
office-assign-lead = کیس اس وقت جس کے پاس ہے، اس سے لے لیا جائے گا۔ کس نے کس کو کیوں دیا، یہ کارروائی میں درج رہتا ہے۔
office-assign-to = اب سے کون اس پر کام کرے
office-assign-queue = کوئی نہیں: واپس قطار میں
office-assign-reason = وجہ
office-assign-reason-hint = مثلاً: پیر تک چھٹی پر ہیں
office-assign-submit = کیس دیں
told-case-assigned = کیس آپ کے کہنے کے مطابق دے دیا گیا ہے۔
field-colleague-unfit = یہ افسر اس کیس پر کام نہیں کر سکتے۔
field-colleague-away = یہ افسر چھٹی پر ہیں۔
field-colleague-full = اس افسر کے پاس پہلے ہی اتنے کیس ہیں جتنے ایک وقت میں ہو سکتے ہیں۔

## On hold
office-on-hold-until = { $day } تک روکا ہوا
office-on-hold-runs = { $hold }۔ کیس کی آخری تاریخ نہیں رکتی: { $deadline }۔
office-hold-title = یہ کیس کچھ دن کے لیے روکیں
office-hold-lead = کیس آپ ہی کے پاس رہے گا اور آپ اس کی جگہ ایک اور کیس لے سکیں گے۔ مقررہ دن یہ خود آپ کے کام میں واپس آ جائے گا۔ اس پر کارروائی کرنے، اسے قطار میں واپس کرنے یا کسی اور کو دینے سے یہ رکا ہوا نہیں رہتا۔
office-hold-deadline = کیس کی آخری تاریخ نہیں رکتی:
office-hold-until = کس دن تک
office-hold-until-hint = کل سے لے کر { $days } دن بعد تک کا کوئی دن
office-hold-reason = وجہ
office-hold-reason-hint = مثلاً: بینک اگلے ہفتے جواب دے گا
told-office-held = کیس روک دیا گیا ہے۔
told-office-resumed = کیس آپ کے کام میں واپس آ گیا ہے۔
field-hold-too-soon = براہِ کرم آج کے بعد کا کوئی دن لکھیں۔
field-hold-too-long = کیس زیادہ سے زیادہ { $days } دن کے لیے روکا جا سکتا ہے۔

## Giving out many cases
office-give-title = نشان لگائے ہوئے کیس دیں
office-give-lead = ہر کیس کا فیصلہ الگ ہوتا ہے۔ کیس اس وقت جس کے پاس ہے، اس سے لے لیا جائے گا۔ کس نے کیوں دیا، یہ کارروائی میں درج رہتا ہے۔
office-give-evenly = برابر بانٹیں: جس کے پاس کم کیس ہیں، اسے پہلے
office-give-submit = نشان لگائے ہوئے کیس دیں
office-give-tick = نشان لگائیں
office-give-given = { $given ->
    [0] کوئی کیس نہیں دیا گیا۔
    [one] 1 کیس دیا گیا۔
   *[other] { $given } کیس دیے گئے۔
}
office-give-not-given = جو نہیں دیے گئے:
field-no-case-chosen = براہِ کرم کم از کم ایک کیس پر نشان لگائیں۔
field-too-many-cases = ایک وقت میں زیادہ سے زیادہ { $most } کیس دیے جا سکتے ہیں۔
field-nobody-free = یہ کیس لینے کے لیے اس وقت کوئی اور افسر موجود نہیں جس کے پاس گنجائش ہو۔

## More events
office-event-document-received = دستاویز ملی
office-event-document-accepted = دستاویز قبول ہوئی
office-event-document-refused = دستاویز نامنظور ہوئی
office-event-documents-requested = دستاویزات مانگی گئیں
office-event-verified = تصدیق ہوئی
office-event-rejected = مسترد کی گئی
office-event-referred = گھر کے دورے کے لیے بھیجی گئی
office-event-visit-reported = گھر کے دورے کی رپورٹ دی گئی
office-event-recommended = فیصلے کی سفارش کی گئی
office-event-escalated = اعلیٰ افسر کے پاس بھیجی گئی
office-event-sent-back = مشورے کے ساتھ واپس بھیجی گئی
office-event-returned = دوبارہ تصدیق کے لیے واپس ہوئی
office-event-reopened = اپیل پر دوبارہ کھولا گیا
office-event-appeal-allowed = اپیل منظور ہوئی
office-event-appeal-dismissed = اپیل مسترد ہوئی
office-event-complaint-upheld = شکایت درست مانی گئی
office-event-complaint-not-upheld = شکایت درست نہیں مانی گئی
office-event-withdrawn = شہری نے واپس لے لی
office-event-payment-proposed = ادائیگی تجویز ہوئی
office-event-payment-approved = ادائیگی منظور ہوئی
office-event-pay-settled = ادائیگی پہنچ گئی
office-event-pay-failed = ادائیگی نہ ہو سکی
office-event-pay-returned = ادائیگی واپس آ گئی

## An action
office-leads-to = اس کے بعد کیس کا مرحلہ ہو گا: ”{ $stage }“۔
office-leads-nowhere = کیس اپنے مرحلے میں رہے گا۔
office-will-be-sent = اس کے بعد شہری کو یہ پیغام بھیجا جائے گا
office-reason-read = وجہ، جیسے شہری کیس کے صفحے پر پڑھے گا
office-preview = پہلے پیغام دیکھیں
office-on-paper = درخواست گزار کا یہاں اکاؤنٹ نہیں۔ براہِ کرم کاغذ پر جواب دیں۔
office-action-reason = وجہ
office-action-reason-hint = یہ کیس کا حصہ بن جائے گی۔ ایسے لکھیں کہ شہری سمجھ سکے۔
office-action-code = ان میں سے کون سی بات ہے؟
office-action-words = مزید لکھیں (کوئی اور وجہ ہو تو ضروری)
office-action-words-hint = یہ کیس کا حصہ بن جائے گی۔ ایسے لکھیں کہ شہری سمجھ سکے۔
office-action-remark = کوئی بات لکھنا چاہیں تو
office-action-remark-hint = یہ کیس کا حصہ بن جائے گی۔
office-ask-documents = کون سی دستاویزات درکار ہیں؟
office-ask-of-member = { $document }: { $member }
office-action-gone = اب یہ نہیں ہو سکتا: کیس دوسرے مرحلے میں ہے۔
office-stale-title = آپ کے کھولنے کے بعد کیس بدل چکا ہے
office-stale-now = اب مرحلہ ہے: ”{ $stage }“۔ جو آپ نے بھیجا اُس پر عمل نہیں ہوا۔ اس دوران یہ ہوا:
office-stale-facts = کیس کی کوئی دستاویز یا جانچ نئی ہے۔
office-stale-again = جو آپ نے لکھا وہ یہیں موجود ہے۔ براہِ کرم دوبارہ دیکھ لیں، اور اگر اب بھی درست ہو تو پھر بھیجیں۔
office-stale-nothing = جو آپ نے لکھا وہ نیچے موجود ہے تاکہ آپ اسے نقل کر سکیں۔
office-typed = جو آپ نے لکھا

## The CNIC in clear
office-reveal-link = دکھائیں
office-reveal-title = شناختی کارڈ نمبر دکھائیں
office-reveal-warning = آپ کا نام اور وجہ درج کی جائے گی، اور درخواست گزار دونوں پڑھ سکتے ہیں۔
office-reveal-reason = آپ کو یہ کیوں دیکھنا ہے
office-reveal-reason-hint = مثلاً: کاؤنٹر پر کارڈ سے ملانے کے لیے
office-reveal-show = ایک بار دکھائیں
office-reveal-done = یہ آپ کے نام اور وجہ کے ساتھ درج ہو گیا ہے۔ صفحہ چھوڑنے کے بعد نمبر دوبارہ نہیں دکھایا جائے گا۔

## Who has a case open
office-open-one = { $name } نے بھی یہ کیس کھول رکھا ہے۔
office-open-more = { $name } اور مزید { $count } افراد نے بھی یہ کیس کھول رکھا ہے۔
office-open-changed = آپ کے کھولنے کے بعد یہ کیس بدل چکا ہے۔
office-open-reload = موجودہ حالت دیکھیں

## Notes and messages
office-messages = پیغامات
office-messages-none = ابھی تک کچھ نہیں لکھا گیا۔
office-message-from-staff = دفتر
office-message-from-citizen = درخواست گزار
office-message-waits = جواب کا انتظار ہے
office-message-open = درخواست گزار کو لکھیں
office-message-label = درخواست گزار کے لیے پیغام
office-message-hint = درخواست گزار یہ پیغام سائن اِن کر کے پڑھیں گے، اور انہیں SMS سے بتایا جائے گا کہ پیغام آیا ہے۔ سادہ الفاظ میں اور ان کی زبان میں لکھیں۔ شناختی کارڈ نمبر نہ لکھیں۔
office-message-send = پیغام بھیجیں
office-message-settle = جواب کی ضرورت نہیں
office-note-open = نوٹ لکھیں
office-note-label = ساتھیوں کے لیے نوٹ
office-note-hint = یہ کیس کی کارروائی میں درج رہے گا۔ درخواست گزار اسے یہاں نہیں پڑھتے۔ شناختی کارڈ نمبر نہ لکھیں۔
office-note-write = نوٹ محفوظ کریں
office-day-letters = درخواست گزار جنہوں نے پیغام لکھا ہے
office-column-written = لکھنے کا وقت
office-history-parts = کارروائی کے حصے
office-history-all = سب کچھ
office-history-steps = مراحل
office-history-documents = دستاویزات
office-history-words = نوٹ اور پیغامات
office-history-hands = کیس کس کے پاس رہا
office-history-none = ابھی تک اس طرح کی کوئی بات نہیں ہوئی۔
office-event-note-written = نوٹ
office-event-message-sent = درخواست گزار کو پیغام بھیجا گیا
office-event-message-received = درخواست گزار کا پیغام
office-event-message-settled = پیغام کے جواب کی ضرورت نہیں تھی
told-note-written = نوٹ محفوظ ہو گیا ہے۔
told-message-sent = پیغام بھیج دیا گیا ہے۔ درخواست گزار کو SMS سے اطلاع دی جائے گی۔
told-message-settled = اس پیغام کو اب جواب کا انتظار نہیں۔

## Keyboard shortcuts
shortcuts-title = کی بورڈ کے شارٹ کٹ
shortcuts-lead = یہ بٹن دفتر کے ہر صفحے پر کام کرتے ہیں، سوائے اس وقت کے جب آپ کچھ لکھ رہے ہوں۔
shortcuts-step = فہرست میں اگلے کیس یا دستاویز پر جائیں
shortcuts-back = پچھلے پر واپس جائیں
shortcuts-open = اسے کھولیں
shortcuts-next = مجھے اگلا کیس دیں
shortcuts-claim = یہ کیس لے لیں
shortcuts-accept = کھلی ہوئی دستاویز قبول کریں
shortcuts-close = دستاویز بند کریں
shortcuts-work = اپنے کام پر جائیں
shortcuts-search = تلاش کے خانے میں جائیں
shortcuts-leave = جس خانے میں لکھ رہے ہیں اس سے باہر آئیں
shortcuts-help = یہ صفحہ دکھائیں
shortcuts-turn-off = اس براؤزر میں یہ بٹن بند کریں
shortcuts-turn-on = اس براؤزر میں یہ بٹن چلائیں
shortcuts-script = ان بٹنوں کے لیے براؤزر میں جاوا سکرپٹ چلنا ضروری ہے۔ ان کے بغیر بھی ہر کام ہو سکتا ہے۔

## Second looks
second-looks-title = دوسرا جائزہ
second-looks-waiting = { $count ->
    [one] ایک فیصلہ دوسرے جائزے کا منتظر ہے۔
   *[other] { $count } فیصلے دوسرے جائزے کے منتظر ہیں۔
}
second-looks-waiting-more = { $count } سے زیادہ فیصلے دوسرے جائزے کے منتظر ہیں۔
second-look-take = اگلا فیصلہ لیں
second-look-go-on = اپنا دوسرا جائزہ جاری رکھیں
second-look-title = دوسرا جائزہ
second-look-lead = اس کیس کا فیصلہ کوئی دوسرا افسر کر چکا ہے۔ آپ وہ سب دیکھ رہے ہیں جو اُس وقت موجود تھا، مگر یہ نہیں کہ فیصلہ کیا ہوا۔ آپ کے جواب سے درخواست گزار کے لیے کچھ نہیں بدلتا۔ { $day } کو یہ کیس خود بخود واپس چلا جائے گا۔
second-look-handed-in = جمع ہونے کا دن
second-look-answer-title = آپ کا جواب
second-look-judgement = اس کیس کا کیا فیصلہ ہونا چاہیے؟
second-look-judgement-for = منظور ہونا چاہیے
second-look-judgement-against = مسترد ہونا چاہیے
second-look-judgement-unable = جو کچھ یہاں ہے اس سے فیصلہ نہیں ہو سکتا
second-look-reason = وجہ کیا ہے؟
second-look-reason-hint = اگر کیس مسترد ہونا چاہیے یا فیصلہ نہیں ہو سکتا تو وجہ ضرور لکھیں۔ نگران اسے پڑھیں گے۔ شناختی کارڈ نمبر نہ لکھیں۔
second-look-answer = یہ جواب دیں
second-look-return-text = اگر آپ ان لوگوں کو جانتے ہیں، یا ابھی وقت نہیں ہے، تو اسے واپس کر دیں۔ کوئی اور افسر اسے دیکھ لے گا۔
second-look-return = واپس کریں
told-second-look-answered = شکریہ۔ آپ کا جواب محفوظ ہو گیا ہے۔
told-second-look-returned = یہ دوسرا جائزہ اب آپ کے پاس نہیں ہے۔ کوئی اور افسر اسے لے لے گا۔
told-no-second-look = اس وقت کوئی فیصلہ آپ کے دوسرے جائزے کا منتظر نہیں ہے۔
