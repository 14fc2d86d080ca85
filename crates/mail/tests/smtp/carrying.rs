//! Letters arrive as they were written.

use mail::Security;
use mail_parser::MessageParser;
use storefront::mail::{MailError, Mailer};

use crate::{
    letter, mailer,
    server::{Manner, PLAIN, Server, Step, Trouble, troubled},
    settings,
};

#[tokio::test]
async fn a_letter_arrives_as_it_was_written() {
    let server = Server::start(PLAIN).await;
    let mailer = mailer(settings(server.port, Security::Plain));
    // Lines that a server could take for the end of the letter, or for commands.
    let text = "Hello,\n.\n..\nMAIL FROM:<eve@example.com>\n.\r\nQUIT\nGrüße";
    mailer.send(&letter("ada@example.com", text)).await.expect("the server takes it");
    let said = server.commands();
    assert_eq!(said[0], "EHLO quay.example");
    assert_eq!(said[1], "MAIL FROM:<shop@quay.example>");
    assert_eq!(said[2], "RCPT TO:<ada@example.com>");
    assert_eq!(said[3], "DATA");
    assert_eq!(said.iter().filter(|command| command.starts_with("MAIL")).count(), 1);
    let letters = server.letters();
    assert_eq!(letters.len(), 1);
    let read = MessageParser::new().parse(letters[0].as_bytes()).expect("a message");
    assert_eq!(read.subject(), Some("Choose a new password"));
    let body = read.body_text(0).expect("a text").replace("\r\n", "\n");
    assert_eq!(body.trim_end(), text.replace("\r\n", "\n"));
}

#[tokio::test]
async fn the_same_letter_sent_again_can_be_told_from_another() {
    let server = Server::start(PLAIN).await;
    let mailer = mailer(settings(server.port, Security::Plain));
    for _ in 0..2 {
        mailer.send(&letter("ada@example.com", "Hello")).await.expect("the server takes it");
    }
    let letters = server.letters();
    assert_eq!(letters.len(), 2);
    assert!(letters[0].contains("Message-ID: <account-17@quay.example>\r\n"), "{}", letters[0]);
    assert_eq!(letters[0], letters[1]);
}

#[tokio::test]
async fn many_letters_at_once_arrive_one_by_one() {
    let server = Server::start(PLAIN).await;
    let mailer = std::sync::Arc::new(mailer(settings(server.port, Security::Plain)));
    let sending: Vec<_> = (0..30)
        .map(|number| {
            let (mailer, text) = (mailer.clone(), format!("This is {number}."));
            tokio::spawn(async move { mailer.send(&letter("ada@example.com", &text)).await })
        })
        .collect();
    for one in sending {
        one.await.expect("no panic").expect("the server takes it");
    }
    let letters = server.letters();
    for number in 0..30 {
        let text = format!("\r\nThis is {number}.");
        assert_eq!(letters.iter().filter(|letter| letter.contains(&text)).count(), 1, "{text}");
    }
}

#[tokio::test]
async fn a_host_of_another_script_is_reached_and_a_name_only_where_it_can_be() {
    let server = Server::start(PLAIN).await;
    let sends = mailer(settings(server.port, Security::Plain));
    sends.send(&letter("ada@müller.example", "Hello")).await.expect("a host in ASCII");
    assert!(server.commands().contains(&"RCPT TO:<ada@xn--mller-kva.example>".to_owned()));
    let refused = sends.send(&letter("käthe@example.com", "Hello")).await;
    assert_eq!(refused, Err(MailError::Refused), "the server takes ASCII only");

    let server = Server::start(Manner { international: true, ..PLAIN }).await;
    let sends = mailer(settings(server.port, Security::Plain));
    sends.send(&letter("käthe@example.com", "Hello")).await.expect("the server takes all");
    assert!(server.commands().contains(&"RCPT TO:<käthe@example.com>".to_owned()));
    assert_eq!(server.letters().len(), 1);
}

#[tokio::test]
async fn a_letter_that_the_server_has_is_sent_however_it_takes_leave() {
    for trouble in [Trouble::Hangs, Trouble::Vanishes, Trouble::Says("500 stay")] {
        let server = Server::start(troubled(Step::Goodbye, trouble)).await;
        let mailer = mailer(settings(server.port, Security::Plain));
        assert_eq!(mailer.send(&letter("ada@example.com", "Hello")).await, Ok(()), "{trouble:?}");
        assert_eq!(server.letters().len(), 1);
    }
}
