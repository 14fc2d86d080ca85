use catalog::{PutOutcome, PutProductError};
use storefront::{
    ShopError,
    catalogue::{Catalogue, Found},
    draft::ProductStatus,
};

use crate::ground::{Ground, category, product, product_id, slug, variant};

#[tokio::test]
async fn a_product_is_written_once_and_again_only_when_it_differs() {
    let ground = Ground::new().await;
    ground.put_category(&category("top", None)).await.expect("written");
    ground.put_category(&category("sub", Some("top"))).await.expect("written");
    let mut draft = product("one");
    draft.categories = vec![category("sub", None).id];
    draft.description_html = "<p onclick='x()'>Hi<script>evil()</script></p>".to_owned();
    assert_eq!(ground.put_product(&draft, None).await.expect("written"), PutOutcome::Created);
    assert_eq!(ground.put_product(&draft, Some(1)).await.expect("same"), PutOutcome::Unchanged);
    draft.title = "Another title".to_owned();
    assert_eq!(ground.put_product(&draft, Some(1)).await.expect("written"), PutOutcome::Updated);

    let shown = ground.product(&draft.id).await.expect("for sale");
    assert_eq!((shown.version, shown.title.as_str()), (2, "Another title"));
    assert_eq!(shown.description_html, "<p>Hi</p>");
    let path: Vec<_> = shown.breadcrumbs.iter().map(|link| link.slug.as_str()).collect();
    assert_eq!(path, ["top", "sub"]);
    assert_eq!(shown.created_at, draft.created_at);
    assert_eq!(shown.variants, draft.variants);
    ground.clear().await;
}

#[tokio::test]
async fn a_stale_write_is_refused_with_both_versions() {
    let ground = Ground::new().await;
    let draft = product("one");
    ground.put_product(&draft, None).await.expect("written");
    let (mut hers, mut his) = (draft.clone(), draft);
    hers.title = "Hers".to_owned();
    his.title = "His".to_owned();
    ground.put_product(&hers, Some(1)).await.expect("first");
    match ground.put_product(&his, Some(1)).await {
        Err(PutProductError::Stale { expected: 1, stored }) => {
            assert_eq!((stored.version, stored.title.as_str()), (2, "Hers"));
        }
        other => panic!("not refused: {other:?}"),
    }
    let missing = ground.put_product(&product("two"), Some(1)).await;
    assert!(matches!(missing, Err(PutProductError::Missing)));
    ground.clear().await;
}

#[tokio::test]
async fn of_writers_at_once_one_wins() {
    let ground = Ground::new().await;
    ground.put_product(&product("one"), None).await.expect("written");
    let writes = (0..6).map(|number| {
        let mut draft = product("one");
        draft.title = format!("Writer {number}");
        let ground = &ground;
        async move { ground.put_product(&draft, Some(1)).await }
    });
    let outcomes = futures::future::join_all(writes).await;
    let won = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    let stale = outcomes
        .iter()
        .filter(|outcome| matches!(outcome, Err(PutProductError::Stale { expected: 1, .. })))
        .count();
    assert_eq!((won, stale), (1, 5), "{outcomes:?}");
    assert_eq!(ground.product(&product_id("one")).await.expect("there").version, 2);
    ground.clear().await;
}

#[tokio::test]
async fn former_slugs_lead_to_where_it_is_now() {
    let ground = Ground::new().await;
    let mut draft = product("one");
    ground.put_product(&draft, None).await.expect("written");
    for name in ["second", "third"] {
        draft.slug = slug(name);
        ground.put_product(&draft, None).await.expect("written");
    }
    let moved = ground.product_by_slug(&slug("one")).await.expect("known");
    assert_eq!(moved, Found::MovedTo(slug("third")));
    let moved = ground.product_by_slug(&slug("second")).await.expect("known");
    assert_eq!(moved, Found::MovedTo(slug("third")));

    // Another product at a former slug is that product, redirect or not.
    let mut other = product("two");
    other.slug = slug("second");
    let outcomes = ground.upsert_products(&[other]).await.expect("written");
    assert!(matches!(outcomes[..], [Ok(PutOutcome::Created)]));
    match ground.product_by_slug(&slug("second")).await.expect("there") {
        Found::Here(found) => assert_eq!(found.id, product_id("two")),
        Found::MovedTo(to) => panic!("a redirect to {to} shadows a product"),
    }
    // Back at its first slug it is there, and the one it left leads on.
    draft.slug = slug("one");
    ground.put_product(&draft, None).await.expect("written");
    assert!(matches!(ground.product_by_slug(&slug("one")).await, Ok(Found::Here(_))));
    let moved = ground.product_by_slug(&slug("third")).await.expect("known");
    assert_eq!(moved, Found::MovedTo(slug("one")));
    ground.clear().await;
}

