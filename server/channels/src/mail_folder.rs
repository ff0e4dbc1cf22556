//! Mail into a folder: one `.eml` file for each message, for the demo and for trying the service out.
//!
//! The mailbox page reads the files back, so what it shows is what was sent, byte for byte.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;

use jiff::Timestamp;
use mail_parser::{Message, MessageParser, MimeHeaders};
use wathiq_domain::Clock;
use wathiq_service::ports::{Attachment, Mail, Mailbox, Mailer, SendError, Sending};

use crate::message::{self, short_digest};

/// Names one message of the folder: 32 hexadecimal digits. It can be put into a URL.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct MailId(String);

impl MailId {
    /// A second sending of one message gets the same name and takes the place of the first.
    fn of(message_id: &str) -> Self {
        Self(short_digest(&[message_id]))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for MailId {
    type Err = NotAMailId;

    /// Takes nothing but 32 digits, so that no text can name another file.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let plain = text.len() == 32 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if plain { Ok(Self(text.to_owned())) } else { Err(NotAMailId) }
    }
}

/// The text names no message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the name of a message")]
pub struct NotAMailId;

/// A message as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailSummary {
    /// Its name in the folder.
    pub id: MailId,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// Sender.
    pub from: Mailbox,
    /// Address of the addressee.
    pub to: String,
    /// Subject.
    pub subject: String,
}

/// A message read back whole.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredMail {
    /// Its head.
    pub summary: MailSummary,
    /// Where answers go.
    pub reply_to: Option<String>,
    /// Language tag of the message.
    pub language: String,
    /// Text part.
    pub text: String,
    /// HTML part.
    pub html: String,
    /// Files.
    pub attachments: Vec<Attachment>,
}

/// A folder of messages. Reading and writing block: from async code go through `spawn_blocking`.
#[derive(Clone)]
pub struct MailFolder {
    path: PathBuf,
    clock: Arc<dyn Clock>,
}

impl MailFolder {
    /// Opens the folder and makes it when missing.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn open(path: impl Into<PathBuf>, clock: Arc<dyn Clock>) -> io::Result<Self> {
        let path = path.into();
        fs::create_dir_all(&path)?;
        Ok(Self { path, clock })
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The file of a message, whether or not it is there.
    pub fn file(&self, id: &MailId) -> PathBuf {
        self.path.join(format!("{}.eml", id.0))
    }

    /// All messages, the newest first. A file that is no message of ours is passed over.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn list(&self) -> io::Result<Vec<MailSummary>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(&self.path)? {
            let name = entry?.file_name();
            let Some(id) = name.to_str().and_then(|n| n.strip_suffix(".eml")).and_then(|n| n.parse().ok()) else {
                continue;
            };
            found.extend(self.read(&id)?.map(|mail| mail.summary));
        }
        found.sort_by(|a, b| b.sent_at.cmp(&a.sent_at).then_with(|| a.id.cmp(&b.id)));
        Ok(found)
    }

    /// One message, if it is there.
    ///
    /// # Errors
    /// When the file is there but cannot be read.
    pub fn read(&self, id: &MailId) -> io::Result<Option<StoredMail>> {
        match fs::read(self.file(id)) {
            Ok(bytes) => Ok(parse(id, &bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Writes beside, then renames: a reader sees the whole message or none, also after a power cut.
    fn write(&self, id: &MailId, bytes: &[u8]) -> io::Result<()> {
        let beside = self.path.join(format!(".{}.part", id.0));
        let mut file = File::create(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        drop(file);
        fs::rename(&beside, self.file(id))?;
        File::open(&self.path)?.sync_all()
    }

    async fn deliver(&self, mail: &Mail) -> Result<(), SendError> {
        let bytes = message::build(mail, self.clock.now())?.formatted();
        let id = MailId::of(&mail.message_id);
        let folder = self.clone();
        let written = tokio::task::spawn_blocking(move || folder.write(&id, &bytes)).await;
        let failed = |reason: String| SendError::Transient { message: format!("the mail folder: {reason}") };
        written.map_err(|error| failed(error.to_string()))?.map_err(|error| failed(error.to_string()))
    }
}

impl Mailer for MailFolder {
    fn send<'a>(&'a self, mail: &'a Mail) -> Sending<'a> {
        Box::pin(self.deliver(mail))
    }
}

fn parse(id: &MailId, bytes: &[u8]) -> Option<StoredMail> {
    let message = MessageParser::default().parse(bytes)?;
    let from = message.from()?.first()?;
    let summary = MailSummary {
        id: id.clone(),
        sent_at: Timestamp::from_second(message.date()?.to_timestamp()).ok()?,
        from: Mailbox {
            name: from.name().unwrap_or_default().to_owned(),
            address: from.address().unwrap_or_default().to_owned(),
        },
        to: message.to()?.first()?.address()?.to_owned(),
        subject: message.subject().unwrap_or_default().to_owned(),
    };
    Some(StoredMail {
        summary,
        reply_to: message.reply_to().and_then(|to| to.first()).and_then(|to| to.address()).map(str::to_owned),
        language: header(&message, "Content-Language"),
        text: message.body_text(0).unwrap_or_default().into_owned(),
        html: message.body_html(0).unwrap_or_default().into_owned(),
        attachments: message.attachments().map(attachment).collect(),
    })
}

fn header(message: &Message<'_>, name: &str) -> String {
    message.header_raw(name).unwrap_or_default().trim().to_owned()
}

fn attachment(part: &mail_parser::MessagePart<'_>) -> Attachment {
    let content_type = part.content_type().map_or_else(
        || "application/octet-stream".to_owned(),
        |kind| kind.subtype().map_or_else(|| kind.ctype().to_owned(), |sub| format!("{}/{sub}", kind.ctype())),
    );
    Attachment {
        name: part.attachment_name().unwrap_or_default().to_owned(),
        content_type,
        bytes: part.contents().to_vec(),
    }
}
