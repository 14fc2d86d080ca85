//! A product as shoppers would see it.

use leptos::prelude::*;
use storefront::{Shop, staff::StaffMember};

use super::{address_of, failed, named};
use crate::{
    context::PageRequest,
    pages::{Page, product, refusal},
};

/// `id` is that of the product as the address has it.
pub(in crate::pages::admin) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    member: &StaffMember,
    id: &str,
) -> Page {
    let Some(id) = named(id) else { return refusal::not_found() };
    let shown = match shop.product_desk.preview(member, &id).await {
        Ok(shown) => shown,
        Err(error) => return failed(&error),
    };
    let address = address_of(&id);
    let preview = product::preview(shop, request, &shown, &format!("{address}/preview"));
    let Some(preview) = preview else { return refusal::not_found() };
    let body = view! {
        <p class="notice">"This is a preview for staff. Shoppers see it once it is for sale. "<a href=address>"Back to the product"</a></p>
        {preview}
    };
    Page::unlisted(format!("Preview: {}", shown.title), body.into_any())
}
