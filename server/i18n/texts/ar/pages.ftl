# صفحات المواطنين. كل جملة تقول ما وقع ولماذا وما العمل. المفاتيح نفسها في اللغات الثلاث.

## حول كل صفحة

service-name = وثائق الحالة المدنية
skip-to-content = الانتقال إلى المحتوى
languages-label = اللغة
footer-label = أسفل الصفحة
footer-track = تتبع طلب
footer-verify = التحقق من وثيقة
footer-help = المساعدة والحقوق
footer-staff = فضاء الموظفين
footer-public = صفحات المواطنين
footer-words = خدمة الحالة المدنية للجماعات. الوثيقة نفسها عبر الإنترنت أو في الشباك.
demo-bar = عرض تجريبي: أشخاص ورسوم من نسج الخيال، والوثائق لا قيمة لها.
back = رجوع
continue = متابعة
search = بحث
filter = تصفية
change = تعديل
choose = اختيار
close = إغلاق
print = طباعة
select-all = تحديد الكل
optional = (اختياري)
steps-label = مراحل الطلب
steps-of = المرحلة { $current } من { $total }
step-office = المكتب
step-document = الوثيقة
step-act = الرسم
step-person = الشخص
step-recipient = الإرسال
step-check = المراجعة
pager-label = صفحات اللائحة
pager-first = بداية اللائحة
pager-next = التالي
errors-title-prefix = للتصحيح:
errors-field-prefix = للتصحيح:
errors-title = { $count ->
    [zero] لا شيء للتصحيح
    [one] نقطة واحدة تحتاج إلى تصحيح
    [two] نقطتان تحتاجان إلى تصحيح
    [few] { $count } نقط تحتاج إلى تصحيح
    [many] { $count } نقطة تحتاج إلى تصحيح
   *[other] { $count } نقطة تحتاج إلى تصحيح
}
date-day = اليوم
date-month = الشهر
date-year = السنة
channel-email = بالبريد الإلكتروني
channel-post = بالبريد
channel-email-short = بريد إلكتروني
channel-post-short = بريد
variant-ar-fr = العربية والفرنسية
variant-ar = العربية
variant-fr = الفرنسية
relation-self = لنفسي
relation-child = لابني أو ابنتي القاصر

## الاستقبال

start-title = طلب وثيقة من الحالة المدنية
start-lead = تراجع جماعتكم السجل، وتختم الوثيقة، ثم ترسلها إليكم. لا حاجة إلى حساب.
start-button = بدء الطلب
start-nothing = لا يمكن طلب أي وثيقة الآن. يبقى شباك جماعتكم مفتوحا.
start-documents = الوثائق المتوفرة
start-documents-none = ستظهر اللائحة هنا حين تفتح جماعة هذه الخدمة.
start-col-document = الوثيقة
start-col-price = الثمن ابتداء من
start-col-delay = الأجل
start-price-note = يظهر الثمن الدقيق والتاريخ الموعود قبل أي كتابة. ويضاف ثمن الإرسال بالبريد.
start-who = من يحق له الطلب
start-who-self = الشخص نفسه، لرسم ولادته
start-who-child = الأب أو الأم، لطفل دون 18 سنة
start-need = ما تحتاجون إليه
start-need-act = رقم الرسم وسنته، مثلا على ظهر البطاقة الوطنية (129/1982)
start-need-names = الاسم العائلي والشخصي وتاريخ الازدياد واسما الوالدين
start-need-email = عنوان بريد إلكتروني
start-need-not = لا حاجة إلى إرسال أي وثيقة.
start-after = ما يقع بعد ذلك
start-after-check = يقارن موظف الجماعة طلبكم بالسجل.
start-after-seal = يختم ضابط الحالة المدنية الوثيقة.
start-after-send = تصلكم الوثيقة بالبريد الإلكتروني أو بالبريد.
start-also = لديكم طلب أو وثيقة؟
start-also-track = تتبع طلبي
start-also-verify = التحقق من صحة وثيقة

