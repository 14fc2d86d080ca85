//! Where a person is signed in, and ending that.

use kernel::AccountId;
use leptos::prelude::*;
use storefront::{Shop, sessions::SessionView};

use super::{super::Page, frame};
use crate::{
    context::{FormState, PageRequest, Visitor},
    pages::refusal,
    parts::{
        form::{done, summary},
        moment::moment,
    },
};

const DONE: [(&str, &str); 2] = [
    ("ended", "That device is signed out."),
    ("ended-others", "All other devices are signed out."),
];

pub(super) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    visitor: &Visitor,
    account: &AccountId,
    form: &FormState,
) -> Page {
    let sessions = match shop.sessions.list(account, visitor.session.as_ref()).await {
        Ok(sessions) => sessions,
        Err(error) => return refusal::error(error),
    };
    let others = sessions.iter().any(|session| !session.current);
    let rows: Vec<_> = sessions.iter().map(row).collect();
    let body = view! {
        {done(&request.query, &DONE)}
        {summary(form, ToOwned::to_owned)}
        <p>"You are signed in on these. If there is one that you do not know, sign it out and "<a href="/account/details#password-current_password">"change your password"</a>"."</p>
        <div class="table-scroll" role="region" aria-label="Devices" tabindex="0">
            <table>
                <caption class="hidden">"Devices that are signed in"</caption>
                <thead><tr><th scope="col">"Device"</th><th scope="col">"Network"</th><th scope="col">"Signed in"</th><th scope="col">"Last used"</th><th scope="col"><span class="hidden">"Ending it"</span></th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {if others { end_others() } else { alone() }}
    };
    frame::own("/account/sessions", None, form, body.into_any())
}

fn row(session: &SessionView) -> AnyView {
    let unnamed = session.device.is_empty();
    let device = if unnamed { "Unknown device".to_owned() } else { session.device.clone() };
    let deed = if session.current {
        view! { <strong>"This one"</strong> }.into_any()
    } else {
        let action = format!("/account/sessions/{}/end", session.handle.as_str());
        view! { <form method="post" action=action><button class="button-text">"Sign out"<span class="hidden">": "{device.clone()}</span></button></form> }.into_any()
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

fn end_others() -> AnyView {
    view! { <form method="post" action="/account/sessions/end-others"><button class="button button-quiet">"Sign out all others"</button></form> }
        .into_any()
}

fn alone() -> AnyView {
    view! { <p class="quiet">"You are signed in nowhere else."</p> }.into_any()
}
