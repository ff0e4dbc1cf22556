# Pages des agents : courtes, précises, avec les mots de l’état civil.

## Connexion

sign-in-title = Connexion des agents
sign-in-email = Adresse e-mail
sign-in-password = Mot de passe
sign-in-button = Se connecter
sign-in-lost = Mot de passe perdu ? L’administrateur de votre commune peut en donner un nouveau.
sign-in-refused = L’adresse et le mot de passe ne vont pas ensemble. Écrivez-les de nouveau.
sign-in-locked = Trop d’essais. Attendez quinze minutes ou demandez à l’administrateur de votre commune.
sign-out = Se déconnecter
second-factor-title = Deuxième étape
second-factor-label = Code à six chiffres
second-factor-hint = Celui que montre l’application de votre téléphone.
second-factor-refused = Ce code n’est pas le bon ou a déjà servi. Attendez le suivant et écrivez-le.
second-factor-back = Revenir à la première étape
staff-nav-label = Pages des agents

## File des demandes

queue-title = Demandes
queue-counts = Demandes par état
queue-todo = À traiter
queue-search = Code de suivi ou acte
queue-office = Bureau
queue-office-all = Tous mes bureaux
queue-caption = Demandes, la plus urgente d’abord
queue-col-due = Promis pour le
queue-col-person = Personne
queue-col-act = Acte
queue-col-document = Document
queue-col-office = Bureau
queue-col-state = État
queue-state-submitted = nouvelle
queue-state-awaiting-payment = attend le paiement
queue-state-in-review = à examiner
queue-state-awaiting-citizen = attend le citoyen
queue-state-approved = à sceller
queue-state-sealing = sceau en cours
queue-state-sealed = scellée
queue-state-dispatched = envoyée
queue-state-delivered = remise
queue-state-undeliverable = non remise
queue-state-rejected = refusée
queue-state-cancelled = annulée
queue-state-expired = sans réponse
queue-late = en retard
queue-paused = délai suspendu
queue-held = Ouverte par
queue-none = Aucune demande à traiter
queue-none-do = Les nouvelles demandes paraîtront ici, la plus urgente d’abord.
queue-none-filter = Aucune demande ne correspond
queue-none-filter-do = Montrer tout ce qui est à traiter

## Examen

review-title = Demande, acte { $act }
review-due = Promis pour le
review-held = Cette demande est déjà ouverte par
review-held-do = Mettez-vous d’accord avant de décider.
review-request = Demande
review-entry = Registre
review-entry-act = Acte
review-entry-hijri = année hégirienne
review-entry-none = Aucun acte ne porte ce numéro dans ce bureau
review-entry-none-do = Cherchez parmi les actes proches, ou refusez avec le motif.
review-compare = Déclaré et inscrit, champ par champ
review-col-field = Champ
review-col-declared = Déclaré
review-col-recorded = Inscrit
review-col-verdict = Comparaison
review-row-sex = Sexe
review-row-birth-place = Lieu de naissance
compare-act = Acte
compare-given-fr = Prénom (latin)
compare-given-ar = Prénom (arabe)
compare-family-fr = Nom (latin)
compare-family-ar = Nom (arabe)
compare-birth = Naissance
compare-father = Père
compare-mother = Mère
compare-empty = non indiqué
agreement-same = identique
agreement-close = graphie différente
agreement-different = différent
agreement-missing = manque
review-mentions = Mentions marginales
review-mentions-none = Aucune mention en marge de cet acte.
review-mention-printed = imprimée
review-mention-not = non imprimée
review-mention-death = L’extrait porte la mention de décès.
review-mention-only-death = L’extrait ne porte que la mention de décès ; les autres figurent sur la copie intégrale.
review-mention-not-shown = Cette mention de décès ne peut pas être communiquée ; l’extrait ne la porte pas.
review-words-long = Ce texte dépasse 1 000 caractères. Raccourcissez-le.
review-nearest = Actes proches
review-nearest-use = Comparer avec cet acte
review-preview = Aperçu du document
review-preview-open = Ouvrir l’aperçu dans une page
review-preview-none = L’aperçu paraîtra dès qu’un acte sera choisi.
review-asked = Précision demandée
review-answer = Réponse
review-answer-none = Le citoyen n’a pas encore répondu ; le délai est suspendu.
review-decide = Décision
review-approve = Accepter
review-ask = Demander une précision
review-ask-label = Question au citoyen
review-ask-hint = Une seule question est permise (loi 55-19). Dites précisément ce qui manque.
review-ask-send = Envoyer la question
review-question-missing = Écrivez la question.
review-already-asked = Une précision a déjà été demandée : la loi n’en permet qu’une.
review-reject = Refuser
review-reason-label = Motif
review-reason-hint = Le citoyen le lira dans ces mots, avec ce qu’il peut faire.
review-reason-missing = Choisissez le motif du refus.
review-words-label = Vos mots au citoyen
review-words-hint = Ce qui a été cherché, ce qui manque.
review-words-missing = Écrivez une phrase pour le citoyen.
review-reject-send = Refuser la demande
review-done-approved = La demande est acceptée.
review-done-rejected = La demande est refusée.
review-documents = Document établi :
review-undo = Annuler la décision
review-undo-left = { $minutes ->
    [0] encore moins d’une minute
    [one] encore une minute
   *[other] encore { $minutes } minutes
}

