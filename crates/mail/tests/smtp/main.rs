//! Letters carried to a mail server that the test itself runs.

mod server;

mod carrying;
mod privacy;
mod troubles;

use std::{sync::Arc, time::Duration};

use kernel::{Email, FixedClock, LetterId, Timestamp};
use mail::{Credentials, Security, Sender, SmtpMailer, SmtpSettings};
use storefront::{
    account::Secret,
    mail::{Letter, LetterKind, OneLine},
};

fn sender() -> Sender {
    let address = Email::parse("shop@quay.example").expect("an address");
    Sender::new(&OneLine::new("Quayside"), &address).expect("a sender")
}

fn settings(port: u16, security: Security) -> SmtpSettings {
    SmtpSettings { host: "localhost".to_owned(), port, security, credentials: None, trusted: None }
}

fn credentials() -> Option<Credentials> {
    Some(Credentials { user: "shop".to_owned(), password: Secret::new("open sesame") })
}

fn mailer(settings: SmtpSettings) -> SmtpMailer {
    let clock = FixedClock(Timestamp::from_millis(1_790_000_000_000));
    SmtpMailer::new(settings, sender(), Arc::new(clock)).expect("settings that can be used")
}

/// One that does not wait long for a server that says nothing.
fn impatient(settings: SmtpSettings) -> SmtpMailer {
    mailer(settings).within(Duration::from_millis(500))
}

fn letter(to: &str, text: &str) -> Letter {
    Letter {
        id: LetterId::parse("account-17").expect("an id"),
        to: Email::parse(to).expect("an address"),
        subject: OneLine::new("Choose a new password"),
        text: text.to_owned(),
        html: None,
        kind: LetterKind::PasswordReset,
    }
}