## 1. المكتب

order-office-title = أين سُجل الرسم؟
order-office-words = هو مكتب الحالة المدنية لمكان الازدياد، أو المكتب الذي حرر الرسم.
order-office-label = الجماعة أو المكتب
order-office-hint = بالعربية أو بالفرنسية، مثلا «طنجة» أو «Tanger».
order-office-found = المكاتب الموجودة
order-office-more = هناك مكاتب أخرى: أضيفوا كلمة للتدقيق.
order-office-not-live = غير متاح بعد
order-office-not-live-do = لا تتلقى هذه الجماعة طلبات عبر الإنترنت بعد. توجهوا إلى شباك مكتب الحالة المدنية بها.
order-office-none = لم يُعثر على أي مكتب
order-office-none-do = جربوا كتابة أخرى للاسم، أو الاسم بالفرنسية، أو اسم الإقليم.
order-office-too-short = اكتبوا حرفين على الأقل من اسم الجماعة.
order-office-missing = اختاروا أولا مكتب الحالة المدنية.

## 2. الوثيقة

order-document-title = ما الوثيقة التي تريدونها؟
order-kind-label = الوثيقة
order-kind-price = الثمن:
order-kind-ready = جاهزة على أبعد تقدير يوم
order-kind-missing = اختاروا وثيقة.
order-copies-label = عدد النسخ
order-copies-hint = من 1 إلى { $most }.
order-copies-range = عدد النسخ من 1 إلى { $most }.
order-language-label = لغة الوثيقة
order-language-hint = الوثيقة باللغتين مقبولة في كل أنحاء المغرب.
order-language-missing = اختاروا لغة الوثيقة.
order-purpose-label = فيم ستُستعمل الوثيقة؟
order-purpose-hint = مثلا: المدرسة أو الزواج أو جواز السفر. يساعد ذلك الموظف على اختيار الشكل المناسب.
order-purpose-long = اذكروا استعمال الوثيقة في 120 حرفا على الأكثر.
order-price-note = لا أداء الآن. سيظهر المجموع قبل إرسال الطلب.

## 3. الرسم

order-act-title = ما رقم الرسم؟
order-act-number-label = رقم الرسم
order-act-number-hint = مثلا 129، أو 129/1982 مع السنة.
order-act-year-label = السنة
order-act-year-hint = سنة السجل، مثلا 1982.
order-act-where = أين يوجد هذا الرقم؟
order-act-card = ظهر بطاقة وطنية للتعريف، وقد أحيط فيه الرقم 129/1982 بإطار
order-act-card-words = على ظهر البطاقة الوطنية يُكتب رقم الرسم والسنة معا: 129/1982.
order-act-number-missing = اكتبوا رقم الرسم.
order-act-number-digits = يُكتب رقم الرسم بالأرقام، مثلا 129.
order-act-year-missing = اكتبوا سنة السجل بأربعة أرقام.
order-act-year-range = تكون السنة بين { $first } و{ $last }.

## 4. الشخص

