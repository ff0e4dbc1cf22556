# Words that every kind of document shares; documents themselves are issued in Arabic and French.

country = { $tenant-country }
ministry = { $tenant-ministry }
province = { $tenant-province }
commune = Commune of { $tenant-name }
office = Civil-status office: { $office-name }
author = { $tenant-name }, { $office-name }
crest = Emblem

legal-basis = { $tenant-legal-basis }

footer = Document { $document-number } · page { $page } of { $pages }
running = { $tenant-name }, office { $office-name }

specimen-watermark = SPECIMEN
specimen-notice = Specimen without value

record-name = The same facts, for machines

done-at = Done at { $tenant-name }, { $document-issued-on }
officer = { $officer-quality ->
    [president] President of the communal council, civil-status officer
   *[delegate] Civil-status officer, by delegation
  }
officer-name = { $officer-name }
seal = Seal of the civil-status office
seal-office = { $tenant-name } · office { $office-name }
seal-officer = Officer: { $officer-name }
seal-delegation = Delegation { $officer-delegation-reference } of { $officer-delegation-date }
seal-president = President of the communal council
seal-alternate = Electronic seal of the civil-status office { $office-name } ({ $tenant-name }), officer { $officer-name }

verify-title = Check this document
verify = Scan this code with a telephone and compare each line. The page that opens must have this address:
verify-alternate = Code to scan to check document { $document-number } at { $verification-address }
