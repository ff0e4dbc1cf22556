# Pages for citizens. A sentence says what happens, why, and what to do. The same keys in the three languages.

## Around every page

service-name = Civil status documents
skip-to-content = Skip to the content
languages-label = Language
footer-label = Foot of the page
footer-track = Track a request
footer-verify = Check a document
footer-help = Help and rights
footer-staff = Staff
footer-public = Pages for citizens
footer-words = Civil status service of the communes. The same document, online or at the counter.
demo-bar = Demonstration: invented people and acts, documents without value.
back = Back
continue = Continue
search = Search
filter = Filter
change = Change
choose = Choose
close = Close
print = Print
select-all = Tick all
optional = (optional)
steps-label = Steps of the request
steps-of = Step { $current } of { $total }
step-office = Office
step-document = Document
step-act = Act
step-person = Person
step-recipient = Delivery
step-check = Check
pager-label = Pages of the list
pager-first = Start of the list
pager-next = Next
errors-title-prefix = To correct:
errors-field-prefix = To correct:
errors-title = { $count ->
    [one] One point to correct
   *[other] { $count } points to correct
}
date-day = Day
date-month = Month
date-year = Year
channel-email = By e-mail
channel-post = By post
channel-email-short = e-mail
channel-post-short = post
variant-ar-fr = Arabic and French
variant-ar = Arabic
variant-fr = French
relation-self = For myself
relation-child = For my child under 18

## Start

start-title = Order a civil status document
start-lead = Your commune checks the register, seals the document and sends it to you. No account is needed.
start-button = Start the request
start-nothing = No document can be ordered right now. The counter of your commune stays open.
start-documents = Documents on offer
start-documents-none = The list will appear here as soon as a commune opens the service.
start-col-document = Document
start-col-price = Price from
start-col-delay = Delay
start-price-note = The exact price and the promised date are shown before you type anything. Postage is added.
start-who = Who may ask
start-who-self = you, for your own act
start-who-child = the father or the mother, for a child under 18
start-need = What you need
start-need-act = the number and year of the act, for example on the back of the national card (129/1982)
start-need-names = the names, the birth date and the parents’ given names
start-need-email = an e-mail address
start-need-not = No paper has to be sent.
start-after = What happens next
start-after-check = A clerk of the commune compares your request with the register.
start-after-seal = The registrar seals the document.
start-after-send = The document reaches you by e-mail or by post.
start-also = You already have a request or a document?
start-also-track = Track my request
start-also-verify = Check that a document is genuine

## 1. Office

order-office-title = Where is the act recorded?
order-office-words = It is the civil status office of the place of birth, or the one that drew up the act.
order-office-label = Commune or office
order-office-hint = In Arabic or in French, for example “Tanger” or “طنجة”.
order-office-found = Offices found
order-office-more = More offices match: add a word to narrow the search.
order-office-not-live = Not online yet
order-office-not-live-do = This commune does not take requests online yet. Go to the counter of its civil status office.
order-office-none = No office found
order-office-none-do = Try another spelling, the Arabic name, or the name of the province.
order-office-too-short = Write at least two letters of the commune’s name.
order-office-missing = Choose the civil status office first.

## 2. Document

order-document-title = Which document do you want?
order-kind-label = Document
order-kind-price = Price:
order-kind-ready = ready at the latest on
order-kind-missing = Choose a document.
order-copies-label = Number of copies
order-copies-hint = From 1 to { $most }.
order-copies-range = The number of copies goes from 1 to { $most }.
order-language-label = Language of the document
order-language-hint = The document in two languages is accepted everywhere in Morocco.
order-language-missing = Choose the language of the document.
order-purpose-label = What is the document for?
order-purpose-hint = For example: school, marriage, passport. It helps the clerk to choose the right form.
order-purpose-long = Say what the document is for in 120 characters at most.
order-price-note = Nothing is to be paid now. You will see the total before you send the request.

## 3. Act

