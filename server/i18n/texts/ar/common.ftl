# Words used everywhere: months, days, states, amounts. One file a language, the same keys in each.

## Months as Moroccan administrations write them

month-gregorian-1 = يناير
month-gregorian-2 = فبراير
month-gregorian-3 = مارس
month-gregorian-4 = أبريل
month-gregorian-5 = ماي
month-gregorian-6 = يونيو
month-gregorian-7 = يوليوز
month-gregorian-8 = غشت
month-gregorian-9 = شتنبر
month-gregorian-10 = أكتوبر
month-gregorian-11 = نونبر
month-gregorian-12 = دجنبر

## Hijri months, in the form they take after the day (ذي, not ذو)

month-hijri-1 = محرم
month-hijri-2 = صفر
month-hijri-3 = ربيع الأول
month-hijri-4 = ربيع الثاني
month-hijri-5 = جمادى الأولى
month-hijri-6 = جمادى الثانية
month-hijri-7 = رجب
month-hijri-8 = شعبان
month-hijri-9 = رمضان
month-hijri-10 = شوال
month-hijri-11 = ذي القعدة
month-hijri-12 = ذي الحجة

## Days of the week, Monday first (ISO 8601)

weekday-1 = الاثنين
weekday-2 = الثلاثاء
weekday-3 = الأربعاء
weekday-4 = الخميس
weekday-5 = الجمعة
weekday-6 = السبت
weekday-7 = الأحد

## Dates and times. $date and $time are already written out

date-unknown = تاريخ غير معروف
date-day-unknown = { $date } (اليوم غير معروف)
date-day-month-unknown = { $date } (اليوم والشهر غير معروفين)
date-weekday = { $weekday } { $date }
date-time = { $date } على الساعة { $time }
calendar-gregorian = ميلادية
calendar-hijri = هجرية

## Amounts. $value is already written with two decimals

amount = { $value }{"\u00A0"}درهم
amount-free = بالمجان

## Counted things

count-days = { $count ->
    [zero] أقل من يوم
    [one] يوم واحد
    [two] يومان
    [few] { $count } أيام
    [many] { $count } يوما
   *[other] { $count } يوم
}
count-working-days = { $count ->
    [zero] في اليوم نفسه
    [one] يوم عمل واحد
    [two] يوما عمل
    [few] { $count } أيام عمل
    [many] { $count } يوم عمل
   *[other] { $count } يوم عمل
}
count-months = { $count ->
    [zero] أقل من شهر
    [one] شهر واحد
    [two] شهران
    [few] { $count } أشهر
    [many] { $count } شهرا
   *[other] { $count } شهر
}
count-requests = { $count ->
    [zero] لا توجد طلبات
    [one] طلب واحد
    [two] طلبان
    [few] { $count } طلبات
    [many] { $count } طلبا
   *[other] { $count } طلب
}
count-documents = { $count ->
    [zero] لا توجد وثائق
    [one] وثيقة واحدة
    [two] وثيقتان
    [few] { $count } وثائق
    [many] { $count } وثيقة
   *[other] { $count } وثيقة
}
count-copies = { $count ->
    [zero] بدون نسخ
    [one] نسخة واحدة
    [two] نسختان
    [few] { $count } نسخ
    [many] { $count } نسخة
   *[other] { $count } نسخة
}

## States of a request, as a person reads them

state-draft = مسودة
state-submitted = تم التوصل بالطلب
state-awaiting-payment = في انتظار الأداء
state-in-review = قيد الدراسة
state-awaiting-citizen = في انتظار جوابكم
state-approved = تم قبول الطلب
state-sealed = الوثيقة مختومة
state-dispatched = تم الإرسال
state-delivered = تم التسليم
state-undeliverable = تعذر التسليم
state-rejected = تم رفض الطلب
state-cancelled = ألغي الطلب
state-expired = انتهت مهلة الطلب

## Sex, kinds of acts, answers

sex-female = أنثى
sex-male = ذكر
act-birth = ولادة
act-death = وفاة
none = لا شيء
yes = نعم
no = لا
unknown = غير معروف

## Languages, each in its own words

language-ar = العربية
language-fr = Français
language-en = English