#[tokio::test]
async fn drafts_are_not_found_and_archived_products_gone() {
    let ground = Ground::new().await;
    let mut draft = product("one");
    draft.status = ProductStatus::Draft;
    ground.put_product(&draft, None).await.expect("written");
    assert_eq!(ground.product_by_slug(&slug("one")).await, Err(ShopError::NotFound));
    draft.status = ProductStatus::Archived;
    draft.slug = slug("elsewhere");
    ground.put_product(&draft, None).await.expect("written");
    assert_eq!(ground.product_by_slug(&slug("elsewhere")).await, Err(ShopError::Gone));
    assert_eq!(ground.product_by_slug(&slug("one")).await, Err(ShopError::Gone));
    assert_eq!(ground.product_by_slug(&slug("never")).await, Err(ShopError::NotFound));
    assert_eq!(ground.count_products().await.expect("counted"), 1);
    ground.clear().await;
}

#[tokio::test]
async fn what_another_product_has_is_refused_by_name() {
    let ground = Ground::new().await;
    let mut first = product("one");
    first.external_id = Some("77".to_owned());
    ground.put_product(&first, None).await.expect("written");
    let mut same_slug = product("two");
    same_slug.slug = slug("one");
    let mut same_sku = product("two");
    same_sku.variants = first.variants.clone();
    let mut same_external = product("two");
    same_external.external_id = first.external_id.clone();
    for (draft, field) in [(same_slug, "slug"), (same_sku, "SKU"), (same_external, "external id")] {
        let refused = ground.put_product(&draft, None).await;
        assert!(
            matches!(refused, Err(PutProductError::Taken(taken)) if taken == field),
            "{refused:?}"
        );
        let refused = ground.upsert_products(&[draft]).await.expect("answered");
        assert!(matches!(refused[..], [Err(PutProductError::Taken(taken))] if taken == field));
    }
    let mut double = product("two");
    double.variants = vec![variant("A", 1), variant("A", 2)];
    let mut nowhere = product("three");
    nowhere.categories = vec![category("none", None).id];
    for draft in [double, nowhere] {
        let refused = ground.put_product(&draft, None).await;
        assert!(matches!(refused, Err(PutProductError::Invalid(_))), "{refused:?}");
    }
    ground.clear().await;
}

#[tokio::test]
async fn a_batch_writes_what_differs_and_names_what_fails() {
    let ground = Ground::new().await;
    let drafts: Vec<_> = (0..5).map(|number| product(&format!("p{number}"))).collect();
    ground.upsert_products(&drafts).await.expect("written");
    let mut again = drafts;
    again[1].title = "New".to_owned();
    again[2].slug = slug("moved");
    again[3].title = String::new();
    again.push(product("p5"));
    again.push(product("p5"));
    let outcomes = ground.upsert_products(&again).await.expect("answered");
    use PutOutcome::{Created, Unchanged, Updated};
    let good: Vec<_> = outcomes.iter().map(|outcome| outcome.as_ref().ok().copied()).collect();
    let (new, same, old) = (Some(Updated), Some(Unchanged), Some(Created));
    assert_eq!(good, [same, new, new, None, same, old, same]);
    assert_eq!(ground.product(&product_id("p1")).await.expect("there").version, 2);
    let moved = ground.product_by_slug(&slug("p2")).await.expect("known");
    assert_eq!(moved, Found::MovedTo(slug("moved")));
    ground.clear().await;
}
