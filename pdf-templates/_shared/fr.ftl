# Words that every kind of document shares. Every value of the record is a variable, by its path: $office-name, $document-number.

country = { $tenant-country }
ministry = { $tenant-ministry }
province = { $tenant-province }
commune = Commune { $tenant-name-of }
office = Bureau de l’état civil : { $office-name }
author = { $tenant-name }, { $office-name }
crest = Emblème

legal-basis = { $tenant-legal-basis }

# Repeated head and foot
footer = Document n° { $document-number } · page { $page } sur { $pages }
running = { $tenant-name }, bureau { $office-name }

specimen-watermark = SPÉCIMEN
specimen-notice = Spécimen sans valeur

record-name = Les mêmes faits, lisibles par une machine

# Closing
done-at = Fait à { $tenant-name }, le { $document-issued-on }
officer = { $officer-quality ->
    [president] Le président du conseil communal, officier de l’état civil
   *[delegate] L’officier de l’état civil, par délégation
  }
officer-name = { $officer-name }
seal = Sceau du bureau de l’état civil
seal-office = { $tenant-name } · bureau { $office-name }
seal-officer = Officier : { $officer-name }
seal-delegation = Délégation n° { $officer-delegation-reference } du { $officer-delegation-date }
seal-president = Président du conseil communal
seal-alternate = Sceau électronique du bureau de l’état civil { $office-name } ({ $tenant-name }), officier { $officer-name }

verify-title = Vérifier ce document
verify = Scannez ce code avec un téléphone et comparez chaque ligne. La page qui s’ouvre doit avoir cette adresse :
verify-alternate = Code à scanner pour vérifier le document n° { $document-number } à l’adresse { $verification-address }
