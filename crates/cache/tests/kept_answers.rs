//! Answers kept in a real Redis.

mod support;

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use cache::CachedSearch;
use redis::AsyncTypedCommands;
use storefront::search::Search;
use support::{CountingSearch, Line, words};

const KEEP: Duration = Duration::from_secs(20);

/// Longer than a busy machine takes: what is tested here is never how quick it is.
const DEADLINE: Duration = Duration::from_secs(20);

fn cached(inner: &Arc<CountingSearch>, uri: &str) -> CachedSearch {
    CachedSearch::with_deadline(inner.clone(), uri, KEEP, DEADLINE, Arc::new(|_, _| ()))
        .expect("an address")
}

fn redis_uri() -> String {
    testkit::required("QUAYSIDE_TEST_REDIS_URI")
}

/// The keys of what is kept of this search, once something is: answers are kept behind the back of
/// the request.
async fn keys_of(inner: &CountingSearch) -> (redis::aio::MultiplexedConnection, Vec<String>) {
    let client = redis::Client::open(redis_uri()).expect("an address");
    let mut redis = client.get_multiplexed_async_connection().await.expect("Redis answers");
    for _ in 0..4_000 {
        let keys = redis.keys(format!("search:*{:016x}*", inner.stamp())).await.expect("keys");
        if !keys.is_empty() {
            return (redis, keys);
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("no answer was ever kept");
}

#[tokio::test]
async fn servers_share_answers_until_anything_changes() {
    let inner = CountingSearch::new();
    let (here, there) = (cached(&inner, &redis_uri()), cached(&inner, &redis_uri()));
    let made = here.search(&words("kettle")).await.expect("an answer");
    keys_of(&inner).await;
    for server in [&here, &there] {
        assert_eq!(server.search(&words("kettle")).await.expect("an answer"), made);
    }
    assert_eq!(inner.asked(), 1);

    let mut narrower = words("kettle");
    narrower.filters.in_stock = true;
    there.search(&narrower).await.expect("an answer");
    assert_eq!(inner.asked(), 2);
    inner.change();
    assert_ne!(there.search(&words("kettle")).await.expect("an answer"), made);
}

#[tokio::test]
async fn suggestions_are_kept_apart_from_pages() {
    let inner = CountingSearch::new();
    let search = cached(&inner, &redis_uri());
    search.suggest("ket", 5).await.expect("an answer");
    keys_of(&inner).await;
    assert_eq!(search.suggest("ket", 5).await.expect("an answer").queries, ["kettle"]);
    assert_eq!(inner.asked(), 1);
    search.suggest("ket", 6).await.expect("an answer");
    search.search(&words("ket")).await.expect("an answer");
    assert_eq!(inner.asked(), 3);
}

#[tokio::test]
async fn a_kept_answer_still_counts_its_query() {
    let inner = CountingSearch::new();
    let counted = Arc::new(Mutex::new(Vec::new()));
    let seen = counted.clone();
    let record = Arc::new(move |query: &str, found: u64| {
        seen.lock().expect("whole").push((query.to_owned(), found));
    });
    let search = CachedSearch::with_deadline(inner.clone(), &redis_uri(), KEEP, DEADLINE, record)
        .expect("an address");
    search.search(&words("kettle")).await.expect("an answer");
    keys_of(&inner).await;
    assert_eq!(*counted.lock().expect("whole"), []);
    let page = search.search(&words("kettle")).await.expect("an answer");
    assert_eq!(*counted.lock().expect("whole"), [("kettle".to_owned(), page.total)]);
}

#[tokio::test]
async fn what_cannot_be_read_is_asked_again_and_everything_ends_by_itself() {
    let inner = CountingSearch::new();
    let search = cached(&inner, &redis_uri());
    search.search(&words("kettle")).await.expect("an answer");
    let (mut redis, keys) = keys_of(&inner).await;
    assert_eq!(keys.len(), 1);
    let redis::IntegerReplyOrNoOp::IntegerReply(seconds) =
        redis.ttl(&keys[0]).await.expect("a time")
    else {
        panic!("{} stays for ever", keys[0])
    };
    assert!(seconds <= KEEP.as_secs() as usize);
    redis.set_ex(&keys[0], "{\"items\":", 20).await.expect("planted");
    search.search(&words("kettle")).await.expect("an answer");
    assert_eq!(inner.asked(), 2);
}

#[tokio::test]
async fn no_redis_no_matter() {
    let mut line = Line::to_redis().await;
    line.cut().await;
    let inner = CountingSearch::new();
    let search = cached(&inner, &line.uri());
    for asked in 1..=20 {
        search.search(&words("kettle")).await.expect("an answer");
        assert_eq!(inner.asked(), asked);
    }
    let not_redis =
        CachedSearch::new(inner, "http://example.com", KEEP, Arc::new(|_, _| ())).map(|_| ());
    assert!(not_redis.is_err());
}

#[tokio::test]
async fn a_redis_that_says_nothing_holds_nobody_up_for_ever() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let uri = format!("redis://{}", silent.local_addr().expect("bound"));
    let inner = CountingSearch::new();
    let search =
        CachedSearch::new(inner.clone(), &uri, KEEP, Arc::new(|_, _| ())).expect("an address");
    for asked in 1..=10 {
        search.search(&words("kettle")).await.expect("an answer");
        assert_eq!(inner.asked(), asked);
    }
}

/// Asks until the answer is one that was kept: keeping it happens behind the request's back.
async fn until_kept(inner: &CountingSearch, search: &CachedSearch, query: &str) {
    for _ in 0..8_000 {
        let before = inner.asked();
        search.search(&words(query)).await.expect("an answer");
        if inner.asked() == before {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("no answer was ever kept");
}

#[tokio::test]
async fn a_redis_that_comes_back_is_used_again() {
    let mut line = Line::to_redis().await;
    let inner = CountingSearch::new();
    let search = cached(&inner, &line.uri());
    until_kept(&inner, &search, "kettle").await;
    for _ in 0..2 {
        line.cut().await;
        for _ in 0..10 {
            search.search(&words("kettle")).await.expect("an answer");
        }
        line.join().await;
        inner.change();
        until_kept(&inner, &search, "kettle").await;
    }
}
