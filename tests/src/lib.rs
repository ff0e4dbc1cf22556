//! Harness of the integration tests: a whole service on a fresh database, with a clock and randomness of its own,
//! mails in a folder, and people to act as.
//!
//! [`TestApp`] builds the same `App` as the binary does. Nothing here is a mock: database, renderer, seal, mail
//! folder and blob store are the real parts.
#![expect(clippy::missing_panics_doc, reason = "a harness fails by panicking")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "so does a test")]

pub mod database;
pub mod mail_server;
pub mod people;
pub mod server;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use wathiq_channels::mail_folder::{MailFolder, StoredMail};
use wathiq_channels::signer_file::{FileKeys, MasterKey};
use wathiq_domain::ids::{DocumentId, OfficeId, RequestId, TenantId};
use wathiq_domain::staff::StaffMember;
use wathiq_i18n::Texts;
use wathiq_render::{Kinds, Renderer};
use wathiq_seal::{Signer as _, SoftSigner};
use wathiq_service::app::{Country, Settings};
use wathiq_service::blobs::Blobs;
use wathiq_service::jobs::worker::{self, WorkerOptions};
use wathiq_service::onboarding::Created;
use wathiq_service::platform::{self, Platform};
use wathiq_service::ports::{Mailbox, Mailer};
use wathiq_service::secrets::Secrets;
use wathiq_service::{App, onboarding, ordering, review, sealing};
use wathiq_store::tables::{offices, staff};

use crate::database::TestDb;

/// A whole service, and the communes in it.
pub struct TestApp {
    /// The service.
    pub app: Arc<App>,
    /// Its database.
    pub test: TestDb,
    /// Two communes: the first with three offices, the second with one.
    pub communes: Vec<Created>,
    mails: MailFolder,
}

/// Name of the worker of a test.
pub fn worker_options() -> WorkerOptions {
    WorkerOptions {
        name: "test".to_owned(),
        concurrency: 2,
        lease: SignedDuration::from_secs(60),
        poll: Duration::from_millis(50),
    }
}

impl TestApp {
    /// A service on a migrated database, mailing into a folder.
    pub async fn on(test: TestDb) -> Self {
        Self::with_mailer(test, None).await
    }

    /// The same with another mailer.
    pub async fn with_mailer(test: TestDb, mailer: Option<Arc<dyn Mailer>>) -> Self {
        let (clock, entropy) = test.sources();
        let mails = MailFolder::open(test.folder().join("mail"), Arc::clone(&clock)).expect("a mail folder");
        let root = SoftSigner::from_secret([11; 32]).expect("a key");
        let backup = *SoftSigner::from_secret([12; 32]).expect("a key").public_key();
        let certificate = platform::root_certificate(&root, "Test", [1; 16], clock.now()).expect("a root");
        let (geography, countries) = people::countries();
        let app = App {
            db: test.open(),
            secrets: Secrets::new(&[7; 32]),
            keys: Arc::new(FileKeys::new(MasterKey::from_bytes([7; 32]), Vec::new())),
            platform: Platform::new(Arc::new(root), certificate, backup),
            renderer: Arc::new(Renderer::new(Kinds::embedded().expect("the kinds"))),
            texts: Texts::embedded().expect("the texts"),
            mailer: mailer.unwrap_or_else(|| Arc::new(mails.clone())),
            blobs: Blobs::folder(&test.folder().join("documents")).expect("a folder"),
            geography,
            countries,
            settings: Settings {
                base_url: "http://localhost:8080".to_owned(),
                verify_base: "HTTP://LOCALHOST:8080/V".to_owned(),
                verify_address: "localhost:8080/v".to_owned(),
                mail_from: Mailbox { name: String::new(), address: "no-reply@example.org".to_owned() },
                retry_base: SignedDuration::from_secs(5),
                mail_tries: 5,
            },
            clock,
            entropy,
        };
        let app = Arc::new(app);
        let mut communes = Vec::new();
        for spec in people::communes() {
            let created = onboarding::create(&app, spec).await.expect("a commune");
            people::enter_acts(&app, created.id).await;
            communes.push(created);
        }
        Self { app, test, communes, mails }
    }

