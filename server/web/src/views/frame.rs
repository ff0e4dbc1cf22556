//! What surrounds every page: language, commune, who is signed in, one notice.

use serde::Serialize;
use wathiq_domain::{Bilingual, Locale};

use super::Message;

/// The two faces of the service: they differ in density and in the masthead, not in parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Face {
    /// Citizens and verifiers: one question a page.
    Public,
    /// Staff: one screen a task.
    Staff,
}

/// How a notice is meant; shown as a word and a shape, never by colour alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// It worked.
    Success,
    /// Something to know.
    Info,
    /// Something to do.
    Warning,
    /// It was refused.
    Danger,
}

/// One sentence above the page, after an action.
#[derive(Debug, Clone, Serialize)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// What it says.
    pub message: Message,
}

/// The person signed in.
#[derive(Debug, Clone, Serialize)]
pub struct StaffHead {
    /// Name in both scripts.
    pub name: Bilingual,
    /// May review requests.
    pub reviews: bool,
    /// May seal documents.
    pub seals: bool,
    /// Works in the post room.
    pub posts: bool,
    /// May read the audit log.
    pub audits: bool,
}

/// Everything around a page.
#[derive(Debug, Clone, Serialize)]
pub struct Frame {
    /// Language of the page.
    pub locale: Locale,
    /// Path and query without the language, with a leading `/` unless empty: the language switch keeps it.
    pub path: String,
    /// Token of the hidden field of every form.
    pub csrf: String,
    /// Name of the commune, where one is known.
    pub tenant: Option<Bilingual>,
    /// Who is signed in.
    pub staff: Option<StaffHead>,
    /// The outcome of the action before this page.
    pub notice: Option<Notice>,
    /// Sample data only: the page says so.
    pub demo: bool,
}

impl Frame {
    /// A public page in `locale` at `path` (without the language), with the form token `csrf`.
    pub fn public(locale: Locale, path: impl Into<String>, csrf: impl Into<String>) -> Self {
        Self { locale, path: path.into(), csrf: csrf.into(), tenant: None, staff: None, notice: None, demo: false }
    }

    /// The same page for a commune.
    pub fn for_tenant(mut self, tenant: Bilingual) -> Self {
        self.tenant = Some(tenant);
        self
    }

    /// The same page for a person signed in.
    pub fn for_staff(mut self, staff: StaffHead) -> Self {
        self.staff = Some(staff);
        self
    }

    /// The same page with a notice.
    pub fn with_notice(mut self, tone: Tone, message: Message) -> Self {
        self.notice = Some(Notice { tone, message });
        self
    }

    /// The same page, marked as holding sample data.
    pub fn in_demo(mut self, demo: bool) -> Self {
        self.demo = demo;
        self
    }
}
