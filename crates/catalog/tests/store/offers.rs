use kernel::Sku;
use storefront::{catalogue::Catalogue, draft::ProductStatus};

use crate::ground::{Ground, product, variant};

fn skus(codes: &[&str]) -> Vec<Sku> {
    codes.iter().map(|code| Sku::parse(*code).expect("a SKU")).collect()
}

#[tokio::test]
async fn offers_are_of_the_skus_asked_for_and_of_active_products_only() {
    let ground = Ground::new().await;
    let mut shirt = product("shirt");
    shirt.axes = vec!["Size".to_owned()];
    shirt.variants = ["S", "M", "L"].map(|size| variant(&format!("SHIRT-{size}"), 2_000)).to_vec();
    for (variant, size) in shirt.variants.iter_mut().zip(["S", "M", "L"]) {
        variant.options = vec![storefront::product::OptionChoice {
            axis: "Size".to_owned(),
            value: size.to_owned(),
        }];
    }
    let mut lessons = product("lessons");
    lessons.stock_tracked = false;
    let (mut draft, mut archived) = (product("draft"), product("archived"));
    draft.status = ProductStatus::Draft;
    archived.status = ProductStatus::Archived;
    for product in [&shirt, &lessons, &draft, &archived] {
        ground.put_product(product, None).await.expect("written");
    }
    let asked =
        skus(&["SHIRT-S", "SHIRT-L", "SKU-lessons", "SKU-draft", "SKU-archived", "SKU-never"]);
    let offers = ground.offers(&asked).await.expect("answered");
    let mut found: Vec<_> = offers.keys().map(Sku::as_str).collect();
    found.sort_unstable();
    assert_eq!(found, ["SHIRT-L", "SHIRT-S", "SKU-lessons"]);
    let large = &offers["SHIRT-L"];
    assert_eq!((&large.product, &large.slug, &large.title), (&shirt.id, &shirt.slug, &shirt.title));
    assert_eq!((&large.variant, large.stock_tracked), (&shirt.variants[2], true));
    assert!(!offers["SKU-lessons"].stock_tracked);
    assert!(ground.offers(&[]).await.expect("answered").is_empty());
    ground.clear().await;
}
