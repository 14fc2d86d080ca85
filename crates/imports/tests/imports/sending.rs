use storefront::{
    import_room::{FileFormat, ImportRoom, ImportRoomError, RUN_PAGE, RunState},
    staff::Role,
};

use crate::ground::{GOODS, Ground, caller, editor, mapping, member};

#[tokio::test]
async fn a_file_is_kept_with_its_first_rows() {
    let ground = Ground::new().await;
    let marked = [b"\xef\xbb\xbf".as_slice(), GOODS.as_bytes()].concat();
    let id = ground.send("key-1", &marked).await.expect("kept");
    let sheet = ground.sheet(&id).await;
    assert_eq!((sheet.row.state, sheet.version), (RunState::Uploaded, 1));
    assert_eq!((sheet.row.format, sheet.row.bytes), (FileFormat::Comma, marked.len() as u64));
    assert_eq!((sheet.row.file_name.as_str(), sheet.row.by_name.as_str()), ("goods.csv", "Wanda"));
    assert_eq!((sheet.sample.rows.len(), sheet.mapping), (3, None));
    let again = ground.send("key-1", GOODS.as_bytes()).await;
    assert_eq!(again, Ok(id), "the form was sent again");
    assert_eq!(ground.files().len(), 1);
    let deeds: Vec<_> = ground.deeds().await.into_iter().map(|(action, _)| action).collect();
    assert_eq!(deeds, ["import_uploaded"], "one file, one line");
    ground.database.drop().await;
}

#[tokio::test]
async fn what_is_no_file_of_products_leaves_nothing_behind() {
    let ground = Ground::new().await;
    for bytes in
        [b"".as_slice(), b"\xef\xbb\xbf \n", b"sku\nM\xfcg\n", b"s\0k\0u\0", b"torn,x\n1,2\n"]
    {
        let refused = ground.send("key-1", bytes).await;
        assert!(
            matches!(&refused, Err(ImportRoomError::Refused(fields)) if fields[0].field == "file"),
            "{refused:?}"
        );
    }
    assert!(ground.files().is_empty() && ground.deeds().await.is_empty());
    let runs = ground.room.runs(&editor(), None).await.expect("a list");
    assert!(runs.rows.is_empty());
    ground.database.drop().await;
}

#[tokio::test]
async fn only_who_edits_products_imports_any() {
    let ground = Ground::new().await;
    let id = ground.checked().await;
    let (room, by) = (&ground.room, member(Role::Warehouse));
    let forbidden = ImportRoomError::Forbidden;
    assert_eq!(room.runs(&by, None).await, Err(forbidden.clone()));
    assert_eq!(room.sheet(&by, &id).await, Err(forbidden.clone()));
    assert_eq!(room.progress(&by, &id).await, Err(forbidden.clone()));
    assert_eq!(room.check(&by, &id, &mapping(2), &caller()).await, Err(forbidden.clone()));
    assert_eq!(room.start(&by, &id, 2, &caller()).await, Err(forbidden.clone()));
    assert_eq!(room.cancel(&by, &id, &caller()).await, Err(forbidden.clone()));
    assert_eq!(room.faults(&by, &id).await.err(), Some(forbidden));
    assert_eq!(room.sheet(&editor(), "none").await, Err(ImportRoomError::NotFound));
    ground.database.drop().await;
}

#[tokio::test]
async fn runs_are_listed_page_by_page_along_an_index() {
    let ground = Ground::new().await;
    ground
        .run(
            "insert into imports.run (id, form_key, account, by_name, file_name, bytes, format,
                 sample, uploaded_at)
             select lpad(to_hex(number), 32, '0'), 'key-' || number, 'wanda', 'Wanda', 'a.csv', 1,
                    'comma', '{\"columns\": [], \"rows\": []}'::jsonb,
                    timestamptz '2026-01-01 00:00:00+00' + number / 2 * interval '1 second'
             from generate_series(1, 3000) as number",
        )
        .await;
    ground.run("analyze imports.run").await;
    let (mut after, mut seen) = (None, Vec::new());
    loop {
        let page = ground.room.runs(&editor(), after.as_ref()).await.expect("a list");
        assert!(page.rows.len() <= RUN_PAGE);
        seen.extend(page.rows.into_iter().map(|row| (row.uploaded_at, row.id)));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(seen.len(), 3000);
    assert!(seen.is_sorted_by(|one, next| one > next), "the newest first, each once");
    let lines: Vec<String> = sqlx::query_scalar(
        "explain select id from imports.run
         where (uploaded_at, id) < (coalesce(timestamptz '2026-01-01 00:10:00+00', 'infinity'),
                                    coalesce('f', ''))
         order by uploaded_at desc, id desc limit 51",
    )
    .fetch_all(&ground.database.pool)
    .await
    .expect("explained");
    assert!(lines.iter().any(|line| line.contains("run_newest")), "{lines:?}");
    ground.database.drop().await;
}
