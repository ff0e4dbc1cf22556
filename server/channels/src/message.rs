//! From a mail as we mean it to the bytes on the wire (RFC 5322, MIME): the same for every channel.

use std::time::SystemTime;

use jiff::Timestamp;
use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};
use sha2::{Digest, Sha256};
use wathiq_service::ports::{Mail, SendError};

/// Tells answering machines to keep quiet (RFC 3834, section 5).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }
    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }
    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// The language of the message (RFC 3282), for screen readers and translators.
#[derive(Clone)]
struct ContentLanguage(String);

impl Header for ContentLanguage {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Content-Language")
    }
    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }
    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}

/// Builds the message. The same mail at the same instant gives the same bytes, so a repeated try is
/// the same message to every server on its way.
///
/// # Errors
/// [`SendError::Permanent`] when the addressee's address is none; [`SendError::Transient`] for what is ours
/// to repair (a wrong sender address), so that the mail goes once it has been.
pub(crate) fn build(mail: &Mail, now: Timestamp) -> Result<Message, SendError> {
    let mut builder = Message::builder()
        .message_id(Some(bracketed(&mail.message_id)))
        .date(SystemTime::from(now))
        .from(mailbox(&mail.from)?)
        .to(Mailbox::new(None, recipient(mail)?))
        .subject(one_line(&mail.subject))
        .header(AutoSubmitted)
        .header(ContentLanguage(mail.locale.tag().to_owned()));
    if let Some(reply_to) = &mail.reply_to {
        builder = builder.reply_to(mailbox(reply_to)?);
    }
    builder.multipart(body(mail)?).map_err(|_| ours("the message has no complete head"))
}

/// The text, its HTML twin, and the files if any. The text comes first: readers show the last part they can.
fn body(mail: &Mail) -> Result<MultiPart, SendError> {
    let both = MultiPart::alternative()
        .boundary(boundary(mail, "alternative"))
        .singlepart(SinglePart::plain(mail.text.clone()))
        .singlepart(SinglePart::html(mail.html.clone()));
    if mail.attachments.is_empty() {
        return Ok(both);
    }
    let mut mixed = MultiPart::mixed().boundary(boundary(mail, "mixed")).multipart(both);
    for file in &mail.attachments {
        let content_type = ContentType::parse(&file.content_type)
            .map_err(|_| ours("the content type of an attachment cannot be read"))?;
        mixed = mixed.singlepart(Attachment::new(one_line(&file.name)).body(file.bytes.clone(), content_type));
    }
    Ok(mixed)
}

fn recipient(mail: &Mail) -> Result<Address, SendError> {
    mail.to.trim().parse().map_err(|_| SendError::Permanent {
        code: "address".to_owned(),
        message: "what was given is not an e-mail address".to_owned(),
    })
}

fn mailbox(from: &wathiq_service::ports::Mailbox) -> Result<Mailbox, SendError> {
    let address = from.address.parse().map_err(|_| ours("the sender's address is not an e-mail address"))?;
    let name = one_line(&from.name);
    Ok(Mailbox::new((!name.is_empty()).then_some(name), address))
}

fn ours(message: &str) -> SendError {
    tracing::error!(reason = message, "a mail cannot be built");
    SendError::Transient { message: message.to_owned() }
}

/// A header has one line; a line break in a value would begin another header.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>().trim().to_owned()
}

fn bracketed(message_id: &str) -> String {
    let bare = message_id.trim_start_matches('<').trim_end_matches('>');
    format!("<{}>", bare.chars().filter(char::is_ascii_graphic).collect::<String>())
}

/// A part boundary that no body can contain, since bodies are encoded, and that is the same at each try.
fn boundary(mail: &Mail, level: &str) -> String {
    format!("={}", short_digest(&[level, &mail.message_id]))
}

/// 32 hexadecimal digits that stand for these texts.
pub(crate) fn short_digest(texts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for text in texts {
        hasher.update(text);
    }
    let mut digits = hex::encode(hasher.finalize());
    digits.truncate(32);
    digits
}
