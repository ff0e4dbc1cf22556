//! The post room: print, hand over, note what comes back.

use anyhow::Context;
use serde_json::json;
use wathiq_domain::delivery::{Channel, DeliveryState, PostalAddress};
use wathiq_domain::ids::DeliveryId;
use wathiq_domain::order::{COPIES_MAX, FieldProblem, Problems};
use wathiq_domain::request::{Action, Actor};
use wathiq_domain::staff::{Role, StaffMember};
use wathiq_render::RenderInput;
use wathiq_store::TenantTx;
use wathiq_store::tables::deliveries::{self, Delivery};
use wathiq_store::tables::documents::{self, Document};
use wathiq_store::tables::requests::{self, Request};

use crate::app::App;
use crate::audit;
use crate::error::{Error, Result};
use crate::jobs;
use crate::mail::Notice;

/// One letter.
#[derive(Debug, Clone)]
pub struct Letter {
    /// The delivery.
    pub delivery: Delivery,
    /// The document in it.
    pub document: Document,
    /// The request it answers.
    pub request: Request,
    /// How many copies go in.
    pub copies: i32,
}

/// A page of letters in given states, oldest first.
///
/// # Errors
/// Forbidden for other roles.
pub fn list(
    tx: &mut TenantTx<'_>,
    who: &StaffMember,
    states: &[DeliveryState],
    after: Option<DeliveryId>,
    limit: u16,
) -> Result<Vec<Letter>> {
    if !who.has(Role::PostRoom) {
        return Err(Error::Forbidden);
    }
    let found = deliveries::list(tx, Channel::Post, states, after, i64::from(limit))?;
    let mut letters = Vec::new();
    for delivery in found {
        let letter = read(tx, delivery)?;
        if who.may(Role::PostRoom, letter.document.office_id) {
            letters.push(letter);
        }
    }
    Ok(letters)
}

fn read(tx: &mut TenantTx<'_>, delivery: Delivery) -> Result<Letter> {
    let document = documents::get(tx, delivery.document_id)?;
    let request = requests::get(tx, delivery.request_id)?;
    let copies = requests::lines(tx, request.id)?.iter().find(|l| l.id == document.line_id).map_or(1, |l| l.copies);
    Ok(Letter { delivery, document, request, copies })
}

/// One letter that `who` may handle.
///
/// # Errors
/// Not found in other offices.
pub fn letter(tx: &mut TenantTx<'_>, who: &StaffMember, id: DeliveryId) -> Result<Letter> {
    if !who.has(Role::PostRoom) {
        return Err(Error::Forbidden);
    }
    let delivery = deliveries::get(tx, id)?;
    let letter = read(tx, delivery)?;
    if letter.delivery.channel == Channel::Post && who.may(Role::PostRoom, letter.document.office_id) {
        Ok(letter)
    } else {
        Err(Error::NotFound)
    }
}

/// The letter as one PDF to print: the cover sheet with the address at the window, then the document.
///
/// # Errors
/// When the document or the address is not there.
pub async fn print_file(app: &std::sync::Arc<App>, letter: &Letter) -> Result<Vec<u8>> {
    let address = letter.request.address.clone().ok_or(Error::NotFound)?;
    let sealed = app.blobs.get(letter.document.tenant_id, letter.document.id).await.map_err(anyhow::Error::new)?;
    let making = std::sync::Arc::clone(app);
    let letter = letter.clone();
    let made = tokio::task::spawn_blocking(move || {
        let sheet = cover_sheet(&making, &letter, &address)?;
        let copies = usize::try_from(letter.copies).unwrap_or(1).clamp(1, usize::from(COPIES_MAX));
        let mut files: Vec<&[u8]> = vec![&sheet];
        files.extend(std::iter::repeat_n(sealed.as_slice(), copies));
        Ok::<_, anyhow::Error>(wathiq_render::print::join(&files)?)
    });
    Ok(made.await.map_err(anyhow::Error::new)??)
}

