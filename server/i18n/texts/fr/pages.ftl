# Pages des citoyens. Une phrase dit ce qui se passe, pourquoi, et quoi faire. Mêmes clés dans les trois langues.

## Autour de chaque page

service-name = Documents d’état civil
skip-to-content = Aller au contenu
languages-label = Langue
footer-label = Pied de page
footer-track = Suivre une demande
footer-verify = Vérifier un document
footer-help = Aide et droits
footer-staff = Espace des agents
footer-public = Pages des citoyens
footer-words = Service de l’état civil des communes. Le même document, en ligne ou au guichet.
demo-bar = Démonstration : personnes et actes inventés, documents sans valeur.
back = Retour
continue = Continuer
search = Chercher
filter = Filtrer
change = Modifier
choose = Choisir
close = Fermer
print = Imprimer
select-all = Tout cocher
optional = (facultatif)
steps-label = Étapes de la demande
steps-of = Étape { $current } sur { $total }
step-office = Bureau
step-document = Document
step-act = Acte
step-person = Personne
step-recipient = Envoi
step-check = Vérification
pager-label = Pages de la liste
pager-first = Début de la liste
pager-next = Suite
errors-title-prefix = À corriger :
errors-field-prefix = À corriger :
errors-title = { $count ->
    [one] Un point est à corriger
   *[other] { $count } points sont à corriger
}
date-day = Jour
date-month = Mois
date-year = Année
channel-email = Par e-mail
channel-post = Par la poste
channel-email-short = e-mail
channel-post-short = poste
variant-ar-fr = Arabe et français
variant-ar = Arabe
variant-fr = Français
relation-self = Pour moi
relation-child = Pour mon enfant mineur

## Accueil

start-title = Commander un document d’état civil
start-lead = Votre commune vérifie le registre, scelle le document et vous l’envoie. Aucun compte n’est nécessaire.
start-button = Commencer la demande
start-nothing = Aucun document ne peut être commandé en ce moment. Le guichet de votre commune reste ouvert.
start-documents = Documents proposés
start-documents-none = La liste paraîtra ici dès qu’une commune ouvrira le service.
start-col-document = Document
start-col-price = Prix, à partir de
start-col-delay = Délai
start-price-note = Le prix exact et la date promise sont affichés avant toute saisie. L’envoi par la poste est compté en plus.
start-who = Qui peut demander
start-who-self = vous-même, pour votre propre acte
start-who-child = le père ou la mère, pour un enfant de moins de 18 ans
start-need = Ce qu’il vous faut
start-need-act = le numéro de l’acte et son année, par exemple au dos de la carte nationale (129/1982)
start-need-names = le nom, le prénom, la date de naissance et les prénoms des parents
start-need-email = une adresse e-mail
start-need-not = Aucune pièce n’est à envoyer.
start-after = Ce qui se passe ensuite
start-after-check = L’agent de la commune compare votre demande avec le registre.
start-after-seal = L’officier de l’état civil scelle le document.
start-after-send = Le document vous parvient par e-mail ou par la poste.
start-also = Vous avez déjà une demande ou un document ?
start-also-track = Suivre ma demande
start-also-verify = Vérifier qu’un document est authentique

## 1. Bureau

order-office-title = Où l’acte est-il enregistré ?
order-office-words = C’est le bureau d’état civil du lieu de naissance, ou celui qui a établi l’acte.
order-office-label = Commune ou bureau
order-office-hint = En arabe ou en français, par exemple « Tanger » ou « طنجة ».
order-office-found = Bureaux trouvés
order-office-more = D’autres bureaux correspondent : ajoutez un mot pour préciser.
order-office-not-live = Pas encore en ligne
order-office-not-live-do = Cette commune ne reçoit pas encore de demandes en ligne. Adressez-vous au guichet de son bureau d’état civil.
order-office-none = Aucun bureau trouvé
order-office-none-do = Essayez une autre orthographe, le nom arabe, ou le nom de la province.
order-office-too-short = Écrivez au moins deux lettres du nom de la commune.
order-office-missing = Choisissez d’abord le bureau d’état civil.

