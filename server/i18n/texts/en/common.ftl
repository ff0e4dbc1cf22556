# Words used everywhere: months, days, states, amounts. One file a language, the same keys in each.

## Months

month-gregorian-1 = January
month-gregorian-2 = February
month-gregorian-3 = March
month-gregorian-4 = April
month-gregorian-5 = May
month-gregorian-6 = June
month-gregorian-7 = July
month-gregorian-8 = August
month-gregorian-9 = September
month-gregorian-10 = October
month-gregorian-11 = November
month-gregorian-12 = December

## Hijri months

month-hijri-1 = Muharram
month-hijri-2 = Safar
month-hijri-3 = Rabi al-Awwal
month-hijri-4 = Rabi al-Thani
month-hijri-5 = Jumada al-Ula
month-hijri-6 = Jumada al-Thaniya
month-hijri-7 = Rajab
month-hijri-8 = Shaban
month-hijri-9 = Ramadan
month-hijri-10 = Shawwal
month-hijri-11 = Dhu al-Qidah
month-hijri-12 = Dhu al-Hijjah

## Days of the week, Monday first (ISO 8601)

weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday

## Dates and times. $date and $time are already written out

date-unknown = unknown date
date-day-unknown = { $date } (day unknown)
date-day-month-unknown = { $date } (day and month unknown)
date-weekday = { $weekday } { $date }
date-time = { $date } at { $time }
calendar-gregorian = Gregorian
calendar-hijri = Hijri

## Amounts. $value is already written with two decimals

amount = { $value }{"\u00A0"}MAD
amount-free = free

## Counted things

count-days = { $count ->
    [0] less than a day
    [one] { $count } day
   *[other] { $count } days
}
count-working-days = { $count ->
    [0] the same day
    [one] { $count } working day
   *[other] { $count } working days
}
count-months = { $count ->
    [0] less than a month
    [one] { $count } month
   *[other] { $count } months
}
count-requests = { $count ->
    [0] no requests
    [one] { $count } request
   *[other] { $count } requests
}
count-documents = { $count ->
    [0] no documents
    [one] { $count } document
   *[other] { $count } documents
}
count-copies = { $count ->
    [0] no copies
    [one] { $count } copy
   *[other] { $count } copies
}

## States of a request, as a person reads them

state-draft = draft
state-submitted = request received
state-awaiting-payment = waiting for payment
state-in-review = being checked
state-awaiting-citizen = waiting for your answer
state-approved = request accepted
state-sealed = document sealed
state-dispatched = sent
state-delivered = delivered
state-undeliverable = could not be delivered
state-rejected = request refused
state-cancelled = request cancelled
state-expired = time ran out

## Sex, kinds of acts, answers

sex-female = female
sex-male = male
act-birth = birth
act-death = death
none = None
yes = yes
no = no
unknown = unknown

## Languages, each in its own words

language-ar = العربية
language-fr = Français
language-en = English
