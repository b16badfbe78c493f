# فیصلے کی رسید۔

decision-title = آپ کی درخواست پر فیصلہ
decision-lead-for = آپ کی درخواست منظور ہو گئی ہے۔ اس صفحے پر لکھا ہے کہ کیا فیصلہ ہوا اور کیوں۔
decision-lead-against = ہمیں افسوس ہے کہ آپ کی درخواست منظور نہیں ہو سکی۔ اس صفحے پر لکھا ہے کہ کیوں، اور آپ کیا کر سکتے ہیں۔
decision-lead-merged = آپ کی درخواست بند کر دی گئی ہے، کیونکہ ایک اور درخواست اسی کے لیے ہے۔ اس صفحے پر لکھا ہے کہ کیوں، اور آپ کیا کر سکتے ہیں۔
decision-open-again = آپ کی درخواست پر دوبارہ غور ہو رہا ہے۔ یہ وہ فیصلہ ہے جو پہلے ہوا تھا۔
decision-what = فیصلہ
decision-when = فیصلے کی تاریخ
decision-number = نمبر
decision-amount = رقم
decision-reason = افسر کی بتائی ہوئی وجہ
decision-change = یہ فیصلہ کیسے بدل سکتا ہے
decision-change-excluded = جب تک یہ بات ہے، پروگرام کے قواعد اجازت نہیں دیتے:
decision-change-points = { $missing ->
    [one] 1 پوائنٹ اور درکار تھا۔ جو باتیں آپ کے گھرانے پر پوری نہیں اتریں اور ان کے پوائنٹ نیچے لکھے ہیں۔
   *[other] { $missing } پوائنٹ اور درکار تھے۔ جو باتیں آپ کے گھرانے پر پوری نہیں اتریں اور ان کے پوائنٹ نیچے لکھے ہیں۔
    }
decision-change-paper-refused = یہ دستاویز قبول نہیں ہوئی۔ صاف اور درست دستاویز درکار تھی:
decision-change-paper-missing = یہ دستاویز موجود نہیں تھی:
decision-change-true = براہِ کرم صرف وہی بتائیں جو سچ ہے۔ اگر آپ کے گھرانے کے بارے میں کوئی بات غلط لکھی گئی ہے تو آپ اپیل کر کے بتا سکتے ہیں۔
decision-facts = وہ باتیں جن پر فیصلہ ہوا
decision-points = آپ کے گھرانے کے { $value } پوائنٹ بنے۔ { $threshold } درکار ہوتے ہیں۔
decision-held = یہ باتیں آپ کے گھرانے پر پوری اترتی ہیں
decision-not-held = یہ باتیں آپ کے گھرانے پر پوری نہیں اتریں
decision-criterion = قاعدہ
decision-criterion-points = پوائنٹ
decision-checks = خودکار جانچ میں کیا دیکھا گیا
decision-good = درست
decision-look = دیکھا گیا
decision-check-passed = خودکار جانچ میں آپ کے خلاف کوئی بات نہیں ملی۔
decision-check-failed = خودکار جانچ میں ایک بات سامنے آئی جسے افسر نے دیکھا۔
decision-check-attention = خودکار جانچ میں ایک بات سامنے آئی جسے افسر نے دیکھا۔
decision-check-identity-passed = آپ کا نام اور تاریخِ پیدائش قومی ریکارڈ کے مطابق ہیں۔
decision-check-identity-failed = آپ کی معلومات قومی ریکارڈ کے مطابق نہیں ہیں۔
decision-check-identity-attention = آپ کی کچھ معلومات قومی ریکارڈ سے مختلف ہیں۔ افسر نے انہیں دیکھا۔
decision-check-duplicates-passed = آپ کی درخواست کی کوئی بات کسی دوسرے گھرانے کی درخواست میں درج نہیں۔
decision-check-duplicates-failed = آپ کی درخواست کی کوئی بات ایک اور درخواست میں بھی درج ہے۔
decision-check-duplicates-attention = آپ کی درخواست کی کوئی بات ایک اور درخواست میں بھی درج ہے۔ افسر نے اسے دیکھا۔
decision-papers = آپ کی دستاویزات
decision-paper-accepted = قبول ہو گئی
decision-paper-refused = قبول نہیں ہوئی
decision-paper-sent = بھیجی گئی
decision-paper-missing = موجود نہیں
decision-rules = وہ قواعد جن کے تحت فیصلہ ہوا
decision-rules-text = فیصلہ آپ کے جمع کرائے ہوئے جوابات (نقل { $snapshot }) پر، پروگرام کے قواعد کے مطابق ہوا، جو قواعد کی زبان کے ورژن { $language } میں لکھے ہیں۔ جمع کرانے کی تاریخ:
decision-rules-mark = ان قواعد کا نشان، جس سے ہر کوئی جان سکتا ہے کہ قواعد بدلے تو نہیں گئے:
case-decision = فیصلہ پڑھیں
case-certificate = آپ کا سرٹیفکیٹ
