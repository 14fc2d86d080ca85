//! One customer: what is known of the account, and helping its owner.

use kernel::AccountId;
use leptos::prelude::*;
use storefront::{
    Shop,
    customer_room::CustomerView,
    staff::{Permission, StaffMember},
};

use super::{
    super::{
        super::{Page, refusal},
        audit, frame, roles,
    },
    bought, called, failed, standing,
};
use crate::{
    context::{FormState, PageRequest},
    pages::decode,
    parts::{
        form::{done, summary},
        moment::moment,
    },
};

const DONE: [(&str, &str); 6] = [
    ("reset", "A letter with a link for a new password is on its way to their address."),
    ("reset-before", "Such a letter was written less than two minutes ago. No second one is sent."),
    ("verify", "A letter with a link that verifies the address is on its way."),
    (
        "verify-before",
        "Such a letter was written less than two minutes ago. No second one is sent.",
    ),
    ("sign-out", "They are signed out everywhere."),
    ("sign-out-before", "They were signed in nowhere. There was nothing to end."),
];

/// `account` is the id as the address has it.
pub(in crate::pages::admin) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    member: &StaffMember,
    form: &FormState,
    account: &str,
) -> Page {
    let Ok(account) = AccountId::parse(decode(account)) else { return refusal::not_found() };
    let view = match shop.customer_room.customer(member, &account).await {
        Ok(view) => view,
        Err(error) => return failed(error),
    };
    let bought = if member.may(Permission::ReadOrders) {
        Some(shop.order_room.bought_by(member, &account).await)
    } else {
        None
    };
    // Of who was erased nothing is kept.
    let kept = if view.row.erased_at.is_none() {
        Some((shop.profiles.profile(&account).await, shop.reviews.export(&account).await))
    } else {
        None
    };
    let (profile, reviews) = kept.unzip();
    let reviews = reviews.map(|reviews| bought::reviews(reviews.as_ref()));
    let logged = audit::of(member, account.as_str());
    let body = view! {
        <p><a href="/admin/customers">"All customers"</a></p>
        {done(&request.query, &DONE)}
        {summary(form, ToOwned::to_owned)}
        {facts(&view, reviews)}
        {logged.map(|link| view! { <p>{link}</p> })}
        {deeds(&view, member)}
        {bought.map(|bought| bought::section(&bought, &view))}
        {profile.map(|profile| bought::addresses(&profile))}
    };
    let heading = called(&view.row);
    frame::inside("/admin/customers", &heading, member, form, body.into_any())
}

fn facts(view: &CustomerView, reviews: Option<String>) -> AnyView {
    let row = &view.row;
    let mail = row.email.as_ref().map(|mail| mail.as_str().to_owned());
    let signed_in = match view.signed_in_at {
        Some(at) => moment(at),
        None => view! { "Never" }.into_any(),
    };
    let sessions = match view.sessions {
        Some(0) => "Nowhere".to_owned(),
        Some(1) => "In 1 place".to_owned(),
        Some(places) => format!("In {places} places"),
        None => "Cannot be read now".to_owned(),
    };
    let role = (!view.roles.is_empty()).then(|| roles::listed(&view.roles));
    view! {
        <dl class="facts-list customer-facts" id="now" tabindex="-1">
            {mail.map(|mail| view! { <div><dt>"Email"</dt><dd>{mail}</dd></div> })}
            <div><dt>"Stands"</dt><dd>{standing(row)}</dd></div>
            {role.map(|roles| view! { <div><dt>"Staff"</dt><dd>{roles}</dd></div> })}
            <div><dt>"Registered"</dt><dd>{moment(row.created_at)}</dd></div>
            <div><dt>"Last signed in"</dt><dd>{signed_in}</dd></div>
            <div><dt>"Signed in now"</dt><dd>{sessions}</dd></div>
            {reviews.map(|reviews| view! { <div><dt>"Reviews"</dt><dd>{reviews}</dd></div> })}
        </dl>
    }
    .into_any()
}

/// What can be done for them, by those who may.
fn deeds(view: &CustomerView, member: &StaffMember) -> Option<AnyView> {
    let row = &view.row;
    if row.erased_at.is_some() || !member.may(Permission::HelpCustomers) {
        return None;
    }
    let button = |deed: &str, label: &'static str| {
        let action = format!("/admin/customers/{}/{deed}", row.account);
        view! { <form method="post" action=action><button class="button button-quiet">{label}</button></form> }
    };
    let verified = row.verified_at.is_some();
    let invited = !verified && row.staff;
    let may_end = !row.staff || member.may(Permission::ManageStaff);
    let letter = match (verified, invited) {
        (true, _) => Some(button("reset", "Send a link for a new password")),
        (false, false) => Some(button("verify", "Send the verifying letter again")),
        (false, true) => None,
    };
    let end = (may_end && view.sessions != Some(0))
        .then(|| button("sign-out", "Sign them out everywhere"));
    let any = letter.is_some() || end.is_some();
    any.then(|| view! { <div class="customer-deeds">{letter}{end}</div> }.into_any())
}
