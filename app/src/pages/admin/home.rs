//! The first page for staff: who they are here, and what they may do.

use leptos::prelude::*;
use storefront::{Shop, staff::StaffMember};

use super::{super::Page, frame, roles, start};
use crate::context::FormState;

pub(super) async fn draw(shop: &Shop, member: &StaffMember) -> Page {
    let start = start::draw(shop, member).await;
    let allowed: Vec<_> = roles::PERMISSIONS
        .iter()
        .filter(|(permission, _)| member.may(*permission))
        .map(|(_, words)| view! { <li>{*words}</li> })
        .collect();
    let parts: Vec<_> = frame::parts(member)
        .into_iter()
        .skip(1)
        .map(|(href, name)| view! { <li><a href=href>{name}</a></li> })
        .collect();
    let body = view! {
        <dl class="facts-list">
            <div><dt>"Name"</dt><dd>{member.name.clone()}</dd></div>
            <div><dt>"Roles"</dt><dd>{roles::listed(&member.roles)}</dd></div>
        </dl>
        {start}
        <ul class="account-tiles">{parts}</ul>
        <section class="panel" aria-labelledby="allowed">
            <h2 id="allowed">"What you may do"</h2>
            {if allowed.is_empty() {
                view! { <p>"Nothing yet: none of your roles allows anything. An owner can change that."</p> }.into_any()
            } else {
                view! { <ul class="allowed">{allowed}</ul> }.into_any()
            }}
        </section>
    };
    frame::inside("/admin", "Behind the counter", member, &FormState::default(), body.into_any())
}
