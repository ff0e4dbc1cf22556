//! Pages of the demonstration: who can sign in, what can be ordered, and the mails that were not sent.

use std::io;

use actix_web::http::header::{self, ContentEncoding};
use actix_web::web::{self, Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use wathiq_service::{Error, passwords};

use super::fault::{Answer, Fault};
use crate::http::{Lang, Policy};
use crate::routes;
use crate::state::{Demo, DemoMail, Web};
use crate::views::demo::{Attachment, DemoAccount, DemoAct, DemoHome, DemoMailbox, DemoMessage, MailLine};
use crate::views::{OfficeName, PersonNames};

impl Web {
    fn demo(&self) -> Result<&Demo, Fault> {
        self.demo.as_ref().ok_or(Fault::Service(Error::NotFound))
    }
}

/// `/{lang}/demo`
pub async fn home(request: HttpRequest, lang: Lang, web: Data<Web>) -> Answer {
    let demo = web.demo()?;
    let now = web.app.clock.now();
    let accounts = demo.accounts.iter().map(|account| DemoAccount {
        role: if account.role == "post_room" { "post" } else { &account.role }.to_owned(),
        commune: account.commune.clone(),
        email: account.email.clone(),
        password: account.password.clone(),
        totp_secret: account.totp_secret.clone(),
        totp_now: from_base32(&account.totp_secret).map(|secret| passwords::totp(&secret, now)).unwrap_or_default(),
    });
    let acts = demo.acts.iter().map(|act| DemoAct {
        office: OfficeName { office: act.office.clone(), commune: act.commune.clone() },
        reference: act.number.clone(),
        person: PersonNames { family: act.family.clone(), given: act.given.clone() },
        birth: act.birth_date,
    });
    let view = DemoHome { accounts: accounts.collect(), acts: acts.collect() };
    web.page(&web.public(&request, lang.0), &view)
}

/// `/{lang}/demo/mail`
pub async fn mailbox(request: HttpRequest, lang: Lang, web: Data<Web>) -> Answer {
    let mails = read(&web, |demo| demo.mailbox.list()).await?;
    let view = DemoMailbox { mails: mails.iter().map(line).collect() };
    web.page(&web.public(&request, lang.0), &view)
}

/// `/{lang}/demo/mail/{id}`
pub async fn message(request: HttpRequest, lang: Lang, web: Data<Web>, path: Path<(String, String)>) -> Answer {
    let mail = one(&web, path.into_inner().1).await?;
    let attachment = |(place, (name, _, bytes)): (usize, &(String, String, Vec<u8>))| -> Result<Attachment, Fault> {
        let parts = [("id", mail.id.as_str()), ("place", &place.to_string())];
        Ok(Attachment {
            name: name.clone(),
            url: routes::DEMO_ATTACHMENT.path(lang.0, &parts)?,
            bytes: u64::try_from(bytes.len()).unwrap_or(u64::MAX),
        })
    };
    let attachments = mail.attachments.iter().enumerate().map(attachment).collect::<Result<_, _>>()?;
    let html_url = routes::DEMO_HTML.path(lang.0, &[("id", &mail.id)])?;
    let view = DemoMessage {
        links: links(&mail.text, &web.app.settings.base_url),
        html_url: (!mail.html.is_empty()).then_some(html_url),
        attachments,
        mail: line(&mail),
        text: mail.text,
    };
    web.page(&web.public(&request, lang.0), &view)
}

/// `/{lang}/demo/mail/{id}/html`: the HTML part, for a frame in which it may do nothing.
pub async fn html(_: Lang, web: Data<Web>, path: Path<(String, String)>) -> Answer {
    let mail = one(&web, path.into_inner().1).await?;
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header(Policy::MailPart.header())
        .body(mail.html))
}

/// `/{lang}/demo/mail/{id}/{place}`: one of its files.
pub async fn attachment(_: Lang, web: Data<Web>, path: Path<(String, String, usize)>) -> Answer {
    let (_, id, place) = path.into_inner();
    let mail = one(&web, id).await?;
    let (name, kind, bytes) = mail.attachments.into_iter().nth(place).ok_or(Error::NotFound)?;
    let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || "-_.".contains(*c)).collect();
    Ok(HttpResponse::Ok()
        .content_type(kind)
        .insert_header((header::CONTENT_DISPOSITION, format!("inline; filename=\"{name}\"")))
        .insert_header(ContentEncoding::Identity)
        .insert_header(Policy::Pdf.header())
        .body(bytes))
}

async fn one(web: &Data<Web>, id: String) -> Result<DemoMail, Fault> {
    let found = read(web, move |demo| demo.mailbox.read(&id)).await?;
    found.ok_or(Fault::Service(Error::NotFound))
}

/// Reads the folder of mails on a thread that may wait.
async fn read<T: Send + 'static>(
    web: &Data<Web>,
    work: impl FnOnce(&Demo) -> io::Result<T> + Send + 'static,
) -> Result<T, Fault> {
    web.demo()?;
    let shared = web.clone();
    let done = web::block(move || shared.demo.as_ref().map(work)).await;
    match done {
        Ok(Some(Ok(value))) => Ok(value),
        Ok(Some(Err(error))) => Err(Error::Internal(error.into()).into()),
        Ok(None) | Err(_) => Err(Error::Unavailable.into()),
    }
}

fn line(mail: &DemoMail) -> MailLine {
    MailLine {
        id: mail.id.clone(),
        at: mail.sent_at,
        to: mail.to.clone(),
        subject: mail.subject.clone(),
        attachments: u32::try_from(mail.attachments.len()).unwrap_or(u32::MAX),
    }
}

/// Links of a text that lead to this service.
fn links(text: &str, base_url: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in text.split(|c: char| c.is_whitespace() || "<>()\"\u{2066}\u{2067}\u{2068}\u{2069}".contains(c)) {
        let link = word.trim_end_matches(['.', ',', ';']);
        let ours = link.strip_prefix(base_url).is_some_and(|rest| rest.starts_with('/'));
        if ours && !found.iter().any(|known| known == link) {
            found.push(link.to_owned());
        }
    }
    found
}

/// Reads base32 without padding (RFC 4648, section 6).
fn from_base32(text: &str) -> Option<Vec<u8>> {
    let (mut out, mut held, mut bits) = (Vec::new(), 0_u32, 0_u32);
    for sign in text.bytes() {
        let value = match sign {
            b'A'..=b'Z' => sign - b'A',
            b'2'..=b'7' => sign - b'2' + 26,
            _ => return None,
        };
        held = (held << 5) | u32::from(value);
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            out.push(u8::try_from((held >> bits) & 0xFF).ok()?);
            held &= (1 << bits) - 1;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_read_back() {
        for secret in [b"12345678901234567890".as_slice(), b"", b"f", b"fo", b"foobar"] {
            assert_eq!(from_base32(&passwords::base32(secret)).unwrap(), secret);
        }
        assert_eq!(from_base32("jb1"), None);
    }

    #[test]
    fn only_our_own_links_are_shown() {
        let text = "Voir http://127.0.0.1:8080/fr/track/ABC.\nhttp://127.0.0.1:8080.evil.example/x http://127.0.0.1:8080/fr/track/ABC";
        assert_eq!(links(text, "http://127.0.0.1:8080"), ["http://127.0.0.1:8080/fr/track/ABC"]);
    }
}