order-person-title = لمن هذا الرسم؟
order-relation-label = لمن تطلبون الوثيقة؟
order-relation-hint = الخدمة مفتوحة للشخص نفسه ولوالدي طفل دون 18 سنة.
order-relation-missing = حددوا هل الطلب لأنفسكم أم لطفلكم القاصر.
order-names-legend = اسم الشخص
order-names-hint = كما في الرسم أو البطاقة الوطنية. إن كنتم تعرفون كتابة واحدة فقط فاتركوا الأخرى فارغة.
order-given-ar = الاسم الشخصي بالعربية
order-family-ar = الاسم العائلي بالعربية
order-given-fr = الاسم الشخصي بالحروف اللاتينية
order-family-fr = الاسم العائلي بالحروف اللاتينية
order-given-missing = اكتبوا الاسم الشخصي بالعربية أو بالحروف اللاتينية.
order-family-missing = اكتبوا الاسم العائلي بالعربية أو بالحروف اللاتينية.
order-name-characters = في هذا الاسم علامة لا تُطبع. اكتبوه من جديد بلوحة المفاتيح.
order-name-long = يتجاوز هذا الاسم 120 حرفا.
order-birth-legend = تاريخ الازدياد
order-birth-hint = مثلا 12 3 1982.
order-birth-unknown = لا أعرف اليوم والشهر
order-birth-missing = اكتبوا اليوم والشهر والسنة، أو ضعوا علامة أمام «لا أعرف اليوم والشهر».
order-birth-no-such-day = هذا التاريخ غير موجود. راجعوا اليوم والشهر.
order-birth-year = اكتبوا سنة الازدياد بأربعة أرقام.
order-birth-future = تاريخ الازدياد في المستقبل. راجعوا السنة.
order-birth-not-minor = يتجاوز عمر هذا الشخص 18 سنة: يقدم الطلب بنفسه.
order-parents-legend = اسما الوالدين
order-parents-hint = بالعربية أو بالحروف اللاتينية، كما في الرسم.
order-father-label = اسم الأب
order-mother-label = اسم الأم
order-father-missing = اكتبوا اسم الأب.
order-mother-missing = اكتبوا اسم الأم.

## 5. الإرسال

order-recipient-title = كيف تريدون تسلم الوثيقة؟
order-channel-label = الإرسال
order-channel-email-words = وثيقة مختومة (PDF) للحفظ والطباعة.
order-channel-post-words = رسالة إلى عنوانكم.
order-channel-missing = اختاروا الإرسال بالبريد الإلكتروني أو بالبريد.
order-email-label = عنوان البريد الإلكتروني
order-email-hint = إليه يُرسل الوصل وأخبار الطلب.
order-email-missing = اكتبوا عنوان بريد إلكتروني.
order-email-form = هذا العنوان ناقص. يُكتب على شكل nom@exemple.ma.
order-address-legend = العنوان البريدي
order-address-hint = للإرسال بالبريد فقط. تُطلب بطاقة التعريف عند التسليم.
order-address-name = المرسل إليه
order-address-street = الرقم والزنقة
order-address-extra = العمارة، الشقة، الحي
order-address-postcode = الرمز البريدي
order-address-town = المدينة أو القرية
order-address-country = البلد
order-name-missing = اكتبوا اسم المرسل إليه في 38 حرفا على الأكثر.
order-street-missing = اكتبوا الرقم والزنقة، في أسطر من 38 حرفا على الأكثر.
order-postcode-form = للرمز البريدي في المغرب خمسة أرقام، مثلا 90000.
order-town-missing = اكتبوا المدينة أو القرية.
order-country-missing = اختاروا البلد.

## 6. المراجعة

order-check-title = راجعوا طلبكم
order-row-office = المكتب
order-row-document = الوثيقة
order-row-copies = النسخ
order-row-language = اللغة
order-row-purpose = الاستعمال
order-row-act = الرسم
order-row-relation = صاحب الطلب
order-row-person = الشخص
order-row-birth = تاريخ الازدياد
order-row-father = الأب
order-row-mother = الأم
order-row-channel = الإرسال
order-row-address = العنوان
order-row-email = البريد الإلكتروني
order-total = المجموع
order-ready = جاهزة على أبعد تقدير يوم
order-declare-warning = يعاقب الفصل 361 من القانون الجنائي على كل تصريح كاذب للحصول على وثيقة من الحالة المدنية.
order-declare-label = أصرح بأن هذه المعلومات صحيحة وبأن لي الحق في طلب هذه الوثيقة.
order-declare-missing = ضعوا علامة أمام التصريح لإرسال الطلب.
order-consent-label = أوافق على أن تستعمل الجماعة هذه المعطيات لمعالجة طلبي.
order-consent-hint = لا تُستعمل إلا لهذا الطلب، ثم تُمحى (القانون 09-08).
order-consent-missing = ضعوا علامة أمام الموافقة على المعطيات لإرسال الطلب.
order-send = إرسال الطلب
order-draft-gone = لم يعد هذا الطلب جاريا. اختاروا المكتب من جديد للبدء.

