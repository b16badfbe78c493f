figures-title = اعداد و شمار
figures-lead = یہ آپ کے علاقوں اور پروگراموں کے موجودہ اعداد و شمار ہیں۔
figures-lead-past = یہ آپ کے علاقوں اور پروگراموں کے اعداد و شمار ہیں، جیسے { $day } کا دن ختم ہونے پر تھے۔
figures-as-of = کس دن تک
figures-none = آپ کے دیکھنے کے لیے کوئی اعداد و شمار نہیں ہیں۔
figures-nothing = اس طرح کا کچھ نہیں ہوا۔
figures-here = اس صفحے کے اعداد و شمار
figures-download = CSV فائل ڈاؤن لوڈ کریں
figures-more = باقی { $rows } سطریں فائل میں ہیں۔
figures-without-money = رقم شامل نہیں ہے، کیونکہ رقم پورے صوبے کے لیے مختص ہوتی ہے، کسی ایک علاقے کے لیے نہیں۔
figures-ask = کوئی اور دن، پروگرام یا علاقہ
figures-as-at = کس دن کے آخر تک
figures-as-at-hint = مثال کے طور پر ⁦27 3 2026⁩۔ موجودہ اعداد و شمار کے لیے خالی چھوڑیں۔
figures-filter-programme = پروگرام
figures-filter-area = علاقہ
figures-any-programme = سب پروگرام
figures-any-area = آپ کے سب علاقے
field-before-first-case = ⁦{ $day }⁩ سے پہلے کوئی کیس نہیں تھا۔

figures-stages-title = کھلے کیس، مرحلے کے لحاظ سے
figures-stages-text = ہر مرحلے میں کتنے کھلے کیس ہیں۔
figures-stage = مرحلہ
figures-cases = کیس

figures-ages-title = کھلے کیس کتنے دن سے منتظر ہیں
figures-ages-text = کیس جس مرحلے میں ہیں، اس میں گزرے ہوئے دن، چاہے باری کسی کی بھی ہو۔
figures-time = اس مرحلے میں
figures-days-between = { $from } سے { $to } دن
figures-days-over = { $days } دن سے زیادہ

figures-deadlines-title = گزری ہوئی آخری تاریخیں
figures-deadlines-text = جن کیسوں میں دیر ہو گئی ہے، اور مدت ختم ہونے پر باری کس کی تھی۔
figures-deadline = آخری تاریخ
figures-overdue = کھلے کیس جن میں محکمے کی مدت گزر چکی ہے
figures-missed-department = 30 دن میں محکمے کی مدت گزری
figures-missed-citizen = 30 دن میں شہریوں کی مدت ختم ہوئی

figures-missed-title = گزری ہوئی آخری تاریخیں، مرحلے کے لحاظ سے
figures-missed-text = پچھلے 30 دن میں مدت کتنی بار ختم ہوئی، اور وہ کس کی مدت تھی۔
figures-by-department = محکمہ
figures-by-citizen = شہری

figures-workload-title = عملے کا کام
figures-workload-text = ہر افسر کے پاس کتنے کیس ہیں، اور پچھلے 30 دن میں اس افسر نے کتنے کیس آگے بڑھائے: تصدیق کر کے، مسترد یا واپس کر کے، یا دستاویزات مانگ کر۔
figures-workload-past = کس افسر کے پاس کتنے کیس تھے، یہ صرف آج کے لیے معلوم ہے، اس لیے یہاں شامل نہیں۔
figures-officer = افسر
figures-other-staff = باقی عملہ
figures-queue = قطار
figures-claimed = پاس ہیں
figures-on-hold = روکے ہوئے
figures-overdue-of-them = مدت گزر چکی
figures-moved-on = آگے بڑھائے
figures-to-staff = آپ کا سارا عملہ، اور کون چھٹی پر ہے

figures-reasons-title = افسروں کی دی ہوئی وجوہات
figures-reasons-text = پچھلے 30 دن میں کیس کیوں مسترد یا واپس ہوئے، دستاویزات کیوں مانگی گئیں، اور دستاویزات کیوں قبول نہیں ہوئیں۔
figures-done = کیا کیا گیا
figures-reason = وجہ
figures-times = کتنی بار
figures-document-refused = دستاویز قبول نہیں ہوئی
figures-no-code = وجہ اپنے لفظوں میں

figures-outcomes-title = کیس کیسے ختم ہوئے
figures-outcomes-text = وہ کیس جو پچھلے 30 دن میں ختم ہوئے۔ منظور سے مراد ہے کہ رقم ادا ہو گئی، گھرانے کا اندراج ہو گیا، یا اپیل یا شکایت درست مانی گئی۔
figures-area = علاقہ
figures-total = کل
figures-ended-granted = منظور
figures-ended-refused = مسترد
figures-ended-withdrawn = واپس لیے گئے
figures-ended-lapsed = مدت گزرنے پر بند
figures-ended-merged = دوسرے کیس کی خاطر بند

figures-money-title = رقم
figures-money-text = ہر پروگرام کو کتنی رقم ملی، منظور شدہ ادائیگیوں کے لیے کتنی روکی گئی، بینک نے کتنی ادا کی، اور منظوری کے لیے کتنی باقی ہے۔
figures-programme = پروگرام
figures-appropriated = مختص رقم
figures-held = روکی گئی رقم
figures-paid = ادا شدہ رقم
figures-left = باقی رقم

figures-days-title = پچھلے 30 دن
figures-days-text = ہر دن جمع ہونے والی درخواستیں، اور وہ کیس جن کا افسر نے فیصلہ کیا۔
figures-day = دن
figures-submitted = جمع ہوئیں
figures-decided = فیصلہ ہوا
figures-merged = دوسرے کیس کی خاطر بند
