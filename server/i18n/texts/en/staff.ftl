# Pages for staff: short, exact, in the words of civil status.

## Sign in

sign-in-title = Staff sign in
sign-in-email = E-mail address
sign-in-password = Password
sign-in-button = Sign in
sign-in-lost = Lost your password? The administrator of your commune can give you a new one.
sign-in-refused = The address and the password do not go together. Type them again.
sign-in-locked = Too many tries. Wait fifteen minutes or ask the administrator of your commune.
sign-out = Sign out
second-factor-title = Second step
second-factor-label = Six-digit code
second-factor-hint = The one the application on your phone shows.
second-factor-refused = This code is not the right one or was used already. Wait for the next one and type it.
second-factor-back = Back to the first step
staff-nav-label = Staff pages

## Queue

queue-title = Requests
queue-counts = Requests by state
queue-todo = To do
queue-search = Tracking code or act
queue-office = Office
queue-office-all = All my offices
queue-caption = Requests, the most urgent first
queue-col-due = Promised for
queue-col-person = Person
queue-col-act = Act
queue-col-document = Document
queue-col-office = Office
queue-col-state = State
queue-state-submitted = new
queue-state-awaiting-payment = waits for payment
queue-state-in-review = to review
queue-state-awaiting-citizen = waits for the citizen
queue-state-approved = to seal
queue-state-sealing = being sealed
queue-state-sealed = sealed
queue-state-dispatched = sent
queue-state-delivered = delivered
queue-state-undeliverable = not delivered
queue-state-rejected = refused
queue-state-cancelled = cancelled
queue-state-expired = no answer
queue-late = late
queue-paused = paused
queue-held = Open with
queue-none = No request to do
queue-none-do = New requests will appear here, the most urgent first.
queue-none-filter = No request matches
queue-none-filter-do = Show everything to do

## Review

review-title = Request, act { $act }
review-due = Promised for
review-held = This request is already open with
review-held-do = Agree between you before deciding.
review-request = Request
review-entry = Register
review-entry-act = Act
review-entry-hijri = Hijri year
review-entry-none = No act has this number in this office
review-entry-none-do = Look among the nearest acts, or refuse with the reason.
review-compare = Declared and recorded, field by field
review-col-field = Field
review-col-declared = Declared
review-col-recorded = Recorded
review-col-verdict = Comparison
review-row-sex = Sex
review-row-birth-place = Place of birth
compare-act = Act
compare-given-fr = Given name (Latin)
compare-given-ar = Given name (Arabic)
compare-family-fr = Family name (Latin)
compare-family-ar = Family name (Arabic)
compare-birth = Birth
compare-father = Father
compare-mother = Mother
compare-empty = not given
agreement-same = same
agreement-close = other spelling
agreement-different = different
agreement-missing = missing
review-mentions = Marginal mentions
review-mentions-none = No mention in the margin of this act.
review-mention-printed = printed
review-mention-not = not printed
review-mention-death = The extract bears the mention of death.
review-mention-only-death = The extract bears the mention of death only; the others are on the full copy.
review-mention-not-shown = This mention of death may not be shown; the extract does not bear it.
review-words-long = This text is longer than 1,000 characters. Shorten it.
review-nearest = Nearest acts
review-nearest-use = Compare with this act
review-preview = Preview of the document
review-preview-open = Open the preview in a page
review-preview-none = The preview will appear once an act is chosen.
review-asked = Detail asked for
review-answer = Answer
review-answer-none = The citizen has not answered yet; the delay is paused.
review-decide = Decision
review-approve = Approve
review-ask = Ask for a detail
review-ask-label = Question to the citizen
review-ask-hint = One question is allowed (law 55-19). Say exactly what is missing.
review-ask-send = Send the question
review-question-missing = Write the question.
review-already-asked = A detail was asked for already: the law allows one only.
review-reject = Refuse
review-reason-label = Reason
review-reason-hint = The citizen will read it in these words, with what can be done.
review-reason-missing = Choose the reason of the refusal.
review-words-label = Your words to the citizen
review-words-hint = What was looked for, what is missing.
review-words-missing = Write a sentence to the citizen.
review-reject-send = Refuse the request
review-done-approved = The request is approved.
review-done-rejected = The request is refused.
review-documents = Document made:
review-undo = Take the decision back
review-undo-left = { $minutes ->
    [0] less than a minute left
    [one] one minute left
   *[other] { $minutes } minutes left
}

## Seal

