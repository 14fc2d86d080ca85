//! One text: writing it, and how it was before.

use kernel::Slug;
use leptos::prelude::*;
use storefront::{
    Shop,
    settings_room::{SettingsError, TextSheet, TextStanding, TextVersion},
    staff::StaffMember,
};

use super::{
    super::{
        super::{Page, refusal},
        frame,
        settings::failed,
        version,
    },
    fields, from,
};
use crate::{
    context::{FormState, PageRequest},
    parts::{
        form::{done, hidden, part, summary},
        moment::moment,
    },
};

const DONE: [(&str, &str); 5] = [
    ("created", "The page is made, and linked in the footer."),
    ("changed", "The page is saved."),
    ("restored", "The page is as it was. That is a version of its own."),
    ("reset", "What was written here does not count any more. It stays in the history."),
    ("before", "It stood like this already. Nothing was done twice."),
];

/// `slug` is that of the page as the address has it.
pub(in crate::pages::admin) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    member: &StaffMember,
    form: &FormState,
    slug: &str,
) -> Page {
    let Ok(slug) = Slug::parse(slug) else { return refusal::not_found() };
    let sheet = match shop.settings_room.text(member, &slug).await {
        Ok(sheet) => Some(sheet),
        // What was typed is shown again all the same.
        Err(SettingsError::Unavailable) if !form.values.is_empty() => None,
        Err(error) => return failed(&error),
    };
    let preview = fields::preview(shop, member, form);
    let typed = if preview.is_some() { form.clone() } else { part(form, "change") };
    let read = version(form, sheet.as_ref().map(|sheet| sheet.version));
    let draft = sheet.as_ref().map(|sheet| sheet.draft.clone()).unwrap_or_default();
    let action = format!("/admin/texts/{slug}");
    let stale = form.error("version").is_some();
    let body = view! {
        <p><a href="/admin/texts">"All texts"</a></p>
        {done(&request.query, &DONE)}
        {summary(form, |field| if field == "version" { "now".to_owned() } else { field.to_owned() })}
        {sheet.as_ref().map(|sheet| facts(sheet, stale))}
        <section class="panel" aria-labelledby="change">
            <h2 id="change">"Write the page"</h2>
            <form method="post" action=action.clone() novalidate>
                {hidden("version", read)}
                {fields::all(&typed, &draft)}
                {fields::buttons("Save page", format!("{action}/preview"))}
            </form>
        </section>
        {preview}
        {sheet.as_ref().map(|sheet| history(sheet, &action))}
    };
    let heading = format!("Text of /pages/{slug}");
    frame::inside("/admin/texts", &heading, member, form, body.into_any())
}

/// How it stands; with its whole text where somebody else has changed it.
fn facts(sheet: &TextSheet, stale: bool) -> AnyView {
    let gone = sheet.standing == TextStanding::Gone;
    let address = format!("/pages/{}", sheet.slug);
    let shown = (!gone).then(|| view! { <div><dt>"Address"</dt><dd><a href=address.clone()>{address.clone()}</a></dd></div> });
    let text = stale.then(|| {
        view! { <div><dt>"Title"</dt><dd>{sheet.draft.title.clone()}</dd></div><div><dt>"Text"</dt><dd class="text-now">{sheet.draft.markdown.clone()}</dd></div> }
    });
    view! {
        <dl class="facts-list" id="now" tabindex="-1">
            <div><dt>"From"</dt><dd>{from(sheet.standing)}</dd></div>
            {shown}
            {text}
        </dl>
    }
    .into_any()
}

/// The last versions, and the way back to each and to the file.
fn history(sheet: &TextSheet, action: &str) -> AnyView {
    let now = sheet.version;
    let rows: Vec<_> = sheet.versions.iter().map(|one| entry(one, now, action)).collect();
    let list = (!rows.is_empty()).then(|| view! {
        <div class="table-scroll" role="region" aria-label="Versions" tabindex="0">
            <table>
                <caption class="hidden">"Versions of the page, the newest first"</caption>
                <thead><tr><th scope="col">"Version"</th><th scope="col">"Title"</th><th scope="col">"Since"</th><th scope="col">"The way back"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    });
    let nothing =
        list.is_none().then(|| view! { <p class="quiet">"Nobody has written it here yet."</p> });
    let label = if sheet.has_file { "Back to the file" } else { "Take the page off the shop" };
    let back = (sheet.standing == TextStanding::Written).then(|| {
        view! { <form method="post" action=format!("{action}/reset")>{hidden("version", now.to_string())}<button class="button button-quiet">{label}</button></form> }
    });
    view! {
        <section class="text-history" aria-labelledby="history">
            <h2 id="history">"How it was"</h2>
            {nothing}
            {list}
            {back}
        </section>
    }
    .into_any()
}

fn entry(one: &TextVersion, now: u32, action: &str) -> AnyView {
    let number = one.version;
    let title = one.title.clone().unwrap_or_else(|| "Not written here".to_owned());
    let way = if number == now {
        Some(view! { <span>"As it is now"</span> }.into_any())
    } else {
        one.title.is_some().then(|| {
            view! { <form method="post" action=format!("{action}/restore")>{hidden("earlier", number.to_string())}{hidden("version", now.to_string())}<button class="button-text">{format!("Restore version {number}")}</button></form> }
                .into_any()
        })
    };
    view! {
        <tr>
            <th scope="row">{number}</th>
            <td>{title}</td>
            <td>{moment(one.at)}</td>
            <td>{way}</td>
        </tr>
    }
    .into_any()
}
