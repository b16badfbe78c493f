# What stands on every page, and the error pages.

product-name = PSER
product-tagline = پنجاب سماجی و معاشی رجسٹری
skip-to-content = سیدھے اصل صفحے پر جائیں
navigation-label = فہرست
navigation-applications = میری درخواستیں
navigation-programmes = پروگرام
navigation-account = میرا اکاؤنٹ
navigation-work = کام
navigation-payments = ادائیگیاں
navigation-second-looks = دوسرا جائزہ
navigation-help-centre = مددگار مرکز
navigation-figures = اعداد و شمار
# Each said in its own language and script.
language-en = English
language-ur = اردو
sign-in = سائن اِن
sign-out = سائن آؤٹ
footer-text = رجسٹریشن مفت ہے۔ کوئی بھی آپ سے پیسے یا پاس ورڈ مانگنے کا حق نہیں رکھتا۔

## What was just done
told-title = ہو گیا
told-signed-out = آپ سائن آؤٹ ہو گئے ہیں۔

## Error pages
error-title = یہ کام نہیں ہو سکا
error-title-401 = براہِ کرم سائن اِن کریں
error-title-403 = آپ کو اس کی اجازت نہیں
error-title-404 = ایسا کوئی صفحہ نہیں
error-title-409 = کچھ بدل چکا ہے
error-title-413 = یہ بہت بڑا ہے
error-title-415 = اس قسم کی فائل نہیں لی جاتی
error-title-429 = بہت زیادہ کوششیں
error-title-500 = کوئی خرابی ہو گئی
error-title-503 = تھوڑی دیر کے لیے دستیاب نہیں
error-help-404 = اگر آپ نے پتہ خود لکھا ہے تو اسے دیکھ لیں۔ اگر کسی لنک سے آئے ہیں تو ہو سکتا ہے وہ صفحہ اب یہاں نہ ہو۔
error-help-500 = غلطی ہماری طرف سے ہے۔ جو آپ پہلے محفوظ کر چکے ہیں وہ ضائع نہیں ہوا۔ براہِ کرم چند منٹ بعد دوبارہ کوشش کریں۔
error-help-503 = جو آپ پہلے محفوظ کر چکے ہیں وہ ضائع نہیں ہوا۔ براہِ کرم ایک منٹ بعد دوبارہ کوشش کریں۔
error-number = اگر آپ اس بارے میں ہمیں لکھیں تو یہ نمبر ضرور بتائیں:
error-home = شروع کے صفحے پر جائیں

## Front page
home-title = آپ کے گھرانے کے لیے مدد
home-lead = اپنے گھرانے کا ایک بار اندراج کرائیں، امداد کے لیے درخواست دیں، اور کسی بھی وقت دیکھیں کہ آپ کی درخواست کہاں پہنچی ہے۔
home-programmes = پروگرام
