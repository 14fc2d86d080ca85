//! The pictures of a product: sending some, their order and words, and which a variant shows.

mod entry;
mod variants;

use kernel::ProductId;
use leptos::prelude::*;
use storefront::{
    Shop, ShopError,
    image::{Image, WIDTHS},
    picture_room::{MOST_PICTURES, PictureRoomError, PictureSheet},
    staff::{Permission, StaffMember},
};

use super::{
    super::{Page, refusal},
    frame,
};
use crate::{
    context::{Failure, FormState, PageRequest},
    islands::{arrange::ArrangePictures, widths_progress::WidthsProgress},
    pages::{decode, encode, parameter},
    parts::form::{done, hidden, part, summary},
};

const DONE: [(&str, &str); 7] = [
    ("added", "The pictures are kept. The product shows them. Say what each of them shows."),
    ("arranged", "The pictures are in that order."),
    ("described", "The words are saved."),
    ("chosen", "The variant shows that picture."),
    ("detached", "The product shows that picture no longer."),
    ("deleted", "The file is deleted."),
    ("before", "It was like this already. Nothing was done twice."),
];

/// Where a summary leads to for what is about all pictures.
const LIST: &str = "pictures";

/// `id` is that of the product, as the address has it.
pub(super) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    member: &StaffMember,
    form: &FormState,
    id: &str,
) -> Page {
    let Ok(product) = ProductId::parse(decode(id)) else { return refusal::not_found() };
    let sheet = match shop.picture_room.pictures(member, &product).await {
        Ok(sheet) => sheet,
        Err(PictureRoomError::Forbidden) => return refusal::failed(Failure::Forbidden),
        Err(PictureRoomError::NotFound) => return refusal::not_found(),
        Err(_) => return refusal::error(ShopError::Unavailable),
    };
    let keys = sheet.pictures.iter().map(|picture| picture.key.clone()).collect();
    // Without the folder the page still shows and orders them.
    let made = shop.picture_keeping.made(keys).await.unwrap_or_default();
    let waits = made.iter().any(|made| *made < WIDTHS.len());
    let desk = Desk { sheet, may_edit: member.may(Permission::EditCatalogue) };
    let body = view! {
        <p class="picture-links"><a href=desk.product_page()>"The product"</a><a href=format!("/p/{}", desk.sheet.slug)>"Its page in the shop"</a></p>
        {done(&request.query, &DONE)}
        {desk.file_left(&request.query)}
        {summary(form, |field| desk.place(form, field))}
        {notes(form)}
        {desk.may_edit.then(|| sending(&desk, form))}
        <section class="picture-part" aria-labelledby=LIST>
            <h2 id=LIST tabindex="-1">{format!("{} of {MOST_PICTURES} pictures", desk.sheet.pictures.len())}</h2>
            {arranging(&desk, form)}
            {entry::list(&desk, &made, form)}
            {waits.then(|| view! { <WidthsProgress address=desk.page()/> })}
        </section>
        {(desk.sheet.variants.len() > 1).then(|| variants::draw(&desk, form))}
    };
    let heading = format!("Pictures of {}", desk.sheet.title);
    frame::inside("/admin/products", &heading, member, form, body.into_any())
}

/// What the page shows.
struct Desk {
    sheet: PictureSheet,
    may_edit: bool,
}

impl Desk {
    /// Whether there is an order that they may change.
    fn may_arrange(&self) -> bool {
        self.may_edit && self.sheet.pictures.len() > 1
    }

    /// The address of the product's own page for staff.
    fn product_page(&self) -> String {
        format!("/admin/products/{}", encode(self.sheet.product.as_str()))
    }

    /// The address of this page.
    fn page(&self) -> String {
        format!("{}/images", self.product_page())
    }

    /// Where a form is sent that does this.
    fn action(&self, deed: &str) -> String {
        format!("{}/{deed}", self.page())
    }

    /// What a form says was read. One that was refused for another reason than that somebody else
    /// has changed the product was read before.
    fn version(&self, form: &FormState) -> AnyView {
        let read = form.value("version");
        let fresh = read.is_empty() || form.error("version").is_some();
        hidden("version", if fresh { self.sheet.version.to_string() } else { read })
    }

    /// The place of the picture that a form is about.
    fn about(&self, form: &FormState) -> Option<usize> {
        let key = form.value("key");
        self.sheet.pictures.iter().position(|picture| picture.key == key)
    }

