//! The first page for staff: what waits, how the shop does, and what they may do.

use leptos::prelude::*;
use storefront::{
    Shop,
    figures_room::Step,
    staff::{Permission, StaffMember},
};

use super::{super::Page, figures, frame, roles, start, waiting};
use crate::context::FormState;

pub(super) async fn draw(shop: &Shop, member: &StaffMember) -> Page {
    let start = start::draw(shop, member).await;
    let waiting = waiting::draw(shop, member).await;
    let figures = if member.may(Permission::ReadReports) {
        Some(shop.figures_room.figures(member, Step::Day).await)
    } else {
        None
    };
    let figures = figures.map(|read| match read {
        Ok(figures) => figures::glance(&figures),
        Err(_) => view! { <p class="notice">"Figures cannot be read just now. Try again in a moment."</p> }.into_any(),
    });
    let allowed: Vec<_> = roles::PERMISSIONS
        .iter()
        .filter(|(permission, _)| member.may(*permission))
        .map(|(_, words)| view! { <li>{*words}</li> })
        .collect();
    let parts: Vec<_> = frame::groups(member)
        .into_iter()
        .flat_map(|(_, parts)| parts)
        .skip(1)
        .map(|(href, name)| view! { <li><a href=href>{name}</a></li> })
        .collect();
    let body = view! {
        {start}
        {waiting}
        {figures}
        <section class="figures-part" aria-labelledby="parts">
            <h2 id="parts">"Where to go"</h2>
            <ul class="account-tiles">{parts}</ul>
        </section>
        <section class="figures-part" aria-labelledby="allowed">
            <h2 id="allowed">"What you may do"</h2>
            <dl class="facts-list">
                <div><dt>"Name"</dt><dd>{member.name.clone()}</dd></div>
                <div><dt>"Roles"</dt><dd>{roles::listed(&member.roles)}</dd></div>
            </dl>
            {if allowed.is_empty() {
                view! { <p>"Nothing yet: none of your roles allows anything. An owner can change that."</p> }.into_any()
            } else {
                view! { <ul class="allowed">{allowed}</ul> }.into_any()
            }}
        </section>
    };
    frame::inside("/admin", "Behind the counter", member, &FormState::default(), body.into_any())
}
