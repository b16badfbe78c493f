# Who of the staff is away, and what each has at hand.
away-key = چھٹی
away-none = کچھ درج نہیں
away-from-until = { $first } سے { $last } تک چھٹی
away-first-day = چھٹی کا پہلا دن
away-last-day = چھٹی کا آخری دن
away-submit = محفوظ کریں
away-title-own = آپ کی چھٹی
away-lead-own = چھٹی کے دوران آپ کو کوئی کیس نہیں ملتا۔ پہلے دن آپ کے کیس اپنی قطاروں میں واپس چلے جاتے ہیں۔ جو کیس آپ نے اپنی واپسی تک یا اس کے بعد تک روکے ہیں، وہ آپ ہی کے پاس رہتے ہیں۔
away-end-own = میں موجود ہوں
away-title-of = ان کی چھٹی
away-lead-of = چھٹی کے دوران انہیں کوئی کیس نہیں ملتا۔ پہلے دن ان کے کیس اپنی قطاروں میں واپس چلے جاتے ہیں۔ جو کیس انہوں نے اپنی واپسی تک یا اس کے بعد تک روکے ہیں، وہ ان ہی کے پاس رہتے ہیں۔
away-end-of = وہ موجود ہیں
told-away-said = درج ہو گیا ہے۔
told-away-ended = درج ہو گیا ہے: اب دوبارہ موجود۔
office-day-away = آپ کی چھٹی { $day } تک درج ہے، اس لیے آپ کو کوئی کیس نہیں ملتا۔
office-day-back = میں موجود ہوں
office-released-away = افسر چھٹی پر ہیں۔
office-released-idle = افسر تین دفتری دن سے نہیں آئے۔
field-day-is-past = یہ دن گزر چکا ہے۔
field-day-too-far = براہِ کرم اگلے { $days } دن کے اندر کا کوئی دن لکھیں۔
field-last-day-first = آخری دن پہلے دن سے پہلے ہے۔

## The staff
navigation-staff = عملہ
staff-title = عملہ
staff-lead = آپ کے علاقوں میں کام کرنے والے: ہر ایک کے پاس کتنے کیس ہیں، اور کون چھٹی پر ہے۔
staff-none = آپ کے علاقوں میں کوئی کام نہیں کرتا۔
staff-name = نام
staff-roles = ذمہ داریاں
staff-working = پاس موجود کیس
staff-on-hold = روکے ہوئے
staff-seen = آخری بار کب آئے
staff-never-seen = حال میں نہیں
staff-away = چھٹی پر
