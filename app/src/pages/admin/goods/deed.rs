//! What became of something that was done to many products: right after it, and in the list of a day.

use leptos::prelude::*;
use storefront::{
    Shop,
    goods_room::{BulkBack, BulkDeed, BulkStanding, MOST_DEEDS},
    staff::{Permission, StaffMember},
};

use super::{
    super::{super::Page, frame},
    LIST, confirm, failed, products,
};
use crate::{
    context::FormState,
    parts::{form::hidden, moment::moment},
};

/// What was done to many products within a day.
pub(in crate::pages::admin) async fn draw_list(shop: &Shop, member: &StaffMember) -> Page {
    let deeds = match shop.goods_room.deeds(member).await {
        Ok(deeds) => deeds,
        Err(error) => return failed(&error),
    };
    let may_edit = member.may(Permission::EditCatalogue);
    let full = deeds.len() >= MOST_DEEDS;
    let entries: Vec<_> = deeds.iter().map(|deed| entry(deed, may_edit)).collect();
    let list = if entries.is_empty() {
        view! { <div class="empty"><p class="empty-head">"Nothing was done to many products"</p><p>"What is done stands here for a day, for as long as it can be set back."</p></div> }.into_any()
    } else {
        view! { <ol class="order-returns">{entries}</ol> }.into_any()
    };
    let body = view! {
        <p><a href=LIST>"All products"</a></p>
        <p class="quiet">"For a day everything can be set back that nobody has changed since. After that, the history of each product tells what it was."</p>
        {list}
        {full.then(|| view! { <p class="quiet">"These are the newest 50. What was done before them is told by the history of each product."</p> })}
    };
    let form = FormState::default();
    frame::inside(LIST, "Done to many products", member, &form, body.into_any())
}

fn entry(deed: &BulkDeed, may_edit: bool) -> AnyView {
    let by = Some(deed.signed.clone()).filter(|name| !name.is_empty());
    let by = by.map(|name| format!(", by {name}"));
    view! {
        <li>
            <p><strong>{confirm::words(&deed.change, deed.category.as_deref())}</strong></p>
            <p class="quiet">{moment(deed.at)}{by}</p>
            <p>{sentence(&deed.standing)}</p>
            {forms(&deed.standing, may_edit)}
        </li>
    }
    .into_any()
}

/// What is said of a deed, with what can be done about it for who may.
pub(super) fn notice(deed: &BulkStanding, may_edit: bool) -> AnyView {
    let forms = forms(deed, may_edit);
    view! { <div class="goods-notice"><p class="notice" role="status">{sentence(deed)}</p>{forms}</div> }
        .into_any()
}

fn forms(deed: &BulkStanding, may_edit: bool) -> Option<AnyView> {
    let undo = format!("/admin/products/bulk/{}/undo", deed.key);
    let waits = deed.back.map_or(deed.waiting, |back| back.waiting) > 0;
    may_edit.then(|| {
        let go_on = waits.then(|| match deed.back {
            Some(_) => button(undo.clone(), None, "Go on"),
            None => button("/admin/products/bulk/apply".to_owned(), Some(&deed.key), "Go on"),
        });
        let undo = (deed.back.is_none() && deed.changed > 0).then(|| button(undo, None, "Undo"));
        view! { <div class="deeds">{go_on}{undo}</div> }.into_any()
    })
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
