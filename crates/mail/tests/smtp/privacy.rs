//! Nothing is said to a server before it is certain who listens.

use std::sync::Arc;

use kernel::{FixedClock, Timestamp};
use mail::{InvalidSmtp, Security, SmtpMailer, SmtpSettings};
use storefront::mail::{MailError, Mailer};

use crate::{
    credentials, letter, mailer, sender,
    server::{Manner, PLAIN, Server, Tls},
    settings,
};

const BOTH: [(Security, Tls); 2] =
    [(Security::Tls, Tls::AtOnce), (Security::StartTls, Tls::Offered)];

#[tokio::test]
async fn a_server_with_a_certificate_of_its_own_is_trusted_when_told_so() {
    for (security, tls) in BOTH {
        let server = Server::start(Manner { tls, ..PLAIN }).await;
        let settings = SmtpSettings {
            credentials: credentials(),
            trusted: Some(server.certificate.clone()),
            ..settings(server.port, security)
        };
        mailer(settings).send(&letter("ada@example.com", "Hello")).await.expect("it is trusted");
        assert!(server.commands().contains(&"AUTH".to_owned()));
        assert_eq!(server.letters().len(), 1);
    }
}

#[tokio::test]
async fn a_stranger_gets_neither_password_nor_letter() {
    for (security, tls) in BOTH {
        let server = Server::start(Manner { tls, ..PLAIN }).await;
        let settings =
            SmtpSettings { credentials: credentials(), ..settings(server.port, security) };
        let told = mailer(settings).send(&letter("ada@example.com", "Hello")).await;
        assert_eq!(told, Err(MailError::Unavailable));
        let said = server.commands();
        assert!(said.iter().all(|line| line.starts_with("EHLO") || line == "STARTTLS"), "{said:?}");
    }
}

#[tokio::test]
async fn the_certificate_has_to_be_for_this_host() {
    let server = Server::start(Manner { tls: Tls::AtOnce, ..PLAIN }).await;
    let settings = SmtpSettings {
        host: "127.0.0.1".to_owned(),
        trusted: Some(server.certificate.clone()),
        ..settings(server.port, Security::Tls)
    };
    let told = mailer(settings).send(&letter("ada@example.com", "Hello")).await;
    assert_eq!(told, Err(MailError::Unavailable));
    assert_eq!(server.letters().len(), 0);
}

/// As somebody on the way would have it: the offer of TLS is taken out of what the server says.
#[tokio::test]
async fn without_the_offer_of_tls_nothing_is_said() {
    let server = Server::start(PLAIN).await;
    let settings =
        SmtpSettings { credentials: credentials(), ..settings(server.port, Security::StartTls) };
    let told = mailer(settings).send(&letter("ada@example.com", "Hello")).await;
    assert_eq!(told, Err(MailError::Unavailable));
    assert_eq!(server.commands(), ["EHLO quay.example"]);
}

#[test]
fn without_tls_letters_do_not_leave_the_machine() {
    let made = |host: &str| {
        let settings = SmtpSettings { host: host.to_owned(), ..settings(25, Security::Plain) };
        SmtpMailer::new(settings, sender(), Arc::new(FixedClock(Timestamp::from_millis(0))))
    };
    for host in ["localhost", "127.0.0.1", "127.8.9.10", "::1", "[::1]"] {
        assert!(made(host).is_ok(), "{host}");
    }
    for host in ["mail.example", "192.168.0.2", "localhost.evil.example", "127.0.0.1.evil.example"]
    {
        assert!(matches!(made(host), Err(InvalidSmtp::PlainOverNetwork(_))), "{host}");
    }
}
