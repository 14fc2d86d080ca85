//! What a product was, version by version.

use std::collections::HashMap;

use kernel::AccountId;
use leptos::prelude::*;
use storefront::{
    Shop,
    product_desk::{Difference, KEPT_VERSIONS, ProductHistory, ProductVersion},
    staff::{Permission, StaffMember},
};

use super::{LIST, address_of, failed, named};
use crate::{
    context::FormState,
    pages::{Page, admin::frame, refusal},
    parts::{
        form::{hidden, summary},
        moment::moment,
    },
};

/// `id` is that of the product as the address has it.
pub(in crate::pages::admin) async fn draw(
    shop: &Shop,
    member: &StaffMember,
    form: &FormState,
    id: &str,
) -> Page {
    let Some(id) = named(id) else { return refusal::not_found() };
    let history = match shop.product_desk.history(member, &id).await {
        Ok(history) => history,
        Err(error) => return failed(&error),
    };
    let names = names(shop, member).await;
    let action = address_of(&id);
    let may_edit = member.may(Permission::EditCatalogue);
    let body = view! {
        <p><a href=action.clone()>"The product"</a></p>
        {summary(form, ToOwned::to_owned)}
        <p class="quiet">{format!("The newest {KEPT_VERSIONS} earlier versions are kept. New ratings count as versions too and are not listed.")}</p>
        <ol class="versions">{versions(&history, &names, &action, may_edit)}</ol>
    };
    frame::inside(LIST, &format!("History of {}", history.title), member, form, body.into_any())
}

/// What staff are called, as far as the reader may know. The history is as good without.
async fn names(shop: &Shop, member: &StaffMember) -> HashMap<AccountId, String> {
    let mut names = HashMap::new();
    if member.may(Permission::ManageStaff) {
        let rows = shop.staff_room.list(member).await.unwrap_or_default();
        names.extend(rows.into_iter().map(|row| (row.account, row.name)));
    }
    names.insert(member.account.clone(), member.name.clone());
    names
}

fn versions(
    history: &ProductHistory,
    names: &HashMap<AccountId, String>,
    action: &str,
    may_edit: bool,
) -> Vec<AnyView> {
    let now = history.versions.first().map_or(0, |version| version.version);
    let entry = |version: &ProductVersion| {
        let who = match &version.by {
            Some(account) => names.get(account).cloned().unwrap_or_else(|| account.to_string()),
            None => "an import or the shop itself".to_owned(),
        };
        let number = version.version;
        let heading = if number == now {
            format!("Version {number}, which counts")
        } else {
            format!("Version {number}")
        };
        let restore = (may_edit && number != now).then(|| {
            view! { <form method="post" action=format!("{action}/restore")>{hidden("earlier", number.to_string())}{hidden("version", now.to_string())}<button class="button button-quiet">{format!("Restore version {number}")}</button></form> }
        });
        view! {
            <li>
                <h2>{heading}</h2>
                <p class="quiet">{moment(version.at)}{format!(" by {who}")}</p>
                {differences(version)}
                {restore}
            </li>
        }
        .into_any()
    };
    history.versions.iter().map(entry).collect()
}

fn differences(version: &ProductVersion) -> AnyView {
    if version.differences.is_empty() {
        return view! { <p>"Nothing that is kept differs from it."</p> }.into_any();
    }
    let rows: Vec<_> = version.differences.iter().map(row).collect();
    let name = format!("What version {} changed", version.version);
    let caption = name.clone();
    view! {
        <div class="table-scroll" role="region" aria-label=name tabindex="0">
            <table>
                <caption class="hidden">{caption}</caption>
                <thead><tr><th scope="col">"What"</th><th scope="col">"Before"</th><th scope="col">"After"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(difference: &Difference) -> AnyView {
    let cell = |text: &str| {
        if text.is_empty() { "Nothing".to_owned() } else { text.to_owned() }
    };
    view! {
        <tr>
            <th scope="row">{difference.label.clone()}</th>
            <td class="sheet-text"><del>{cell(&difference.before)}</del></td>
            <td class="sheet-text"><ins>{cell(&difference.after)}</ins></td>
        </tr>
    }
    .into_any()
}
