//! Where staff are signed in behind the counter, and ending that.

use kernel::AccountId;
use leptos::prelude::*;
use storefront::{Shop, sessions::SessionView, staff::StaffMember};

use super::{
    super::{Page, refusal},
    failed, frame,
};
use crate::{
    context::{FormState, PageRequest, Visitor},
    pages::decode,
    parts::{
        form::{done, summary},
        moment::moment,
    },
};

const OWN: &str = "/admin/sessions";

const DONE: [(&str, &str); 3] = [
    ("ended", "That session is ended."),
    ("ended-others", "All others are ended."),
    ("ended-all", "All sessions of this member are ended."),
];

/// One's own sessions.
pub(super) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    visitor: &Visitor,
    member: &StaffMember,
    form: &FormState,
) -> Page {
    let listed = shop.staff_sessions.list(member, &member.account, visitor.session.as_ref()).await;
    let sessions = match listed {
        Ok(sessions) => sessions,
        Err(error) => return failed(&error),
    };
    let others = sessions.iter().any(|session| !session.current);
    let body = view! {
        {done(&request.query, &DONE)}
        {summary(form, ToOwned::to_owned)}
        <p>"You are signed in as staff on these. A session ends after half an hour without use, and after 12 hours in any case."</p>
        {table(&sessions, OWN)}
        {if others {
            view! { <form method="post" action="/admin/sessions/end-others"><p class="quiet">"This ends also where you are signed in as a shopper."</p><button class="button button-quiet">"End all others"</button></form> }.into_any()
        } else {
            view! { <p class="quiet">"You are signed in as staff nowhere else."</p> }.into_any()
        }}
    };
    frame::inside(OWN, "Your sessions", member, form, body.into_any())
}

/// The sessions of a member; `account` is the id as the address has it.
pub(super) async fn draw_of(
    shop: &Shop,
    request: &PageRequest,
    visitor: &Visitor,
    member: &StaffMember,
    form: &FormState,
    account: &str,
) -> Page {
    let Ok(account) = AccountId::parse(decode(account)) else { return refusal::not_found() };
    let staff = match shop.staff_room.list(member).await {
        Ok(staff) => staff,
        Err(error) => return failed(&error),
    };
    let Some(row) = staff.into_iter().find(|row| row.account == account) else {
        return refusal::not_found();
    };
    let current = visitor.session.as_ref().filter(|_| member.account == account);
    let sessions = match shop.staff_sessions.list(member, &account, current).await {
        Ok(sessions) => sessions,
        Err(error) => return failed(&error),
    };
    let page = format!("/admin/staff/{account}/sessions");
    let end_all = format!("{page}/end-all");
    let body = view! {
        <p><a href="/admin/staff">"Who is staff"</a></p>
        {done(&request.query, &DONE)}
        {summary(form, ToOwned::to_owned)}
        {if sessions.is_empty() {
            view! { <p class="quiet">"They are signed in as staff nowhere."</p> }.into_any()
        } else {
            table(&sessions, &page)
        }}
        <form method="post" action=end_all><p class="quiet">"This ends also where they are signed in as a shopper."</p><button class="button button-quiet">"End all sessions"</button></form>
    };
    let heading = format!("Sessions of {}", row.name);
    frame::inside("/admin/staff", &heading, member, form, body.into_any())
}

fn table(sessions: &[SessionView], page: &str) -> AnyView {
    let rows: Vec<_> = sessions.iter().map(|session| line(session, page)).collect();
    view! {
        <div class="table-scroll" role="region" aria-label="Sessions" tabindex="0">
            <table>
                <caption class="hidden">"Sessions, the last used first"</caption>
                <thead><tr><th scope="col">"Device"</th><th scope="col">"Network"</th><th scope="col">"Signed in"</th><th scope="col">"Last used"</th><th scope="col"><span class="hidden">"Ending it"</span></th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line(session: &SessionView, page: &str) -> AnyView {
    let unnamed = session.device.is_empty();
    let device = if unnamed { "Unknown device".to_owned() } else { session.device.clone() };
    let deed = if session.current {
        view! { <strong>"This one"</strong> }.into_any()
    } else {
        let action = format!("{page}/{}/end", session.handle.as_str());
        view! { <form method="post" action=action><button class="button-text">"End"<span class="hidden">{format!(": {device}")}</span></button></form> }.into_any()
    };
    view! {
        <tr>
            <th scope="row">{device}</th>
            <td>{session.address.clone()}</td>
            <td>{moment(session.signed_in_at)}</td>
            <td>{moment(session.last_used_at)}</td>
            <td>{deed}</td>
        </tr>
    }
    .into_any()
}
