//! Requests that are done once.

use orders::{
    BeganRequest, answer_request, begin_request, bind_request, prune_requests, request_hash,
};
use storefront::checkout::IdempotencyKey;
use tokio::task::JoinSet;

use crate::support::{Shop, ada, order};

fn key(text: &str) -> IdempotencyKey {
    IdempotencyKey::parse(format!("key-of-{text}")).expect("a key")
}

#[tokio::test]
async fn a_request_is_done_once_and_answered_alike_ever_after() {
    let shop = Shop::open().await;
    let hash = request_hash(&[b"submit", b"one"]);
    let begin = async |scope: &'static str, hash: [u8; 32]| {
        let mut txn = shop.begin().await;
        let known = begin_request(&mut txn, scope, &key("one"), &hash).await.expect("answered");
        txn.commit().await.expect("committed");
        known
    };
    assert_eq!(begin("ada submit", hash).await, BeganRequest::New);
    assert_eq!(begin("ada submit", hash).await, BeganRequest::InProgress(None));
    let id = shop.place(&order("one", ada())).await.id;
    let mut txn = shop.begin().await;
    bind_request(&mut txn, "ada submit", &key("one"), &id).await.expect("noted");
    txn.commit().await.expect("committed");
    assert_eq!(begin("ada submit", hash).await, BeganRequest::InProgress(Some(id)));
    for (answer, first) in [("paid", true), ("something else", false)] {
        let mut txn = shop.begin().await;
        let noted = answer_request(&mut txn, "ada submit", &key("one"), &answer).await;
        assert_eq!(noted.expect("noted"), first);
        txn.commit().await.expect("committed");
    }
    let BeganRequest::Answered(answer) = begin("ada submit", hash).await else {
        panic!("it was answered");
    };
    assert_eq!(answer.read::<String>().expect("a text"), "paid");
    let other = request_hash(&[b"submit", b"two"]);
    assert_eq!(begin("ada submit", other).await, BeganRequest::OtherRequest);
    assert_eq!(begin("eve submit", other).await, BeganRequest::New, "another's key is another");
    shop.close().await;
}

#[tokio::test]
async fn of_many_at_once_one_does_it() {
    let shop = Shop::open().await;
    let mut running = JoinSet::new();
    for _ in 0..40 {
        let pool = shop.database.pool.clone();
        running.spawn(async move {
            let mut txn = pool.begin().await.expect("a transaction");
            let hash = request_hash(&[b"one"]);
            let known = begin_request(&mut txn, "ada", &key("one"), &hash).await.expect("answered");
            txn.commit().await.expect("committed");
            known
        });
    }
    let known = running.join_all().await;
    assert_eq!(known.iter().filter(|known| **known == BeganRequest::New).count(), 1);
    let others = known.iter().filter(|known| **known == BeganRequest::InProgress(None));
    assert_eq!(others.count(), 39);
    shop.close().await;
}

#[tokio::test]
async fn what_was_rolled_back_was_never_asked() {
    let shop = Shop::open().await;
    let hash = request_hash(&[b"one"]);
    for _ in 0..2 {
        let mut txn = shop.begin().await;
        let known = begin_request(&mut txn, "ada", &key("one"), &hash).await.expect("answered");
        assert_eq!(known, BeganRequest::New, "a wrong field may be put right under the same key");
    }
    shop.close().await;
}

#[tokio::test]
async fn after_a_week_a_request_is_forgotten() {
    let shop = Shop::open().await;
    let hash = request_hash(&[b"one"]);
    for name in ["old", "new"] {
        let mut txn = shop.begin().await;
        begin_request(&mut txn, "ada", &key(name), &hash).await.expect("noted");
        txn.commit().await.expect("committed");
    }
    let age = "update orders.idempotency set created_at = now() - interval '7 days 1 minute'
               where key = 'key-of-old'";
    sqlx::query(age).execute(&shop.database.pool).await.expect("aged");
    assert_eq!(prune_requests(&shop.database.pool, 100).await.expect("pruned"), 1);
    assert_eq!(shop.count("select count(*) from orders.idempotency").await, 1);
    shop.close().await;
}
