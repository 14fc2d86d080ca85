//! Collections, by pick and by rule.

use kernel::{CollectionId, Timestamp};
use storefront::{
    ShopError,
    account::Caller,
    catalogue::Found,
    collections::{COLLECTION_PAGE, CollectionCursor, CollectionPage, Collections},
    draft::{ProductDraft, ProductStatus},
    shelf_room::{CollectionForm, ShelfError, ShelfRoom, Shelved},
};

use super::desk::{Desk, editor, id, refused};
use crate::ground::{product, slug, variant};

const MOMENT: i64 = 1_700_000_000_000;

fn key(text: &str) -> CollectionId {
    CollectionId::parse(text).expect("an id")
}

/// A collection in the shop at `/collections/<name>`.
fn form(name: &str, version: i64) -> CollectionForm {
    CollectionForm {
        key: format!("key-{name}"),
        name: name.to_owned(),
        slug: name.to_owned(),
        status: "active".to_owned(),
        kind: "rule".to_owned(),
        version: version.to_string(),
        ..CollectionForm::default()
    }
}

async fn make(desk: &Desk, name: &str) -> Result<Shelved, ShelfError> {
    let made = desk.room.create_collection(&editor(), &form(name, 0), &Caller::default()).await;
    made.map(|(made, shelved)| {
        assert_eq!(made, key(&format!("key-{name}")));
        shelved
    })
}

async fn change(desk: &Desk, name: &str, form: &CollectionForm) -> Result<Shelved, ShelfError> {
    let id = key(&format!("key-{name}"));
    desk.room.change_collection(&editor(), &id, form, &Caller::default()).await
}

async fn page(desk: &Desk, name: &str, after: Option<&CollectionCursor>) -> CollectionPage {
    match desk.ground.page(&slug(name), after).await.expect("a collection") {
        Found::Here(page) => page,
        Found::MovedTo(slug) => panic!("moved to {slug}"),
    }
}

/// The ids of all products of a collection, page by page.
async fn shown(desk: &Desk, name: &str) -> Vec<String> {
    let (mut ids, mut after) = (Vec::new(), None);
    loop {
        let page = page(desk, name, after.as_ref()).await;
        assert!(page.cards.len() <= COLLECTION_PAGE);
        ids.extend(page.cards.iter().map(|card| card.id.to_string()));
        match page.next {
            Some(next) => after = Some(next),
            None => return ids,
        }
    }
}

async fn write(desk: &Desk, drafts: &[ProductDraft]) {
    for outcome in desk.ground.upsert_products(drafts).await.expect("written") {
        outcome.expect("written");
    }
}

#[tokio::test]
async fn a_collection_is_a_draft_until_it_is_said_to_be_more() {
    let desk = Desk::open().await;
    assert_eq!(make(&desk, "summer").await, Ok(Shelved::Now));
    assert_eq!(make(&desk, "summer").await, Ok(Shelved::Before));
    assert_eq!(desk.ground.page(&slug("summer"), None).await, Err(ShopError::NotFound));
    write(&desk, &[product("one")]).await;
    let rule = CollectionForm { brands: "Quay".to_owned(), ..form("summer", 1) };
    assert_eq!(change(&desk, "summer", &rule).await, Ok(Shelved::Now));
    assert_eq!(shown(&desk, "summer").await, ["one"]);
    assert_eq!(desk.ground.slugs(None).await, Ok(vec![slug("summer")]));
    assert_eq!(desk.ground.slugs(Some(&slug("summer"))).await, Ok(vec![]));
    assert_eq!(change(&desk, "summer", &rule).await, Ok(Shelved::Before));
    let other = CollectionForm { brands: "Pier".to_owned(), ..rule };
    assert_eq!(change(&desk, "summer", &other).await, Err(ShelfError::Stale));
    let there = CollectionForm { key: "other".to_owned(), ..form("summer", 0) };
    let made = desk.room.create_collection(&editor(), &there, &Caller::default()).await;
    assert_eq!(refused(made), "slug");
    let lines = ["collection_created", "collection_changed"];
    assert_eq!(desk.lines(), lines.map(|line| format!("{line} collection key-summer")));
    desk.close().await;
}

#[tokio::test]
async fn a_former_address_leads_on() {
    let desk = Desk::open().await;
    make(&desk, "first").await.expect("made");
    let rule = |slug: &str, version| CollectionForm {
        slug: slug.to_owned(),
        tags: "rope".to_owned(),
        ..form("first", version)
    };
    for (slug, version) in [("second", 1), ("third", 2)] {
        assert_eq!(change(&desk, "first", &rule(slug, version)).await, Ok(Shelved::Now));
    }
    for former in ["first", "second"] {
        let found = desk.ground.page(&slug(former), None).await;
        assert_eq!(found, Ok(Found::MovedTo(slug("third"))), "{former}");
    }
    let draft = CollectionForm { status: "draft".to_owned(), ..rule("third", 3) };
    assert_eq!(change(&desk, "first", &draft).await, Ok(Shelved::Now));
    assert_eq!(desk.ground.page(&slug("first"), None).await, Err(ShopError::NotFound));
    desk.close().await;
}

