# كلمات مشتركة بين جميع الوثائق. كل ما في السجل متغير باسم مساره: $office-name و $document-number.

country = { $tenant-country }
ministry = { $tenant-ministry }
province = { $tenant-province }
commune = جماعة { $tenant-name }
office = مكتب الحالة المدنية: { $office-name }
author = { $tenant-name }، { $office-name }
crest = شعار

legal-basis = { $tenant-legal-basis }

footer = وثيقة رقم { $document-number } · صفحة { $page } من { $pages }
running = { $tenant-name }، مكتب { $office-name }

specimen-watermark = نموذج
specimen-notice = نموذج لا قيمة له

record-name = نفس البيانات في صيغة مقروءة آليا

done-at = حرر ب{ $tenant-name } بتاريخ { $document-issued-on }
officer = { $officer-quality ->
    [president] رئيس المجلس الجماعي، ضابط الحالة المدنية
   *[delegate] ضابط الحالة المدنية، بتفويض
  }
officer-name = { $officer-name }
seal = طابع مكتب الحالة المدنية
seal-office = { $tenant-name } · مكتب { $office-name }
seal-officer = الضابط: { $officer-name }
seal-delegation = تفويض رقم { $officer-delegation-reference } بتاريخ { $officer-delegation-date }
seal-president = رئيس المجلس الجماعي
seal-alternate = الطابع الإلكتروني لمكتب الحالة المدنية { $office-name } ({ $tenant-name })، الضابط { $officer-name }

verify-title = التحقق من هذه الوثيقة
verify = امسحوا هذا الرمز بالهاتف وقارنوا كل سطر. يجب أن يكون للصفحة التي تفتح هذا العنوان:
verify-alternate = رمز يمسح للتحقق من الوثيقة رقم { $document-number } على العنوان { $verification-address }
