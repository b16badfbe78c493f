# Possible duplicates
office-open-duplicates = { $count ->
    [one] ایک ملتا جلتا کیس ابھی نہیں دیکھا گیا
   *[other] { $count } ملتے جلتے کیس ابھی نہیں دیکھے گئے
}
office-pairs-link = { $count ->
    [one] ایک ملتا جلتا کیس
   *[other] { $count } ملتے جلتے کیس
}
office-merged-closed = یہ کیس بند ہے، کیونکہ ایک اور کیس اسی کا ہے
office-merged-kept = اس کیس کی خاطر بند ہوا
office-pairs-title = ملتے جلتے کیس
office-pairs-lead = شاید یہ کیس انہی لوگوں کے ہیں۔ ہر ایک کو اس کیس کے ساتھ رکھ کر دیکھیں اور بتائیں کہ معاملہ کیا ہے۔
office-pairs-none = اس کیس جیسا کوئی اور کیس نہیں ملا۔
office-pair-open = ابھی نہیں دیکھا گیا
office-pair-linked = آپس میں جڑے ہوئے
office-pair-dismissed = الگ الگ لوگ
office-pair-merged = ایک بند، دوسرا جاری
office-pair-elsewhere = ایک کیس جو آپ نہیں دیکھ سکتے
office-pair-elsewhere-why = یہ دونوں کیس وہ افسر دیکھے جسے دوسرا کیس دیکھنے کی اجازت ہے۔
office-pair-no-reasons = کسی جانچ میں کوئی بات ایک جیسی نہیں ملی۔
office-pair-compare = دونوں کا موازنہ کریں
office-pair-title = دو کیس ساتھ ساتھ
office-pair-alike = کیا ایک جیسا ہے
office-pair-shared-person = دونوں درخواستیں ایک ہی شخص نے جمع کرائی ہیں۔
office-pair-shared-household = دونوں درخواست گزار ایک ہی گھرانے میں درج ہیں۔
office-pair-shared-none = دونوں درخواست گزار ایک گھرانے میں درج نہیں۔
office-pair-closed = بند ہوا:
office-pair-kept = جاری رہا:
office-pair-judgement = آپ کی رائے
office-pair-made = یہ دو کیس کیا ہیں؟
office-pair-made-linked = آپس میں جڑے ہیں: ایک ہی گھرانہ یا ایک ہی شخص۔ دونوں جاری رہیں گے۔
office-pair-made-dismissed = الگ الگ لوگ ہیں۔ دونوں جاری رہیں گے۔
office-pair-made-close = ایک ہی معاملہ دو بار ہے: { $closed } بند کریں اور { $kept } جاری رکھیں۔
office-pair-hindrance = یہ کیس دوسرے کی خاطر بند نہیں ہو سکتا:
office-pair-reason-judge = وجہ
office-pair-reason-judge-hint = یہ دونوں کیسوں کی کارروائی میں درج رہتی ہے۔ اگر کوئی کیس بند ہو تو اس کا شہری بھی اسے پڑھے گا: کسی اور کا نام یا کسی اور کیس کا نمبر نہ لکھیں۔
office-pair-reason-undo = آپ اسے واپس کیوں لے رہے ہیں
office-pair-reason-undo-hint = یہ دونوں کیسوں کی کارروائی میں درج رہتی ہے۔
office-pair-reason-unmerge = بند کیس پھر سے کیوں جاری ہو
office-pair-reason-unmerge-hint = اس کا شہری بھی اسے پڑھے گا: کسی اور کا نام یا کسی اور کیس کا نمبر نہ لکھیں۔
office-pair-submit-judge = محفوظ کریں
office-pair-submit-undo = رائے واپس لیں
office-pair-submit-unmerge = بند کیس پھر سے جاری کریں
office-pair-not-yours = یہاں آپ کے کرنے کا کوئی کام نہیں۔
office-compare-what = بات
office-compare-differs = فرق ہے
office-compare-same = ایک ہی ہے
office-compare-only = صرف اس میں:
office-compare-same-file = وہی فائل
office-compare-no-file = کچھ نہیں بھیجا
office-compare-applicant = درخواست گزار
office-compare-handed-in = جمع کرائی گئی
office-compare-payment = ادائیگی
office-compare-payment-none = کوئی ادائیگی نہیں
office-compare-payment-proposed = تجویز ہوئی
office-compare-payment-live = راستے میں
office-compare-payment-failed = نہ ہو سکی
office-compare-payment-settled = ہو گئی
office-event-duplicate-linked = دوسرے کیس سے جڑا ہوا پایا گیا
office-event-duplicate-dismissed = دوسرے کیس سے الگ لوگوں کا پایا گیا
office-event-duplicate-undone = دوسرے کیس کے بارے میں رائے واپس لی گئی
office-event-duplicate-found = جسے الگ لوگوں کا سمجھا گیا تھا، اُس کیس سے کچھ اور بھی ملتا ہے
office-event-case-merged = دو کیس ایک کیے گئے
office-event-case-unmerged = دونوں کیس پھر الگ کیے گئے
office-event-other = دوسرا کیس:
told-pair-judged = آپ کی رائے دونوں کیسوں میں درج ہو گئی ہے۔
told-pair-undone = رائے واپس لے لی گئی ہے۔ اب ان دونوں کیسوں کو دوبارہ دیکھنا ہے۔
told-pair-unmerged = بند کیس وہیں سے پھر جاری ہو گیا ہے جہاں وہ تھا۔
office-filter-duplicates = ملتے جلتے کیس
office-filter-duplicates-open = ابھی نہیں دیکھے گئے
