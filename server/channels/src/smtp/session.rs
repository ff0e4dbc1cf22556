//! One connection to the relay, step by step, so that a refusal is known by the step it answers.

use std::time::Duration;

use lettre::address::Envelope;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use lettre::transport::smtp::response::Response;

/// What was being done when it failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Connecting, TLS, sign-in.
    Connection,
    /// Our sender address.
    Sender,
    /// The addressee.
    Recipient,
    /// The message itself.
    Content,
}

/// Why a step failed.
#[derive(Debug)]
pub(super) enum Cause {
    /// No answer in time.
    Late,
    /// The address needs SMTPUTF8 (RFC 6531), which the relay does not have.
    Script,
    /// A refusal, or the network.
    Smtp(Error),
}

/// A failed step.
#[derive(Debug)]
pub(super) struct Failure {
    /// Which.
    pub step: Step,
    /// Why.
    pub cause: Cause,
}

impl Failure {
    /// Whether the relay answered, so that the connection is still in order.
    pub(super) fn is_answer(&self) -> bool {
        match &self.cause {
            Cause::Smtp(error) => error.status().is_some(),
            Cause::Script => true,
            Cause::Late => false,
        }
    }
}

/// How to reach the relay.
pub(super) struct Route {
    pub host: String,
    pub port: u16,
    /// TLS from the first byte.
    pub wrapped: Option<TlsParameters>,
    /// TLS by STARTTLS.
    pub upgrade: Option<TlsParameters>,
    pub credentials: Option<Credentials>,
    pub hello: ClientId,
    /// For each step.
    pub timeout: Duration,
}

/// A connection past its sign-in.
pub(super) struct Session {
    connection: AsyncSmtpConnection,
    timeout: Duration,
}

impl Session {
    pub(super) async fn open(route: &Route) -> Result<Self, Failure> {
        let connection = timed(route.timeout, Step::Connection, connect(route)).await?;
        Ok(Self { connection, timeout: route.timeout })
    }

    /// Whether the relay is still there.
    pub(super) async fn is_alive(&mut self) -> bool {
        tokio::time::timeout(self.timeout, self.connection.test_connected()).await.unwrap_or(false)
    }

    /// Hands over one message.
    pub(super) async fn hand_over(&mut self, envelope: &Envelope, bytes: &[u8]) -> Result<(), Failure> {
        let mut parameters = vec![];
        let mut addresses = envelope.to().iter().chain(envelope.from());
        if addresses.any(|address| !AsRef::<str>::as_ref(address).is_ascii()) {
            if !self.connection.server_info().supports_feature(Extension::SmtpUtfEight) {
                return Err(Failure { step: Step::Recipient, cause: Cause::Script });
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        self.say(Step::Sender, Mail::new(envelope.from().cloned(), parameters)).await?;
        for recipient in envelope.to() {
            self.say(Step::Recipient, Rcpt::new(recipient.clone(), vec![])).await?;
        }
        self.say(Step::Content, Data).await?;
        timed(self.timeout, Step::Content, self.connection.message(bytes)).await?;
        Ok(())
    }

    /// Forgets a message that was refused half-way; `false` when the connection is of no more use.
    pub(super) async fn start_over(&mut self) -> bool {
        self.say(Step::Connection, Rset).await.is_ok()
    }

    /// Takes leave.
    pub(super) async fn end(mut self) {
        let _ = tokio::time::timeout(self.timeout, self.connection.quit()).await;
    }

    async fn say(&mut self, step: Step, command: impl std::fmt::Display) -> Result<Response, Failure> {
        timed(self.timeout, step, self.connection.command(command)).await
    }
}

async fn connect(route: &Route) -> Result<AsyncSmtpConnection, Error> {
    let address = (route.host.as_str(), route.port);
    let mut connection =
        AsyncSmtpConnection::connect_tokio1(address, None, &route.hello, route.wrapped.clone(), None).await?;
    if let Some(tls) = &route.upgrade {
        connection.starttls(tls.clone(), &route.hello).await?;
    }
    if let Some(credentials) = &route.credentials {
        connection.auth(DEFAULT_MECHANISMS, credentials).await?;
    }
    Ok(connection)
}

/// lettre limits the time of the TCP connection only; a relay that stops answering would hold a worker for ever.
async fn timed<T>(limit: Duration, step: Step, work: impl Future<Output = Result<T, Error>>) -> Result<T, Failure> {
    match tokio::time::timeout(limit, work).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(Failure { step, cause: Cause::Smtp(error) }),
        Err(_) => Err(Failure { step, cause: Cause::Late }),
    }
}
