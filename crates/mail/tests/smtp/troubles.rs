//! Servers that refuse, hang, vanish or are away.

use mail::Security;
use storefront::mail::{MailError, Mailer};

use crate::{
    credentials, impatient, letter, mailer,
    server::{PLAIN, Server, Step, Trouble, troubled},
    settings,
};

async fn told(step: Step, line: &'static str) -> MailError {
    let server = Server::start(troubled(step, Trouble::Says(line))).await;
    let settings =
        mail::SmtpSettings { credentials: credentials(), ..settings(server.port, Security::Plain) };
    let told = mailer(settings).send(&letter("ada@example.com", "Hello")).await;
    assert_eq!(server.letters().len(), 0, "{step:?} {line}");
    told.expect_err("the server did not take it")
}

#[tokio::test]
async fn a_letter_that_will_never_be_taken_is_given_up() {
    for (step, line) in [
        (Step::Recipient, "550 5.1.1 no such user"),
        (Step::Recipient, "553 what an address"),
        (Step::Letter, "554 5.6.0 what a letter"),
        (Step::Letter, "552 too long"),
    ] {
        assert_eq!(told(step, line).await, MailError::Refused, "{step:?} {line}");
    }
}

/// What is wrong with us or the server costs no letter: somebody puts it right.
#[tokio::test]
async fn a_letter_is_kept_when_the_trouble_is_not_its_own() {
    for (step, line) in [
        (Step::Greeting, "554 go away"),
        (Step::Hello, "550 who?"),
        (Step::Password, "535 5.7.8 wrong"),
        (Step::Sender, "550 you may not send"),
        (Step::Sender, "530 5.7.0 say who you are"),
        (Step::Recipient, "450 busy"),
        (Step::Recipient, "451 4.7.1 greylisted"),
        (Step::Recipient, "550 5.7.1 relaying denied"),
        (Step::Data, "530 say who you are"),
        (Step::Letter, "452 4.3.1 disk full"),
        (Step::Greeting, "SSH-2.0-OpenSSH_9.2"),
    ] {
        assert_eq!(told(step, line).await, MailError::Unavailable, "{step:?} {line}");
    }
}

#[tokio::test]
async fn nobody_waits_for_ever() {
    for step in
        [Step::Greeting, Step::Hello, Step::Sender, Step::Recipient, Step::Data, Step::Letter]
    {
        for trouble in [Trouble::Hangs, Trouble::Vanishes] {
            let server = Server::start(troubled(step, trouble)).await;
            let mailer = impatient(settings(server.port, Security::Plain));
            let told = mailer.send(&letter("ada@example.com", "Hello")).await;
            assert_eq!(told, Err(MailError::Unavailable), "{step:?} {trouble:?}");
        }
    }
}

#[tokio::test]
async fn a_server_that_is_back_is_used_again() {
    let server = Server::start(PLAIN).await;
    let port = server.port;
    let mailer = mailer(settings(port, Security::Plain));
    let letter = letter("ada@example.com", "Hello");
    mailer.send(&letter).await.expect("it is there");
    drop(server);
    // Its listener goes when its task has been dropped, which is soon and not at once.
    while mailer.send(&letter).await.is_ok() {
        tokio::task::yield_now().await;
    }
    assert_eq!(mailer.send(&letter).await, Err(MailError::Unavailable));
    let server = Server::start_at(PLAIN, port).await;
    mailer.send(&letter).await.expect("it is back");
    assert_eq!(server.letters().len(), 1);
}