## الوصل

receipt-title = توصلنا بطلبكم
receipt-code-label = رمز التتبع
receipt-ready = ستكون الوثيقة جاهزة على أبعد تقدير يوم
receipt-filed = تاريخ التوصل
receipt-link = رابط التتبع
receipt-next = المراحل التالية
receipt-mailed = أُرسل هذا الوصل أيضا إلى
receipt-keep = احتفظوا بهذا الرمز: فهو يكفي لتتبع الطلب.
receipt-track = تتبع الطلب

## التتبع

track-title = تتبع طلب
track-code-label = رمز التتبع
track-code-hint = يوجد في الوصل، على الشاشة وفي البريد الإلكتروني. لا فرق بين الحروف الكبيرة والصغيرة ولا أهمية للشرطات.
track-code-unknown = لا يوجد طلب بهذا الرمز. قارنوه بالوصل حرفا حرفا.
track-button = عرض الطلب
track-lost = ضاع الرمز؟ ابحثوا في بريدكم الإلكتروني عن رسالة «توصلنا بطلبكم».
track-order-title = طلبكم
track-ready = جاهزة على أبعد تقدير يوم
track-late = فات التاريخ الموعود. يبقى طلبكم في أول اللائحة، ولا شيء مطلوب منكم.
track-download = وثيقتكم جاهزة
track-download-until = يبقى الرابط مفتوحا إلى { $date }.
track-download-open = فتح الوثيقة
track-question = تطلب منكم الجماعة توضيحا
track-question-by = أجيبوا قبل { $date }. لا يحق للجماعة أن تسأل إلا مرة واحدة، والأجل موقوف إلى حين جوابكم.
track-answer-label = جوابكم
track-answer-hint = تكفي بضع كلمات.
track-answer-missing = اكتبوا جوابكم.
track-answer-long = يتجاوز جوابكم 2000 حرف.
track-answer-send = إرسال الجواب
track-refusal = رُفض الطلب
track-appeal = إن لم توافقوا على هذا القرار
track-appeal-words = يمكنكم أن تطلبوا من رئيس الجماعة إعادة النظر، ثم أن تلجؤوا إلى المحكمة الإدارية داخل أجل ستين يوما (القانون 55-19).
track-order-again = تقديم طلب جديد
track-problem-email = تعذر تسليم البريد الإلكتروني
track-problem-email-do = تبقى الوثيقة متاحة في هذه الصفحة. تأكدوا من أن علبة بريدكم غير ممتلئة.
track-problem-post = رجعت الرسالة
track-problem-post-do = تحتفظ الجماعة بالرسالة. اتصلوا بالمكتب ومعكم رمز التتبع.
track-problem-at = سُجل ذلك في { $date }.
track-postal = رقم الإرسال البريدي:
track-timeline = المراحل
track-ahead = لاحقا
track-event-submitted = تم التوصل بالطلب
track-event-in-review = المقارنة بالسجل
track-event-asked = طُلب توضيح
track-event-answered = تم التوصل بجوابكم
track-event-approved = عُثر على الرسم وقُبل الطلب
track-event-sealed = ختم ضابط الحالة المدنية الوثيقة
track-event-sent = أُرسلت الوثيقة
track-event-delivered = سُلمت الوثيقة
track-event-failed = تعذر التسليم
track-event-rejected = رُفض الطلب
track-event-cancelled = أُلغي الطلب
track-event-expired = انتهت مهلة الجواب
track-cancel = إلغاء الطلب
track-cancel-words = الإلغاء نهائي، ولن يكون هناك أي أداء.
track-cancel-do = إلغاء طلبي

## أسباب الرفض

