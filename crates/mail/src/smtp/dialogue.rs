//! What is said to a mail server, in order.
//!
//! Which step a server refuses tells whose fault it is: before it has heard of the letter's
//! recipient, no refusal is about the letter. A wrong password must not cost a letter.

use std::time::Duration;

use lettre::transport::smtp::{
    self,
    client::AsyncSmtpConnection,
    commands::{Data, Mail, Rcpt},
    extension::{Extension, MailBodyParameter, MailParameter},
};

use super::{Line, MECHANISMS, Security};
use crate::message::Sealed;

/// How long one address of the server is tried, where it has several.
const CONNECT: Duration = Duration::from_secs(5);
/// How long a server is waited for that has the letter and is only to say goodbye.
const GOODBYE: Duration = Duration::from_secs(1);

/// Why a letter was not taken.
pub(super) struct Failure {
    /// Whether it will not be taken another time either.
    pub(super) refused: bool,
    /// For the log. It holds no address: servers like to repeat those.
    pub(super) error: String,
}

impl Failure {
    /// The server, or we with our settings, cannot do it now.
    fn ours(step: &'static str, error: &smtp::Error) -> Self {
        Self { refused: false, error: said(step, error) }
    }

    /// The server was told of the letter: for good if it says so, unless it gives as its reason
    /// that we are not allowed to (RFC 3463: X.7 is policy).
    fn letters(step: &'static str, error: &smtp::Error) -> Self {
        let policy = error.to_string().contains(" 5.7.");
        let authentication = error.status().is_some_and(|code| {
            let code = u16::from(code);
            matches!(code, 530 | 534 | 535 | 538)
        });
        let refused = error.is_permanent() && !policy && !authentication;
        Self { refused, error: said(step, error) }
    }
}

/// What went wrong, without the words of the server.
fn said(step: &'static str, error: &smtp::Error) -> String {
    match error.status() {
        Some(code) => format!("{step}: the server said {code}"),
        None if error.is_response() => format!("{step}: what the server said is not SMTP"),
        None => format!("{step}: {error}"),
    }
}

impl Line {
    /// Hands a letter over. Once this is done the server has it, for good.
    pub(super) async fn carry(&self, sealed: &Sealed) -> Result<(), Failure> {
        let mut connection = self.connect().await?;
        let mut parameters = Vec::new();
        if sealed.international {
            if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
                let error = "the server takes addresses in ASCII only".to_owned();
                return Err(Failure { refused: true, error });
            }
            parameters.push(MailParameter::SmtpUtfEight);
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        let from = sealed.envelope.from().cloned();
        connection
            .command(Mail::new(from, parameters))
            .await
            .map_err(|error| Failure::ours("sender", &error))?;
        for to in sealed.envelope.to() {
            connection
                .command(Rcpt::new(to.clone(), Vec::new()))
                .await
                .map_err(|error| Failure::letters("recipient", &error))?;
        }
        connection.command(Data).await.map_err(|error| Failure::letters("data", &error))?;
        connection
            .message(&sealed.bytes)
            .await
            .map_err(|error| Failure::letters("letter", &error))?;
        // It has the letter; how it takes leave does not matter.
        let _ = tokio::time::timeout(GOODBYE, connection.abort()).await;
        Ok(())
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Failure> {
        let address = (self.host.as_str(), self.port);
        let at_once = (self.security == Security::Tls).then(|| self.tls.clone());
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(address, Some(CONNECT), &self.hello, at_once, None)
                .await
                .map_err(|error| Failure::ours("connection", &error))?;
        if self.security == Security::StartTls {
            connection
                .starttls(self.tls.clone(), &self.hello)
                .await
                .map_err(|error| Failure::ours("STARTTLS", &error))?;
        }
        if let Some(credentials) = &self.credentials {
            connection
                .auth(&MECHANISMS, credentials)
                .await
                .map_err(|error| Failure::ours("password", &error))?;
        }
        Ok(connection)
    }
}
