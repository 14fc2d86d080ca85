use std::sync::atomic::Ordering;

use storefront::import_room::{ImportRoom, ImportRoomError, RunState};

use crate::ground::{GOODS, Ground, caller, editor, mapping};

/// Lets the last sign of life of every worker be old, and no other come.
const LONG_AGO: &str =
    "update imports.run set worker = 'dead', heartbeat = heartbeat - interval '31 seconds'";

#[tokio::test]
async fn a_run_whose_worker_died_is_done_from_its_beginning() {
    let ground = Ground::new().await;
    let id = ground.checked().await;
    ground.room.start(&editor(), &id, 2, &caller()).await.expect("to be imported");
    ground.importer.hangs.store(true, Ordering::SeqCst);
    let worker = ground.worker();
    let working = tokio::spawn(async move { worker.once().await });
    ground.importer.reached.notified().await;
    let other = ground.worker();
    assert!(!other.once().await, "its worker lives");
    working.abort();
    assert!(working.await.is_err());
    ground.importer.hangs.store(false, Ordering::SeqCst);
    assert!(!other.once().await, "its worker may live still");
    ground.run(LONG_AGO).await;
    assert!(other.once().await);
    let sheet = ground.sheet(&id).await;
    assert_eq!((sheet.row.state, sheet.row.counts.rows), (RunState::Done, 3));
    assert_eq!(sheet.faults.len(), 1, "faults are told once");
    ground.database.drop().await;
}

#[tokio::test]
async fn a_worker_that_others_took_for_dead_writes_nothing_more() {
    let ground = Ground::new().await;
    let id = ground.checked().await;
    ground.room.start(&editor(), &id, 2, &caller()).await.expect("to be imported");
    ground.importer.waits.store(true, Ordering::SeqCst);
    let slow = ground.worker();
    let working = tokio::spawn(async move { slow.once().await });
    ground.importer.reached.notified().await;
    ground.importer.waits.store(false, Ordering::SeqCst);
    ground.run(LONG_AGO).await;
    assert!(ground.worker().once().await);
    assert_eq!(ground.sheet(&id).await.row.state, RunState::Done);
    ground.importer.go.notify_one();
    assert!(!working.await.expect("worked"), "the run was somebody else's");
    let sheet = ground.sheet(&id).await;
    assert_eq!((sheet.row.state, sheet.row.counts.rows), (RunState::Done, 3));
    ground.database.drop().await;
}

#[tokio::test]
async fn a_run_waits_for_the_catalogue_to_come_back() {
    let ground = Ground::new().await;
    let id = ground.send("key-1", GOODS.as_bytes()).await.expect("kept");
    ground.room.check(&editor(), &id, &mapping(1), &caller()).await.expect("to be checked");
    ground.importer.away.store(true, Ordering::SeqCst);
    assert!(!ground.worker().once().await);
    assert_eq!(ground.sheet(&id).await.row.state, RunState::Checking);
    ground.importer.away.store(false, Ordering::SeqCst);
    ground.run(LONG_AGO).await;
    assert!(ground.worker().once().await);
    assert_eq!(ground.sheet(&id).await.row.state, RunState::Checked);
    ground.database.drop().await;
}

#[tokio::test]
async fn a_run_that_breaks_each_time_holds_up_no_other() {
    let ground = Ground::new().await;
    let broken = ground.send("key-1", GOODS.as_bytes()).await.expect("kept");
    ground.room.check(&editor(), &broken, &mapping(1), &caller()).await.expect("to be checked");
    ground.importer.away.store(true, Ordering::SeqCst);
    assert!(!ground.worker().once().await);
    ground.importer.away.store(false, Ordering::SeqCst);
    let other = ground.send("key-2", GOODS.as_bytes()).await.expect("kept");
    ground.room.check(&editor(), &other, &mapping(1), &caller()).await.expect("to be checked");
    ground.run(LONG_AGO).await;
    assert!(ground.worker().once().await);
    assert_eq!(ground.sheet(&other).await.row.state, RunState::Checked);
    assert_eq!(ground.sheet(&broken).await.row.state, RunState::Checking);
    assert!(ground.worker().once().await);
    assert_eq!(ground.sheet(&broken).await.row.state, RunState::Checked);
    ground.database.drop().await;
}

#[tokio::test]
async fn old_files_are_deleted_and_their_runs_stay() {
    let ground = Ground::new().await;
    let id = ground.checked().await;
    assert_eq!(ground.files().len(), 2, "the file, and what was wrong with it");
    ground.run("update imports.run set uploaded_at = uploaded_at - interval '8 days'").await;
    let working = tokio::spawn(ground.worker().run());
    testkit::eventually("old files to be deleted", || ground.files().is_empty()).await;
    working.abort();
    let sheet = ground.sheet(&id).await;
    assert!(sheet.file_gone && sheet.faults.is_empty());
    let gone = ground.room.start(&editor(), &id, 2, &caller()).await;
    assert_eq!(gone, Err(ImportRoomError::NotFound));
    ground.database.drop().await;
}
