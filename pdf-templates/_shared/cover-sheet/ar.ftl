cover-title = وثائق الحالة المدنية
cover-words = الوثائق التي طلبتموها من الحالة المدنية ب{ $tenant-name } توجد تحت هذه الورقة. تحققوا من كل سطر: يصحح المكتب مجانا كل خطأ في النقل.
cover-table = وثائق هذا الظرف
cover-document = الوثيقة
cover-number = الرقم
cover-copies = النسخ
