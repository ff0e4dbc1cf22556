//! What every use case and job can reach, built once by the binary and by tests alike.

use std::collections::BTreeMap;
use std::sync::Arc;

use wathiq_domain::deadline::WorkingCalendar;
use wathiq_domain::geography::Geography;
use wathiq_domain::tenant::TenantSettings;
use wathiq_domain::{Clock, Entropy};
use wathiq_i18n::Texts;
use wathiq_render::Renderer;
use wathiq_store::Db;

use crate::blobs::Blobs;
use crate::platform::Platform;
use crate::ports::{KeyStore, Mailbox, Mailer};
use crate::secrets::Secrets;

/// Addresses and names of this installation.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Address of the service as citizens reach it, without a slash at the end.
    pub base_url: String,
    /// What a QR code begins with, upper case, up to `#`: `HTTPS://V.EXAMPLE.MA/`.
    pub verify_base: String,
    /// The same in print: `v.example.ma`.
    pub verify_address: String,
    /// Sender of mails.
    pub mail_from: Mailbox,
    /// Wait before the second try of a job; it doubles with each.
    pub retry_base: jiff::SignedDuration,
    /// How often a mail is tried before it counts as failed.
    pub mail_tries: u32,
}

/// What a country lays down for its communes, from `config/countries` and `config/holidays`.
#[derive(Debug, Clone, Default)]
pub struct Country {
    /// Settings a new commune starts from.
    pub settings: TenantSettings,
    /// Calendars of working days by name, such as `ma`.
    pub calendars: BTreeMap<String, WorkingCalendar>,
}

/// The whole service.
pub struct App {
    /// Storage.
    pub db: Db,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
    /// Derived codes and sealed secrets.
    pub secrets: Secrets,
    /// Holds the communes' sealing keys.
    pub keys: Arc<dyn KeyStore>,
    /// The platform's own roots.
    pub platform: Platform,
    /// Makes PDFs.
    pub renderer: Arc<Renderer>,
    /// Texts in three languages.
    pub texts: Texts,
    /// Sends mail.
    pub mailer: Arc<dyn Mailer>,
    /// Keeps sealed documents.
    pub blobs: Blobs,
    /// Communes by country code.
    pub geography: BTreeMap<String, Geography>,
    /// Countries by code.
    pub countries: BTreeMap<String, Country>,
    /// Addresses and names.
    pub settings: Settings,
}