#[tokio::test]
async fn picked_products_come_in_their_order_by_whatever_they_are_named() {
    let desk = Desk::open().await;
    let mut drafts: Vec<_> = (0..60).map(|number| product(&format!("p{number}"))).collect();
    drafts[7].status = ProductStatus::Draft;
    write(&desk, &drafts).await;
    make(&desk, "hand").await.expect("made");
    let named =
        |picked: String| CollectionForm { kind: "picked".to_owned(), picked, ..form("hand", 1) };
    let unknown = change(&desk, "hand", &named("p1\nnothing".to_owned())).await;
    assert_eq!(refused(unknown), "picked");
    // The last first; two by their SKUs, one of them twice.
    let lines = (0..60).rev().map(|number| match number {
        58 | 3 => format!("SKU-p{number}"),
        number => format!("p{number}"),
    });
    let picked = lines.chain(["p58".to_owned()]).collect::<Vec<_>>().join("\n");
    assert_eq!(change(&desk, "hand", &named(picked)).await, Ok(Shelved::Now));
    let expected: Vec<_> =
        (0..60).rev().filter(|number| *number != 7).map(|number| format!("p{number}")).collect();
    assert_eq!(shown(&desk, "hand").await, expected);
    let sheet = desk.room.collection(&editor(), &key("key-hand")).await.expect("a sheet");
    assert_eq!(sheet.picked.len(), 60);
    assert!(!sheet.picked.iter().find(|product| product.id.as_str() == "p7").expect("p7").active);
    desk.close().await;
}

/// Products of which many came at the same moment.
fn many(count: i64) -> Vec<ProductDraft> {
    (0..count)
        .map(|number| {
            let mut draft = product(&format!("m{number:03}"));
            draft.created_at = Timestamp::from_millis(MOMENT + number / 40);
            draft.variants = vec![variant(&format!("SKU-m{number}"), 100 * (number + 1))];
            draft.variants[0].compare_at = (number % 2 == 0).then(|| variant("x", 1_000_000).price);
            draft.categories = vec![id(if number % 3 == 0 { "c" } else { "d" })];
            draft.tags = vec![format!("tag-{}", number % 5)];
            draft
        })
        .collect()
}

#[tokio::test]
async fn a_rule_finds_each_product_once_the_newest_first() {
    let desk = Desk::open().await;
    let drafts = many(100);
    write(&desk, &drafts).await;
    make(&desk, "rule").await.expect("made");
    let mut version = 1;
    let base = form("rule", 0);
    type Fits = fn(i64) -> bool;
    let rules: [(CollectionForm, Fits); 6] = [
        (CollectionForm { brands: "Quay\nNobody".to_owned(), ..base.clone() }, |_| true),
        (CollectionForm { category: "a".to_owned(), ..base.clone() }, |n| n % 3 == 0),
        (CollectionForm { tags: "tag-1\ntag-2".to_owned(), ..base.clone() }, |n| {
            [1, 2].contains(&(n % 5))
        }),
        (CollectionForm { from: "10".to_owned(), to: "50.00".to_owned(), ..base.clone() }, |n| {
            (9..50).contains(&n)
        }),
        (CollectionForm { reduced: true, ..base.clone() }, |n| n % 2 == 0),
        (
            CollectionForm {
                category: "a".to_owned(),
                reduced: true,
                tags: "tag-0".to_owned(),
                ..base.clone()
            },
            |n| n % 30 == 0,
        ),
    ];
    for (rule, fits) in rules {
        let rule = CollectionForm { version: version.to_string(), ..rule };
        assert_eq!(change(&desk, "rule", &rule).await, Ok(Shelved::Now));
        version += 1;
        let expected: Vec<_> =
            (0..100).rev().filter(|n| fits(*n)).map(|n| format!("m{n:03}")).collect();
        assert_eq!(shown(&desk, "rule").await, expected, "{rule:?}");
        let count = desk.room.count_collection(&editor(), &rule).await;
        assert_eq!(count, Ok(expected.len() as u64), "{rule:?}");
    }
    // All of them came years ago.
    let newer = CollectionForm { newer: "30".to_owned(), version: version.to_string(), ..base };
    assert_eq!(change(&desk, "rule", &newer).await, Ok(Shelved::Now));
    assert!(shown(&desk, "rule").await.is_empty());
    desk.close().await;
}

#[tokio::test]
async fn a_rule_follows_the_category_that_it_names() {
    let desk = Desk::open().await;
    desk.fill("p", 3, &["c"]).await;
    make(&desk, "rule").await.expect("made");
    let rule = CollectionForm { category: "c".to_owned(), ..form("rule", 1) };
    assert_eq!(change(&desk, "rule", &rule).await, Ok(Shelved::Now));
    let deleted = desk.room.delete_category(&editor(), &id("c"), 1, &Caller::default()).await;
    assert_eq!(refused(deleted), "");
    assert_eq!(desk.merge("c", "d", 1).await, Ok(Shelved::Now));
    assert_eq!(shown(&desk, "rule").await.len(), 3);
    let empty = desk.room.delete_category(&editor(), &id("b"), 1, &Caller::default()).await;
    assert_eq!(empty, Ok(Shelved::Now));
    desk.close().await;
}

#[tokio::test]
async fn collections_are_listed_by_their_addresses() {
    let desk = Desk::open().await;
    for name in ["b-two", "a-one"] {
        make(&desk, name).await.expect("made");
    }
    let list = desk.room.collections(&editor(), None).await.expect("a list");
    let slugs: Vec<_> = list.rows.iter().map(|row| row.slug.as_str()).collect();
    assert_eq!((slugs, list.next), (vec!["a-one", "b-two"], None));
    let after = slug("a-one");
    let list = desk.room.collections(&editor(), Some(&after)).await.expect("a list");
    assert_eq!(list.rows.len(), 1);
    desk.close().await;
}
