//! Figures: what was sold, how far checkouts came, and what was searched for.

mod charts;
mod keys;

use leptos::prelude::*;
use storefront::{
    Shop, ShopError,
    figures_room::{Figures, FiguresError, Sales, Sheet, Step},
    staff::StaffMember,
};

use super::{
    super::{Page, refusal},
    frame,
};
use crate::{
    context::{Failure, FormState, PageRequest},
    pages::parameter,
    parts::moment::moment,
};

pub(super) async fn draw(shop: &Shop, request: &PageRequest, member: &StaffMember) -> Page {
    let asked = parameter(&request.query, "by").filter(|name| !name.is_empty());
    let Some(step) = asked.map_or(Some(Step::default()), |name| Step::named(&name)) else {
        return refusal::bad_request("Figures are counted by day, by week or by month.");
    };
    let figures = match shop.figures_room.figures(member, step).await {
        Ok(figures) => figures,
        Err(FiguresError::Forbidden) => return refusal::failed(Failure::Forbidden),
        Err(FiguresError::Unavailable) => return refusal::error(ShopError::Unavailable),
    };
    let sold: Vec<_> = figures.sales.iter().map(|of| sold(&figures, of)).collect();
    let body = view! {
        {spans(step)}
        <p class="quiet">{age(&figures)}" "{moment(figures.span.end)}"."</p>
        {sold}
        <section class="figures-part" aria-labelledby="checkouts">
            <h2 id="checkouts">"Checkouts"</h2>
            <div class="charts">{charts::funnel(&figures)}{charts::conversion(&figures)}</div>
        </section>
        <section class="figures-part" aria-labelledby="searches">
            <h2 id="searches">"Searches"</h2>
            <div class="charts">{charts::searches(&figures, Sheet::Searches)}{charts::searches(&figures, Sheet::SearchesInVain)}</div>
        </section>
    };
    let form = FormState::default();
    frame::inside("/admin/figures", "Figures", member, &form, body.into_any())
}

/// The last days on the first page for staff.
pub(super) fn glance(figures: &Figures) -> AnyView {
    let own = figures.sales.first();
    view! {
        <section class="figures-part" aria-labelledby="figures">
            <h2 id="figures">{format!("The last {}", charts::length(figures.span.step))}</h2>
            {own.map(|of| keys::keys(figures, of))}
            <div class="charts">{own.map(|of| charts::sales(figures, of))}{charts::conversion(figures)}</div>
            <p><a href="/admin/figures">"All figures"</a></p>
        </section>
    }
    .into_any()
}

/// What was sold in one currency.
fn sold(figures: &Figures, of: &Sales) -> AnyView {
    let id = format!("sold-{}", of.currency.code());
    let named = id.clone();
    view! {
        <section class="figures-part" aria-labelledby=named>
            <h2 id=id>{charts::in_currency("What was sold", figures, of)}</h2>
            {keys::keys(figures, of)}
            <div class="charts">
                {charts::sales(figures, of)}
                {charts::orders(figures, of)}
                {charts::products(figures, of, Sheet::ProductsByUnits)}
                {charts::products(figures, of, Sheet::ProductsByMoney)}
            </div>
        </section>
    }
    .into_any()
}

/// What is counted and until when; the moment follows.
fn age(figures: &Figures) -> String {
    let step = figures.span.step;
    let (last, begins) = match step {
        Step::Day => ("today", "A day begins at midnight UTC."),
        Step::Week => ("this week", "A week begins on Monday at midnight UTC."),
        Step::Month => ("this month", "A month begins at midnight UTC."),
    };
    format!(
        "The last {}, {last} with them. {begins} Orders that were cancelled are left out, and what was paid back is taken off. Counted at",
        charts::length(step)
    )
}

/// By which steps.
fn spans(step: Step) -> AnyView {
    let links: Vec<_> = Step::ALL
        .into_iter()
        .map(|other| {
            let (href, name) = match other {
                Step::Day => ("/admin/figures?by=day", "7 days"),
                Step::Week => ("/admin/figures?by=week", "12 weeks"),
                Step::Month => ("/admin/figures?by=month", "12 months"),
            };
            let current = (other == step).then_some("page");
            view! { <li><a href=href aria-current=current>{name}</a></li> }
        })
        .collect();
    view! { <nav class="figures-spans" aria-label="Which time"><ul>{links}</ul></nav> }.into_any()
}
