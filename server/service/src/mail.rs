//! Mails to citizens: text first, one link, a subject that names neither a person nor a document.

use jiff::Timestamp;
use jiff::civil::Date;
use minijinja::value::{Kwargs, Serde};
use minijinja::{AutoEscape, Environment, ErrorKind, UndefinedBehavior, context};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wathiq_domain::Locale;
use wathiq_domain::ids::{DeliveryId, RequestId};
use wathiq_domain::request::RequestState;
use wathiq_i18n::{Args, Texts, dates};
use wathiq_store::tables::deliveries::Delivery;
use wathiq_store::tables::offices::{self, Office};
use wathiq_store::tables::requests::{self, Line, Request};
use wathiq_store::tenants::Tenant;
use wathiq_store::{StoreError, TenantTx};

use crate::app::App;
use crate::error::Result;
use crate::ports::{Attachment, Mail, Mailbox};
use crate::secrets::Purpose;

/// News a citizen gets beside the document itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// The request was handed in.
    Received,
    /// The office asks for something.
    Asked,
    /// The request was refused.
    Refused,
    /// The letter was handed to the post.
    Posted,
    /// The document could not be delivered.
    Undeliverable,
}

impl Notice {
    /// Whether it is still true when it is about to be sent: a refusal may have been taken back meanwhile.
    pub fn holds(self, state: RequestState) -> bool {
        match self {
            Self::Received | Self::Posted => true,
            Self::Asked => state == RequestState::AwaitingCitizen,
            Self::Refused => state == RequestState::Rejected,
            Self::Undeliverable => state == RequestState::Undeliverable,
        }
    }
}

/// What one mail says; the variant chooses subject and words.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case", tag = "step")]
enum Words {
    Receipt { ready_by: Date },
    Question { question: String },
    Refused { reason: String, words: String, appeal: String },
    Ready { until: Date },
    Attached,
    Posted { postal_number: Option<String> },
    DeliveryFailed { channel: &'static str },
}

impl Words {
    const fn step(&self) -> &'static str {
        match self {
            Self::Receipt { .. } => "receipt",
            Self::Question { .. } => "question",
            Self::Refused { .. } => "refused",
            Self::Ready { .. } => "ready",
            Self::Attached => "attached",
            Self::Posted { .. } => "posted",
            Self::DeliveryFailed { .. } => "delivery-failed",
        }
    }
}

/// What every mail about a request needs.
pub struct Subject {
    /// The commune.
    pub tenant: Tenant,
    /// The office.
    pub office: Office,
    /// The request.
    pub request: Request,
    /// Its lines.
    pub lines: Vec<Line>,
}

impl Subject {
    /// Reads it.
    ///
    /// # Errors
    /// Not found when the request is not of this commune.
    pub fn read(tx: &mut TenantTx<'_>, id: RequestId) -> Result<Self, StoreError> {
        let request = requests::get(tx, id)?;
        let office = offices::find(tx, request.office_id)?;
        let lines = requests::lines(tx, id)?;
        Ok(Self { tenant: tx.own_tenant()?, office, request, lines })
    }
}

/// A notice as a mail; none when there is nothing to say or nobody to say it to.
///
/// # Errors
/// When a template or text is broken.
pub fn notice(
    app: &App,
    about: &Subject,
    notice: Notice,
    id: Uuid,
    delivery: Option<&Delivery>,
) -> Result<Option<Mail>> {
    let request = &about.request;
    let words = match notice {
        Notice::Received => request.due_on.map(|ready_by| Words::Receipt { ready_by }),
        Notice::Asked => request.question.clone().map(|question| Words::Question { question }),
        Notice::Refused => request.refusal_reason.map(|reason| Words::Refused {
            reason: reason.as_str().to_owned(),
            words: request.refusal_text.clone().unwrap_or_default(),
            appeal: about.tenant.settings.appeal.get(request.locale).to_owned(),
        }),
        Notice::Posted => Some(Words::Posted { postal_number: delivery.and_then(|d| d.tracking_number.clone()) }),
        Notice::Undeliverable => request.channel.map(|channel| Words::DeliveryFailed { channel: channel.as_str() }),
    };
    let Some(words) = words else { return Ok(None) };
    let link = tracking_link(app, request.locale, request.id);
    write(app, about, &words, &link, id, Vec::new())
}

