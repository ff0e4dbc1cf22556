# نسخة موجزة من رسم الولادة، بألفاظ المطبوع (المرسوم 2.99.665).

document-title = نسخة موجزة من رسم الولادة رقم { $document-number }
title = نسخة موجزة من رسم الولادة

summary-act = الرسم
summary-person = صاحب الرسم، بالفرنسية والعربية

act-number = عقد رقم
year-hijri = السنة الهجرية
year-gregorian = السنة الميلادية
given-name = الاسم الشخصي
family-name = الاسم العائلي
name-tifinagh = الاسم بتيفيناغ
birth-place = مكان الازدياد
birth-date-hijri = { $person-sex ->
    [female] ولدت في يوم
   *[male] ولد في يوم
  }
    .after = هجرية
birth-date-corresponding = الموافق ل
    .after = ميلادية
birth-date = { $person-sex ->
    [female] ولدت في يوم
   *[male] ولد في يوم
  }
    .after = ميلادية
sex = { $person-sex ->
    [female] جنسها
   *[male] جنسه
  }
nationality = { $person-sex ->
    [female] جنسيتها
   *[male] جنسيته
  }
father = { $person-sex ->
    [female] والدها هو
   *[male] والده هو
  }
mother = { $person-sex ->
    [female] والدتها هي
   *[male] والدته هي
  }
marginal-death = بيان (الوفاة) المشار إليه في طرة الرسم

certification = نشهد بصفتنا ضابطا للحالة المدنية نحن الموقع أسفله بمطابقة هذه النسخة لما هو مضمن في سجلات الحالة المدنية لمكتب { $office-name }.
