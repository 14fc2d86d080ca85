//! What would be done to many products, before it is done.

use http::StatusCode;
use leptos::prelude::*;
use storefront::{
    Shop,
    goods_room::{BulkChange, BulkForm, BulkPreview, GoodsError},
    offer_room::percent,
    staff::StaffMember,
};

use super::{
    super::{super::Page, frame},
    LIST, failed, products,
};
use crate::{
    context::{FormError, FormState, Visitor},
    pages::encode,
    parts::form::{hidden, summary},
    respond::set_status,
};

/// The fields that say what is meant and what shall be done, each sent once.
const SENT: [&str; 10] =
    ["all", "query", "status", "category", "brand", "sort", "action", "amount", "shelf", "tag"];

fn posted(form: &FormState) -> BulkForm {
    let ids = form.values.iter().filter(|(name, _)| name == "ids");
    BulkForm {
        ids: ids.map(|(_, id)| id.clone()).collect(),
        all: form.value("all") == "on",
        query: form.value("query"),
        status: form.value("status"),
        category: form.value("category"),
        brand: form.value("brand"),
        action: form.value("action"),
        amount: form.value("amount"),
        shelf: form.value("shelf"),
        tag: form.value("tag"),
        key: form.value("key"),
        meant: form.value("meant"),
    }
}

/// Nothing on this page can be put right, so that what is wrong leads to no field.
fn about_all(errors: impl IntoIterator<Item = String>) -> Vec<FormError> {
    errors.into_iter().map(|message| FormError { field: String::new(), message }).collect()
}

pub(in crate::pages::admin) async fn draw(
    shop: &Shop,
    visitor: &Visitor,
    member: &StaffMember,
    form: &FormState,
) -> Page {
    let bulk = posted(form);
    let errors = about_all(form.errors.iter().map(|error| error.message.clone()));
    let mut form = FormState { errors, ..form.clone() };
    let preview = match shop.goods_room.preview(member, &bulk).await {
        Ok(preview) => Some(preview),
        Err(GoodsError::Refused(errors)) => {
            if form.errors.is_empty() {
                set_status(StatusCode::UNPROCESSABLE_ENTITY);
                form.errors = about_all(errors.iter().map(|error| error.message.to_owned()));
            }
            None
        }
        // What was refused is said all the same.
        Err(_) if !form.errors.is_empty() => None,
        Err(error) => return failed(&error),
    };
    let body = view! {
        <p><a href=back(&form)>"Back to the list"</a></p>
        {summary(&form, str::to_owned)}
        {preview.map(|preview| confirming(&form, visitor, &preview))}
    };
    frame::inside(LIST, "Change many products", member, &form, body.into_any())
}

/// The list that the form was sent from.
fn back(form: &FormState) -> String {
    let named = ["query", "status", "category", "brand", "sort", "columns"];
    let all = form.values.iter().filter(|(name, _)| named.contains(&name.as_str()));
    let parts: Vec<_> = all.map(|(name, value)| format!("{name}={}", encode(value))).collect();
    format!("{LIST}?{}", parts.join("&"))
}

/// The form is sent again with a key of its own, so that it does nothing twice.
fn confirming(form: &FormState, visitor: &Visitor, preview: &BulkPreview) -> AnyView {
    let sent = Some(form.value("key")).filter(|key| !key.is_empty());
    let key = sent.unwrap_or_else(|| visitor.form_key.clone());
    let ids = form.values.iter().filter(|(name, _)| name == "ids");
    let ids: Vec<_> = ids.map(|(_, id)| hidden("ids", id.clone())).collect();
    let rest: Vec<_> = SENT
        .into_iter()
        .map(|name| (name, form.value(name)))
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| hidden(name, value))
        .collect();
    let skus = match preview.skus {
        1 => "1 SKU".to_owned(),
        count => format!("{count} SKUs"),
    };
    let meant = products(preview.products);
    view! {
        <section class="panel goods-confirm" aria-labelledby="meant">
            <h2 id="meant">{format!("{meant} with {skus}")}</h2>
            {of_list(form).map(|which| view! { <p>{which}</p> })}
            <p>{words(&preview.change, preview.category.as_deref())}</p>
            <p class="quiet">"What is so already stays untouched. For a day everything can be set back that nobody changes meanwhile, here and under “Done to many products”."</p>
            <form method="post" action="/admin/products/bulk/apply">
                {ids}
                {rest}
                {hidden("key", key)}
                {hidden("meant", preview.mark.clone())}
                <button class="button">{format!("Change {meant}")}</button>
            </form>
        </section>
    }
    .into_any()
}

/// Which list is meant, where all that match are.
fn of_list(form: &FormState) -> Option<String> {
    if form.value("all") != "on" {
        return None;
    }
    let named = [("query", "found by"), ("status", "of the status"), ("brand", "of the brand")];
    let mut words: Vec<_> = named
        .into_iter()
        .map(|(name, words)| (words, form.value(name)))
        .filter(|(_, value)| !value.is_empty())
        .map(|(words, value)| format!("{words} “{value}”"))
        .collect();
    if !form.value("category").is_empty() {
        words.push("in the category that the list was narrowed to".to_owned());
    }
    Some(match words.is_empty() {
        true => "All products of the shop are meant.".to_owned(),
        false => format!("All products are meant that are {}.", words.join(", ")),
    })
}

/// What becomes of the products, which may be about a category.
pub(super) fn words(change: &BulkChange, category: Option<&str>) -> String {
    let category = category.unwrap_or_default();
    let way = |up: bool| if up { "up" } else { "down" };
    match change {
        BulkChange::Publish => {
            "They are published: shoppers find them and can buy them.".to_owned()
        }
        BulkChange::Archive => {
            "They are archived: nobody can buy them any more, and their pages say so.".to_owned()
        }
        BulkChange::Draft => "They go back to draft: shoppers no longer find them.".to_owned(),
        BulkChange::PriceByPercent { up, basis_points } => format!(
            "Their prices go {} by {} %, each rounded to a whole cent and never below one.",
            way(*up),
            percent(*basis_points)
        ),
        BulkChange::PriceByAmount { up, by } => format!(
            "Their prices in {} go {} by {by}, never below one cent.",
            by.currency().code(),
            way(*up)
        ),
        BulkChange::AddCategory { .. } => format!("They are added to the category {category}."),
        BulkChange::TakeCategory { .. } => format!("They are taken from the category {category}."),
        BulkChange::AddTag { tag } => format!("They get the tag {tag}."),
        BulkChange::TakeTag { tag } => format!("They lose the tag {tag}."),
    }
}