/// The mail that brings a document: its link, or the document itself.
///
/// # Errors
/// When a template or text is broken.
pub fn document(app: &App, about: &Subject, delivery: &Delivery, attached: Option<Attachment>) -> Result<Option<Mail>> {
    let locale = about.request.locale;
    let words = if attached.is_some() {
        Words::Attached
    } else {
        let until = delivery.link_expires_at.unwrap_or(delivery.created_at);
        Words::Ready { until: app.today(&about.tenant, until) }
    };
    let link = if attached.is_some() {
        tracking_link(app, locale, about.request.id)
    } else {
        download_link(app, locale, delivery.id)
    };
    write(app, about, &words, &link, delivery.id.as_uuid(), attached.into_iter().collect())
}

/// Address of the page that follows a request.
pub fn tracking_link(app: &App, locale: Locale, id: RequestId) -> String {
    let code = app.secrets.code(Purpose::Tracking, id.as_uuid());
    format!("{}/{}/track/{code}", app.settings.base_url, locale.tag())
}

/// Address of the page that gives a document.
pub fn download_link(app: &App, locale: Locale, id: DeliveryId) -> String {
    let code = app.secrets.code(Purpose::Download, id.as_uuid());
    format!("{}/{}/documents/{code}", app.settings.base_url, locale.tag())
}

fn write(
    app: &App,
    about: &Subject,
    words: &Words,
    link: &str,
    id: Uuid,
    attachments: Vec<Attachment>,
) -> Result<Option<Mail>> {
    let request = &about.request;
    let Some(to) = request.contact_email.clone() else { return Ok(None) };
    let locale = request.locale;
    let kind = about.lines.first().map_or("", |line| line.kind.as_str());
    let envelope = Envelope {
        commune: about.tenant.name().get(locale).to_owned(),
        office: about.office.name().get(locale).to_owned(),
        kind_name: app.renderer.kinds().get(kind).map(|kind| kind.name.get(locale).to_owned()).unwrap_or_default(),
        code: app.secrets.code(Purpose::Tracking, request.id.as_uuid()).grouped(),
        link: link.to_owned(),
        verify_address: app.settings.verify_address.clone(),
    };
    let parts = compose(&app.texts, locale, words, &envelope)?;
    let url = &app.settings.base_url;
    let host = url.split("://").nth(1).and_then(|rest| rest.split([':', '/']).next()).unwrap_or("localhost");
    let name = format!("{} – {}", envelope.office, envelope.commune);
    let sender = Mailbox { name, address: app.settings.mail_from.address.clone() };
    let reply_to = about.tenant.settings.contact_email.clone();
    Ok(Some(Mail {
        message_id: format!("{id}@{host}"),
        reply_to: reply_to.map(|address| Mailbox { name: sender.name.clone(), address }),
        from: sender,
        to,
        locale,
        subject: parts.subject,
        text: parts.text,
        html: parts.html,
        attachments,
    }))
}

/// What stands in every mail, whatever it says.
struct Envelope {
    commune: String,
    office: String,
    kind_name: String,
    code: String,
    link: String,
    verify_address: String,
}

/// The three parts of a mail.
struct Parts {
    subject: String,
    text: String,
    html: String,
}

fn compose(texts: &Texts, locale: Locale, words: &Words, envelope: &Envelope) -> Result<Parts> {
    let args = Args::new().text("commune", envelope.commune.as_str());
    let subject = texts.format_plain(locale, &format!("mail-{}-subject", words.step()), &args);
    let comma = if locale == Locale::Ar { "،" } else { "," };
    let values = context! {
        lang => locale.tag(),
        dir => locale.dir(),
        step => words.step(),
        subject => &subject,
        sender => format!("{}{comma} {}", envelope.office, envelope.commune),
        kind_name => &envelope.kind_name,
        code => &envelope.code,
        link => &envelope.link,
        verify_address => &envelope.verify_address,
        mail => minijinja::Value::from(Serde(words)),
    };
    let env = environment(locale, texts);
    let part = |name| -> Result<String> {
        let rendered = env.get_template(name).and_then(|template| template.render(&values));
        Ok(rendered.map_err(|error| anyhow::anyhow!("mail template {name}: {error:#}"))?)
    };
    Ok(Parts { text: part("mail.txt")?, html: part("mail.html")?, subject })
}