seal-title = To seal
seal-caption = Approved requests to seal
seal-as-president = You seal as president of the communal council, registrar of civil status
seal-as-delegate = You seal by delegation of the registrar of civil status
seal-delegation = delegation no.
seal-delegation-until = until
seal-no-delegation = No delegation in force lets you seal in this office today. The administrator of the commune can record one.
seal-delegation-not-yet = Your delegation for this office is not in force yet: nothing was sealed.
seal-delegation-ended = Your delegation for this office has ended: nothing was sealed. The administrator of the commune can record a new one.
seal-no-key = The commune has no sealing key in force. Tell the operator of the platform.
seal-col-select = Selection
seal-col-approved = Approved by
seal-select = Seal act { $act }
seal-none-ticked = Tick at least one request to seal.
seal-button = Seal the ticked documents
seal-words = Each document is sealed and sending starts at once.
seal-none = Nothing to seal
seal-none-do = Approved requests will appear here.

## Sealed document

document-title = Document { $number }
document-state-in-force = in force
document-state-withdrawn = withdrawn
document-state-superseded = superseded
document-specimen = specimen
document-sealed-at = Sealed on
document-officer = Registrar
document-download = Open the sealed PDF
document-deliveries = Deliveries
document-deliveries-none = Nothing was sent yet.
document-withdraw = Withdraw this document
document-withdraw-words = Checking will say that this document is withdrawn. It is final; a new document can be made.
document-withdraw-reason = Reason of the withdrawal
document-withdraw-hint = It is kept in the log and shown to staff only.
document-withdraw-reason-missing = Write the reason of the withdrawal.
document-withdraw-do = Withdraw the document
document-withdrawn-because = Withdrawn:
delivery-queued = waiting to be sent
delivery-sent = sent
delivery-delivered = delivered
delivery-printed = printed
delivery-handed-over = handed to the post
delivery-failed = came back, could not be delivered

## Post room

post-title = Post room
post-to-print = To print
post-to-print-words = Open and print each letter (address sheet and document), then tick it.
post-to-print-none = Nothing to print.
post-printed = Printed, to hand over to the post
post-printed-words = For a registered letter, type the number of the post’s label: the citizen can then follow it.
post-printed-none = No letter waits.
post-handed-over = Handed over to the post
post-handed-over-none = Letters that left will appear here.
post-col-number = Document
post-col-recipient = Recipient
post-col-town = Town
post-col-sheets = Sheets
post-col-since = Since
post-col-item = Registered no.
post-open = open the letter to print
post-select = Tick letter { $number }
post-item = Registered number of letter { $number }
post-none-ticked = Tick at least one letter.
post-mark-printed = Mark as printed
post-mark-handed-over = Mark as handed over

## Log

audit-title = Log
audit-words = Everything done in this commune, the latest first. Nothing in it can be erased.
audit-whole = Chain checked: the log is complete.
audit-broken = The chain is broken: a line was changed outside the service. Tell the operator.
audit-none = The log is empty.
audit-col-seq = No.
audit-col-at = When
audit-col-actor = Who
audit-col-action = Action
audit-col-subject = Subject
audit-col-hash = Fingerprint
actor-staff = staff
actor-citizen = citizen
actor-service = service
actor-operator = operator

## Keyboard

keys-title = Keyboard
key-help = keyboard help
key-search = search
key-enter = open
key-j = next line
key-k = previous line
key-a = approve
key-c = ask for a detail
key-r = refuse
key-u = take the decision back
key-s = seal

## Sentences after an action

notice-approved = Request approved.
notice-rejected = Request refused; the citizen is told in ten minutes.
notice-asked = Question sent to the citizen.
notice-undone = The decision is taken back.
notice-undo-too-late = The ten minutes are over: the decision can no longer be taken back here.
notice-sealed = { $count ->
    [one] One document is sealed; sending starts.
   *[other] { $count } documents are sealed; sending starts.
}
notice-withdrawn = The document is withdrawn.
notice-printed = { $count ->
    [one] One letter is marked as printed.
   *[other] { $count } letters are marked as printed.
}
notice-handed-over = { $count ->
    [one] One letter is handed over to the post.
   *[other] { $count } letters are handed over to the post.
}
notice-signed-out = You are signed out.
notice-session-over = The session is over. Sign in again to go on.
notice-changed = This changed in the meantime. The page shows how it stands now; what you asked was not done.

## Demonstration

demo-title = Demonstration
demo-lead = A commune from beginning to end, with invented people.
demo-order = Order a document
demo-acts = Acts that can be ordered
demo-accounts = Staff
demo-accounts-words = Sign in as one of them. The code changes every thirty seconds: reload the page.
demo-totp-now = Code of now
demo-totp-secret = Secret for an application
demo-mail-title = Mailbox of the demonstration
demo-mail-words = These messages were not sent: they are written to a folder.
demo-mail-none = No message. Place an order: its receipt will appear here.
demo-mail-attachments = { $count ->
    [one] one attachment
   *[other] { $count } attachments
}
demo-mail-html = Formatted version
demo-mail-text = Text version
role-clerk = Civil status clerk
role-registrar = Registrar
role-post = Post room
role-administrator = Administrator of the commune
role-auditor = Auditor