## 2. Document

order-document-title = Quel document voulez-vous ?
order-kind-label = Document
order-kind-price = Prix :
order-kind-ready = prêt au plus tard le
order-kind-missing = Choisissez un document.
order-copies-label = Nombre d’exemplaires
order-copies-hint = De 1 à { $most }.
order-copies-range = Le nombre d’exemplaires va de 1 à { $most }.
order-language-label = Langue du document
order-language-hint = Le document en deux langues est accepté partout au Maroc.
order-language-missing = Choisissez la langue du document.
order-purpose-label = À quoi servira le document ?
order-purpose-hint = Par exemple : école, mariage, passeport. Cela aide l’agent à choisir la bonne forme.
order-purpose-long = Dites à quoi servira le document en 120 caractères au plus.
order-price-note = Rien n’est à payer maintenant. Vous verrez le total avant d’envoyer la demande.

## 3. Acte

order-act-title = Quel est le numéro de l’acte ?
order-act-number-label = Numéro de l’acte
order-act-number-hint = Par exemple 129, ou 129/1982 avec l’année.
order-act-year-label = Année
order-act-year-hint = Celle du registre, par exemple 1982.
order-act-where = Où trouver ce numéro ?
order-act-card = Dos d’une carte nationale d’identité, le numéro 129/1982 y est encadré
order-act-card-words = Au dos de la carte nationale, le numéro de l’acte et l’année sont écrits ensemble : 129/1982.
order-act-number-missing = Écrivez le numéro de l’acte.
order-act-number-digits = Le numéro de l’acte s’écrit en chiffres, par exemple 129.
order-act-year-missing = Écrivez l’année du registre en quatre chiffres.
order-act-year-range = L’année doit être entre { $first } et { $last }.

## 4. Personne

order-person-title = De qui est cet acte ?
order-relation-label = Pour qui demandez-vous ?
order-relation-hint = Le service est ouvert à la personne elle-même et aux parents d’un enfant de moins de 18 ans.
order-relation-missing = Dites si la demande est pour vous ou pour votre enfant mineur.
order-names-legend = Nom de la personne
order-names-hint = Comme sur l’acte ou la carte nationale. Si vous ne connaissez qu’une écriture, laissez l’autre vide.
order-given-ar = Prénom en arabe
order-family-ar = Nom en arabe
order-given-fr = Prénom en lettres latines
order-family-fr = Nom en lettres latines
order-given-missing = Écrivez le prénom, en arabe ou en lettres latines.
order-family-missing = Écrivez le nom, en arabe ou en lettres latines.
order-name-characters = Ce nom contient un signe qui ne peut pas être imprimé. Écrivez-le de nouveau au clavier.
order-name-long = Ce nom dépasse 120 caractères.
order-birth-legend = Date de naissance
order-birth-hint = Par exemple 12 3 1982.
order-birth-unknown = Je ne connais pas le jour et le mois
order-birth-missing = Écrivez le jour, le mois et l’année, ou cochez « Je ne connais pas le jour et le mois ».
order-birth-no-such-day = Cette date n’existe pas. Vérifiez le jour et le mois.
order-birth-year = Écrivez l’année de naissance en quatre chiffres.
order-birth-future = La date de naissance est dans l’avenir. Vérifiez l’année.
order-birth-not-minor = Cette personne a plus de 18 ans : elle fait elle-même la demande.
order-parents-legend = Prénoms des parents
order-parents-hint = En arabe ou en lettres latines, comme sur l’acte.
order-father-label = Prénom du père
order-mother-label = Prénom de la mère
order-father-missing = Écrivez le prénom du père.
order-mother-missing = Écrivez le prénom de la mère.

## 5. Envoi

