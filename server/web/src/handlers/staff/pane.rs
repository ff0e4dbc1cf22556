//! The review as its page shows it: the order, the act beside it, and what may be done.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use wathiq_domain::act::{Act, Certifiable, Mention, MentionKind};
use wathiq_domain::document::DocumentState;
use wathiq_domain::matching::{Difference, Field, Form as Spelling};
use wathiq_domain::order::{DeclaredName, ForWhom, Person};
use wathiq_domain::request::{Action, RefusalReason, RequestState, UNDO_MINUTES};
use wathiq_domain::{Bilingual, Locale};
use wathiq_service::Error;
use wathiq_service::accounts::SignedIn;
use wathiq_service::review::Review as Opened;
use wathiq_service::rows::Request;

use super::desk::{fee, kind_name};
use super::list::{is_late, promised};
use super::shown::Shown;
use crate::handlers::fault::Fault;
use crate::state::Web;
use crate::views::review::{
    Agreement, Allowed, Asked, Comparison, DecisionFields, MadeDocument, MarginalMention, NearestAct, RegisterEntry,
    Review, Undo,
};
use crate::views::{Form, Message, OfficeName, OrderSummary, PersonNames};

/// The view of an opened request, with what was typed.
///
/// # Errors
/// When the request lacks what every handed-in request has.
pub fn review(
    web: &Web,
    locale: Locale,
    who: &SignedIn,
    opened: &Opened,
    form: Form<DecisionFields>,
) -> Result<Review, Fault> {
    let now = web.app.clock.now();
    let request = &opened.request;
    let shown =
        Shown { request: request.id, version: Some(request.version), act: opened.act.as_ref().map(|act| act.id) };
    Ok(Review {
        id: shown.to_string(),
        state: request.state.as_str().to_owned(),
        due: promised(request),
        late: is_late(request, web.app.today(&who.tenant, now)),
        order: order(web, locale, who, opened)?,
        entry: opened.act.as_ref().map(entry),
        comparisons: comparisons(opened),
        nearest: opened.near.iter().map(nearest).collect(),
        mentions: opened.act.as_ref().map(mentions).unwrap_or_default(),
        asked: request.question.clone().map(|question| Asked { question, answer: request.answer.clone() }),
        preview: opened.act.is_some(),
        allowed: allowed(request, opened.act.is_some()),
        reasons: RefusalReason::ALL.map(|reason| reason.as_str().to_owned()).to_vec(),
        form,
        undo: undo(opened, now),
        documents: documents(opened),
        reviewer: opened.reviewer.as_ref().filter(|_| request.state == RequestState::InReview).map(|r| r.name.clone()),
    })
}

/// The documents that have a page: not those whose seal is still being made.
fn documents(opened: &Opened) -> Vec<MadeDocument> {
    let made = opened.documents.iter().filter(|document| document.state != DocumentState::Sealing);
    made.map(|document| MadeDocument { id: document.id.to_string(), number: document.number().to_string() }).collect()
}

/// What may be done in this state. The use case decides; this only leaves out buttons that it would refuse.
fn allowed(request: &Request, has_act: bool) -> Allowed {
    let can = |action: Action| request.state.after(action).is_ok();
    Allowed {
        approve: has_act && can(Action::Approve),
        ask: request.asked_at.is_none() && can(Action::Ask),
        reject: can(Action::Reject),
    }
}

fn undo(opened: &Opened, now: Timestamp) -> Option<Undo> {
    let decided_at = opened.request.decided_at.filter(|_| opened.can_undo)?;
    let until = decided_at + SignedDuration::from_mins(UNDO_MINUTES);
    let minutes = until.duration_since(now).as_mins();
    Some(Undo {
        state: opened.request.state.as_str().to_owned(),
        until,
        minutes: u32::try_from(minutes).unwrap_or_default(),
    })
}

/// Names as declared.
pub fn declared_names(person: &Person) -> PersonNames {
    let both = |name: &DeclaredName| Bilingual::new(&name.ar, &name.fr);
    PersonNames { family: both(&person.family), given: both(&person.given) }
}

/// Names as recorded.
pub fn recorded_names(act: &Act) -> PersonNames {
    PersonNames { family: act.content.family.clone(), given: act.content.given.clone() }
}

fn order(web: &Web, locale: Locale, who: &SignedIn, opened: &Opened) -> Result<OrderSummary, Fault> {
    let request = &opened.request;
    let declared = &request.declared;
    let (Some(person), Some(act), Some(due)) = (&declared.person, &declared.act, request.due_on) else {
        return Err(Error::NotFound.into());
    };
    let choice = &declared.choice;
    let copies = u32::from(choice.copies);
    let address = request.address.as_ref().map(|address| {
        let mut lines = vec![address.name.clone()];
        lines.extend(address.lines.iter().cloned());
        lines.push(format!("{} {}", address.postcode, address.town));
        if address.country != who.tenant.country {
            lines.push(address.country.clone());
        }
        lines
    });
    Ok(OrderSummary {
        office: OfficeName { office: opened.office.name(), commune: who.tenant.name() },
        kind_name: kind_name(web, &choice.kind, locale),
        copies,
        language: choice.language.clone(),
        purpose: Some(choice.purpose.clone()).filter(|purpose| !purpose.is_empty()),
        act_reference: act.to_string(),
        relation: match person.for_whom {
            ForWhom::Myself => "self",
            ForWhom::MinorChild => "child",
        }
        .to_owned(),
        person: declared_names(person),
        birth: person.birth_date,
        father: person.father.clone(),
        mother: person.mother.clone(),
        channel: request.channel.map_or("email", wathiq_domain::delivery::Channel::as_str).to_owned(),
        email: request.contact_email.clone().unwrap_or_default(),
        address: address.unwrap_or_default(),
        fee: fee(web, &choice.kind, copies),
        ready_by: due,
    })
}

