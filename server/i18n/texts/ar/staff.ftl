# صفحات الموظفين: قصيرة ودقيقة وبكلمات الحالة المدنية.

## الدخول

sign-in-title = دخول الموظفين
sign-in-email = عنوان البريد الإلكتروني
sign-in-password = كلمة السر
sign-in-button = دخول
sign-in-lost = نسيتم كلمة السر؟ يمكن للمسؤول في جماعتكم أن يعطيكم أخرى.
sign-in-refused = لا يتطابق العنوان وكلمة السر. اكتبوهما من جديد.
sign-in-locked = محاولات كثيرة. انتظروا خمس عشرة دقيقة أو اتصلوا بالمسؤول في جماعتكم.
sign-out = خروج
second-factor-title = المرحلة الثانية
second-factor-label = رمز من ستة أرقام
second-factor-hint = الرمز الذي يعرضه تطبيق هاتفكم.
second-factor-refused = هذا الرمز غير صحيح أو سبق استعماله. انتظروا الرمز التالي واكتبوه.
second-factor-back = الرجوع إلى المرحلة الأولى
staff-nav-label = صفحات الموظفين

## لائحة الطلبات

queue-title = الطلبات
queue-counts = الطلبات حسب الحالة
queue-todo = للمعالجة
queue-search = رمز التتبع أو الرسم
queue-office = المكتب
queue-office-all = كل مكاتبي
queue-caption = الطلبات، الأكثر استعجالا أولا
queue-col-due = التاريخ الموعود
queue-col-person = الشخص
queue-col-act = الرسم
queue-col-document = الوثيقة
queue-col-office = المكتب
queue-col-state = الحالة
queue-state-submitted = جديد
queue-state-awaiting-payment = ينتظر الأداء
queue-state-in-review = للدراسة
queue-state-awaiting-citizen = ينتظر المواطن
queue-state-approved = للختم
queue-state-sealing = الختم جار
queue-state-sealed = مختوم
queue-state-dispatched = مرسل
queue-state-delivered = مسلم
queue-state-undeliverable = تعذر تسليمه
queue-state-rejected = مرفوض
queue-state-cancelled = ملغى
queue-state-expired = بدون جواب
queue-late = متأخر
queue-paused = الأجل موقوف
queue-held = مفتوح لدى
queue-none = لا طلب للمعالجة
queue-none-do = ستظهر الطلبات الجديدة هنا، الأكثر استعجالا أولا.
queue-none-filter = لا طلب يطابق البحث
queue-none-filter-do = عرض كل ما ينتظر المعالجة

## الدراسة

review-title = طلب، الرسم { $act }
review-due = التاريخ الموعود
review-held = هذا الطلب مفتوح لدى
review-held-do = اتفقا قبل اتخاذ القرار.
review-request = الطلب
review-entry = السجل
review-entry-act = الرسم
review-entry-hijri = السنة الهجرية
review-entry-none = لا رسم بهذا الرقم في هذا المكتب
review-entry-none-do = ابحثوا في الرسوم القريبة، أو ارفضوا الطلب مع ذكر السبب.
review-compare = المصرح به والمسجل، خانة بخانة
review-col-field = الخانة
review-col-declared = المصرح به
review-col-recorded = المسجل
review-col-verdict = المقارنة
review-row-sex = الجنس
review-row-birth-place = مكان الازدياد
compare-act = الرسم
compare-given-fr = الاسم الشخصي (لاتيني)
compare-given-ar = الاسم الشخصي (عربي)
compare-family-fr = الاسم العائلي (لاتيني)
compare-family-ar = الاسم العائلي (عربي)
compare-birth = الازدياد
compare-father = الأب
compare-mother = الأم
compare-empty = غير مذكور
agreement-same = مطابق
agreement-close = كتابة مختلفة
agreement-different = مختلف
agreement-missing = ناقص
review-mentions = البيانات الهامشية
review-mentions-none = لا بيان في طرة هذا الرسم.
review-mention-printed = يُطبع
review-mention-not = لا يُطبع
review-mention-death = تحمل النسخة الموجزة بيان الوفاة.
review-mention-only-death = لا تحمل النسخة الموجزة إلا بيان الوفاة؛ وتوجد البيانات الأخرى في النسخة الكاملة.
review-mention-not-shown = لا يجوز الكشف عن بيان الوفاة هذا؛ لا تحمله النسخة الموجزة.
review-words-long = يتجاوز هذا النص 1000 حرف. اختصروه.
review-nearest = رسوم قريبة
review-nearest-use = المقارنة بهذا الرسم
review-preview = معاينة الوثيقة
review-preview-open = فتح المعاينة في صفحة
review-preview-none = ستظهر المعاينة حين يُختار رسم.
review-asked = التوضيح المطلوب
review-answer = الجواب
review-answer-none = لم يجب المواطن بعد؛ الأجل موقوف.
review-decide = القرار
review-approve = قبول
review-ask = طلب توضيح
review-ask-label = السؤال الموجه إلى المواطن
review-ask-hint = يُسمح بسؤال واحد فقط (القانون 55-19). حددوا بدقة ما ينقص.
review-ask-send = إرسال السؤال
review-question-missing = اكتبوا السؤال.
review-already-asked = سبق طلب توضيح، ولا يسمح القانون إلا بواحد.
review-reject = رفض
review-reason-label = السبب
review-reason-hint = سيقرؤه المواطن بهذه الكلمات مع ما يمكنه فعله.
review-reason-missing = اختاروا سبب الرفض.
review-words-label = كلماتكم إلى المواطن
review-words-hint = ما جرى البحث عنه وما ينقص.
review-words-missing = اكتبوا جملة للمواطن.
review-reject-send = رفض الطلب
review-done-approved = قُبل الطلب.
review-done-rejected = رُفض الطلب.
review-documents = الوثيقة المنجزة:
review-undo = التراجع عن القرار
review-undo-left = { $minutes ->
    [zero] بقيت أقل من دقيقة
    [one] بقيت دقيقة واحدة
    [two] بقيت دقيقتان
    [few] بقيت { $minutes } دقائق
    [many] بقيت { $minutes } دقيقة
   *[other] بقيت { $minutes } دقيقة
}