    /// The first commune.
    pub fn tenant(&self) -> TenantId {
        self.communes[0].id
    }

    /// The offices of a commune, by code.
    pub async fn offices(&self, tenant: TenantId) -> Vec<OfficeId> {
        let page = wathiq_store::Page::first(100);
        let listed = self.app.db.tenant(tenant).read(move |tx| offices::list(tx, None, &page)).await.expect("offices");
        listed.rows.into_iter().map(|office| office.id).collect()
    }

    /// Somebody of a commune, by the beginning of their address.
    pub async fn member(&self, tenant: TenantId, email: &'static str) -> StaffMember {
        let found = self
            .app
            .db
            .tenant(tenant)
            .read(move |tx| {
                let person = staff::all(tx)?.into_iter().find(|p| p.email.starts_with(email));
                let person = person.ok_or(wathiq_store::StoreError::NotFound)?;
                staff::member(tx, person.id)
            })
            .await;
        found.expect("somebody of that address")
    }

    /// Runs every job that is due.
    pub async fn drain(&self) -> usize {
        worker::drain(&self.app, &worker_options()).await.expect("jobs can be taken")
    }

    /// All mails so far; those of one instant in no particular order.
    pub fn mails(&self) -> Vec<StoredMail> {
        let mut list = self.mails.list().expect("a mail folder");
        list.reverse();
        list.into_iter().filter_map(|mail| self.mails.read(&mail.id).expect("a mail")).collect()
    }

    /// Hands in a request for the act `129/1982` of the first office, as a citizen would.
    pub async fn order(&self, tenant: TenantId, by: people::By) -> RequestId {
        people::order(&self.app, tenant, by).await
    }

    /// The clerk finds the act and approves.
    pub async fn approve(&self, tenant: TenantId, request: RequestId) {
        let clerk = self.member(tenant, "clerk@").await;
        let done = self
            .app
            .db
            .tenant(tenant)
            .write(move |tx| {
                let shown = review::open(tx, &clerk, request, None)?;
                let act = shown.act.ok_or(wathiq_service::Error::NotFound)?.id;
                review::approve(tx, &clerk, request, shown.request.version, act)
            })
            .await;
        done.expect("approved");
    }

    /// The registrar orders the seal.
    pub async fn seal(&self, tenant: TenantId, requests: Vec<RequestId>) -> Vec<DocumentId> {
        let registrar = self.member(tenant, "registrar@").await;
        let app = Arc::clone(&self.app);
        let db = self.app.db.tenant(tenant);
        db.write(move |tx| sealing::order(tx, &app, &registrar, &requests)).await.expect("ordered")
    }

    /// One order from the citizen to the mailbox; gives the document's number's place and the sealed PDF.
    pub async fn issue(&self, tenant: TenantId, by: people::By) -> (RequestId, DocumentId, Vec<u8>) {
        let request = self.order(tenant, by).await;
        self.approve(tenant, request).await;
        let document = self.seal(tenant, vec![request]).await[0];
        self.drain().await;
        let pdf = self.app.blobs.get(tenant, document).await.expect("a sealed document");
        (request, document, pdf)
    }

    /// The request of a tracking code, as its citizen sees it.
    pub async fn tracked(&self, request: RequestId) -> ordering::Tracked {
        let code = self.app.secrets.code(wathiq_service::secrets::Purpose::Tracking, request.as_uuid());
        ordering::track(&self.app, code).await.expect("a request")
    }
}

/// Countries and their geography, as the binary builds them in.
pub type Countries = (BTreeMap<String, wathiq_domain::geography::Geography>, BTreeMap<String, Country>);

/// Runs each `async fn name(t: TestApp)` on both databases: `name::sqlite` and `name::postgres`.
#[macro_export]
macro_rules! both {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            #[tokio::test(flavor = "multi_thread")]
            async fn sqlite() {
                super::$name($crate::TestApp::on($crate::database::TestDb::sqlite()).await).await;
            }
            #[tokio::test(flavor = "multi_thread")]
            async fn postgres() {
                super::$name($crate::TestApp::on($crate::database::TestDb::postgres()).await).await;
            }
        }
    )+};
}