order-recipient-title = Comment recevoir le document ?
order-channel-label = Envoi
order-channel-email-words = Un document scellé (PDF), à garder et à imprimer.
order-channel-post-words = Une lettre à votre adresse.
order-channel-missing = Choisissez l’envoi par e-mail ou par la poste.
order-email-label = Adresse e-mail
order-email-hint = Le reçu et les nouvelles de la demande y seront envoyés.
order-email-missing = Écrivez une adresse e-mail.
order-email-form = Cette adresse e-mail est incomplète. Elle s’écrit comme nom@exemple.ma.
order-address-legend = Adresse postale
order-address-hint = Seulement pour l’envoi par la poste. Une pièce d’identité est demandée à la remise.
order-address-name = Destinataire
order-address-street = Numéro et rue
order-address-extra = Immeuble, appartement, quartier
order-address-postcode = Code postal
order-address-town = Ville ou localité
order-address-country = Pays
order-name-missing = Écrivez le nom du destinataire, en 38 caractères au plus.
order-street-missing = Écrivez le numéro et la rue, en lignes de 38 caractères au plus.
order-postcode-form = Au Maroc, le code postal a cinq chiffres, par exemple 90000.
order-town-missing = Écrivez la ville ou la localité.
order-country-missing = Choisissez le pays.

## 6. Vérification

order-check-title = Vérifiez votre demande
order-row-office = Bureau
order-row-document = Document
order-row-copies = Exemplaires
order-row-language = Langue
order-row-purpose = Usage
order-row-act = Acte
order-row-relation = Demande faite
order-row-person = Personne
order-row-birth = Date de naissance
order-row-father = Père
order-row-mother = Mère
order-row-channel = Envoi
order-row-address = Adresse
order-row-email = E-mail
order-total = Total à payer
order-ready = Prêt au plus tard le
order-declare-warning = Une fausse déclaration pour obtenir un document d’état civil est punie par l’article 361 du Code pénal.
order-declare-label = Je déclare que ces informations sont exactes et que j’ai le droit de demander ce document.
order-declare-missing = Cochez la déclaration pour envoyer la demande.
order-consent-label = J’accepte que la commune utilise ces données pour traiter ma demande.
order-consent-hint = Elles ne servent qu’à cette demande et sont effacées ensuite (loi 09-08).
order-consent-missing = Cochez l’accord sur les données pour envoyer la demande.
order-send = Envoyer la demande
order-draft-gone = Cette demande n’est plus en cours. Choisissez de nouveau le bureau pour recommencer.

## Reçu

receipt-title = Votre demande est reçue
receipt-code-label = Code de suivi
receipt-ready = Le document sera prêt au plus tard le
receipt-filed = Reçue le
receipt-link = Lien de suivi
receipt-next = La suite
receipt-mailed = Ce reçu est aussi envoyé à
receipt-keep = Gardez ce code : il suffit pour suivre la demande.
receipt-track = Suivre la demande

## Suivi

track-title = Suivre une demande
track-code-label = Code de suivi
track-code-hint = Il est sur le reçu, à l’écran et dans l’e-mail. Majuscules, minuscules et tirets n’ont pas d’importance.
track-code-unknown = Aucune demande ne porte ce code. Comparez-le avec votre reçu, lettre par lettre.
track-button = Voir la demande
track-lost = Code perdu ? Cherchez dans vos e-mails le message « Demande reçue ».
track-order-title = Votre demande
track-ready = Prêt au plus tard le
track-late = La date promise est passée. Votre demande reste en tête de liste ; vous n’avez rien à refaire.
track-download = Votre document est prêt
track-download-until = Le lien reste ouvert jusqu’au { $date }.
track-download-open = Ouvrir le document
track-question = La commune vous demande une précision
track-question-by = Répondez avant le { $date }. La commune ne peut demander qu’une seule fois ; le délai est suspendu jusqu’à votre réponse.
track-answer-label = Votre réponse
track-answer-hint = Quelques mots suffisent.
track-answer-missing = Écrivez votre réponse.
track-answer-long = Votre réponse dépasse 2 000 caractères.
track-answer-send = Envoyer la réponse
track-refusal = La demande est refusée
track-appeal = Si vous n’êtes pas d’accord
track-appeal-words = Vous pouvez demander un nouvel examen au président de la commune, puis saisir le tribunal administratif dans les soixante jours (loi 55-19).
track-order-again = Faire une nouvelle demande
track-problem-email = L’e-mail n’a pas pu être remis
track-problem-email-do = Le document reste disponible sur cette page. Vérifiez que votre boîte n’est pas pleine.
track-problem-post = La lettre est revenue
track-problem-post-do = La commune garde la lettre. Adressez-vous au bureau avec votre code de suivi.
track-problem-at = Constaté le { $date }.
track-postal = Numéro de l’envoi postal :
track-timeline = Étapes
track-ahead = à venir
track-event-submitted = Demande reçue
track-event-in-review = Comparaison avec le registre
track-event-asked = Précision demandée
track-event-answered = Votre réponse est reçue
track-event-approved = Acte trouvé, demande acceptée
track-event-sealed = Document scellé par l’officier de l’état civil
track-event-sent = Document envoyé
track-event-delivered = Document remis
track-event-failed = Remise impossible
track-event-rejected = Demande refusée
track-event-cancelled = Demande annulée
track-event-expired = Délai de réponse dépassé
track-cancel = Annuler la demande
track-cancel-words = L’annulation est définitive. Rien ne sera à payer.
track-cancel-do = Annuler ma demande

