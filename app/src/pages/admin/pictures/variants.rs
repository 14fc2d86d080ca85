//! Which picture each variant shows.

use leptos::prelude::*;
use storefront::picture_room::PicturedVariant;

use super::{Desk, named};
use crate::{
    context::FormState,
    parts::{
        choices::{Choice, select},
        form::part,
    },
};

pub(super) fn draw(desk: &Desk, form: &FormState) -> AnyView {
    let form = part(form, "choose");
    let rows: Vec<_> = desk.sheet.variants.iter().map(|variant| line(desk, variant)).collect();
    view! {
        <section class="picture-part" aria-labelledby="variants">
            <h2 id="variants">"Variants"</h2>
            <div class="table-scroll" role="region" aria-label="Pictures of variants" tabindex="0">
                <table>
                    <caption class="hidden">"Which picture each variant shows"</caption>
                    <thead><tr><th scope="col">"SKU"</th><th scope="col">"Variant"</th><th scope="col">"Shows"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {desk.may_edit.then(|| choosing(desk, &form))}
        </section>
    }
    .into_any()
}

fn line(desk: &Desk, variant: &PicturedVariant) -> AnyView {
    view! { <tr><th scope="row">{variant.sku.to_string()}</th><td>{variant.name.clone()}</td><td>{shows(desk, variant)}</td></tr> }
        .into_any()
}

/// What a variant shows, in words.
fn shows(desk: &Desk, variant: &PicturedVariant) -> String {
    let Some(own) = &variant.picture else { return "The product's first picture".to_owned() };
    match desk.sheet.pictures.iter().position(|picture| picture.key == own.key) {
        Some(at) => named(at, own),
        None if own.alt.is_empty() => "A picture of its own".to_owned(),
        None => format!("A picture of its own: {}", own.alt),
    }
}

fn choosing(desk: &Desk, form: &FormState) -> AnyView {
    let variants: Vec<_> = desk
        .sheet
        .variants
        .iter()
        .map(|variant| {
            let label = match variant.name.as_str() {
                "" => variant.sku.to_string(),
                name => format!("{} ({name})", variant.sku),
            };
            Choice::new(variant.sku.as_str(), &label, "")
        })
        .collect();
    let pictures = desk.sheet.pictures.iter().enumerate();
    let pictures = pictures.map(|(at, one)| Choice::new(&one.key, &named(at, one), ""));
    let first = Choice::new("", "The product's first picture", "");
    let pictures: Vec<_> = std::iter::once(first).chain(pictures).collect();
    view! {
        <form class="panel" method="post" action=desk.action("choose") novalidate>
            {desk.version(form)}
            {select(form, "sku", "Variant", "off", variants, "")}
            {select(form, "picture", "Shows", "off", pictures, "")}
            <button class="button">"Choose the picture"</button>
        </form>
    }
    .into_any()
}
