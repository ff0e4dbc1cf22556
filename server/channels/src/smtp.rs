//! Mail through an SMTP relay (RFC 5321), over TLS, on connections that are kept and reused.
//!
//! One delivery may reach the relay twice when the connection breaks between its acceptance and our
//! reading of it. Both copies bear one `Message-ID`, which lets mail systems drop the second.

mod pool;
mod refusal;
mod session;

use std::sync::Arc;
use std::time::Duration;

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use secrecy::{ExposeSecret, SecretString};
use thiserror::Error;
use wathiq_domain::Clock;
use wathiq_service::ports::{Mail, Mailer, SendError, Sending};

use crate::message;
use pool::Pool;
use session::Route;

/// How the connection to the relay is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TlsMode {
    /// Not at all: a relay on this machine, or on a private network without a sign-in.
    None,
    /// Starts in clear and must switch to TLS before anything is said (RFC 3207).
    StartTls,
    /// TLS from the first byte (RFC 8314, section 3.3).
    Tls,
}

impl TlsMode {
    /// The mode of a word of the configuration: `none`, `starttls`, `tls`.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "none" => Some(Self::None),
            "starttls" => Some(Self::StartTls),
            "tls" => Some(Self::Tls),
            _ => None,
        }
    }
}

/// A name and a password for the relay.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// User name.
    pub username: String,
    /// Password.
    pub password: SecretString,
}

/// Where the relay is and how to talk to it: section `mail.smtp` of the configuration.
#[derive(Debug, Clone)]
pub struct SmtpOptions {
    /// Host name or address. With TLS its certificate must bear this name.
    pub host: String,
    /// Port: 587 for submission, 465 for TLS from the start.
    pub port: u16,
    /// Protection of the connection.
    pub tls: TlsMode,
    /// Certificate authorities in PEM, trusted beside the system's.
    pub ca_pem: Option<Vec<u8>>,
    /// Sign-in at the relay.
    pub sign_in: Option<SignIn>,
    /// Name given in EHLO; without it, this machine's.
    pub hello_name: Option<String>,
    /// Connections at most.
    pub max_connections: u32,
    /// For each step: connect, command, answer.
    pub timeout: Duration,
}

/// Why the settings cannot be used.
#[derive(Debug, Error)]
pub enum SmtpSetupError {
    /// A password would cross a network readable by others.
    #[error("a sign-in without TLS is refused, except to a relay on this machine")]
    PasswordInClear,
    /// The certificate authorities cannot be read.
    #[error("the certificate authorities for the mail relay cannot be read: {0}")]
    Certificates(String),
}

/// Sends mail through one relay.
pub struct SmtpMailer {
    pool: Pool,
    clock: Arc<dyn Clock>,
}

impl SmtpMailer {
    /// Prepares the connections; opens none yet, so that a relay that is down does not stop the start.
    ///
    /// # Errors
    /// When the settings are unsafe or the certificate authorities are unreadable.
    pub fn new(options: SmtpOptions, clock: Arc<dyn Clock>) -> Result<Self, SmtpSetupError> {
        if options.tls == TlsMode::None && options.sign_in.is_some() && !is_this_machine(&options.host) {
            return Err(SmtpSetupError::PasswordInClear);
        }
        let (wrapped, upgrade) = match options.tls {
            TlsMode::None => (None, None),
            TlsMode::StartTls => (None, Some(tls_parameters(&options)?)),
            TlsMode::Tls => (Some(tls_parameters(&options)?), None),
        };
        let route = Route {
            wrapped,
            upgrade,
            credentials: options.sign_in.as_ref().map(credentials),
            hello: options.hello_name.map_or_else(ClientId::default, ClientId::Domain),
            host: options.host,
            port: options.port,
            timeout: options.timeout,
        };
        Ok(Self { pool: Pool::new(route, options.max_connections), clock })
    }

    /// Connects, switches to TLS and signs in, without sending anything: for `wathiq doctor`.
    ///
    /// # Errors
    /// What a sending would answer now.
    pub async fn check(&self) -> Result<(), SendError> {
        self.pool.check().await.map_err(|failure| refusal::verdict(&failure))
    }

    async fn deliver(&self, mail: &Mail) -> Result<(), SendError> {
        let message = message::build(mail, self.clock.now())?;
        let handed_over = self.pool.hand_over(message.envelope(), &message.formatted()).await;
        handed_over.map_err(|failure| refusal::verdict(&failure))
    }
}

impl Mailer for SmtpMailer {
    fn send<'a>(&'a self, mail: &'a Mail) -> Sending<'a> {
        Box::pin(self.deliver(mail))
    }
}

fn tls_parameters(options: &SmtpOptions) -> Result<TlsParameters, SmtpSetupError> {
    let unreadable = |error: lettre::transport::smtp::Error| SmtpSetupError::Certificates(error.to_string());
    let mut builder = TlsParameters::builder(options.host.clone());
    if let Some(pem) = &options.ca_pem {
        builder = builder.add_root_certificate(Certificate::from_pem(pem).map_err(unreadable)?);
    }
    builder.build().map_err(unreadable)
}

fn credentials(sign_in: &SignIn) -> Credentials {
    Credentials::new(sign_in.username.clone(), sign_in.password.expose_secret().to_owned())
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}