## Raisons d’un refus

refusal-act-not-found = L’acte n’a pas été trouvé sous ce numéro
refusal-act-not-found-do = Vérifiez le numéro et l’année sur un ancien extrait, le livret de famille ou le dos de la carte nationale.
refusal-not-entitled = Ce document ne peut pas vous être délivré
refusal-not-entitled-do = Il est remis à la personne elle-même ou au père et à la mère d’un enfant mineur. Les autres cas sont traités au guichet.
refusal-identity-mismatch = Les informations ne correspondent pas au registre
refusal-identity-mismatch-do = Comparez les noms, la date de naissance et les prénoms des parents avec un document officiel.
refusal-wrong-office = L’acte se trouve dans un autre bureau
refusal-wrong-office-do = Faites une nouvelle demande au bureau du lieu d’enregistrement.
refusal-duplicate = Une demande identique est déjà en cours
refusal-duplicate-do = Suivez la première demande avec son code.
refusal-illegible-register = La page du registre est illisible ou abîmée
refusal-illegible-register-do = Adressez-vous au bureau : il peut demander la reconstitution de l’acte.
refusal-other = La commune donne la raison ci-dessous
refusal-other-do = Adressez-vous au bureau d’état civil avec votre code de suivi.

## Document par lien

document-link-open = Votre document
document-link-expired = Ce lien n’est plus ouvert
document-link-withdrawn = Ce document a été retiré
document-link-words = Le document est scellé : toute personne qui le reçoit peut en vérifier l’origine.
document-link-download = Télécharger le document
document-link-size = PDF, { $size } Ko
document-link-until = lien ouvert jusqu’au { $date }
document-link-check = Faire vérifier le document
document-link-check-words = Donnez le fichier ou le papier imprimé. Le code carré en bas de page se lit avec n’importe quel téléphone.
document-link-expired-words = Il était ouvert jusqu’au { $date }. Ouvrez le suivi de la demande avec votre code pour en obtenir un autre.
document-link-withdrawn-words = La commune a retiré ce document : il ne vaut plus. Adressez-vous au bureau d’état civil.

## Aide et droits