    /// The id of the field that a summary leads to.
    fn place(&self, form: &FormState, field: &str) -> String {
        match (form.form, field, self.about(form)) {
            ("describe", _, Some(at)) if self.may_edit => entry::words_id(at),
            ("upload", "files", _) if self.may_edit => "files".to_owned(),
            ("choose", _, _) if self.may_edit && self.sheet.variants.len() > 1 => {
                "picture".to_owned()
            }
            _ => LIST.to_owned(),
        }
    }

    /// A form that deletes the file of a picture that was just taken off.
    fn file_left(&self, query: &str) -> Option<AnyView> {
        let key = parameter(query, "key").filter(|_| self.may_edit)?;
        let just = parameter(query, "done").is_some_and(|done| done == "detached");
        let gone = self.sheet.pictures.iter().all(|picture| picture.key != key);
        (just && gone).then(|| {
            view! {
                <form class="picture-file" method="post" action=self.action("delete")>
                    {hidden("key", key)}
                    <p>"Its file is still there. Once it is deleted, orders in which it was bought show no picture."</p>
                    <button class="button button-quiet">"Delete the file too"</button>
                </form>
            }
            .into_any()
        })
    }
}

/// What a picture is called where its words are no help.
fn named(at: usize, picture: &Image) -> String {
    match picture.alt.trim() {
        "" => format!("Picture {}", at + 1),
        alt => format!("Picture {}: {alt}", at + 1),
    }
}

/// What is said of those files of a refused form that were kept.
fn notes(form: &FormState) -> Option<AnyView> {
    let form = part(form, "upload");
    let notes: Vec<_> = form.values.into_iter().filter(|(name, _)| name == "note").collect();
    let items: Vec<_> = notes.into_iter().map(|(_, note)| view! { <li>{note}</li> }).collect();
    (!items.is_empty()).then(|| view! { <ul class="notice" role="list">{items}</ul> }.into_any())
}

fn sending(desk: &Desk, form: &FormState) -> AnyView {
    let form = part(form, "upload");
    let errors: Vec<_> =
        form.errors.iter().filter(|error| error.field == "files").cloned().collect();
    let refused = !errors.is_empty();
    let errors: Vec<_> = errors
        .into_iter()
        .map(|error| view! { <span class="picture-refused">{error.message}</span> })
        .collect();
    let described = if refused { "files-error files-hint" } else { "files-hint" };
    view! {
        <section class="panel" aria-labelledby="send">
            <h2 id="send">"Add pictures"</h2>
            <form method="post" action=desk.page() enctype="multipart/form-data">
                <div class="field">
                    <label for="files">"Files"</label>
                    <p class="field-hint" id="files-hint">{format!("JPEG, PNG or WebP, each at most 10 MB and 40 megapixels; up to {MOST_PICTURES} at once. Where and with what they were taken is not kept.")}</p>
                    {refused.then(|| view! { <p class="field-error" id="files-error">{errors}</p> })}
                    <input id="files" name="files" r#type="file" multiple accept="image/png,image/jpeg,image/webp" autocomplete="off" aria-invalid=refused.then_some("true") aria-describedby=described/>
                </div>
                <button class="button">"Add pictures"</button>
            </form>
        </section>
    }
    .into_any()
}

/// The form that all buttons of the order belong to, and dragging.
fn arranging(desk: &Desk, form: &FormState) -> Option<AnyView> {
    desk.may_arrange().then(|| {
        let form = part(form, "arrange");
        let order: Vec<_> =
            desk.sheet.pictures.iter().map(|picture| picture.key.as_str()).collect();
        view! {
            {wanted(desk, &form)}
            <form id="arrange" method="post" action=desk.action("arrange")>
                {hidden("order", order.join(" "))}
                {hidden("version", desk.sheet.version.to_string())}
            </form>
            <ArrangePictures/>
        }
        .into_any()
    })
}

/// What somebody wanted of the order, and was not done.
fn wanted(desk: &Desk, form: &FormState) -> Option<AnyView> {
    form.error("version")?;
    let order = form.value("order");
    let named: Vec<_> = order
        .split_whitespace()
        .map(|key| {
            let found = desk.sheet.pictures.iter().enumerate().find(|(_, one)| one.key == key);
            found.map_or_else(|| "one that was taken off".to_owned(), |(at, one)| named(at, one))
        })
        .collect();
    let (how, named) = (form.value("move"), named.join("; "));
    let moved = how.split_once(' ').and_then(|(to, at)| Some((to, at.parse::<usize>().ok()?)));
    let sentence = match moved {
        Some((to, at)) => {
            let to = if to == "first" { "to the front" } else { to };
            format!("The order was: {named}. You moved number {} {to}.", at.saturating_add(1))
        }
        None => format!("You wanted this order: {named}."),
    };
    Some(view! { <p>{sentence}</p> }.into_any())
}