## Sceau

seal-title = À sceller
seal-caption = Demandes acceptées à sceller
seal-as-president = Vous scellez comme président du conseil communal, officier de l’état civil
seal-as-delegate = Vous scellez par délégation de l’officier de l’état civil
seal-delegation = délégation n°
seal-delegation-until = jusqu’au
seal-no-delegation = Aucune délégation en vigueur ne vous permet de sceller dans ce bureau aujourd’hui. L’administrateur de la commune peut en enregistrer une.
seal-delegation-not-yet = Votre délégation pour ce bureau n’est pas encore en vigueur : rien n’a été scellé.
seal-delegation-ended = Votre délégation pour ce bureau a pris fin : rien n’a été scellé. L’administrateur de la commune peut en enregistrer une nouvelle.
seal-no-key = La commune n’a pas de clé de sceau en vigueur. Prévenez l’exploitant de la plateforme.
seal-col-select = Choix
seal-col-approved = Accepté par
seal-select = Sceller l’acte { $act }
seal-none-ticked = Cochez au moins une demande à sceller.
seal-button = Sceller les documents cochés
seal-words = Le sceau est posé sur chaque document et l’envoi commence aussitôt.
seal-none = Rien à sceller
seal-none-do = Les demandes acceptées paraîtront ici.

## Document scellé

document-title = Document { $number }
document-state-in-force = en vigueur
document-state-withdrawn = retiré
document-state-superseded = remplacé
document-specimen = spécimen
document-sealed-at = Scellé le
document-officer = Officier de l’état civil
document-download = Ouvrir le PDF scellé
document-deliveries = Envois
document-deliveries-none = Rien n’a encore été envoyé.
document-withdraw = Retirer ce document
document-withdraw-words = La vérification dira que ce document est retiré. C’est définitif ; un nouveau document peut être établi.
document-withdraw-reason = Raison du retrait
document-withdraw-hint = Elle est gardée au journal et montrée aux agents seulement.
document-withdraw-reason-missing = Écrivez la raison du retrait.
document-withdraw-do = Retirer le document
document-withdrawn-because = Retiré :
delivery-queued = en attente d’envoi
delivery-sent = envoyé
delivery-delivered = remis
delivery-printed = imprimé
delivery-handed-over = confié à la poste
delivery-failed = revenu, remise impossible

## Courrier