help-title = Aide et droits
help-find = Où trouver le numéro de l’acte ?
help-find-card = Au dos de la carte nationale d’identité, sous la forme 129/1982.
help-find-old = Sur un ancien extrait d’acte de naissance : « Acte N° ».
help-find-book = Dans le livret de famille, à la page de la personne.
help-find-none = Si vous ne le trouvez pas, le guichet du bureau peut le chercher avec votre carte.
help-code = Suivre une demande
help-code-words = Le code de suivi donné à la fin de la demande suffit. Ne le donnez qu’à une personne de confiance.
help-rights = Vos droits (loi 55-19)
help-rights-receipt = Un reçu vous est donné dès le dépôt.
help-rights-once = La commune ne peut vous demander une précision qu’une seule fois.
help-rights-reason = Un refus est toujours expliqué.
help-rights-appeal = Vous pouvez contester un refus auprès de la commune, puis du tribunal administratif.
help-rights-delay = La loi donne à l’administration { $days } jours au plus ; la date promise est plus proche.
help-data = Vos données (loi 09-08)
help-data-use = Elles servent à trouver l’acte, à établir le document et à vous l’envoyer. Elles ne sont données à personne d’autre.
help-data-keep = Elles sont effacées { $days } jours après la fin de la demande. Le registre, lui, est conservé par la commune.
help-data-rights = Vous pouvez les consulter, les corriger ou vous opposer à leur usage auprès de la commune.
help-verify = Vérifier un document
help-verify-words = Le code carré du document s’ouvre avec l’appareil photo d’un téléphone. La page dit si le document est authentique et toujours valable.
help-contact = Nous écrire
help-contact-words = Pour une question sur le service :

## Quand une page ne peut pas être montrée

error-400-title = Cette demande n’a pas été comprise
error-400-words = L’adresse ou le formulaire est incomplet. Revenez à la page précédente et recommencez.
error-403-title = Cette page n’est pas ouverte à votre compte
error-403-words = Si votre travail en a besoin, demandez le droit à l’administrateur de votre commune.
error-404-title = Cette page n’existe pas
error-404-words = L’adresse a peut-être changé, ou le lien a été coupé. Vérifiez-la ou repartez de l’accueil.
error-409-title = Cela a déjà changé entre-temps
error-409-words = Une autre personne a agi sur la même demande. Ouvrez-la de nouveau pour voir où elle en est.
error-413-title = L’envoi est trop grand
error-413-words = Raccourcissez le texte ou choisissez un fichier plus petit.
error-422-title = La page est restée ouverte trop longtemps
error-422-words = Par sécurité, le formulaire n’est plus accepté. Revenez à la page précédente, rechargez-la et envoyez de nouveau.
error-429-title = Trop d’essais à la suite
error-429-words = Attendez un moment, puis recommencez.
error-500-title = Le service n’a pas pu répondre
error-500-words = La panne vient de notre côté et elle est signalée. Ce que vous avez envoyé avant cette page est enregistré.
error-503-title = Le service est en pause
error-503-words = Une mise à jour est en cours. Vos demandes sont enregistrées.
error-retry = { $seconds ->
    [one] Recommencez dans une seconde.
   *[other] Recommencez dans { $seconds } secondes.
}
error-home = Retour à l’accueil
error-quote = À citer si vous écrivez à l’aide :

## Phrases après une action

notice-answer-sent = Votre réponse est envoyée. La commune reprend l’examen.
notice-cancelled = Votre demande est annulée.
notice-question-over = Cette question n’attend plus de réponse.
notice-cancel-too-late = La demande ne peut plus être annulée : la commune l’a déjà acceptée.

## Autre chose à corriger

problem-missing = Remplissez ce champ.
problem-too-long = Ce texte est trop long. Raccourcissez-le.
problem-unprintable = Ce texte contient un signe qui ne peut pas être imprimé. Tapez-le de nouveau.
problem-choose = Choisissez une des réponses.
problem-range = Ce nombre n’est pas possible. Vérifiez les chiffres.
problem-confirm = Cochez cette case pour continuer.
problem-incomplete = Une étape de la demande reste à remplir. Revenez en arrière pour la compléter.
problem-s10 = Un numéro d’envoi postal a deux lettres, neuf chiffres et deux lettres, par exemple RR473124829MA. Vérifiez chaque chiffre.

## Pays où vont les lettres

country-ae = Émirats arabes unis
country-be = Belgique
country-ca = Canada
country-ch = Suisse
country-de = Allemagne
country-dz = Algérie
country-es = Espagne
country-fr = France
country-gb = Royaume-Uni
country-it = Italie
country-ma = Maroc
country-nl = Pays-Bas
country-pt = Portugal
country-sa = Arabie saoudite
country-tn = Tunisie
country-us = États-Unis
