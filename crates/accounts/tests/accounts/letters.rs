//! Letters that wait for being sent.

use std::collections::HashSet;

use storefront::{account::Accounts, mail::LetterKind};
use tokio::task::JoinSet;

use crate::support::{DAY, MINUTE, Shop, caller, form};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn servers_that_send_at_the_same_time_send_each_letter_once() {
    let shop = Shop::open().await;
    for number in 0..60 {
        let form = form(&format!("reader{number}@example.com"));
        shop.book.register(&form, &caller()).await.expect("registered");
    }
    let mut servers = JoinSet::new();
    for _ in 0..6 {
        let queue = shop.book.letters();
        servers.spawn(async move {
            let mut sent = Vec::new();
            loop {
                let due = queue.due_letters(7).await.expect("letters");
                if due.is_empty() {
                    return sent;
                }
                for letter in due {
                    assert!(queue.mark_sent(&letter).await.expect("marked"));
                    sent.push(letter.to);
                }
            }
        });
    }
    let sent: Vec<_> = servers.join_all().await.into_iter().flatten().collect();
    assert_eq!(sent.len(), 60);
    assert_eq!(sent.iter().collect::<HashSet<_>>().len(), 60);
    assert_eq!(shop.book.letters().waiting().await, Ok(0));
    shop.close().await;
}

#[tokio::test]
async fn what_a_letter_said_is_wiped_once_it_is_sent() {
    let shop = Shop::open().await;
    shop.book.register(&form("ada@example.com"), &caller()).await.expect("registered");
    let queue = shop.book.letters();
    let due = queue.due_letters(10).await.expect("letters");
    let link = due[0].link.clone().expect("a link");
    let holding = format!("%{}%", link.reveal());
    let holds = async |text: &str| -> i64 {
        sqlx::query_scalar("select count(*) from accounts.letter l where l::text like $1")
            .bind(text)
            .fetch_one(&shop.database.pool)
            .await
            .expect("a number")
    };
    assert_eq!((holds(&holding).await, holds("%ada@example.com%").await), (1, 1));
    assert!(queue.mark_sent(&due[0]).await.expect("marked"));
    assert_eq!((holds(&holding).await, holds("%ada@example.com%").await), (0, 0));
    assert!(!queue.mark_sent(&due[0]).await.expect("answered"), "it was sent before");
    // The database has nothing that would open the account.
    let tokens = "select count(*) from accounts.token t where t::text like '%verify%'";
    assert_eq!(shop.count(tokens).await, 1);
    let dump: String = sqlx::query_scalar("select string_agg(t::text, ' ') from accounts.token t")
        .fetch_one(&shop.database.pool)
        .await
        .expect("a text");
    assert!(!dump.contains(link.reveal()));
    shop.close().await;
}

#[tokio::test]
async fn a_letter_of_a_server_that_died_is_sent_by_another_under_the_same_id() {
    let shop = Shop::open().await;
    shop.book.register(&form("ada@example.com"), &caller()).await.expect("registered");
    let queue = shop.book.letters();
    let mine = queue.due_letters(10).await.expect("letters").remove(0);
    assert!(queue.due_letters(10).await.expect("letters").is_empty(), "it is leased");
    shop.clock.pass(2 * MINUTE);
    let theirs = queue.due_letters(10).await.expect("letters").remove(0);
    assert_eq!(theirs.id, mine.id);
    assert_eq!((mine.attempts, theirs.attempts), (1, 2));
    assert!(!queue.mark_sent(&mine).await.expect("answered"), "it is not mine any more");
    assert!(queue.mark_sent(&theirs).await.expect("marked"));
    shop.close().await;
}

#[tokio::test]
async fn a_letter_that_cannot_be_sent_is_tried_again_after_longer_and_longer_pauses() {
    let shop = Shop::open().await;
    shop.member("ada@example.com").await;
    // A notice, which is worth sending for days.
    shop.book.register(&form("ada@example.com"), &caller()).await.expect("registered");
    let queue = shop.book.letters();
    for pause in [MINUTE / 2, MINUTE, 2 * MINUTE, 4 * MINUTE] {
        let due = queue.due_letters(10).await.expect("letters");
        assert_eq!(due.len(), 1);
        assert_eq!(due[0].kind, LetterKind::AlreadyRegistered);
        queue.put_back(&due[0]).await.expect("put back");
        shop.clock.pass(pause - 1);
        assert!(queue.due_letters(10).await.expect("letters").is_empty(), "{pause}");
        shop.clock.pass(1);
    }
    let due = queue.due_letters(10).await.expect("letters");
    queue.give_up(&due[0]).await.expect("given up");
    assert_eq!(queue.waiting().await, Ok(0));
    shop.close().await;
}

#[tokio::test]
async fn a_letter_with_a_dead_link_is_not_sent_but_removed() {
    let shop = Shop::open().await;
    shop.book.register(&form("ada@example.com"), &caller()).await.expect("registered");
    shop.clock.pass(DAY);
    assert!(shop.post().await.is_empty());
    let tidied = shop.book.upkeep().run_once().await.expect("tidied");
    assert_eq!((tidied.letters, tidied.tokens), (1, 1));
    assert_eq!(shop.book.letters().waiting().await, Ok(0));
    shop.close().await;
}
