//! Pages of the demonstration only: the sign-ins, and the mails it "sent".

use jiff::Timestamp;
use serde::Serialize;
use wathiq_domain::{Bilingual, PartialDate};

use super::{Email, OfficeName, View, samples};

/// A sign-in of the demonstration.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DemoAccount {
    /// `clerk`, `registrar`, `post`, `administrator` or `auditor`.
    pub role: String,
    /// Commune they work for.
    pub commune: Bilingual,
    /// Address.
    pub email: Email,
    /// Password.
    pub password: String,
    /// Secret of the second factor, base32.
    pub totp_secret: String,
    /// The six digits of now.
    pub totp_now: String,
}

/// An act that can be ordered in the demonstration.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DemoAct {
    /// Where it is kept.
    pub office: OfficeName,
    /// Its reference.
    pub reference: String,
    /// Names in Latin script and in Arabic.
    pub person: super::PersonNames,
    /// Date of birth, which the order asks for.
    pub birth: PartialDate,
}

/// `/demo`: addresses and sign-ins.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DemoHome {
    /// People who can sign in.
    pub accounts: Vec<DemoAccount>,
    /// Acts that can be ordered.
    pub acts: Vec<DemoAct>,
}

impl View for DemoHome {
    const TEMPLATE: &'static str = "demo/home.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let account = |role: &str, email: &str| DemoAccount {
            role: role.into(),
            commune: samples::commune(),
            email: email.into(),
            password: "exemple-demo-2026".into(),
            totp_secret: "JBSWY3DPEHPK3PXP".into(),
            totp_now: "492039".into(),
        };
        let act = samples::birth(1982, Some(3), Some(12)).map(|birth| DemoAct {
            office: samples::office(),
            reference: "129/1982".into(),
            person: samples::person(),
            birth,
        });
        let accounts = vec![account("clerk", "clerk@demo.invalid"), account("registrar", "registrar@demo.invalid")];
        vec![("ordinary", Self { accounts, acts: act.into_iter().collect() })]
    }
}

/// A mail of the demonstration.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MailLine {
    /// Identifier in links.
    pub id: String,
    /// When it was written.
    pub at: Timestamp,
    /// To whom.
    pub to: Email,
    /// Its subject.
    pub subject: String,
    /// Number of attachments.
    pub attachments: u32,
}

/// `/demo/mail`: the mails the demonstration wrote instead of sending.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DemoMailbox {
    /// Newest first.
    pub mails: Vec<MailLine>,
}

impl View for DemoMailbox {
    const TEMPLATE: &'static str = "demo/mailbox.html";

    fn samples() -> Vec<(&'static str, Self)> {
        let mail = MailLine {
            id: "m1".into(),
            at: samples::moment(1),
            to: "fatima@exemple.invalid".into(),
            subject: "Commune de Tanger, état civil : votre document est prêt".into(),
            attachments: 1,
        };
        vec![("one", Self { mails: vec![mail] }), ("empty", Self { mails: Vec::new() })]
    }
}

/// A link found in a mail.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Attachment {
    /// File name.
    pub name: String,
    /// Where it is fetched.
    pub url: String,
    /// Size in bytes.
    pub bytes: u64,
}

/// `/demo/mail/{id}`: one of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DemoMessage {
    /// Its line in the list.
    pub mail: MailLine,
    /// Its plain part.
    pub text: String,
    /// Links of the plain part, to click.
    pub links: Vec<String>,
    /// Where its HTML part is served, for a frame without rights.
    pub html_url: Option<String>,
    /// Its attachments.
    pub attachments: Vec<Attachment>,
}

impl View for DemoMessage {
    const TEMPLATE: &'static str = "demo/message.html";

    fn samples() -> Vec<(&'static str, Self)> {
        DemoMailbox::samples()
            .into_iter()
            .filter_map(|(_, mailbox)| mailbox.mails.into_iter().next())
            .map(|mail| {
                let view = Self {
                    mail,
                    text: "Votre document est prêt.\nhttps://exemple.invalid/fr/documents/D0WN10AD".into(),
                    links: vec!["https://exemple.invalid/fr/documents/D0WN10AD".into()],
                    html_url: None,
                    attachments: vec![Attachment {
                        name: "document.pdf".into(),
                        url: "/demo/mail/m1/0".into(),
                        bytes: 48_213,
                    }],
                };
                ("ordinary", view)
            })
            .collect()
    }
}