/// The sheet that goes before the document, with the address behind the envelope's window.
fn cover_sheet(app: &App, letter: &Letter, address: &PostalAddress) -> anyhow::Result<Vec<u8>> {
    let document = &letter.document;
    let kind = app.renderer.kinds().get(&document.kind).context("the kind of this document is not installed")?;
    let mut record = document.record.0.clone();
    let object = record.as_object_mut().context("a record is an object")?;
    object.insert("kind".to_owned(), json!("cover-sheet"));
    object.insert("specimen".to_owned(), json!(false));
    object.insert(
        "recipient".to_owned(),
        json!({
            "name": address.name,
            "lines": address.lines,
            "postal_code": address.postcode,
            "city": address.town,
            "country": (address.country != letter.country()).then(|| address.country.clone()),
        }),
    );
    let line = json!({
        "name": { "ar": kind.name.ar, "fr": kind.name.fr },
        "number": document.number().to_string(),
        "copies": letter.copies.to_string(),
    });
    object.insert("contents".to_owned(), json!([line]));
    let rendered = app.renderer.render(&RenderInput {
        record: &record,
        qr: "",
        record_json: b"{}",
        document_id: document.id.as_uuid(),
        created: document.ordered_at,
    })?;
    Ok(rendered.pdf)
}

impl Letter {
    /// Country of the commune that sends.
    fn country(&self) -> &str {
        let code = self.document.record.0.pointer("/tenant/code").and_then(serde_json::Value::as_str);
        code.and_then(|code| code.split('.').next()).unwrap_or_default()
    }
}

/// Notes that a letter was printed; printing again is no change.
///
/// # Errors
/// When it was handed over before.
pub fn printed(tx: &mut TenantTx<'_>, who: &StaffMember, id: DeliveryId) -> Result<()> {
    let mut delivery = letter(tx, who, id)?.delivery;
    match delivery.state {
        DeliveryState::Printed => return Ok(()),
        DeliveryState::Pending => {}
        DeliveryState::Sent | DeliveryState::Delivered | DeliveryState::Failed => return Err(Error::Conflict),
    }
    delivery.state = DeliveryState::Printed;
    delivery.printed_at = Some(tx.now());
    deliveries::update(tx, &delivery, DeliveryState::Pending)?;
    tx.audit(audit::staff(who.id, "printed").about("delivery", id.as_uuid()));
    Ok(())
}

/// Notes that a letter was handed over, with its registered number if it has one; the citizen is told.
///
/// # Errors
/// When it was not printed, or the number is not one of the Universal Postal Union (S10).
pub fn handed_over(tx: &mut TenantTx<'_>, who: &StaffMember, id: DeliveryId, number: &str) -> Result<()> {
    let found = letter(tx, who, id)?;
    let (mut delivery, mut request) = (found.delivery, found.request);
    if delivery.state != DeliveryState::Printed {
        return Err(Error::Conflict);
    }
    let number = number.split_whitespace().collect::<String>().to_uppercase();
    if !number.is_empty() && !is_s10(&number) {
        return Err(Problems(vec![FieldProblem { field: "tracking_number", code: "s10" }]).into());
    }
    if !Action::Dispatch.allowed(Actor::Staff(Role::PostRoom)) {
        return Err(Error::Forbidden);
    }
    request.state = request.state.after(Action::Dispatch)?;
    let now = tx.now();
    delivery.state = DeliveryState::Sent;
    delivery.sent_at = Some(now);
    delivery.tracking_number = Some(number).filter(|number| !number.is_empty());
    deliveries::update(tx, &delivery, DeliveryState::Printed)?;
    requests::update(tx, &mut request)?;
    tx.audit(audit::staff(who.id, "handed_over").about("delivery", id.as_uuid()));
    jobs::notify(tx, request.id, Notice::Posted, now)?;
    Ok(())
}

/// Whether a text is an S10 item number: two letters, eight digits, check digit, two letters (UPU standard S10).
pub fn is_s10(text: &str) -> bool {
    const WEIGHTS: [u32; 8] = [8, 6, 4, 2, 3, 5, 9, 7];
    let bytes = text.as_bytes();
    let (Some(service), Some(serial), Some(check), Some(country)) =
        (bytes.get(0..2), bytes.get(2..10), bytes.get(10), bytes.get(11..))
    else {
        return false;
    };
    let letters = |part: &[u8]| part.len() == 2 && part.iter().all(u8::is_ascii_uppercase);
    if !letters(service) || !letters(country) || !serial.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let sum: u32 = serial.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let expected = match 11 - sum % 11 {
        10 => 0,
        11 => 5,
        digit => digit,
    };
    u32::from(*check) == u32::from(b'0') + expected
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn item_numbers_of_the_postal_union() {
        assert!(is_s10("RR473124829MA"));
        for bad in ["RR473124828MA", "RR47312482MA", "R4473124829MA", "RR473124829M1", "RR473124829MAX", ""] {
            assert!(!is_s10(bad), "{bad}");
        }
    }
}
