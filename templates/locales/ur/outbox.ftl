# What `pser run` would have sent.

outbox-title = بھیجے گئے پیغامات
outbox-lead = یہاں سے لوگوں کو کچھ نہیں بھیجا جاتا۔ جو پیغام انہیں SMS یا ای میل سے ملتے وہ یہاں درج ہیں، نئے پہلے۔
outbox-portal = صفحات پر جائیں
outbox-to = موبائل نمبر یا ای میل پتہ
outbox-look = دوبارہ دیکھیں
outbox-all = سب کے پیغامات
outbox-sms = SMS بنام
outbox-email = ای میل بنام
outbox-empty = کوئی پیغام نہیں ہے۔
outbox-cut = صرف نئے ترین سو پیغامات دکھائے گئے ہیں۔ پرانے پیغام نمبر یا پتے سے ملیں گے۔
