//! What became of something that was done to many products.

use leptos::prelude::*;
use storefront::goods_room::{BulkBack, BulkStanding};

use super::products;
use crate::parts::form::hidden;

/// What is said of a deed, with what can be done about it for who may.
pub(super) fn notice(deed: &BulkStanding, may_edit: bool) -> AnyView {
    let undo = format!("/admin/products/bulk/{}/undo", deed.key);
    let waits = deed.back.map_or(deed.waiting, |back| back.waiting) > 0;
    let forms = may_edit.then(|| {
        let go_on = waits.then(|| match deed.back {
            Some(_) => button(undo.clone(), None, "Go on"),
            None => button("/admin/products/bulk/apply".to_owned(), Some(&deed.key), "Go on"),
        });
        let undo = (deed.back.is_none() && deed.changed > 0).then(|| button(undo, None, "Undo"));
        view! { <div class="deeds">{go_on}{undo}</div> }
    });
    view! { <div class="goods-notice"><p class="notice" role="status">{sentence(deed)}</p>{forms}</div> }
        .into_any()
}

fn button(action: String, key: Option<&str>, label: &'static str) -> AnyView {
    let key = key.map(|key| hidden("key", key));
    view! { <form method="post" action=action>{key}<button class="button button-quiet">{label}</button></form> }
        .into_any()
}

fn sentence(deed: &BulkStanding) -> String {
    let mut words = Vec::new();
    match deed.back {
        None => {
            words.push(format!("{} changed.", products(deed.changed)));
            if deed.same > 0 {
                words.push(format!("{} stayed as they were.", deed.same));
            }
            if deed.waiting > 0 {
                words.push(format!("{} are still to be changed.", deed.waiting));
            }
        }
        Some(BulkBack { back, left, waiting }) => {
            words.push(format!("{} set back.", products(back)));
            if left > 0 {
                words.push(format!("{left} were left: somebody changed them meanwhile."));
            }
            if waiting > 0 {
                words.push(format!("{waiting} are still to be set back."));
            }
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_became_of_a_deed_is_said_whole() {
        let deed =
            BulkStanding { key: "k".to_owned(), changed: 42, same: 0, waiting: 0, back: None };
        assert_eq!(sentence(&deed), "42 products changed.");
        let more = BulkStanding { same: 3, waiting: 5, ..deed.clone() };
        let wanted = "42 products changed. 3 stayed as they were. 5 are still to be changed.";
        assert_eq!(sentence(&more), wanted);
        let back = Some(BulkBack { back: 41, left: 1, waiting: 0 });
        let wanted = "41 products set back. 1 were left: somebody changed them meanwhile.";
        assert_eq!(sentence(&BulkStanding { back, ..deed }), wanted);
    }
}
