# Help centres: finding a person who has come with papers, and what is done for them.

told-centre-code-sent = کوڈ بھیجا جا رہا ہے۔ اب یہ شخص خود کسی بھی فون یا کمپیوٹر پر کوڈ لکھ کر اپنا پاس ورڈ رکھے گا۔ صفحے کا نام ہے ”مددگار مرکز سے ملا ہوا کوڈ“۔

centre-title = مددگار مرکز
centre-lead = کوئی شخص اپنے کاغذات لے کر آیا ہے۔ شناختی کارڈ نمبر سے اسے تلاش کریں۔ وہ بعد میں دیکھ سکتا ہے کہ آپ نے اس کا اکاؤنٹ کھولا اور کیوں۔
centre-reason = یہ شخص کس لیے آیا ہے؟
centre-reason-hint = یہ وجہ وہ شخص پڑھ سکتا ہے۔ مثلاً: فون گم ہو گیا ہے۔
centre-find = تلاش کریں
centre-person = یہ شخص
centre-recovery = نیا پاس ورڈ
centre-recovery-lead = ہم اس شخص کے موبائل پر ایک کوڈ بھیجیں گے۔ اس سے وہ اپنا پاس ورڈ خود رکھے گا۔ پاس ورڈ نہ کبھی پوچھیں اور نہ خود لکھیں۔
centre-papers = آپ نے کون سے کاغذات دیکھے ہیں؟
centre-papers-hint = اصل کاغذات، جن پر سامنے موجود شخص ہی کی تصویر ہو۔
centre-mobile = نیا موبائل نمبر، اگر نمبر بدل گیا ہو
centre-mobile-hint = درج شدہ موبائل پر کوڈ بھیجنا ہو تو خالی چھوڑ دیں۔ نیا نمبر لکھنے پر درج شدہ نمبر اور ای میل پر فوراً خبر دی جائے گی۔
centre-send-code = کوڈ بھیجیں
centre-again = کوئی اور شخص
paper-cnic-card = شناختی کارڈ
paper-cnic-slip = نادرا کی تصویر والی رسید
paper-passport = پاسپورٹ
paper-driving-licence = ڈرائیونگ لائسنس
list-comma = ،
field-cnic-not-registered = اس شناختی کارڈ سے کوئی رجسٹر نہیں۔
field-papers-missing = براہِ کرم نشان لگائیں کہ آپ نے کون سے کاغذات دیکھے ہیں۔
