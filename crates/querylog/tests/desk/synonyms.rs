//! Synonyms are added, changed and removed by those who may, and nobody overwrites another.

use storefront::{
    search_room::{Entered, MOST_GROUPS, QueryList, SearchRoom, SearchRoomError},
    staff::{Permission, Role},
};

use crate::ground::{Ground, caller, group, member, pins, refusal};

#[tokio::test]
async fn what_is_done_to_a_group_is_in_the_audit_log_once() {
    let ground = Ground::new().await;
    let (by, caller, desk) = (member(Role::Catalogue), caller(), &ground.desk);
    let before = ground.edition().await;
    for (typed, entered) in [("sofa, couch", Entered::Now), ("Couch; SOFA", Entered::Before)] {
        assert_eq!(desk.add_synonym(&by, &group(typed, "", ""), &caller).await, Ok(entered));
    }
    let page = desk.synonyms(&by, None).await.expect("listed");
    let id = page.rows[0].id;
    assert_eq!((page.rows.len(), page.rows[0].version), (1, 1));
    let wider = group("sofa, couch, settee", "", "1");
    for entered in [Entered::Now, Entered::Before] {
        assert_eq!(desk.change_synonym(&by, id, &wider, &caller).await, Ok(entered));
    }
    let early = desk.remove_synonym(&by, id, 1, &caller).await;
    assert_eq!(early, Err(SearchRoomError::Stale), "its form was drawn before the change");
    for entered in [Entered::Now, Entered::Before] {
        assert_eq!(desk.remove_synonym(&by, id, 2, &caller).await, Ok(entered));
    }
    assert_eq!(desk.synonym(&by, id).await, Err(SearchRoomError::NotFound));
    assert_eq!(ground.edition().await, before + 3, "only what changes something is told on");
    let audit = ground.audit().await;
    let told: Vec<_> = audit.iter().map(|line| line.split(' ').nth(1)).collect();
    let deeds = ["synonyms_added", "synonyms_changed", "synonyms_removed"];
    assert_eq!(told, deeds.map(Some));
    assert!(audit[1].contains("\"settee\"") && audit[1].contains(&format!("synonyms {id}")));
    ground.database.drop().await;
}

#[tokio::test]
async fn who_saves_second_overwrites_nothing() {
    let ground = Ground::new().await;
    let (by, caller, desk) = (member(Role::Owner), caller(), &ground.desk);
    for words in ["sofa, couch", "phone, mobile"] {
        desk.add_synonym(&by, &group(words, "", ""), &caller).await.expect("added");
    }
    let rows = desk.synonyms(&by, None).await.expect("listed").rows;
    let (newer, older) = (rows[0].id, rows[1].id);
    desk.change_synonym(&by, older, &group("sofa, settee", "", "1"), &caller)
        .await
        .expect("changed");
    for version in ["1", "", "0", "none"] {
        let late = group("sofa", "divan", version);
        let answer = desk.change_synonym(&by, older, &late, &caller).await;
        assert_eq!(answer, Err(SearchRoomError::Stale), "{version}");
    }
    let group_now = desk.synonym(&by, older).await.expect("there");
    assert_eq!((group_now.version, group_now.draft.words.len()), (2, 2));
    let same = desk.change_synonym(&by, newer, &group("settee, sofa", "", "1"), &caller).await;
    assert_eq!(refusal(same).field, "words");
    let none = desk.change_synonym(&by, i64::MAX, &group("a, b", "", "1"), &caller).await;
    assert_eq!(none, Err(SearchRoomError::NotFound));
    ground.database.drop().await;
}

#[tokio::test]
async fn there_are_only_so_many() {
    let ground = Ground::new().await;
    let (by, caller, desk) = (member(Role::Owner), caller(), &ground.desk);
    ground
        .run(
            "insert into search_desk.synonym (words, also)
             select array['w' || number, 'x' || number], '{}'::text[]
             from generate_series(1, 499) as number",
        )
        .await;
    assert_eq!(MOST_GROUPS, 500);
    let last = desk.add_synonym(&by, &group("sofa, couch", "", ""), &caller).await;
    assert_eq!(last, Ok(Entered::Now));
    let more = desk.add_synonym(&by, &group("phone", "smartphone", ""), &caller).await;
    assert_eq!(refusal(more).field, "");
    let again = desk.add_synonym(&by, &group("sofa, couch", "", ""), &caller).await;
    assert_eq!(again, Ok(Entered::Before));
    ground.database.drop().await;
}

#[tokio::test]
async fn each_role_may_what_it_may() {
    let ground = Ground::new().await;
    let (caller, desk) = (caller(), &ground.desk);
    let owner = member(Role::Owner);
    desk.add_synonym(&owner, &group("sofa, couch", "", ""), &caller).await.expect("added");
    desk.pin(&owner, &pins("mug", &["p1"], ""), &caller).await.expect("pinned");
    let id = desk.synonyms(&owner, None).await.expect("listed").rows[0].id;
    for role in Role::ALL {
        let by = member(role);
        let edits = role.allows(Permission::EditSearch);
        let reads = edits || role.allows(Permission::ReadReports);
        assert_eq!(desk.queries(&by, &QueryList::default()).await.is_ok(), reads, "{role:?}");
        assert_eq!(desk.synonyms(&by, None).await.is_ok(), edits, "{role:?}");
        assert_eq!(desk.synonym(&by, id).await.is_ok(), edits, "{role:?}");
        assert_eq!(desk.pins(&by, None).await.is_ok(), edits, "{role:?}");
        assert_eq!(desk.pinned(&by, "mug").await.is_ok(), edits, "{role:?}");
        let same = group("couch, sofa", "", "1");
        for answer in [
            desk.add_synonym(&by, &same, &caller).await,
            desk.change_synonym(&by, id, &same, &caller).await,
            desk.remove_synonym(&by, i64::MAX, 1, &caller).await,
            desk.pin(&by, &pins("mug", &["p1"], "1"), &caller).await,
            desk.unpin(&by, "no such query", 1, &caller).await,
        ] {
            let expected =
                if edits { Ok(Entered::Before) } else { Err(SearchRoomError::Forbidden) };
            assert_eq!(answer, expected, "{role:?}");
        }
    }
    ground.database.drop().await;
}

#[tokio::test]
async fn a_store_that_is_away_is_told() {
    let ground = Ground::new().await;
    ground.database.go_away().await;
    let by = member(Role::Owner);
    let read = ground.desk.synonyms(&by, None).await;
    assert_eq!(read, Err(SearchRoomError::Unavailable));
    let added = ground.desk.add_synonym(&by, &group("sofa, couch", "", ""), &caller()).await;
    assert_eq!(added, Err(SearchRoomError::Unavailable));
    ground.database.come_back().await;
    ground.database.drop().await;
}