order-act-title = What is the number of the act?
order-act-number-label = Number of the act
order-act-number-hint = For example 129, or 129/1982 with the year.
order-act-year-label = Year
order-act-year-hint = That of the register, for example 1982.
order-act-where = Where is this number?
order-act-card = Back of a national identity card, with the number 129/1982 framed
order-act-card-words = On the back of the national card, the number of the act and the year are written together: 129/1982.
order-act-number-missing = Write the number of the act.
order-act-number-digits = The number of the act is written in digits, for example 129.
order-act-year-missing = Write the year of the register in four digits.
order-act-year-range = The year must be between { $first } and { $last }.

## 4. Person

order-person-title = Whose act is it?
order-relation-label = For whom do you ask?
order-relation-hint = The service is open to the person and to the parents of a child under 18.
order-relation-missing = Say whether the request is for yourself or for your child under 18.
order-names-legend = Name of the person
order-names-hint = As on the act or the national card. If you know one script only, leave the other empty.
order-given-ar = Given name in Arabic
order-family-ar = Family name in Arabic
order-given-fr = Given name in Latin letters
order-family-fr = Family name in Latin letters
order-given-missing = Write the given name, in Arabic or in Latin letters.
order-family-missing = Write the family name, in Arabic or in Latin letters.
order-name-characters = This name has a sign that cannot be printed. Type it again.
order-name-long = This name is longer than 120 characters.
order-birth-legend = Date of birth
order-birth-hint = For example 12 3 1982.
order-birth-unknown = I do not know the day and month
order-birth-missing = Write day, month and year, or tick “I do not know the day and month”.
order-birth-no-such-day = There is no such date. Check the day and the month.
order-birth-year = Write the year of birth in four digits.
order-birth-future = The date of birth is in the future. Check the year.
order-birth-not-minor = This person is over 18 and makes the request in person.
order-parents-legend = Given names of the parents
order-parents-hint = In Arabic or in Latin letters, as on the act.
order-father-label = Father’s given name
order-mother-label = Mother’s given name
order-father-missing = Write the father’s given name.
order-mother-missing = Write the mother’s given name.

## 5. Delivery

order-recipient-title = How do you want to receive the document?
order-channel-label = Delivery
order-channel-email-words = A sealed document (PDF), to keep and to print.
order-channel-post-words = A letter to your address.
order-channel-missing = Choose delivery by e-mail or by post.
order-email-label = E-mail address
order-email-hint = The receipt and the news of the request are sent there.
order-email-missing = Write an e-mail address.
order-email-form = This e-mail address is incomplete. It is written like name@exemple.ma.
order-address-legend = Postal address
order-address-hint = Only for delivery by post. An identity document is asked for on delivery.
order-address-name = Recipient
order-address-street = Number and street
order-address-extra = Building, flat, district
order-address-postcode = Postcode
order-address-town = Town or village
order-address-country = Country
order-name-missing = Write the name of the recipient, in 38 characters at most.
order-street-missing = Write the number and the street, in lines of 38 characters at most.
order-postcode-form = In Morocco the postcode has five digits, for example 90000.
order-town-missing = Write the town or village.
order-country-missing = Choose the country.

## 6. Check

order-check-title = Check your request
order-row-office = Office
order-row-document = Document
order-row-copies = Copies
order-row-language = Language
order-row-purpose = Use
order-row-act = Act
order-row-relation = Request made
order-row-person = Person
order-row-birth = Date of birth
order-row-father = Father
order-row-mother = Mother
order-row-channel = Delivery
order-row-address = Address
order-row-email = E-mail
order-total = Total to pay
order-ready = Ready at the latest on
order-declare-warning = A false declaration to obtain a civil status document is punished by article 361 of the Penal Code.
order-declare-label = I declare that this information is true and that I have the right to ask for this document.
order-declare-missing = Tick the declaration to send the request.
order-consent-label = I agree that the commune uses these data to handle my request.
order-consent-hint = They serve this request only and are erased afterwards (law 09-08).
order-consent-missing = Tick the agreement on the data to send the request.
order-send = Send the request
order-draft-gone = This request is no longer open. Choose the office again to start over.