refusal-act-not-found = لم يُعثر على الرسم بهذا الرقم
refusal-act-not-found-do = تحققوا من الرقم والسنة في نسخة موجزة قديمة أو في الدفتر العائلي أو على ظهر البطاقة الوطنية.
refusal-not-entitled = لا يمكن تسليم هذه الوثيقة لكم
refusal-not-entitled-do = تُسلم للشخص نفسه أو لوالدي طفل قاصر. وتُعالج الحالات الأخرى في الشباك.
refusal-identity-mismatch = لا تطابق المعلومات ما في السجل
refusal-identity-mismatch-do = قارنوا الأسماء وتاريخ الازدياد واسمي الوالدين بوثيقة رسمية.
refusal-wrong-office = يوجد الرسم في مكتب آخر
refusal-wrong-office-do = قدموا طلبا جديدا لدى المكتب الذي سُجل فيه الرسم.
refusal-duplicate = هناك طلب مماثل قيد المعالجة
refusal-duplicate-do = تتبعوا الطلب الأول برمزه.
refusal-illegible-register = صفحة السجل غير مقروءة أو متلفة
refusal-illegible-register-do = اتصلوا بالمكتب: يمكنه أن يطلب إعادة تكوين الرسم.
refusal-other = تذكر الجماعة السبب أسفله
refusal-other-do = اتصلوا بمكتب الحالة المدنية ومعكم رمز التتبع.

## الوثيقة عبر الرابط

document-link-open = وثيقتكم
document-link-expired = لم يعد هذا الرابط مفتوحا
document-link-withdrawn = سُحبت هذه الوثيقة
document-link-words = الوثيقة مختومة: يمكن لكل من يتسلمها أن يتحقق من مصدرها.
document-link-download = تحميل الوثيقة
document-link-size = PDF، { $size } ك.ب
document-link-until = الرابط مفتوح إلى { $date }
document-link-check = التحقق من الوثيقة
document-link-check-words = قدموا الملف أو الورقة المطبوعة. يُقرأ الرمز المربع في أسفل الصفحة بأي هاتف.
document-link-expired-words = كان مفتوحا إلى { $date }. افتحوا تتبع الطلب برمزكم للحصول على رابط آخر.
document-link-withdrawn-words = سحبت الجماعة هذه الوثيقة ولم تعد صالحة. اتصلوا بمكتب الحالة المدنية.

## المساعدة والحقوق

help-title = المساعدة والحقوق
help-find = أين يوجد رقم الرسم؟
help-find-card = على ظهر البطاقة الوطنية للتعريف، على شكل 129/1982.
help-find-old = في نسخة موجزة قديمة من رسم الولادة: «عقد رقم».
help-find-book = في الدفتر العائلي، في الصفحة الخاصة بالشخص.
help-find-none = إن لم تجدوه فيمكن لشباك المكتب أن يبحث عنه ببطاقتكم.
help-code = تتبع طلب
help-code-words = يكفي رمز التتبع الذي يُعطى في نهاية الطلب. لا تعطوه إلا لمن تثقون به.
help-rights = حقوقكم (القانون 55-19)
help-rights-receipt = يُسلم لكم وصل فور إيداع الطلب.
help-rights-once = لا يحق للجماعة أن تطلب منكم توضيحا إلا مرة واحدة.
help-rights-reason = يُعلل كل رفض.
help-rights-appeal = يمكنكم الطعن في الرفض لدى الجماعة ثم لدى المحكمة الإدارية.
help-rights-delay = يمنح القانون للإدارة أجلا أقصاه { $days } يوما، والتاريخ الموعود أقرب.
help-data = معطياتكم (القانون 09-08)
help-data-use = تُستعمل للعثور على الرسم وإعداد الوثيقة وإرسالها إليكم. ولا تُعطى لأي جهة أخرى.
help-data-keep = تُمحى بعد { $days } يوما من نهاية الطلب. أما السجل فتحتفظ به الجماعة.
help-data-rights = يمكنكم الاطلاع عليها أو تصحيحها أو التعرض على استعمالها لدى الجماعة.
help-verify = التحقق من وثيقة
help-verify-words = يُفتح الرمز المربع بآلة تصوير الهاتف. وتقول الصفحة هل الوثيقة صحيحة وما زالت صالحة.
help-contact = مراسلتنا
help-contact-words = لكل سؤال عن الخدمة:

