# Words used everywhere: months, days, states, amounts. One file a language, the same keys in each.

## Months

month-gregorian-1 = janvier
month-gregorian-2 = février
month-gregorian-3 = mars
month-gregorian-4 = avril
month-gregorian-5 = mai
month-gregorian-6 = juin
month-gregorian-7 = juillet
month-gregorian-8 = août
month-gregorian-9 = septembre
month-gregorian-10 = octobre
month-gregorian-11 = novembre
month-gregorian-12 = décembre

## Hijri months in words: « rabii I » could be made « rabii II » with one stroke of a pen

month-hijri-1 = moharram
month-hijri-2 = safar
month-hijri-3 = rabii al aoual
month-hijri-4 = rabii attani
month-hijri-5 = joumada al oula
month-hijri-6 = joumada attania
month-hijri-7 = rajab
month-hijri-8 = chaâbane
month-hijri-9 = ramadan
month-hijri-10 = chaoual
month-hijri-11 = dou al qiida
month-hijri-12 = dou al hijja

## Days of the week, Monday first (ISO 8601)

weekday-1 = lundi
weekday-2 = mardi
weekday-3 = mercredi
weekday-4 = jeudi
weekday-5 = vendredi
weekday-6 = samedi
weekday-7 = dimanche

## Dates and times. $date and $time are already written out

date-unknown = date inconnue
date-day-unknown = { $date } (jour inconnu)
date-day-month-unknown = { $date } (jour et mois inconnus)
date-weekday = { $weekday } { $date }
date-time = { $date } à { $time }
calendar-gregorian = grégorien
calendar-hijri = hijri

## Amounts. $value is already written with two decimals

amount = { $value }{"\u00A0"}DH
amount-free = gratuit

## Counted things

count-days = { $count ->
    [0] moins d’un jour
    [one] { $count } jour
   *[other] { $count } jours
}
count-working-days = { $count ->
    [0] le jour même
    [one] { $count } jour ouvrable
   *[other] { $count } jours ouvrables
}
count-months = { $count ->
    [0] moins d’un mois
    [one] { $count } mois
   *[other] { $count } mois
}
count-requests = { $count ->
    [0] aucune demande
    [one] { $count } demande
   *[other] { $count } demandes
}
count-documents = { $count ->
    [0] aucun document
    [one] { $count } document
   *[other] { $count } documents
}
count-copies = { $count ->
    [0] aucun exemplaire
    [one] { $count } exemplaire
   *[other] { $count } exemplaires
}

## States of a request, as a person reads them

state-draft = brouillon
state-submitted = demande reçue
state-awaiting-payment = en attente de paiement
state-in-review = en cours d’examen
state-awaiting-citizen = en attente de votre réponse
state-approved = demande acceptée
state-sealed = document scellé
state-dispatched = envoyé
state-delivered = remis
state-undeliverable = remise impossible
state-rejected = demande refusée
state-cancelled = demande annulée
state-expired = délai dépassé

## Sex, kinds of acts, answers

sex-female = féminin
sex-male = masculin
act-birth = naissance
act-death = décès
none = Néant
yes = oui
no = non
unknown = inconnu

## Languages, each in its own words

language-ar = العربية
language-fr = Français
language-en = English
