//! A page of collections costs the same however many there are.

use mongodb::bson::{Document, doc};
use storefront::{
    account::Caller,
    shelf_room::{CollectionForm, SHELF_PAGE, ShelfRoom},
};

use super::desk::{Desk, editor};
use crate::{costs::costs, ground::slug};

#[tokio::test]
async fn a_list_of_collections_reads_what_it_shows_and_nothing_else() {
    let desk = Desk::open().await;
    let form = CollectionForm {
        key: "first".to_owned(),
        name: "First".to_owned(),
        slug: "first".to_owned(),
        ..CollectionForm::default()
    };
    let made = desk.room.create_collection(&editor(), &form, &Caller::default()).await;
    made.expect("made");
    let collections = desk.ground.database.collection::<Document>("collections");
    let first = collections.find_one(doc! {}).await.expect("answered").expect("there");
    let all = (0..4 * SHELF_PAGE).map(|number| {
        let name = format!("c{number:04}");
        let mut collection = first.clone();
        collection.extend(doc! { "slug": name.as_str(), "_id": name });
        collection
    });
    collections.insert_many(all.collect::<Vec<_>>()).await.expect("written");
    for after in [None, Some(slug("c0090"))] {
        let by = editor();
        let list = desk.room.collections(&by, after.as_ref());
        let (page, costs) = costs(&desk.ground.database, "collections", list).await;
        assert_eq!(page.expect("listed").rows.len(), SHELF_PAGE);
        for cost in costs {
            assert!(cost.reads_what_it_finds(1), "{cost:#?}");
            assert!(!cost.scans() && !cost.sorts(), "{cost:#?}");
        }
    }
    desk.close().await;
}
