# Extrait d’acte de naissance. Les mots sont ceux de l’imprimé (décret 2-99-665).

document-title = Extrait d’acte de naissance n° { $document-number }
title = EXTRAIT D’ACTE DE NAISSANCE

summary-act = L’acte
summary-person = La personne, en français et en arabe

act-number = Acte N°
year-hijri = Année Hégirienne
year-gregorian = Année Grégorienne
given-name = Prénom
family-name = Nom
name-tifinagh = Nom en tifinaghe
birth-place = Lieu de naissance
birth-date-hijri = { $person-sex ->
    [female] Née le
   *[male] Né le
  }
    .after = Hijri
birth-date-corresponding = Correspondant au
    .after = Grégorien
birth-date = { $person-sex ->
    [female] Née le
   *[male] Né le
  }
    .after = Grégorien
sex = Sexe
nationality = Nationalité
father = { $person-sex ->
    [female] Fille de
   *[male] Fils de
  }
mother = Et de
marginal-death = Mention marginale de décès

certification = Extrait certifié conforme aux registres de l’état civil par nous, soussigné, officier de l’état civil du bureau { $office-name }.
