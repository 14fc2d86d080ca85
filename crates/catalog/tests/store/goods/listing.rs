//! Products found and listed, page by page.

use kernel::CategoryId;
use mongodb::bson::{Document, doc};
use storefront::{
    draft::{ProductDraft, ProductStatus},
    goods_room::{GOODS_PAGE, GoodsError, GoodsQuery, GoodsRoom, GoodsRow, GoodsSort},
    staff::Role,
};

use super::desk::{Desk, filter, member};
use crate::ground::{category, product, variant};

fn mug() -> ProductDraft {
    let mut first = variant("MUG-110-RED", 1_250);
    first.barcodes = vec!["4006381333931".to_owned()];
    ProductDraft {
        title: "Harbour mug".to_owned(),
        external_id: Some("ERP:77".to_owned()),
        categories: vec![CategoryId::parse("cups").expect("an id")],
        variants: vec![first, variant("MUG-90", 990)],
        ..product("mug")
    }
}

fn lamp() -> ProductDraft {
    ProductDraft {
        title: "Pier lamp".to_owned(),
        brand: "Pier & Sons".to_owned(),
        status: ProductStatus::Draft,
        variants: vec![variant("LAMP-9", 4_900)],
        ..product("lamp")
    }
}

async fn furnished() -> Desk {
    let desk = Desk::open().await;
    desk.ground.put_category(&category("home", None)).await.expect("written");
    desk.ground.put_category(&category("cups", Some("home"))).await.expect("written");
    for draft in [mug(), lamp()] {
        desk.ground.put_product(&draft, None).await.expect("written");
    }
    desk
}

#[tokio::test]
async fn a_product_is_found_by_beginnings_of_all_words_that_were_typed() {
    let desk = furnished().await;
    for (typed, found) in [
        ("harb", &["mug"][..]),
        ("HARBOUR m", &["mug"][..]),
        ("quay", &["mug"][..]),
        ("mug-110", &["mug"][..]),
        ("MUG-110-RED", &["mug"][..]),
        ("40063813", &["mug"][..]),
        ("erp:77", &["mug"][..]),
        ("lamp-9", &["lamp"][..]),
        ("pier sons", &["lamp"][..]),
        ("", &["lamp", "mug"][..]),
        ("harbour lamp", &[][..]),
        ("arbour", &[][..]),
        ("mugs", &[][..]),
        ("lamp-99", &[][..]),
        ("thing", &[][..]),
    ] {
        assert_eq!(desk.ids(filter(typed, "", "", "")).await, found, "{typed}");
    }
    desk.close().await;
}

#[tokio::test]
async fn filters_narrow_the_list_together() {
    let desk = furnished().await;
    for ((typed, status, category, brand), found) in [
        (("", "draft", "", ""), &["lamp"][..]),
        (("", "active", "", ""), &["mug"][..]),
        (("", "archived", "", ""), &[][..]),
        (("", "", "home", ""), &["mug"][..]),
        (("", "", "cups", ""), &["mug"][..]),
        (("", "", "nowhere", ""), &[][..]),
        (("", "", "", "Pier & Sons"), &["lamp"][..]),
        (("", "", "", "pier & sons"), &[][..]),
        (("harbour", "active", "home", "Quay"), &["mug"][..]),
        (("harbour", "draft", "home", "Quay"), &[][..]),
    ] {
        let asked = filter(typed, status, category, brand);
        assert_eq!(desk.ids(asked).await, found, "{typed} {status} {category} {brand}");
    }
    let page = desk.list(&GoodsQuery { sort: GoodsSort::Title, ..GoodsQuery::default() }).await;
    let mug = &page.rows[0];
    assert_eq!((mug.title.as_str(), mug.brand.as_str()), ("Harbour mug", "Quay"));
    assert_eq!((mug.price.map(kernel::Money::amount), mug.price_varies), (Some(990), true));
    assert_eq!((mug.skus.len(), mug.categories.as_slice()), (2, &["CUPS".to_owned()][..]));
    let paths: Vec<_> = page.categories.iter().map(|category| category.path.as_str()).collect();
    assert_eq!(paths, ["HOME", "HOME / CUPS"]);
    desk.close().await;
}