## Receipt

receipt-title = We have your request
receipt-code-label = Tracking code
receipt-ready = The document will be ready at the latest on
receipt-filed = Received on
receipt-link = Tracking link
receipt-next = What comes next
receipt-mailed = This receipt was also sent to
receipt-keep = Keep this code: it is enough to track the request.
receipt-track = Track the request

## Tracking

track-title = Track a request
track-code-label = Tracking code
track-code-hint = It is on the receipt, on screen and in the e-mail. Capitals, small letters and dashes do not matter.
track-code-unknown = No request has this code. Compare it with your receipt, letter by letter.
track-button = Show the request
track-lost = Lost the code? Look in your e-mails for the message “request received”.
track-order-title = Your request
track-ready = Ready at the latest on
track-late = The promised date has passed. Your request stays at the head of the list; there is nothing for you to do.
track-download = Your document is ready
track-download-until = The link stays open until { $date }.
track-download-open = Open the document
track-question = The commune asks you for a detail
track-question-by = Answer before { $date }. The commune may ask only once; the delay is paused until you answer.
track-answer-label = Your answer
track-answer-hint = A few words are enough.
track-answer-missing = Write your answer.
track-answer-long = Your answer is longer than 2,000 characters.
track-answer-send = Send the answer
track-refusal = The request is refused
track-appeal = If you do not agree
track-appeal-words = You may ask the president of the commune to look at it again, then go to the administrative court within sixty days (law 55-19).
track-order-again = Make a new request
track-problem-email = The e-mail could not be delivered
track-problem-email-do = The document stays available on this page. Check that your mailbox is not full.
track-problem-post = The letter came back
track-problem-post-do = The commune keeps the letter. Contact the office with your tracking code.
track-problem-at = Noted on { $date }.
track-postal = Number of the postal item:
track-timeline = Steps
track-ahead = to come
track-event-submitted = Request received
track-event-in-review = Comparison with the register
track-event-asked = Detail asked for
track-event-answered = Your answer was received
track-event-approved = Act found, request accepted
track-event-sealed = Document sealed by the registrar
track-event-sent = Document sent
track-event-delivered = Document delivered
track-event-failed = Could not be delivered
track-event-rejected = Request refused
track-event-cancelled = Request cancelled
track-event-expired = No answer in time
track-cancel = Cancel the request
track-cancel-words = Cancelling is final. Nothing will be charged.
track-cancel-do = Cancel my request

## Reasons of a refusal

refusal-act-not-found = The act was not found under this number
refusal-act-not-found-do = Check the number and the year on an old extract, in the family book or on the back of the national card.
refusal-not-entitled = This document cannot be issued to you
refusal-not-entitled-do = It is given to the person or to the father and mother of a child under 18. Other cases are handled at the counter.
refusal-identity-mismatch = The information does not match the register
refusal-identity-mismatch-do = Compare the names, the date of birth and the parents’ given names with an official document.
refusal-wrong-office = The act is in another office
refusal-wrong-office-do = Make a new request to the office where the act is recorded.
refusal-duplicate = The same request is already under way
refusal-duplicate-do = Track the first request with its code.
refusal-illegible-register = The page of the register is illegible or damaged
refusal-illegible-register-do = Contact the office: it can have the act reconstituted.
refusal-other = The commune gives the reason below
refusal-other-do = Contact the civil status office with your tracking code.

## Document behind a link

