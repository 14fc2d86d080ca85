//! One review, with what can be decided about it.

use leptos::prelude::*;
use storefront::reviews::{Decision, ReviewDeskEntry, ReviewReport, ReviewState};

use super::Filters;
use crate::{
    context::FormState,
    parts::{form::hidden, moment::moment},
};

/// The id of a field of the form about a review.
pub(super) fn id_of(field: &str, review: &str) -> String {
    format!("{field}-{review}")
}

/// A review, with the form in which its refusal was refused.
pub(super) fn draw(review: &ReviewDeskEntry, filters: &Filters, form: &FormState) -> AnyView {
    let text = &review.text;
    let product = match &review.product.named {
        Some((slug, title)) => {
            view! { <a href=format!("/p/{slug}")>{title.clone()}</a> }.into_any()
        }
        None => view! { <code>{review.product.id.to_string()}</code> }.into_any(),
    };
    let verb = if matches!(review.state, ReviewState::Waiting | ReviewState::Refused) {
        "written "
    } else {
        "published "
    };
    let reports = (!review.reports.is_empty()).then(|| reported(&review.reports));
    view! {
        <li class="staff-entry review-entry">
            <p class="review-head"><strong class="review-mark">{review.state.label()}</strong>" "{product}</p>
            <h2>{text.title.clone()}</h2>
            <p class="rating"><span class=format!("stars stars-{}", u32::from(text.stars) * 2) aria-hidden="true"></span><span class="hidden">{format!("{} of 5 stars", text.stars)}</span></p>
            <p class="review-text">{text.body.clone()}</p>
            <p class="quiet">{text.author.clone()}", "{verb}{moment(review.at)}{review.verified.then_some(" · verified purchase")}</p>
            {review.reason.clone().map(|reason| view! { <p>{format!("Refused: {reason}")}</p> })}
            {reports}
            {deeds(review, filters, form)}
        </li>
    }
    .into_any()
}

fn reported(reports: &[ReviewReport]) -> AnyView {
    let reasons: Vec<_> = reports
        .iter()
        .map(|report| {
            let people = match report.people {
                1 => "1 person".to_owned(),
                people => format!("{people} people"),
            };
            view! { <li>{format!("{} ({people})", report.reason.label())}</li> }
        })
        .collect();
    view! { <p class="review-reported">"Reported"</p><ul class="review-reports">{reasons}</ul> }
        .into_any()
}

/// What can be decided. A version goes along, so that nobody decides about what they have not read.
fn deeds(review: &ReviewDeskEntry, filters: &Filters, form: &FormState) -> AnyView {
    let id = review.id.as_str();
    let action = |deed: &str| format!("/admin/reviews/{id}/{deed}");
    let (only, stars) = filters.fields();
    let beside = || {
        view! {
            {hidden("version", review.version.to_string())}
            {hidden("only", only.clone())}
            {hidden("stars", stars.clone())}
        }
    };
    let about = format!(": {}", review.text.title);
    let button = |deed: &str, label: &'static str| {
        view! { <form method="post" action=action(deed)>{beside()}<button class="button-text">{label}<span class="hidden">{about.clone()}</span></button></form> }
    };
    let publish = match (review.state, review.reports.is_empty()) {
        (ReviewState::Published, true) => None,
        (ReviewState::Published, false) => Some(button("publish", "Keep it")),
        (ReviewState::Waiting | ReviewState::Refused | ReviewState::Hidden, _) => {
            Some(button("publish", "Publish"))
        }
    };
    let hide = (review.state == ReviewState::Published).then(|| button("hide", "Hide"));
    let refuse = Decision::Refuse.fits(review.state).then(|| {
        let field = id_of("reason", id);
        let note = format!("{field}-error");
        let error = form.error("reason").map(ToOwned::to_owned);
        let invalid = error.is_some().then_some("true");
        let described = error.is_some().then(|| note.clone());
        let (open, typed) = (error.is_some(), form.value("reason"));
        view! {
            <details open=open>
                <summary>"Refuse"<span class="hidden">{about.clone()}</span></summary>
                <form method="post" action=action("refuse") novalidate>
                    {beside()}
                    <div class="field">
                        <label for=field.clone()>"Why, for its writer to read"</label>
                        {error.map(|message| view! { <p class="field-error" id=note>{message}</p> })}
                        <input id=field name="reason" r#type="text" autocomplete="off" value=typed aria-invalid=invalid aria-describedby=described/>
                    </div>
                    <button class="button">"Refuse review"</button>
                </form>
            </details>
        }
    });
    view! { {refuse}<div class="deeds">{publish}{hide}</div> }.into_any()
}
