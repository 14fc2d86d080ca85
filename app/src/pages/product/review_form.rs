//! Writing a review of a product.

use leptos::prelude::*;
use storefront::reviews::{OwnReview, ReviewStanding, ReviewState};

use super::reviews::{Around, in_stars};
use crate::{
    context::FormState,
    pages::encode,
    parts::{
        choices::{Choice, Group, first_id, radios},
        form::{Field, field, part},
    },
};

/// What the form is called.
pub(super) const NAME: &str = "review";

fn group() -> Group {
    let choices = (1..=5_u8)
        .rev()
        .map(|number| Choice::new(&number.to_string(), &in_stars(number), ""))
        .collect();
    Group { name: "stars", id: "review-stars".to_owned(), legend: "Stars".to_owned(), choices }
}

/// The id of a field by its name.
pub(super) fn id_of(field: &str) -> String {
    if field == "stars" { first_id(&group()) } else { format!("review-{field}") }
}

/// The form for who bought it, or a sentence for who did not.
pub(super) fn section(
    around: &Around<'_>,
    standing: Option<&ReviewStanding>,
    form: Option<&FormState>,
) -> AnyView {
    let slug = &around.product.slug;
    let form = form.map(|form| part(form, NAME)).unwrap_or_default();
    let refused = !form.errors.is_empty();
    let own = standing.and_then(|standing| standing.own.as_ref());
    let body = match standing {
        _ if !around.signed_in => {
            let href = format!("/sign-in?next={}", encode(&format!("/p/{slug}")));
            view! { <p>"Who bought this here can write a review. "<a href=href>"Sign in to write one"</a></p> }
                .into_any()
        }
        Some(standing) if standing.may_write => writing(around, own, &form),
        // What was typed is there still while it cannot be told who bought it.
        None if refused => writing(around, None, &form),
        None => view! { <p>"Reviews cannot be written just now. Try again in a moment."</p> }.into_any(),
        Some(_) => {
            view! { <p>"Only who bought this here can write a review of it, from the day it is sent."</p> }
                .into_any()
        }
    };
    let heading = if own.is_some() { "Your review" } else { "Write a review" };
    view! {
        <section class="panel review-own" id="your-review" aria-labelledby="your-review-head">
            <h3 id="your-review-head">{heading}</h3>
            {own.map(standing_of)}
            {body}
        </section>
    }
    .into_any()
}

/// Where one's own review stands.
fn standing_of(own: &OwnReview) -> AnyView {
    let sentence = match (own.state, &own.reason) {
        (ReviewState::Waiting, _) => {
            "It is waiting: others see it as soon as we have read it.".to_owned()
        }
        (ReviewState::Published, _) => {
            "It is published. What you change is read by us again before others see it.".to_owned()
        }
        (ReviewState::Refused, Some(reason)) => format!("It was not published: {reason}"),
        (ReviewState::Refused, None) => "It was not published.".to_owned(),
        (ReviewState::Hidden, _) => "It is no longer shown to others.".to_owned(),
    };
    view! { <p class="review-state"><strong>{own.state.label()}</strong>". "{sentence}</p> }
        .into_any()
}

fn writing(around: &Around<'_>, own: Option<&OwnReview>, form: &FormState) -> AnyView {
    let text = own.map(|own| own.text.clone());
    let stars = text.as_ref().map(|text| text.stars.to_string()).unwrap_or_default();
    let (title, body, name) =
        text.map(|text| (text.title, text.body, text.author)).unwrap_or_default();
    let button = if own.is_some() { "Send the change" } else { "Send review" };
    view! {
        <form method="post" action=format!("/p/{}/review", around.product.slug) novalidate>
            {radios(form, group(), &stars)}
            {field(form, Field { name: "title", id: Some("review-title"), label: "Headline", ..Field::default() }, &title)}
            {field(form, Field { name: "text", id: Some("review-text"), label: "Your review", kind: "area", hint: "10 to 4,000 characters.", ..Field::default() }, &body)}
            {field(form, Field { name: "name", id: Some("review-name"), label: "Name to show", autocomplete: "nickname", hint: "Everyone sees it.", ..Field::default() }, &name)}
            <button class="button">{button}</button>
        </form>
    }
    .into_any()
}
