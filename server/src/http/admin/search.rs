//! Search: synonyms added, changed, removed; products put first for a query.

use std::{collections::HashMap, sync::Arc};

use axum::{extract::Path, response::Response};
use kernel::{Sku, Slug};
use storefront::{
    ShopError,
    catalogue::{Catalogue, Found},
    product::Product,
    search_room::{Entered, MOST_PINS, Pin, PinForm, SearchRoomError, SynonymForm, version},
};

use super::staff_form::StaffForm;

const SYNONYMS: &str = "/admin/search/synonyms";
const PINS: &str = "/admin/search/pins";

fn id(text: &str) -> Result<i64, SearchRoomError> {
    text.parse().map_err(|_| SearchRoomError::NotFound)
}

fn typed(form: &StaffForm) -> SynonymForm {
    SynonymForm {
        words: form.text("words"),
        also: form.text("also"),
        version: form.text("version"),
    }
}

/// The page of a group; the list for what is no id.
fn page_of(group: &str) -> String {
    id(group).map_or_else(|_| SYNONYMS.to_owned(), |id| format!("{SYNONYMS}/{id}"))
}

/// Where a form that was taken leads to.
fn led(page: &str, entered: Entered, done: &str) -> String {
    let done = match entered {
        Entered::Now => done,
        Entered::Before => "before",
    };
    format!("{page}?done={done}")
}

/// `POST /admin/search/synonyms`
pub(in crate::http) async fn add(form: StaffForm) -> Response {
    let added = form.shop().search_room.add_synonym(&form.by, &typed(&form), &form.caller).await;
    form.answer("add", SYNONYMS, &[], added.map(|entered| led(SYNONYMS, entered, "added"))).await
}

/// `POST /admin/search/synonyms/{group}`
pub(in crate::http) async fn change(Path(group): Path<String>, form: StaffForm) -> Response {
    let changed = async {
        let (room, typed) = (&form.shop().search_room, typed(&form));
        room.change_synonym(&form.by, id(&group)?, &typed, &form.caller).await
    };
    let changed = changed.await;
    let page = page_of(&group);
    form.answer("change", &page, &[], changed.map(|entered| led(&page, entered, "changed"))).await
}

/// `POST /admin/search/synonyms/{group}/remove`
pub(in crate::http) async fn remove(Path(group): Path<String>, form: StaffForm) -> Response {
    let removed = async {
        let read = version(form.posted.text("version"));
        let room = &form.shop().search_room;
        room.remove_synonym(&form.by, id(&group)?, read, &form.caller).await
    };
    let removed = removed.await;
    let page = page_of(&group);
    form.answer("remove", &page, &[], removed.map(|entered| led(SYNONYMS, entered, "removed")))
        .await
}

/// `POST /admin/search/pins`
pub(in crate::http) async fn pin(form: StaffForm) -> Response {
    let pinned = async {
        let shop = form.shop();
        let pins = found(&*shop.catalogue, form.posted.text("products")).await?;
        let wanted = PinForm { query: form.text("query"), pins, version: form.text("version") };
        shop.search_room.pin(&form.by, &wanted, &form.caller).await
    };
    let pinned = pinned.await;
    let page = page_for(&form);
    form.answer("pin", &page, &[], pinned.map(|entered| led(PINS, entered, "pinned"))).await
}

/// `POST /admin/search/pins/end`
pub(in crate::http) async fn end(form: StaffForm) -> Response {
    let ended = async {
        let (query, read) = (form.posted.text("query"), version(form.posted.text("version")));
        form.shop().search_room.unpin(&form.by, query, read, &form.caller).await
    };
    let ended = ended.await;
    let page = page_for(&form);
    form.answer("end", &page, &[], ended.map(|entered| led(PINS, entered, "ended"))).await
}

/// The page that a form about pins was on: that of a query where something was pinned already.
fn page_for(form: &StaffForm) -> String {
    match form.posted.text("version") {
        "" => PINS.to_owned(),
        _ => format!("{PINS}?query={}", app::encode(form.posted.text("query"))),
    }
}

/// The products of some lines, each a SKU or the last part of a product's address.
async fn found(catalogue: &dyn Catalogue, text: &str) -> Result<Vec<Pin>, SearchRoomError> {
    let lines = text.split(['\n', ',']).map(str::trim).filter(|line| !line.is_empty());
    let lines: Vec<_> = lines.collect();
    if lines.len() > MOST_PINS {
        let message = format!("Enter 1 to {MOST_PINS} products, one in a line.");
        return Err(SearchRoomError::refused("products", message));
    }
    let skus: Vec<_> = lines.iter().filter_map(|line| Sku::parse(*line).ok()).collect();
    let offers = match skus.as_slice() {
        [] => HashMap::new(),
        skus => catalogue.offers(skus).await.map_err(|_| SearchRoomError::Unavailable)?,
    };
    let mut pins = Vec::with_capacity(lines.len());
    for line in lines {
        let pin = match offers.get(line) {
            Some(offer) => {
                Some(Pin { product: offer.product.clone(), sku: offer.variant.sku.clone() })
            }
            None => at_address(catalogue, line).await?,
        };
        pins.push(pin.ok_or_else(|| {
            let message = format!(
                "There is no product “{line}”. Enter a SKU, or the last part of a product's address."
            );
            SearchRoomError::refused("products", message)
        })?);
    }
    Ok(pins)
}

/// The product at an address, if there is one that can be bought.
async fn at_address(catalogue: &dyn Catalogue, line: &str) -> Result<Option<Pin>, SearchRoomError> {
    let last = line.rsplit('/').next().unwrap_or(line);
    let Ok(slug) = Slug::parse(last) else { return Ok(None) };
    let here = match catalogue.product_by_slug(&slug).await {
        Ok(Found::Here(product)) => Some(product),
        Ok(Found::MovedTo(slug)) => match catalogue.product_by_slug(&slug).await {
            Ok(Found::Here(product)) => Some(product),
            Ok(Found::MovedTo(_)) => None,
            Err(error) => absent(error)?,
        },
        Err(error) => absent(error)?,
    };
    Ok(here.and_then(|product| {
        let sku = product.variants.first()?.sku.clone();
        Some(Pin { product: product.id.clone(), sku })
    }))
}

/// Nothing, where the catalogue says that there is nothing.
fn absent(error: ShopError) -> Result<Option<Arc<Product>>, SearchRoomError> {
    match error {
        ShopError::NotFound | ShopError::Gone => Ok(None),
        ShopError::Unavailable => Err(SearchRoomError::Unavailable),
    }
}
