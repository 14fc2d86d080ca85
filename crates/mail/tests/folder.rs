//! Letters laid into a folder, and read there.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use kernel::{Clock, Email, LetterId, Timestamp};
use mail::{LetterFolder, Sender};
use storefront::{
    ShopError,
    mail::{Letter, LetterBox, LetterKind, MailError, Mailer, OneLine},
};
use tempfile::TempDir;

/// A clock on which a millisecond passes with each look.
struct Ticking(AtomicI64);

impl Clock for Ticking {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(1_790_000_000_000 + self.0.fetch_add(1, Ordering::SeqCst))
    }
}

fn email(text: &str) -> Email {
    Email::parse(text).expect("an address")
}

fn id(text: &str) -> LetterId {
    LetterId::parse(text).expect("an id")
}

fn folder_at(path: &Path) -> LetterFolder {
    let name = OneLine::new("Quayside");
    let sender = Sender::new(&name, &email("shop@quay.example")).expect("a sender");
    LetterFolder::new(path.to_owned(), sender, Arc::new(Ticking(AtomicI64::new(0))))
}

fn letter(name: &str, to: &str) -> Letter {
    Letter {
        id: id(name),
        to: email(to),
        subject: OneLine::new(&format!("Grüße {name}")),
        text: format!("Hello,\n\nhttps://shop.example/reset?token={name}\n\nGrüße"),
        html: None,
        kind: LetterKind::PasswordReset,
    }
}

fn temporary() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

#[tokio::test]
async fn letters_are_listed_newest_first_and_read_as_written() {
    let ground = temporary();
    let folder = folder_at(&ground.path().join("a/b"));
    assert_eq!(folder.newest(10).await, Ok(Vec::new()), "before the first letter");
    for name in ["b-1", "a-2", "c-3"] {
        folder.send(&letter(name, "ada@example.com")).await.expect("it is laid down");
    }
    let newest = folder.newest(2).await.expect("a list");
    let ids: Vec<_> = newest.iter().map(|summary| summary.id.as_str()).collect();
    assert_eq!(ids, ["c-3", "a-2"]);
    assert!(newest[0].written_at > newest[1].written_at);

    let read = folder.letter(&id("b-1")).await.expect("it is there");
    assert_eq!(read.summary.to, "ada@example.com");
    assert_eq!(read.summary.subject, "Grüße b-1");
    assert_eq!(read.summary.kind, Some(LetterKind::PasswordReset));
    assert_eq!(read.text, letter("b-1", "ada@example.com").text);
    assert_eq!(read.html, None);
    assert_eq!(folder.letter(&id("b")).await, Err(ShopError::NotFound));
}

#[tokio::test]
async fn html_is_kept_beside_the_text() {
    let ground = temporary();
    let folder = folder_at(ground.path());
    let html = "<p>Hello <b>you</b></p>".to_owned();
    let letter = Letter { html: Some(html.clone()), ..letter("one", "ada@example.com") };
    folder.send(&letter).await.expect("it is laid down");
    let read = folder.letter(&letter.id).await.expect("it is there");
    assert_eq!((read.text, read.html), (letter.text, Some(html)));
}

#[tokio::test]
async fn only_its_owner_reads_it_and_nothing_unfinished_remains() {
    let ground = temporary();
    let path = ground.path().join("letters");
    folder_at(&path).send(&letter("one", "ada@example.com")).await.expect("it is laid down");
    let mode = |path: &Path| fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o700);
    let files: Vec<_> =
        fs::read_dir(&path).expect("a folder").map(|f| f.expect("a file")).collect();
    assert_eq!(files.len(), 1);
    assert_eq!(mode(&files[0].path()), 0o600);
    assert_eq!(files[0].file_name(), "001790000000000-one.eml");
}

#[tokio::test]
async fn a_letter_handed_over_twice_is_one_letter() {
    let ground = temporary();
    let folder = folder_at(ground.path());
    for _ in 0..2 {
        folder.send(&letter("one", "ada@example.com")).await.expect("it is laid down");
    }
    assert_eq!(folder.newest(10).await.expect("a list").len(), 1);
}

#[tokio::test]
async fn what_is_no_letter_is_not_read() {
    let ground = temporary();
    let outside = temporary();
    fs::write(outside.path().join("secret"), "Subject: x\r\n\r\nsecret").expect("a file");
    let link = ground.path().join("000000000000001-linked.eml");
    std::os::unix::fs::symlink(outside.path().join("secret"), link).expect("a link");
    fs::create_dir(ground.path().join("000000000000002-folder.eml")).expect("a folder");
    for name in [".unfinished", "notes.txt", "x-one.eml", "000000000000003-a b.eml", "one.eml"] {
        fs::write(ground.path().join(name), "Subject: x\r\n\r\nx").expect("a file");
    }
    let folder = folder_at(ground.path());
    assert_eq!(folder.newest(10).await, Ok(Vec::new()));
    assert_eq!(folder.letter(&id("linked")).await, Err(ShopError::NotFound));
}

#[tokio::test]
async fn all_letters_to_somebody_are_forgotten_and_no_others() {
    let ground = temporary();
    let folder = folder_at(ground.path());
    for (name, to) in [
        ("one", "ada@example.com"),
        ("two", "ines@müller.example"),
        ("three", "ada@example.com"),
        ("four", "lada@example.com"),
    ] {
        folder.send(&letter(name, to)).await.expect("it is laid down");
    }
    assert_eq!(folder.forget(&email("Ada@Example.com")).await, Ok(2));
    assert_eq!(folder.forget(&email("ada@example.com")).await, Ok(0));
    assert_eq!(folder.forget(&email("ines@müller.example")).await, Ok(1));
    let left = folder.newest(10).await.expect("a list");
    assert_eq!(left.iter().map(|one| one.to.as_str()).collect::<Vec<_>>(), ["lada@example.com"]);
}

#[tokio::test]
async fn a_folder_that_cannot_be_is_unavailable() {
    let ground = temporary();
    let path = ground.path().join("file");
    fs::write(&path, "").expect("a file");
    let folder = folder_at(&path);
    let sent = folder.send(&letter("one", "ada@example.com")).await;
    assert_eq!(sent, Err(MailError::Unavailable));
    assert_eq!(folder.newest(1).await, Err(ShopError::Unavailable));
    fs::remove_file(&path).expect("it was there");
    folder.send(&letter("one", "ada@example.com")).await.expect("it can be now");
    assert_eq!(folder.newest(1).await.expect("a list").len(), 1);
}