## حين يتعذر عرض صفحة

error-400-title = لم يُفهم هذا الطلب
error-400-words = العنوان أو الاستمارة ناقصة. ارجعوا إلى الصفحة السابقة وأعيدوا المحاولة.
error-403-title = هذه الصفحة غير مفتوحة لحسابكم
error-403-words = إن كان عملكم يحتاجها فاطلبوا الإذن من المسؤول في جماعتكم.
error-404-title = هذه الصفحة غير موجودة
error-404-words = ربما تغير العنوان أو انقطع الرابط. تحققوا منه أو عودوا إلى الاستقبال.
error-409-title = تغير الأمر في هذه الأثناء
error-409-words = عالج شخص آخر الطلب نفسه. افتحوه من جديد لمعرفة وضعه.
error-413-title = الحجم المرسل كبير جدا
error-413-words = اختصروا النص أو اختاروا ملفا أصغر.
error-422-title = بقيت الصفحة مفتوحة مدة طويلة
error-422-words = لم تعد الاستمارة مقبولة حفاظا على الأمان. ارجعوا إلى الصفحة السابقة وحمّلوها من جديد ثم أرسلوا.
error-429-title = محاولات كثيرة متتالية
error-429-words = انتظروا قليلا ثم أعيدوا المحاولة.
error-500-title = لم تستطع الخدمة أن تجيب
error-500-words = العطل من جهتنا وقد سُجل. كل ما أرسلتموه قبل هذه الصفحة محفوظ.
error-503-title = الخدمة متوقفة مؤقتا
error-503-words = يجري تحديث الخدمة. طلباتكم محفوظة.
error-retry = { $seconds ->
    [zero] أعيدوا المحاولة الآن.
    [one] أعيدوا المحاولة بعد ثانية.
    [two] أعيدوا المحاولة بعد ثانيتين.
    [few] أعيدوا المحاولة بعد { $seconds } ثوان.
    [many] أعيدوا المحاولة بعد { $seconds } ثانية.
   *[other] أعيدوا المحاولة بعد { $seconds } ثانية.
}
error-home = العودة إلى الاستقبال
error-quote = اذكروا هذا الرمز عند مراسلة المساعدة:

## جمل بعد إجراء

notice-answer-sent = أُرسل جوابكم. تستأنف الجماعة دراسة الطلب.
notice-cancelled = أُلغي طلبكم.
notice-question-over = لم يعد هذا السؤال ينتظر جوابا.
notice-cancel-too-late = لم يعد إلغاء الطلب ممكنا: فقد قبلته الجماعة.

## تصحيحات أخرى

problem-missing = املؤوا هذه الخانة.
problem-too-long = هذا النص طويل جدا. اختصروه.
problem-unprintable = في هذا النص علامة لا يمكن طبعها. اكتبوه من جديد.
problem-choose = اختاروا أحد الأجوبة.
problem-range = هذا العدد غير ممكن. تحققوا من الأرقام.
problem-confirm = ضعوا علامة على هذه الخانة للمتابعة.
problem-incomplete = ما زالت مرحلة من الطلب غير مكتملة. ارجعوا لإتمامها.
problem-s10 = رقم البعيثة البريدية حرفان ثم تسعة أرقام ثم حرفان، مثل RR473124829MA. تحققوا من كل رقم.

## البلدان التي ترسل إليها الرسائل

country-ae = الإمارات العربية المتحدة
country-be = بلجيكا
country-ca = كندا
country-ch = سويسرا
country-de = ألمانيا
country-dz = الجزائر
country-es = إسبانيا
country-fr = فرنسا
country-gb = المملكة المتحدة
country-it = إيطاليا
country-ma = المغرب
country-nl = هولندا
country-pt = البرتغال
country-sa = المملكة العربية السعودية
country-tn = تونس
country-us = الولايات المتحدة الأمريكية
