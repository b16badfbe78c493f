# The office looks for a case.

search-title = کیس تلاش کریں
search-q = آپ کیا تلاش کر رہے ہیں؟
search-q-hint = کیس کا نمبر، PSER نمبر، شناختی کارڈ نمبر، موبائل نمبر، یا اردو یا انگریزی حروف میں نام۔
search-more = تلاش محدود کریں
search-born = تاریخِ پیدائش
search-born-hint = درخواست دینے والے کی، مثلاً ⁦27 5 1984⁩
search-area = علاقہ
search-area-any = تمام علاقے
search-programme = پروگرام
search-programme-any = تمام پروگرام
search-state = کھلے یا بند
search-state-any = تمام کیس
search-state-open = صرف کھلے کیس
search-state-closed = صرف بند کیس
search-button = تلاش کریں
search-results = ملنے والے کیس
search-found = { $count ->
    [one] ایک کیس ملا
   *[other] { $count } کیس ملے
}
search-found-more = { $most } سے زیادہ کیس ملے
search-narrow = صرف تازہ ترین کیس دکھائے گئے ہیں۔ تلاش محدود کرنے کے لیے پورا نام، تاریخِ پیدائش یا علاقہ لکھیں۔
search-alike = اس نام کا کوئی کیس نہیں۔ یہ نام اس سے ملتے جلتے لکھے گئے ہیں۔
search-handed-in = جمع کرانے کی تاریخ
search-closed = بند
search-none = کوئی کیس نہیں ملا
search-none-lead = جو کیس آپ دیکھ سکتے ہیں، ان میں ایسا کوئی کیس نہیں۔ آپ یہ کر کے دیکھ سکتے ہیں:
search-advice-number = نمبر کا ہر ہندسہ اور حرف کاغذ سے ملا لیں۔
search-advice-name = نام کسی اور طرح یا دوسرے رسم الخط میں لکھیں، یا نام کا صرف ایک حصہ لکھیں۔
search-advice-fewer = تاریخِ پیدائش، علاقہ یا پروگرام خالی چھوڑ دیں۔
search-advice-area = ہو سکتا ہے کیس کسی اور علاقے کا ہو۔ اپنے نگران سے پوچھیں۔
access-search = نے آپ کا کیس اس کے نمبر، آپ کے PSER نمبر، شناختی کارڈ یا موبائل نمبر سے تلاش کیا
field-search-nothing-asked = براہِ کرم لکھیں کہ آپ کیا تلاش کر رہے ہیں، یا تاریخِ پیدائش دیں۔
field-search-too-wide = بہت زیادہ کیس اس تلاش میں آتے ہیں۔ براہِ کرم پورا نام، تاریخِ پیدائش یا علاقہ لکھیں۔
field-search-name-too-short = براہِ کرم نام کے کم از کم 3 حروف لکھیں۔
field-search-number-unreadable = شناختی کارڈ نمبر 13 اور موبائل نمبر 11 ہندسوں کا ہوتا ہے۔ براہِ کرم ہندسے دیکھ لیں۔
field-search-number-mistyped = یہ نمبر درست نہیں۔ براہِ کرم ہر ہندسہ اور حرف کاغذ سے ملا لیں۔
field-search-number-of-another-kind = یہ کیس کا نمبر نہیں۔ کیس کا نمبر ⁦C⁩ سے اور PSER نمبر ⁦P⁩ سے شروع ہوتا ہے۔
