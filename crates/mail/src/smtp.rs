//! Carries letters to a mail server.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use kernel::Clock;
use lettre::transport::smtp::{
    authentication::{self, Mechanism},
    client::{Certificate, TlsParameters},
    extension::ClientId,
};
use storefront::{
    account::Secret,
    mail::{Letter, MailError, Mailer},
};

use crate::{message::seal, sender::Sender};

mod dialogue;

use dialogue::Failure;

/// How long one letter may take, from connecting to the server's last word, if nobody says so.
const DEADLINE: Duration = Duration::from_secs(20);

/// How the way to the server is kept private.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte. Usually on port 465.
    Tls,
    /// TLS after a greeting; a server that does not offer it gets nothing. Usually on port 587.
    StartTls,
    /// None: only to a server on this machine.
    Plain,
}

/// By what we show the server who we are.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// The name.
    pub user: String,
    /// The password.
    pub password: Secret,
}

/// Which server, and how.
#[derive(Clone, Debug)]
pub struct SmtpSettings {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way there is kept private.
    pub security: Security,
    /// Where the server wants to know who we are.
    pub credentials: Option<Credentials>,
    /// Certificates (PEM) to trust beside the public ones, for a server with one of its own.
    pub trusted: Option<Vec<u8>>,
}

/// Why no letters can be sent with these settings.
#[derive(Debug, thiserror::Error)]
pub enum InvalidSmtp {
    /// Letters, and perhaps a password, would cross a network for all to read.
    #[error("letters go without TLS only to a server on this machine, and {0} is none")]
    PlainOverNetwork(String),
    /// The certificates or the host's name cannot be used.
    #[error("TLS cannot be used with these settings: {0}")]
    Tls(#[source] lettre::transport::smtp::Error),
}

/// Carries letters to a mail server, each over a connection of its own: they are few.
pub struct SmtpMailer {
    line: Line,
    sender: Sender,
    clock: Arc<dyn Clock>,
    deadline: Duration,
}

/// All that is needed to reach the server.
struct Line {
    host: String,
    port: u16,
    security: Security,
    tls: TlsParameters,
    credentials: Option<authentication::Credentials>,
    hello: ClientId,
}

impl SmtpMailer {
    /// Carries letters of a sender to a server. Nothing is connected yet.
    ///
    /// # Errors
    /// [`InvalidSmtp`].
    pub fn new(
        settings: SmtpSettings,
        sender: Sender,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, InvalidSmtp> {
        // An address of IPv6 is written in brackets only where a port follows it.
        let host = settings.host.trim_start_matches('[').trim_end_matches(']').to_owned();
        if settings.security == Security::Plain && !is_here(&host) {
            return Err(InvalidSmtp::PlainOverNetwork(host));
        }
        let mut tls = TlsParameters::builder(host.clone());
        if let Some(pem) = &settings.trusted {
            tls = tls.add_root_certificate(Certificate::from_pem(pem).map_err(InvalidSmtp::Tls)?);
        }
        let line = Line {
            tls: tls.build_rustls().map_err(InvalidSmtp::Tls)?,
            credentials: settings.credentials.map(|credentials| {
                let password = credentials.password.reveal().to_owned();
                authentication::Credentials::new(credentials.user, password)
            }),
            hello: ClientId::Domain(sender.host().to_owned()),
            host,
            port: settings.port,
            security: settings.security,
        };
        Ok(Self { line, sender, clock, deadline: DEADLINE })
    }

    /// Gives a letter another time than 20 seconds, from connecting to the server's last word.
    #[must_use]
    pub fn within(self, deadline: Duration) -> Self {
        Self { deadline, ..self }
    }
}

/// Whether a host is this machine, whatever a name server says.
fn is_here(host: &str) -> bool {
    host == "localhost" || host.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
}

/// The ways of showing a password that TLS makes safe.
const MECHANISMS: [Mechanism; 2] = [Mechanism::Plain, Mechanism::Login];

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, letter: &Letter) -> Result<(), MailError> {
        let kind = letter.kind.name();
        let sealed = seal(letter, &self.sender, self.clock.now()).map_err(|error| {
            tracing::warn!(letter = %letter.id, kind, %error, "a letter cannot be written");
            MailError::Refused
        })?;
        match tokio::time::timeout(self.deadline, self.line.carry(&sealed)).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(Failure { refused: true, error })) => {
                tracing::warn!(letter = %letter.id, kind, error, "a letter was refused");
                Err(MailError::Refused)
            }
            Ok(Err(Failure { refused: false, error })) => {
                tracing::error!(letter = %letter.id, kind, error, "a letter was not sent");
                Err(MailError::Unavailable)
            }
            Err(_) => {
                let deadline = self.deadline;
                tracing::error!(letter = %letter.id, kind, ?deadline, "the mail server is too slow");
                Err(MailError::Unavailable)
            }
        }
    }
}
