use catalog::{PutCategoryError, PutOutcome};
use storefront::catalogue::{Catalogue, Found};

use crate::ground::{Ground, category, slug};

#[tokio::test]
async fn categories_form_a_tree_and_no_ring() {
    let ground = Ground::new().await;
    for (id, parent) in [("a", None), ("b", Some("a")), ("c", Some("b"))] {
        let outcome = ground.put_category(&category(id, parent)).await.expect("written");
        assert_eq!(outcome, PutOutcome::Created);
        let outcome = ground.put_category(&category(id, parent)).await.expect("same");
        assert_eq!(outcome, PutOutcome::Unchanged);
    }
    let ring = ground.put_category(&category("a", Some("c"))).await;
    assert!(matches!(ring, Err(PutCategoryError::Cycle)));
    let own = ground.put_category(&category("b", Some("b"))).await;
    assert!(matches!(own, Err(PutCategoryError::Cycle)));
    let orphan = ground.put_category(&category("d", Some("none"))).await;
    assert!(matches!(orphan, Err(PutCategoryError::NoParent(_))));

    let top = ground.top_categories().await.expect("answered");
    assert_eq!(top.len(), 1);
    assert_eq!(top[0].children.len(), 1);
    match ground.category_by_slug(&slug("c")).await.expect("there") {
        Found::Here(found) => {
            let path: Vec<_> = found.ancestors.iter().map(|link| link.slug.as_str()).collect();
            assert_eq!(path, ["a", "b"]);
        }
        Found::MovedTo(to) => panic!("moved to {to}"),
    }
    ground.clear().await;
}

#[tokio::test]
async fn a_category_that_moved_leads_on() {
    let ground = Ground::new().await;
    let mut draft = category("a", None);
    ground.put_category(&draft).await.expect("written");
    draft.slug = slug("z");
    assert_eq!(ground.put_category(&draft).await.expect("written"), PutOutcome::Updated);
    let moved = ground.category_by_slug(&slug("a")).await.expect("known");
    assert_eq!(moved, Found::MovedTo(slug("z")));
    let mut other = category("b", None);
    other.slug = slug("z");
    let taken = ground.put_category(&other).await;
    assert!(matches!(taken, Err(PutCategoryError::Taken("slug"))), "{taken:?}");
    ground.clear().await;
}