/// All products in an order, page by page, with so many on each.
async fn all(desk: &Desk, sort: GoodsSort, status: &str, most: Option<usize>) -> Vec<GoodsRow> {
    let (mut rows, mut after) = (Vec::new(), None);
    loop {
        let query = GoodsQuery { filter: filter("product", status, "", ""), sort, after, most };
        let page = desk.list(&query).await;
        assert!(page.rows.len() <= query.page() && page.matches > GOODS_PAGE);
        rows.extend(page.rows);
        match page.next {
            Some(next) => after = Some(next),
            None => return rows,
        }
    }
}

#[tokio::test]
async fn every_product_is_on_one_page_in_each_order_though_many_are_alike() {
    let desk = Desk::open().await;
    // One batch is one moment.
    let drafts: Vec<_> = (0..130)
        .map(|number| {
            let id = format!("p{number:03}");
            ProductDraft {
                title: format!("Product {}", number % 3),
                status: if number % 2 == 0 { ProductStatus::Active } else { ProductStatus::Draft },
                variants: vec![variant(&format!("S-{number}"), 100 + i64::from(number % 4))],
                ..product(&id)
            }
        })
        .collect();
    desk.ground.upsert_products(&drafts).await.expect("written");
    for (status, count, most) in [("", 130, None), ("draft", 65, Some(20))] {
        for sort in GoodsSort::ALL {
            let rows = all(&desk, sort, status, most).await;
            let key = |row: &GoodsRow| match sort {
                GoodsSort::Newest => (row.updated_at.millis(), String::new(), row.id.to_string()),
                GoodsSort::Title => (0, row.title.to_lowercase(), row.id.to_string()),
                GoodsSort::PriceUp | GoodsSort::PriceDown => {
                    let units = row.price.map(kernel::Money::amount).unwrap_or_default();
                    (units, String::new(), row.id.to_string())
                }
            };
            let found: Vec<_> = rows.iter().map(key).collect();
            let mut wanted = found.clone();
            wanted.sort();
            wanted.dedup();
            if matches!(sort, GoodsSort::Newest | GoodsSort::PriceDown) {
                wanted.reverse();
            }
            assert_eq!(found.len(), count, "{sort:?} {status}");
            assert_eq!(found, wanted, "{sort:?} {status}");
        }
    }
    desk.close().await;
}

#[tokio::test]
async fn products_from_before_there_were_lists_are_found() {
    let desk = furnished().await;
    let free =
        doc! { "collMod": "products", "validator": { "$jsonSchema": { "bsonType": "object" } } };
    desk.ground.database.run_command(free).await.expect("any document fits");
    let products = desk.ground.database.collection::<Document>("products");
    let older = doc! { "$unset": { "words": "", "title_key": "", "price_from": "" } };
    products.update_many(doc! {}, older).await.expect("as they were");
    assert!(desk.ids(filter("harbour", "", "", "")).await.is_empty());
    for _ in 0..2 {
        desk.ground.prepare().await.expect("prepared");
        assert_eq!(desk.ids(filter("harbour", "", "", "")).await, ["mug"]);
    }
    let query = GoodsQuery { sort: GoodsSort::PriceDown, ..GoodsQuery::default() };
    let ids: Vec<_> =
        desk.list(&query).await.rows.into_iter().map(|row| row.id.to_string()).collect();
    assert_eq!(ids, ["lamp", "mug"]);
    desk.close().await;
}

#[tokio::test]
async fn the_list_is_for_those_who_may_read_it() {
    let desk = Desk::with(&["one"]).await;
    let query = GoodsQuery::default();
    assert_eq!(desk.desk.list(&member(&[]), &query).await, Err(GoodsError::Forbidden));
    let found = desk.desk.list(&member(&[Role::Support]), &query).await;
    assert_eq!(found.map(|page| page.rows.len()), Ok(1));
    desk.close().await;
}