document-link-open = Your document
document-link-expired = This link is no longer open
document-link-withdrawn = This document was withdrawn
document-link-words = The document is sealed: whoever receives it can check where it comes from.
document-link-download = Download the document
document-link-size = PDF, { $size } KB
document-link-until = link open until { $date }
document-link-check = Having the document checked
document-link-check-words = Hand over the file or the printed paper. The square code at the foot of the page opens with any phone.
document-link-expired-words = It was open until { $date }. Open the tracking page with your code to get another one.
document-link-withdrawn-words = The commune withdrew this document: it is no longer valid. Contact the civil status office.

## Help and rights

help-title = Help and rights
help-find = Where is the number of the act?
help-find-card = On the back of the national identity card, in the form 129/1982.
help-find-old = On an old birth extract: « Acte N° ».
help-find-book = In the family book, on the person’s page.
help-find-none = If you cannot find it, the counter of the office can look it up with your card.
help-code = Tracking a request
help-code-words = The tracking code given at the end of the request is enough. Give it only to somebody you trust.
help-rights = Your rights (law 55-19)
help-rights-receipt = You get a receipt as soon as you file.
help-rights-once = The commune may ask you for a detail only once.
help-rights-reason = A refusal is always explained.
help-rights-appeal = You can contest a refusal with the commune, then with the administrative court.
help-rights-delay = The law gives the administration { $days } days at most; the promised date is nearer.
help-data = Your data (law 09-08)
help-data-use = They serve to find the act, to make the document and to send it to you. They are given to nobody else.
help-data-keep = They are erased { $days } days after the request ended. The register itself is kept by the commune.
help-data-rights = You can see them, correct them or object to their use at the commune.
help-verify = Checking a document
help-verify-words = The square code of the document opens with a phone’s camera. The page says whether the document is genuine and still valid.
help-contact = Writing to us
help-contact-words = For a question about the service:

## When a page cannot be shown

error-400-title = This request was not understood
error-400-words = The address or the form is incomplete. Go back to the previous page and start again.
error-403-title = This page is not open to your account
error-403-words = If your work needs it, ask the administrator of your commune for the right.
error-404-title = This page does not exist
error-404-words = The address may have changed, or the link was cut. Check it or start from the first page.
error-409-title = This changed in the meantime
error-409-words = Somebody else acted on the same request. Open it again to see where it stands.
error-413-title = What was sent is too large
error-413-words = Shorten the text or choose a smaller file.
error-422-title = The page stayed open too long
error-422-words = For safety the form is no longer accepted. Go back to the previous page, reload it and send again.
error-429-title = Too many tries in a row
error-429-words = Wait a moment, then try again.
error-500-title = The service could not answer
error-500-words = The fault is ours and has been reported. What you sent before this page is kept.
error-503-title = The service is paused
error-503-words = An update is under way. Your requests are kept.
error-retry = { $seconds ->
    [one] Try again in one second.
   *[other] Try again in { $seconds } seconds.
}
error-home = Back to the first page
error-quote = Quote this when you write to help:

## Sentences after an action

notice-answer-sent = Your answer is sent. The commune goes on with the check.
notice-cancelled = Your request is cancelled.
notice-question-over = This question no longer waits for an answer.
notice-cancel-too-late = The request can no longer be cancelled: the commune has already accepted it.

## Anything else to correct

problem-missing = Fill this in.
problem-too-long = This is too long. Shorten it.
problem-unprintable = This has a sign that cannot be printed. Type it again.
problem-choose = Choose one of the answers.
problem-range = This is outside what is possible. Check the figures.
problem-confirm = Tick this to go on.
problem-incomplete = A step of the request is still open. Go back and fill it in.
problem-s10 = A number of the post has two letters, nine digits and two letters, for example RR473124829MA. Check each figure.

## Countries letters go to

country-ae = United Arab Emirates
country-be = Belgium
country-ca = Canada
country-ch = Switzerland
country-de = Germany
country-dz = Algeria
country-es = Spain
country-fr = France
country-gb = United Kingdom
country-it = Italy
country-ma = Morocco
country-nl = Netherlands
country-pt = Portugal
country-sa = Saudi Arabia
country-tn = Tunisia
country-us = United States
