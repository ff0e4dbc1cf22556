# Birth extract: for readers of the English pages; the document is issued in Arabic and French.

document-title = Birth extract { $document-number }
title = Birth extract

summary-act = The act
summary-person = The person, in French and in Arabic

act-number = Act number
year-hijri = Hijri year
year-gregorian = Gregorian year
given-name = Given name
family-name = Family name
name-tifinagh = Name in Tifinagh
birth-place = Place of birth
birth-date-hijri = Born on
    .after = Hijri
birth-date-corresponding = Corresponding to
    .after = Gregorian
birth-date = Born on
    .after = Gregorian
sex = Sex
nationality = Nationality
father = { $person-sex ->
    [female] Daughter of
   *[male] Son of
  }
mother = And of
marginal-death = Marginal mention of death

certification = Certified true to the registers by us, the undersigned, civil-status officer of the office { $office-name }.
