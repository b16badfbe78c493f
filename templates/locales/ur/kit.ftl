# The words that components bring along (kit-<word>). Those that the script says (kit-script-<word>) go to it as
# attributes, with %heading% and the like where it fills in its own.

## Getting about
kit-back = واپس
kit-breadcrumbs = آپ یہاں ہیں
kit-skip-to-content = سیدھے اصل صفحے پر جائیں
kit-menu = مینو
kit-service-information = اس سروس کے بارے میں
kit-sub-navigation = اس صفحے کے حصے
kit-side-navigation = متعلقہ صفحات
kit-contents = فہرست
kit-pagination = صفحات
kit-prev = پچھلا
kit-next = اگلا
# Read aloud after "Previous" and "Next".
kit-turn-page = صفحہ
kit-page = صفحہ { $number }

## Forms
# Read aloud before what is wrong; a colon follows.
kit-error-prefix = غلطی
kit-error-summary-title = کچھ درست کرنے کی ضرورت ہے
kit-day = دن
kit-month = مہینہ
kit-year = سال
kit-yes = جی ہاں
kit-no = جی نہیں
kit-rupees = روپے
kit-show = دکھائیں
kit-show-password = پاس ورڈ دکھائیں
kit-characters-limit = آپ زیادہ سے زیادہ { $count } حروف لکھ سکتے ہیں
kit-words-limit = آپ زیادہ سے زیادہ { $count } الفاظ لکھ سکتے ہیں

## Said of what happened
kit-important = اہم
kit-success = کام ہو گیا
kit-warning = خبردار
kit-dismiss = بند کریں
# Read aloud before the title of an alert; a colon follows.
kit-alert-information = اطلاع
kit-alert-success = کام ہو گیا
kit-alert-warning = خبردار
kit-alert-error = خرابی
# Below an event in the timeline.
kit-by = { $name } کی طرف سے

## Lists
kit-filter = فہرست محدود کریں
kit-filter-selected = چنی ہوئی شرطیں
kit-filter-clear = تمام شرطیں ہٹائیں
# Read aloud before the words of a filter that a click takes away.
kit-filter-remove = یہ شرط ہٹائیں
kit-filter-apply = فہرست دکھائیں
# Read aloud after the title of a table.
kit-sortable = (کالم کے عنوان کا بٹن دبانے سے جدول کی ترتیب بدلتی ہے)

## Said by the script
kit-script-show = دکھائیں
kit-script-hide = چھپائیں
kit-script-show-password = پاس ورڈ دکھائیں
kit-script-hide-password = پاس ورڈ چھپائیں
kit-script-password-shown = آپ کا پاس ورڈ نظر آ رہا ہے
kit-script-password-hidden = آپ کا پاس ورڈ چھپا ہوا ہے
kit-script-characters-under-one = ایک حرف کی گنجائش باقی ہے
kit-script-characters-under-other = { $count } حروف کی گنجائش باقی ہے
kit-script-characters-at-limit = مزید حروف کی گنجائش نہیں
kit-script-characters-over-one = ایک حرف زیادہ ہے
kit-script-characters-over-other = { $count } حروف زیادہ ہیں
kit-script-words-under-one = ایک لفظ کی گنجائش باقی ہے
kit-script-words-under-other = { $count } الفاظ کی گنجائش باقی ہے
kit-script-words-at-limit = مزید الفاظ کی گنجائش نہیں
kit-script-words-over-one = ایک لفظ زیادہ ہے
kit-script-words-over-other = { $count } الفاظ زیادہ ہیں
kit-script-choose-files = فائل چنیں
kit-script-no-file-chosen = کوئی فائل نہیں چنی گئی
kit-script-files-chosen-one = ایک فائل چن لی گئی
kit-script-files-chosen-other = { $count } فائلیں چن لی گئیں
kit-script-drop-instruction = یا فائل یہاں چھوڑیں
kit-script-entered-drop-zone = آپ فائل چھوڑنے کی جگہ پر ہیں
kit-script-left-drop-zone = آپ فائل چھوڑنے کی جگہ سے باہر ہیں
kit-script-sorted = ترتیب: { $heading } ({ $direction })
kit-script-ascending = کم سے زیادہ
kit-script-descending = زیادہ سے کم
