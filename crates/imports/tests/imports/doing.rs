use std::sync::atomic::Ordering;

use futures::TryStreamExt;
use storefront::{
    import_room::{ImportRoom, ImportRoomError, RunState},
    offer_room::Entered,
};

use crate::ground::{GOODS, Ground, caller, editor, mapping};

#[tokio::test]
async fn a_file_is_checked_and_its_good_rows_are_imported() {
    let ground = Ground::new().await;
    let id = ground.checked().await;
    let sheet = ground.sheet(&id).await;
    assert_eq!((sheet.row.state, sheet.row.written), (RunState::Checked, false));
    let counts = sheet.row.counts;
    assert_eq!((counts.rows, counts.created, counts.errors), (3, 2, 1));
    let faults: Vec<_> = sheet.faults.iter().map(|f| (f.row, f.column.as_str())).collect();
    assert_eq!(faults, [(2, "sku")]);
    let csv: Vec<u8> = ground
        .room
        .faults(&editor(), &id)
        .await
        .expect("a file")
        .try_concat()
        .await
        .expect("whole");
    assert_eq!(String::from_utf8_lossy(&csv), "row,column,message\r\n2,sku,'=bad\r\n");

    assert_eq!(ground.room.start(&editor(), &id, 2, &caller()).await, Ok(Entered::Now));
    assert_eq!(ground.room.start(&editor(), &id, 2, &caller()).await, Ok(Entered::Before));
    assert!(ground.worker().once().await && !ground.worker().once().await);
    let sheet = ground.sheet(&id).await;
    assert_eq!((sheet.row.state, sheet.row.written), (RunState::Done, true));
    assert_eq!((sheet.row.counts, sheet.faults.len()), (counts, 1));
    assert_eq!(*ground.importer.jobs.lock().expect("jobs"), [true, false]);
    let told = ["import_uploaded", "import_columns_named", "import_started"]
        .map(|action| (action.to_owned(), format!("import {id}")));
    assert_eq!(ground.deeds().await, told);
    ground.database.drop().await;
}

#[tokio::test]
async fn nobody_imports_by_columns_that_they_have_not_read() {
    let ground = Ground::new().await;
    let id = ground.send("key-1", GOODS.as_bytes()).await.expect("kept");
    let room = &ground.room;
    assert_eq!(room.start(&editor(), &id, 1, &caller()).await, Err(ImportRoomError::Stale));
    assert_eq!(room.check(&editor(), &id, &mapping(1), &caller()).await, Ok(Entered::Now));
    assert_eq!(room.check(&editor(), &id, &mapping(1), &caller()).await, Ok(Entered::Before));
    let mut other = mapping(1);
    other.uses[1] = "brand".to_owned();
    assert_eq!(room.check(&editor(), &id, &other, &caller()).await, Err(ImportRoomError::Stale));
    assert!(ground.worker().once().await);
    assert_eq!(room.start(&editor(), &id, 1, &caller()).await, Err(ImportRoomError::Stale));
    other.version = "2".to_owned();
    assert_eq!(room.check(&editor(), &id, &other, &caller()).await, Ok(Entered::Now));
    assert!(ground.worker().once().await);
    let stale = room.start(&editor(), &id, 2, &caller()).await;
    assert_eq!(stale, Err(ImportRoomError::Stale), "what was checked are other columns");
    assert_eq!(room.start(&editor(), &id, 3, &caller()).await, Ok(Entered::Now));
    other.uses = vec!["title".to_owned(), "title".to_owned()];
    let refused = room.check(&editor(), &id, &other, &caller()).await;
    assert!(matches!(refused, Err(ImportRoomError::Refused(_))), "{refused:?}");
    let deeds: Vec<_> = ground.deeds().await.into_iter().map(|(action, _)| action).collect();
    let named = "import_columns_named";
    assert_eq!(deeds, ["import_uploaded", named, named, "import_started"]);
    ground.database.drop().await;
}

#[tokio::test]
async fn what_is_cancelled_stops_before_its_next_batch() {
    let ground = Ground::new().await;
    let id = ground.checked().await;
    let (room, importer) = (&ground.room, &ground.importer);
    assert_eq!(room.cancel(&editor(), &id, &caller()).await, Err(ImportRoomError::Stale));
    room.start(&editor(), &id, 2, &caller()).await.expect("to be imported");
    importer.waits.store(true, Ordering::SeqCst);
    let worker = ground.worker();
    let working = tokio::spawn(async move { worker.once().await });
    importer.reached.notified().await;
    assert_eq!(room.cancel(&editor(), &id, &caller()).await, Ok(Entered::Now));
    assert_eq!(room.cancel(&editor(), &id, &caller()).await, Ok(Entered::Before));
    assert!(ground.sheet(&id).await.stopping);
    importer.go.notify_one();
    assert!(working.await.expect("worked"));
    let sheet = ground.sheet(&id).await;
    assert_eq!((sheet.row.state, sheet.row.counts.rows), (RunState::Cancelled, 2));
    assert!(sheet.row.written && !sheet.stopping, "what was written stays, and it is said");
    let deeds: Vec<_> = ground.deeds().await.into_iter().map(|(action, _)| action).collect();
    assert_eq!(deeds[2..], ["import_started", "import_cancelled"]);
    ground.database.drop().await;
}

#[tokio::test]
async fn what_is_cancelled_before_it_begins_is_never_begun() {
    let ground = Ground::new().await;
    let id = ground.send("key-1", GOODS.as_bytes()).await.expect("kept");
    ground.room.check(&editor(), &id, &mapping(1), &caller()).await.expect("to be checked");
    ground.room.cancel(&editor(), &id, &caller()).await.expect("to be stopped");
    assert!(ground.worker().once().await);
    assert_eq!(ground.sheet(&id).await.row.state, RunState::Cancelled);
    assert!(ground.importer.jobs.lock().expect("jobs").is_empty());
    ground.database.drop().await;
}