post-title = Courrier
post-to-print = À imprimer
post-to-print-words = Ouvrez et imprimez chaque lettre (page d’adresse et document), puis cochez-la.
post-to-print-none = Rien à imprimer.
post-printed = Imprimées, à confier à la poste
post-printed-words = Pour un envoi recommandé, saisissez le numéro de l’étiquette de la poste : le demandeur pourra suivre sa lettre.
post-printed-none = Aucune lettre n’attend.
post-handed-over = Confiées à la poste
post-handed-over-none = Les lettres parties paraîtront ici.
post-col-number = Document
post-col-recipient = Destinataire
post-col-town = Ville
post-col-sheets = Feuilles
post-col-since = Depuis
post-col-item = N° de recommandé
post-open = ouvrir la lettre à imprimer
post-select = Cocher la lettre { $number }
post-item = Numéro de recommandé de la lettre { $number }
post-none-ticked = Cochez au moins une lettre.
post-mark-printed = Marquer comme imprimées
post-mark-handed-over = Marquer comme confiées à la poste

## Journal

audit-title = Journal
audit-words = Tout ce qui a été fait dans cette commune, le plus récent d’abord. Rien ne peut y être effacé.
audit-whole = Chaîne vérifiée : le journal est complet.
audit-broken = La chaîne est rompue : une ligne a été changée hors du service. Prévenez l’exploitant.
audit-none = Le journal est vide.
audit-col-seq = N°
audit-col-at = Quand
audit-col-actor = Qui
audit-col-action = Action
audit-col-subject = Objet
audit-col-hash = Empreinte
actor-staff = agent
actor-citizen = citoyen
actor-service = service
actor-operator = exploitant

## Clavier

keys-title = Clavier
key-help = aide du clavier
key-search = chercher
key-enter = ouvrir
key-j = ligne suivante
key-k = ligne précédente
key-a = accepter
key-c = demander une précision
key-r = refuser
key-u = annuler la décision
key-s = sceller

## Phrases après une action

notice-approved = Demande acceptée.
notice-rejected = Demande refusée, le citoyen est prévenu dans dix minutes.
notice-asked = Question envoyée au citoyen.
notice-undone = La décision est annulée.
notice-undo-too-late = Les dix minutes sont passées : la décision ne peut plus être annulée ici.
notice-sealed = { $count ->
    [one] Un document est scellé ; l’envoi commence.
   *[other] { $count } documents sont scellés ; l’envoi commence.
}
notice-withdrawn = Le document est retiré.
notice-printed = { $count ->
    [one] Une lettre est marquée comme imprimée.
   *[other] { $count } lettres sont marquées comme imprimées.
}
notice-handed-over = { $count ->
    [one] Une lettre est confiée à la poste.
   *[other] { $count } lettres sont confiées à la poste.
}
notice-signed-out = Vous êtes déconnecté.
notice-session-over = La session est terminée. Connectez-vous de nouveau pour continuer.
notice-changed = Ceci a changé entre-temps. La page montre l’état actuel ; votre demande n’a pas été exécutée.

## Démonstration

demo-title = Démonstration
demo-lead = Une commande du début à la fin, avec des personnes inventées.
demo-order = Commander un document
demo-acts = Actes qui peuvent être commandés
demo-accounts = Agents
demo-accounts-words = Connectez-vous avec l’un d’eux. Le code change toutes les trente secondes : rechargez la page.
demo-totp-now = Code de maintenant
demo-totp-secret = Secret pour une application
demo-mail-title = Boîte aux lettres de la démonstration
demo-mail-words = Ces messages n’ont pas été envoyés : ils sont écrits dans un dossier.
demo-mail-none = Aucun message. Passez une commande : son reçu paraîtra ici.
demo-mail-attachments = { $count ->
    [one] une pièce jointe
   *[other] { $count } pièces jointes
}
demo-mail-html = Version mise en forme
demo-mail-text = Version texte
role-clerk = Agent d’état civil
role-registrar = Officier de l’état civil
role-post = Service du courrier
role-administrator = Administrateur de la commune
role-auditor = Auditeur ou auditrice
