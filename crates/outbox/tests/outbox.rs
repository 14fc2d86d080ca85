//! The outbox on a real PostgreSQL. Transactions of other tests run on the same server, and reading
//! waits for them too: so nothing is expected at once, and what must not come is looked for after
//! something that must.

use std::{sync::Mutex, time::Duration};

use outbox::{Begin, Cursor, Event, Reader, Refusal, Turn, WrittenEvent, next, publish};
use serde_json::json;
use sqlx::{PgPool, PgTransaction};
use testkit::TestDatabase;

const TURN: Duration = Duration::from_secs(60);

fn event(key: &str) -> Event {
    Event::new("test.happened", key, &json!({ "key": key })).expect("JSON")
}

async fn write(txn: &mut PgTransaction<'_>, key: &str) {
    publish(txn, &event(key)).await.expect("written");
}

async fn happened(pool: &PgPool, key: &str) {
    let mut txn = pool.begin().await.expect("begun");
    write(&mut txn, key).await;
    txn.commit().await.expect("committed");
}

fn keys(events: &[WrittenEvent]) -> Vec<&str> {
    events.iter().map(|event| event.key.as_str()).collect()
}

/// All events, once there are so many.
async fn all(pool: &PgPool, count: usize) -> Vec<WrittenEvent> {
    for _ in 0..6_000 {
        let events = next(pool, Cursor::START, 1_000).await.expect("read");
        if events.len() >= count {
            return events;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("there are never {count} events");
}

async fn reader(pool: &PgPool, name: &str) -> Reader {
    Reader::open(pool.clone(), name, Begin::AtTheStart, TURN).await.expect("opened")
}

/// Reads until the last event that came has this key; returns the keys.
async fn until(reader: &Reader, last: &str) -> Vec<String> {
    let mut had = Vec::new();
    for _ in 0..6_000 {
        let turn = reader.turn(100, async |event: &WrittenEvent| {
            had.push(event.key.clone());
            Ok(())
        });
        assert!(matches!(turn.await.expect("read"), Turn::Read(_)));
        if had.last().is_some_and(|key| key == last) {
            return had;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("{last} never comes");
}

#[tokio::test]
async fn an_event_is_there_if_what_it_tells_of_is() {
    let database = TestDatabase::new().await;
    let pool = &database.pool;
    let mut undone = pool.begin().await.expect("begun");
    write(&mut undone, "undone").await;
    undone.rollback().await.expect("rolled back");
    happened(pool, "done").await;
    let events = all(pool, 1).await;
    assert_eq!(keys(&events), ["done"]);
    let first = &events[0];
    assert_eq!(
        (first.topic.as_str(), &first.payload),
        ("test.happened", &json!({ "key": "done" }))
    );
    assert!(next(pool, first.after, 10).await.expect("read").is_empty());

    for statement in [
        "update outbox.event set key = 'x'",
        "delete from outbox.event",
        "truncate outbox.event cascade",
    ] {
        sqlx::query(statement).execute(pool).await.expect_err(statement);
    }
    database.drop().await;
}

#[tokio::test]
async fn what_commits_late_is_not_passed_over() {
    let database = TestDatabase::new().await;
    let pool = &database.pool;
    let reader = reader(pool, "late").await;
    happened(pool, "before").await;
    let mut late = pool.begin().await.expect("begun");
    write(&mut late, "late").await;
    happened(pool, "early").await;
    assert_eq!(until(&reader, "before").await, ["before"]);
    assert!(matches!(reader.turn(9, async |_: &WrittenEvent| Ok(())).await, Ok(Turn::Read(0))));
    late.commit().await.expect("committed");
    assert_eq!(until(&reader, "early").await, ["late", "early"]);
    database.drop().await;
}

#[tokio::test]
async fn a_reader_goes_on_where_it_was_and_sets_poison_aside() {
    let database = TestDatabase::new().await;
    let pool = &database.pool;
    for key in ["a", "poison", "b", "not yet", "c"] {
        happened(pool, key).await;
    }
    all(pool, 5).await;
    let had = Mutex::new(Vec::new());
    let take_in = async |event: &WrittenEvent| {
        match event.key.as_str() {
            "poison" => return Err(Refusal::Never("no sense".to_owned())),
            "not yet" => return Err(Refusal::Later("away".to_owned())),
            key => had.lock().expect("had").push(key.to_owned()),
        }
        Ok(())
    };
    let first = reader(pool, "r").await;
    assert_eq!(first.turn(10, take_in).await.expect("read"), Turn::Stuck(3, "away".to_owned()));
    assert_eq!(*had.lock().expect("had"), ["a", "b"]);
    assert_eq!(first.waiting(10).await.expect("counted"), 2);
    let parked: Vec<(String, String)> = sqlx::query_as(
        "select key, reason from outbox.parked join outbox.event on event.id = parked.event",
    )
    .fetch_all(pool)
    .await
    .expect("read");
    assert_eq!(parked, [("poison".to_owned(), "no sense".to_owned())]);
    assert_eq!(until(&reader(pool, "r").await, "c").await, ["not yet", "c"]);
    let newcomer = Reader::open(pool.clone(), "newcomer", Begin::Now, TURN).await.expect("opened");
    happened(pool, "news").await;
    assert_eq!(until(&newcomer, "news").await, ["news"]);
    database.drop().await;
}

#[tokio::test]
async fn of_several_with_one_name_one_reads_and_another_takes_over_from_the_dead() {
    let database = TestDatabase::new().await;
    let pool = &database.pool;
    happened(pool, "a").await;
    happened(pool, "b").await;
    all(pool, 2).await;
    let short = Duration::from_secs(1);
    let dying = Reader::open(pool.clone(), "r", Begin::AtTheStart, short).await.expect("opened");
    let heir = reader(pool, "r").await;
    let outcome = dying
        .turn(10, async |event: &WrittenEvent| {
            assert_eq!(event.key, "a", "the turn is over after the first");
            // Still at it when its time is up.
            while heir.turn(1, async |_: &WrittenEvent| Ok(())).await.expect("read")
                == Turn::TakenByAnother
            {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            Ok(())
        })
        .await;
    assert_eq!(outcome.expect("read"), Turn::Lost(0));
    assert_eq!(until(&heir, "b").await, ["b"], "the heir had the first one again");
    database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_missed_while_many_write() {
    const WRITERS: usize = 5;
    const EACH: usize = 60;
    let database = TestDatabase::new().await;
    let pool = &database.pool;
    let mut writers = tokio::task::JoinSet::new();
    for writer in 0..WRITERS {
        let pool = pool.clone();
        writers.spawn(async move {
            for number in 0..EACH {
                let mut txn = pool.begin().await.expect("begun");
                write(&mut txn, &format!("{writer}-{number}")).await;
                tokio::time::sleep(Duration::from_millis((writer * number % 7) as u64)).await;
                if number % 9 == 4 {
                    txn.rollback().await.expect("rolled back");
                } else {
                    txn.commit().await.expect("committed");
                }
            }
        });
    }
    let reader = reader(pool, "r").await;
    let expected = WRITERS * (0..EACH).filter(|number| number % 9 != 4).count();
    let mut had: Vec<Vec<usize>> = vec![Vec::new(); WRITERS];
    while had.iter().map(Vec::len).sum::<usize>() < expected {
        let turn = reader.turn(20, async |event: &WrittenEvent| {
            let (writer, number) = event.key.split_once('-').expect("two numbers");
            let (writer, number): (usize, usize) =
                (writer.parse().expect("a number"), number.parse().expect("a number"));
            had[writer].push(number);
            Ok(())
        });
        assert!(matches!(turn.await.expect("read"), Turn::Read(_)));
    }
    while let Some(done) = writers.join_next().await {
        done.expect("a writer is done");
    }
    let all: Vec<_> = (0..EACH).filter(|number| number % 9 != 4).collect();
    assert!(had.iter().all(|numbers| *numbers == all), "{had:?}");
    assert_eq!(reader.waiting(10).await.expect("counted"), 0);
    database.drop().await;
}

#[tokio::test]
async fn a_restored_dump_neither_waits_nor_hides_what_comes_after_it() {
    let database = TestDatabase::new().await;
    let pool = &database.pool;
    for key in ["a", "b", "c"] {
        happened(pool, key).await;
    }
    let reader = reader(pool, "r").await;
    let idle = self::reader(pool, "idle").await;
    let done = self::reader(pool, "done").await;
    assert_eq!(until(&reader, "c").await, ["a", "b", "c"]);
    happened(pool, "d").await;
    assert_eq!(until(&done, "d").await, ["a", "b", "c", "d"]);
    assert!(!outbox::after_restore(pool).await.expect("asked"), "these are numbers of this server");
    // As after a restore on a server that has counted less far.
    for statement in [
        "alter table outbox.event disable trigger event_append_only",
        "update outbox.event set xid = (xid::text::numeric + 1000000000)::text::xid8",
        "update outbox.consumer set xid = (xid::text::numeric + 1000000000)::text::xid8 where name <> 'idle'",
        "alter table outbox.event enable trigger event_append_only",
    ] {
        sqlx::query(statement).execute(pool).await.expect("planted");
    }
    happened(pool, "e").await;
    assert!(outbox::after_restore(pool).await.expect("asked"));
    assert!(!outbox::after_restore(pool).await.expect("asked"));
    assert_eq!(until(&reader, "e").await, ["d", "e"]);
    assert_eq!(until(&done, "e").await, ["e"]);
    assert_eq!(until(&idle, "e").await, ["a", "b", "c", "d", "e"]);
    database.drop().await;
}
