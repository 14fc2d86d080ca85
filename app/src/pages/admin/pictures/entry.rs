//! One picture of a product, with what can be done to it.

use leptos::prelude::*;
use storefront::image::{Image, WIDTHS};

use super::{Desk, named};
use crate::{
    context::FormState,
    parts::form::{hidden, part},
};

/// The id of the words of the picture at a place.
pub(super) fn words_id(at: usize) -> String {
    format!("alt-{at}")
}

/// All of them. `made` says of each how many of its widths are made, if that is known.
pub(super) fn list(desk: &Desk, made: &[usize], form: &FormState) -> AnyView {
    let pictures = &desk.sheet.pictures;
    if pictures.is_empty() {
        return view! { <div class="empty"><p>"The product shows no picture yet."</p></div> }
            .into_any();
    }
    let about = desk.about(form);
    let entries: Vec<_> = pictures
        .iter()
        .enumerate()
        .map(|(at, picture)| {
            let form =
                if about == Some(at) { part(form, "describe") } else { FormState::default() };
            entry(desk, at, picture, made.get(at).copied(), &form)
        })
        .collect();
    view! { <ol class="picture-list" id="picture-list">{entries}</ol> }.into_any()
}

fn entry(
    desk: &Desk,
    at: usize,
    picture: &Image,
    made: Option<usize>,
    form: &FormState,
) -> AnyView {
    // What it is sent with says whose picture it is, and not yet what is to be seen on it.
    let silent = picture.alt.trim().is_empty() || picture.alt == desk.sheet.title;
    let arranged = desk.may_arrange();
    view! {
        <li class="staff-entry picture-entry">
            {arranged.then(grip)}
            <img class="picture-thumb" src=picture.src(320) alt=picture.alt.clone() width="160" height="160" loading="lazy" draggable=arranged.then_some("false")/>
            <div class="picture-words">
                <p class="picture-place">{format!("Picture {}", at + 1)}<span class="quiet">{format!("{} × {} pixels", picture.width, picture.height)}</span></p>
                {silent.then(|| view! { <p><strong class="picture-mark">"Say what it shows"</strong></p> })}
                {made.map(|made| progress(at, &picture.key, made))}
                {if desk.may_edit { deeds(desk, at, picture, form) } else { view! { <p>{picture.alt.clone()}</p> }.into_any() }}
            </div>
        </li>
    }
    .into_any()
}

/// By what it is dragged, with scripts. Who listens, or uses a keyboard, has the buttons.
fn grip() -> AnyView {
    view! { <span class="picture-grip" aria-hidden="true"><svg class="glyph" viewBox="0 0 24 24"><path d="M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01"/></svg></span> }
        .into_any()
}

/// How far the making of its widths is. It is found by its key when a later page says more of it.
fn progress(at: usize, key: &str, made: usize) -> AnyView {
    let (all, key) = (WIDTHS.len(), key.to_owned());
    if made >= all {
        return view! { <p class="quiet" data-widths=key>"All sizes made"</p> }.into_any();
    }
    let label = format!("Sizes made of picture {}", at + 1);
    view! { <p class="picture-progress" data-widths=key><progress max=all value=made aria-label=label></progress><span>{format!("{made} of {all} sizes made")}</span></p> }
        .into_any()
}

fn deeds(desk: &Desk, at: usize, picture: &Image, form: &FormState) -> AnyView {
    let name = named(at, picture);
    let last = desk.sheet.pictures.len() - 1;
    let moves = [
        ("first", "Make first", at > 0),
        ("up", "Move up", at > 0),
        ("down", "Move down", at < last),
    ];
    let moves: Vec<_> = moves
        .into_iter()
        .filter(|(_, _, possible)| *possible)
        .map(|(how, label, _)| {
            let value = format!("{how} {at}");
            view! { <button class="button-text" form="arrange" name="move" value=value>{label}<span class="hidden">{format!(": {name}")}</span></button> }
        })
        .collect();
    view! {
        {words(desk, at, picture, form)}
        <div class="picture-deeds">
            {moves}
            <form method="post" action=desk.action("detach")>
                {hidden("key", picture.key.clone())}
                {hidden("version", desk.sheet.version.to_string())}
                <button class="button-text">"Take off"<span class="hidden">{format!(": {name}")}</span></button>
            </form>
        </div>
    }
    .into_any()
}

/// The form for what it shows. What was typed stays; what somebody else has written stands beside.
fn words(desk: &Desk, at: usize, picture: &Image, form: &FormState) -> AnyView {
    let id = words_id(at);
    let (note, now) = (format!("{id}-error"), format!("{id}-now"));
    let stale = form.error("version").is_some();
    let error = form.error("alt").or_else(|| form.error("version")).map(ToOwned::to_owned);
    let refused = error.is_some();
    let typed = if refused { form.value("alt") } else { picture.alt.clone() };
    let described: Vec<_> =
        [refused.then(|| note.clone()), stale.then(|| now.clone())].into_iter().flatten().collect();
    let described = refused.then(|| described.join(" "));
    let stored = format!("It says now: “{}”", picture.alt);
    view! {
        <form method="post" action=desk.action("describe") novalidate>
            {hidden("key", picture.key.clone())}
            {desk.version(form)}
            <div class="field">
                <label for=id.clone()>"What it shows"<span class="hidden">{format!(": picture {}", at + 1)}</span></label>
                {error.map(|message| view! { <p class="field-error" id=note>{message}</p> })}
                {stale.then(|| view! { <p class="field-hint" id=now>{stored}</p> })}
                <input id=id name="alt" r#type="text" autocomplete="off" value=typed aria-invalid=refused.then_some("true") aria-describedby=described/>
            </div>
            <button class="button button-quiet">"Save words"<span class="hidden">{format!(": picture {}", at + 1)}</span></button>
        </form>
    }
    .into_any()
}