## الختم

seal-title = للختم
seal-caption = الطلبات المقبولة التي تنتظر الختم
seal-as-president = تختمون بصفتكم رئيس المجلس الجماعي، ضابط الحالة المدنية
seal-as-delegate = تختمون بتفويض من ضابط الحالة المدنية
seal-delegation = تفويض رقم
seal-delegation-until = إلى غاية
seal-no-delegation = لا تفويض ساري المفعول يسمح لكم بالختم في هذا المكتب اليوم. يمكن للمسؤول في الجماعة أن يسجل تفويضا.
seal-delegation-not-yet = لم يدخل تفويضكم لهذا المكتب حيز التنفيذ بعد: لم يُختم أي شيء.
seal-delegation-ended = انتهى تفويضكم لهذا المكتب: لم يُختم أي شيء. يمكن للمسؤول في الجماعة أن يسجل تفويضا جديدا.
seal-no-key = ليس للجماعة مفتاح ختم ساري المفعول. أخبروا المسؤول عن التشغيل.
seal-col-select = اختيار
seal-col-approved = قُبل من طرف
seal-select = ختم الرسم { $act }
seal-none-ticked = حددوا طلبا واحدا على الأقل للختم.
seal-button = ختم الوثائق المحددة
seal-words = يوضع الختم على كل وثيقة ويبدأ الإرسال في الحين.
seal-none = لا شيء للختم
seal-none-do = ستظهر الطلبات المقبولة هنا.

## الوثيقة المختومة

document-title = الوثيقة { $number }
document-state-in-force = سارية المفعول
document-state-withdrawn = مسحوبة
document-state-superseded = معوضة
document-specimen = نموذج
document-sealed-at = تاريخ الختم
document-officer = ضابط الحالة المدنية
document-download = فتح ملف PDF المختوم
document-deliveries = الإرسالات
document-deliveries-none = لم يُرسل شيء بعد.
document-withdraw = سحب هذه الوثيقة
document-withdraw-words = سيقول التحقق إن هذه الوثيقة مسحوبة. السحب نهائي، ويمكن إعداد وثيقة جديدة.
document-withdraw-reason = سبب السحب
document-withdraw-hint = يُحفظ في سجل العمليات ولا يراه إلا الموظفون.
document-withdraw-reason-missing = اكتبوا سبب السحب.
document-withdraw-do = سحب الوثيقة
document-withdrawn-because = سبب السحب:
delivery-queued = في انتظار الإرسال
delivery-sent = أُرسلت
delivery-delivered = سُلمت
delivery-printed = طُبعت
delivery-handed-over = سُلمت إلى البريد
delivery-failed = رجعت، تعذر التسليم

## البريد

post-title = البريد
post-to-print = للطباعة
post-to-print-words = افتحوا كل رسالة واطبعوها (صفحة العنوان والوثيقة) ثم ضعوا عليها علامة.
post-to-print-none = لا شيء للطباعة.
post-printed = مطبوعة، تنتظر التسليم إلى البريد
post-printed-words = للإرسال المضمون، اكتبوا الرقم الموجود على ملصق البريد ليتتبع صاحب الطلب رسالته.
post-printed-none = لا رسالة تنتظر.
post-handed-over = سُلمت إلى البريد
post-handed-over-none = ستظهر الرسائل المرسلة هنا.
post-col-number = الوثيقة
post-col-recipient = المرسل إليه
post-col-town = المدينة
post-col-sheets = الأوراق
post-col-since = منذ
post-col-item = رقم الإرسال المضمون
post-open = فتح الرسالة للطباعة
post-select = تحديد الرسالة { $number }
post-item = رقم الإرسال المضمون للرسالة { $number }
post-none-ticked = حددوا رسالة واحدة على الأقل.
post-mark-printed = وضع علامة «مطبوعة»
post-mark-handed-over = وضع علامة «سُلمت إلى البريد»