fn environment(locale: Locale, texts: &Texts) -> Environment<'static> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_auto_escape_callback(|name| if name == "mail.html" { AutoEscape::Html } else { AutoEscape::None });
    // Embedded and tried by the tests: they parse.
    let _ = env.add_template("mail.html", include_str!("../templates/mail.html"));
    let _ = env.add_template("mail.txt", include_str!("../templates/mail.txt"));
    let texts = texts.clone();
    env.add_function("t", move |key: &str, kwargs: Kwargs| {
        let mut args = Args::new();
        for name in kwargs.args() {
            args = args.text(name.to_owned(), kwargs.get::<String>(name)?);
        }
        texts
            .try_format(locale, key, &args)
            .map_err(|error| minijinja::Error::new(ErrorKind::InvalidOperation, format!("text {key}: {error}")))
    });
    let day =
        |text: &str| text.parse::<Date>().map_err(|_| minijinja::Error::new(ErrorKind::InvalidOperation, "not a date"));
    env.add_filter("weekday", move |text: &str| day(text).map(|d| dates::weekday_date(d, locale)));
    env.add_filter("date", move |text: &str| day(text).map(|d| dates::date(&d.into(), locale)));
    env.add_filter("kebab", |text: &str| text.replace('_', "-"));
    env
}

/// When a refusal is told: once it can no longer be taken back.
pub fn after_undo(now: Timestamp) -> Timestamp {
    now + jiff::SignedDuration::from_mins(wathiq_domain::request::UNDO_MINUTES)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use wathiq_domain::request::RefusalReason;

    fn every_mail() -> Vec<Words> {
        let mut all = vec![
            Words::Receipt { ready_by: date(2026, 11, 26) },
            Words::Question { question: "Quel est le prénom du grand-père paternel ?".into() },
            Words::Ready { until: date(2026, 12, 22) },
            Words::Attached,
            Words::Posted { postal_number: Some("RR473124829MA".into()) },
            Words::Posted { postal_number: None },
            Words::DeliveryFailed { channel: "email" },
            Words::DeliveryFailed { channel: "post" },
        ];
        all.extend(RefusalReason::ALL.map(|reason| Words::Refused {
            reason: reason.as_str().to_owned(),
            words: "Le registre de 1982 s’arrête au numéro 118.".into(),
            appeal: "Vous pouvez former un recours.".into(),
        }));
        all
    }

    #[test]
    fn mails_are_complete_in_three_languages() {
        let texts = Texts::embedded().unwrap();
        for locale in Locale::ALL {
            for words in every_mail() {
                let envelope = Envelope {
                    commune: "Tanger".into(),
                    office: "Médina".into(),
                    kind_name: "Extrait d’acte de naissance".into(),
                    code: "0ABCDE-FGHJK".into(),
                    link: "https://exemple.invalid/fr/track/0ABCDEFGHJK".into(),
                    verify_address: "v.exemple.invalid".into(),
                };
                let what = format!("{} ({})", words.step(), locale.tag());
                let made =
                    compose(&texts, locale, &words, &envelope).unwrap_or_else(|error| panic!("{what}: {error:?}"));
                assert!(made.subject.contains("Tanger") && made.subject.len() < 120, "{what}: {}", made.subject);
                for private in ["129", "naissance", "\n", "\u{2068}"] {
                    assert!(!made.subject.contains(private), "{what}: {private:?} in the subject");
                }
                // In HTML the bars of an address are escaped, which reads the same.
                for part in [&made.text, &made.html.replace("&#x2f;", "/")] {
                    assert!(part.contains(&envelope.link), "{what}: no link");
                }
                assert_eq!(made.html.matches("<a ").count(), 1, "{what}: one link");
                assert!(!made.html.contains("<img") && !made.html.contains("<script"), "{what}");
                assert!(!made.text.contains('<') && !made.text.contains("\n\n\n"), "{what}: holes in\n{}", made.text);
                assert!(made.html.contains(&format!("dir=\"{}\"", locale.dir())), "{what}");
            }
        }
    }
}
