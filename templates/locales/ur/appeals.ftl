# اپیلیں اور شکایات، اور وہ الفاظ جن میں صفحات ان کا ذکر کرتے ہیں۔

apply-caption-appeal = آپ کی اپیل
apply-caption-complaint = آپ کی شکایت
apply-back-case-appeal = اپیل پر واپس
apply-back-case-complaint = شکایت پر واپس
review-submit-appeal = اپیل جمع کرائیں
review-submit-complaint = شکایت جمع کرائیں
submitted-title-appeal = آپ کی اپیل جمع ہو گئی ہے
submitted-title-complaint = آپ کی شکایت جمع ہو گئی ہے
submitted-stage-appeal = آپ کی اپیل کا موجودہ مرحلہ:
submitted-stage-complaint = آپ کی شکایت کا موجودہ مرحلہ:
submitted-keep-appeal = یہ نمبر لکھ لیں یا یہ صفحہ پرنٹ کر لیں۔ اسی نمبر سے آپ اپنی اپیل کے بارے میں پوچھ سکتے ہیں۔
submitted-keep-complaint = یہ نمبر لکھ لیں یا یہ صفحہ پرنٹ کر لیں۔ اسی نمبر سے آپ اپنی شکایت کے بارے میں پوچھ سکتے ہیں۔
submitted-follow-appeal = دیکھیں کہ اپیل کہاں تک پہنچی
submitted-follow-complaint = دیکھیں کہ شکایت کہاں تک پہنچی
case-turn-you-appeal = اب آپ کی باری ہے: اپیل کے لیے آپ کی دستاویزات کا انتظار ہے۔
case-turn-you-complaint = اب آپ کی باری ہے: شکایت کے لیے آپ کی دستاویزات کا انتظار ہے۔
case-turn-ended-appeal = یہ اپیل ختم ہو چکی ہے۔
case-turn-ended-complaint = یہ شکایت ختم ہو چکی ہے۔
case-way-appeal = آپ کی اپیل کے مرحلے
case-way-complaint = آپ کی شکایت کے مرحلے
case-step-outcome-appeal = آپ کی اپیل پر فیصلہ
case-step-outcome-complaint = آپ کی شکایت کا جواب
case-about-appeal = اس اپیل کے بارے میں
case-about-complaint = اس شکایت کے بارے میں
case-withdraw-appeal = اپیل واپس لیں
case-withdraw-complaint = شکایت واپس لیں
withdrawal-title-appeal = کیا آپ اپنی اپیل واپس لینا چاہتے ہیں؟
withdrawal-title-complaint = کیا آپ اپنی شکایت واپس لینا چاہتے ہیں؟
withdrawal-text-appeal = اس سے اپیل ختم ہو جائے گی اور اس پر فیصلہ نہیں ہو گا۔ آپ کی درخواست پر پہلا فیصلہ برقرار رہے گا۔
withdrawal-text-complaint = اس سے شکایت ختم ہو جائے گی اور اس کا جواب نہیں دیا جائے گا۔ اس کے بعد آپ دوبارہ شکایت کر سکتے ہیں۔
applications-next-ended-appeal = یہ اپیل ختم ہو چکی ہے۔
applications-next-ended-complaint = یہ شکایت ختم ہو چکی ہے۔
decision-title-appeal = آپ کی اپیل پر فیصلہ
decision-title-complaint = آپ کی شکایت کا جواب
decision-lead-for-appeal = آپ کی اپیل منظور ہو گئی ہے۔ آپ کی درخواست ایسا افسر دوبارہ دیکھے گا جس نے پہلے فیصلہ نہیں کیا۔
decision-lead-for-complaint = آپ کی شکایت درست مانی گئی ہے۔ اس صفحے پر لکھا ہے کہ ہمیں کیا معلوم ہوا اور ہم کیا کر رہے ہیں۔
decision-lead-against-appeal = ہمیں افسوس ہے کہ آپ کی اپیل منظور نہیں ہو سکی۔ آپ کی درخواست پر پہلا فیصلہ برقرار ہے۔
decision-lead-against-complaint = ہم نے آپ کی شکایت دیکھی مگر اسے درست نہیں مان سکے۔ اس صفحے پر لکھا ہے کہ کیوں۔
told-case-withdrawn-appeal = آپ نے اپنی اپیل واپس لے لی ہے۔
told-case-withdrawn-complaint = آپ نے اپنی شکایت واپس لے لی ہے۔
case-complain-appeal = اپیل پر ہونے والی کارروائی کے بارے میں شکایت کریں

## اپیل
appeal-title = اگر آپ فیصلے سے متفق نہیں
appeal-open = آپ اپیل کر سکتے ہیں۔ اپیل ایسا افسر دیکھے گا جس نے آپ کی درخواست پر فیصلہ نہیں کیا۔ اپیل مفت ہے اور اس سے آپ کو کوئی نقصان نہیں ہو گا۔
appeal-begun = آپ نے اپیل شروع کی ہے مگر ابھی جمع نہیں کرائی۔
appeal-filed = آپ نے اس فیصلے کے خلاف اپیل کی ہے۔
appeal-late = اپیل کرنے کی مدت گزر چکی ہے۔ اگر آپ کے گھرانے کے حالات بدل گئے ہیں تو آپ نئی درخواست دے سکتے ہیں۔
appeal-decided = اس فیصلے کے خلاف آپ کی اپیل پر فیصلہ ہو چکا ہے۔ دوبارہ اپیل نہیں ہو سکتی۔
appeal-other = آپ ابھی اپیل نہیں کر سکتے کیونکہ اس پروگرام کے لیے آپ کی ایک اور درخواست کھلی ہے۔
appeal-until = اپیل کرنے کا آخری دن:
appeal-begin = اس فیصلے کے خلاف اپیل کریں
appeal-to-begun = اپیل جاری رکھیں
appeal-to-filed = دیکھیں کہ اپیل کہاں تک پہنچی

## شکایت
grievance-title = شکایت کریں
grievance-lead = اگر رقم آپ تک نہیں پہنچی، کسی نے اس میں سے کٹوتی کی یا پیسے مانگے، عملے کا رویہ ٹھیک نہیں تھا، آپ کے بارے میں کوئی بات غلط لکھی گئی، یا کوئی اور مسئلہ ہے تو آپ شکایت کر سکتے ہیں۔
grievance-about = آپ کی شکایت اس بارے میں ہے:
grievance-who = جس کے بارے میں شکایت ہے وہ اس پر فیصلہ نہیں کرے گا۔
grievance-when = آپ کو 7 دفتری دنوں میں SMS پر اور آپ کے صفحے پر جواب مل جائے گا۔
grievance-free = شکایت مفت ہے اور اس سے آپ کی کسی درخواست کو نقصان نہیں ہوتا۔
grievance-begin = شکایت شروع کریں
grievance-other = اگر شکایت آپ کی کسی درخواست کے بارے میں ہے تو پہلے وہ درخواست کھولیں اور وہیں سے شکایت کریں:

## کسی کیس کے بارے میں
applications-about = کس بارے میں:
applications-complain = شکایت کریں
case-is-about = کس بارے میں
case-filed = اس کے بارے میں اپیلیں اور شکایات
case-complain = اس درخواست کے بارے میں شکایت کریں