## سجل العمليات

audit-title = سجل العمليات
audit-words = كل ما جرى في هذه الجماعة، الأحدث أولا. لا يمكن محو أي شيء منه.
audit-whole = رُوجعت السلسلة: السجل كامل.
audit-broken = انقطعت السلسلة: تغير سطر خارج الخدمة. أخبروا المسؤول عن التشغيل.
audit-none = السجل فارغ.
audit-col-seq = الرقم
audit-col-at = متى
audit-col-actor = من
audit-col-action = العملية
audit-col-subject = الموضوع
audit-col-hash = البصمة
actor-staff = موظف
actor-citizen = مواطن
actor-service = الخدمة
actor-operator = المسؤول عن التشغيل

## لوحة المفاتيح

keys-title = لوحة المفاتيح
key-help = مساعدة لوحة المفاتيح
key-search = بحث
key-enter = فتح
key-j = السطر التالي
key-k = السطر السابق
key-a = قبول
key-c = طلب توضيح
key-r = رفض
key-u = التراجع عن القرار
key-s = ختم

## جمل بعد إجراء

notice-approved = قُبل الطلب.
notice-rejected = رُفض الطلب، ويُخبر المواطن بعد عشر دقائق.
notice-asked = أُرسل السؤال إلى المواطن.
notice-undone = أُلغي القرار.
notice-undo-too-late = انقضت الدقائق العشر: لم يعد التراجع عن القرار ممكنا هنا.
notice-sealed = { $count ->
    [zero] لم تُختم أي وثيقة.
    [one] خُتمت وثيقة واحدة، وبدأ الإرسال.
    [two] خُتمت وثيقتان، وبدأ الإرسال.
    [few] خُتمت { $count } وثائق، وبدأ الإرسال.
    [many] خُتمت { $count } وثيقة، وبدأ الإرسال.
   *[other] خُتمت { $count } وثيقة، وبدأ الإرسال.
}
notice-withdrawn = سُحبت الوثيقة.
notice-printed = { $count ->
    [zero] لم توضع أي علامة.
    [one] وُضعت علامة «مطبوعة» على رسالة واحدة.
    [two] وُضعت علامة «مطبوعة» على رسالتين.
    [few] وُضعت علامة «مطبوعة» على { $count } رسائل.
    [many] وُضعت علامة «مطبوعة» على { $count } رسالة.
   *[other] وُضعت علامة «مطبوعة» على { $count } رسالة.
}
notice-handed-over = { $count ->
    [zero] لم تُسلم أي رسالة.
    [one] سُلمت رسالة واحدة إلى البريد.
    [two] سُلمت رسالتان إلى البريد.
    [few] سُلمت { $count } رسائل إلى البريد.
    [many] سُلمت { $count } رسالة إلى البريد.
   *[other] سُلمت { $count } رسالة إلى البريد.
}
notice-signed-out = خرجتم من الحساب.
notice-session-over = انتهت الجلسة. ادخلوا من جديد للمتابعة.
notice-changed = تغيّر هذا في الأثناء. تعرض الصفحة الوضع الحالي، ولم يُسجَّل ما طلبتموه.

## العرض التجريبي

demo-title = العرض التجريبي
demo-lead = جماعة من البداية إلى النهاية، بأشخاص من نسج الخيال.
demo-order = طلب وثيقة
demo-acts = رسوم يمكن طلبها
demo-accounts = الموظفون
demo-accounts-words = ادخلوا بحساب أحدهم. يتغير الرمز كل ثلاثين ثانية: حمّلوا الصفحة من جديد.
demo-totp-now = رمز الآن
demo-totp-secret = السر لتطبيق الهاتف
demo-mail-title = علبة بريد العرض التجريبي
demo-mail-words = لم تُرسل هذه الرسائل: كُتبت في مجلد.
demo-mail-none = لا رسالة. قدموا طلبا وسيظهر وصله هنا.
demo-mail-attachments = { $count ->
    [zero] بدون مرفقات
    [one] مرفق واحد
    [two] مرفقان
    [few] { $count } مرفقات
    [many] { $count } مرفقا
   *[other] { $count } مرفق
}
demo-mail-html = النسخة المنسقة
demo-mail-text = النسخة النصية
role-clerk = موظف الحالة المدنية
role-registrar = ضابط الحالة المدنية
role-post = مصلحة البريد
role-administrator = المسؤول في الجماعة
role-auditor = المدقق أو المدققة
