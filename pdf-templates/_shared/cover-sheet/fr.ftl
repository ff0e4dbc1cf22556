cover-title = Documents d’état civil
cover-words = Les documents que vous avez demandés à l’état civil { $tenant-name-of } sont sous cette page. Vérifiez chaque ligne : le bureau corrige sans frais ce qu’il a mal copié.
cover-table = Documents de ce pli
cover-document = Document
cover-number = Numéro
cover-copies = Copies