fn entry(act: &Act) -> RegisterEntry {
    let content = &act.content;
    RegisterEntry {
        id: act.id.to_string(),
        reference: act.number.to_string(),
        year_hijri: content.year_hijri,
        person: recorded_names(act),
        sex: content.sex,
        birth: content.birth_date,
        birth_hijri: content.birth_date_hijri,
        birth_place: content.birth_place.clone(),
        father: content.father.clone(),
        mother: content.mother.clone(),
    }
}

fn nearest(act: &Act) -> NearestAct {
    NearestAct {
        id: act.id.to_string(),
        reference: act.number.to_string(),
        person: recorded_names(act),
        birth: act.content.birth_date,
    }
}

/// The compared fields, those that neither side has left out.
fn comparisons(opened: &Opened) -> Vec<Comparison> {
    let (Some(compared), Some(act)) = (&opened.comparison, &opened.act) else { return Vec::new() };
    let (Some(person), Some(number)) = (&opened.request.declared.person, &opened.request.declared.act) else {
        return Vec::new();
    };
    let line = |(field, difference): &(Field, Difference)| {
        let (declared, recorded) = values(*field, person, &number.to_string(), act);
        Comparison { field: name_of(*field).to_owned(), declared, recorded, agreement: agreement(difference) }
    };
    let all = compared.fields().iter().map(line);
    all.filter(|line| !line.declared.is_empty() || !line.recorded.is_empty()).collect()
}

/// The field's name in the page's texts.
const fn name_of(field: Field) -> &'static str {
    match field {
        Field::ActNumber => "act",
        Field::FamilyAr => "family_ar",
        Field::FamilyFr => "family_fr",
        Field::GivenAr => "given_ar",
        Field::GivenFr => "given_fr",
        Field::BirthDate => "birth",
        Field::Father => "father",
        Field::Mother => "mother",
    }
}

/// What was declared and what is recorded, as they stand side by side.
fn values(field: Field, person: &Person, number: &str, act: &Act) -> (String, String) {
    let content = &act.content;
    // A parent is declared in one script: the record is shown in the same, or in the one it has.
    let parent = |declared: &str, recorded: Option<&Bilingual>| {
        let Some(recorded) = recorded else { return String::new() };
        let arabic = wathiq_domain::text::script_of(declared) == wathiq_domain::text::Script::Arabic;
        let (first, other) = if arabic { (&recorded.ar, &recorded.fr) } else { (&recorded.fr, &recorded.ar) };
        if first.is_empty() { other.clone() } else { first.clone() }
    };
    match field {
        Field::ActNumber => (number.to_owned(), act.number.to_string()),
        Field::FamilyAr => (person.family.ar.clone(), content.family.ar.clone()),
        Field::FamilyFr => (person.family.fr.clone(), content.family.fr.clone()),
        Field::GivenAr => (person.given.ar.clone(), content.given.ar.clone()),
        Field::GivenFr => (person.given.fr.clone(), content.given.fr.clone()),
        Field::BirthDate => (person.birth_date.to_string(), content.birth_date.to_string()),
        Field::Father => (person.father.clone(), parent(&person.father, content.father.as_ref())),
        Field::Mother => (person.mother.clone(), parent(&person.mother, content.mother.as_ref())),
    }
}

/// The difference in the four words of the page. A parent declared by the given name alone is the same parent, and the
/// capitals of the register's family names are no difference.
fn agreement(difference: &Difference) -> Agreement {
    match difference {
        Difference::Same => Agreement::Same,
        Difference::SameButForm(forms) if forms.iter().all(|form| no_difference(*form)) => Agreement::Same,
        Difference::SameButForm(_) | Difference::Similar(_) => Agreement::Close,
        Difference::Different => Agreement::Different,
        Difference::NotGiven | Difference::NotRegistered => Agreement::Missing,
    }
}

const fn no_difference(form: Spelling) -> bool {
    matches!(form, Spelling::Shorter | Spelling::Case | Spelling::Encoding)
}

/// The margin of the act, and which of it an extract prints (decree 2-99-665, article 37).
fn mentions(act: &Act) -> Vec<MarginalMention> {
    let printed = act.content.death_mention().map(|mention| mention.id);
    let shown = |mention: &Mention| MarginalMention {
        // The page says the words of the mention, which hold its date; an unknown day is not made up from this.
        date: mention.on.and_then(|on| Date::new(on.year(), on.month()?, on.day()?).ok()).unwrap_or(Date::ZERO),
        text: mention.text.clone(),
        printed: printed == Some(mention.id),
        reason: Message::new(if printed == Some(mention.id) {
            "review-mention-death"
        } else if mention.kind == MentionKind::Death && mention.certifiable == Certifiable::No {
            "review-mention-not-shown"
        } else {
            "review-mention-only-death"
        }),
    };
    act.content.mentions.iter().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_has_one_of_four_words() {
        let words = [
            (Difference::Same, Agreement::Same),
            (Difference::SameButForm(vec![Spelling::Shorter]), Agreement::Same),
            (Difference::SameButForm(vec![Spelling::Case]), Agreement::Same),
            (Difference::SameButForm(vec![Spelling::Hamza, Spelling::Shorter]), Agreement::Close),
            (Difference::Similar(80), Agreement::Close),
            (Difference::Different, Agreement::Different),
            (Difference::NotGiven, Agreement::Missing),
            (Difference::NotRegistered, Agreement::Missing),
        ];
        for (difference, word) in words {
            assert_eq!(agreement(&difference), word, "{difference:?}");
        }
    }
}
