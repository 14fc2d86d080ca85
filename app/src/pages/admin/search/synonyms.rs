//! Synonyms: which there are, adding, changing and removing one.

use leptos::prelude::*;
use storefront::{
    Shop,
    search_room::{
        MOST_GROUPS, MOST_WORDS, SearchRoomError, SynonymDraft, SynonymForm, SynonymGroup,
    },
    staff::StaffMember,
};

use super::{
    super::{
        super::{Page, refusal},
        frame,
    },
    COUNTS, NO_PLACE, failed, paging, parts,
};
use crate::{
    context::{FormState, PageRequest},
    pages::parameter,
    parts::form::{Field, done, field, hidden, part, summary},
};

const LIST: &str = "/admin/search/synonyms";

const DONE: [(&str, &str); 3] = [
    ("added", "The synonyms are added."),
    ("removed", "The synonyms are removed."),
    ("before", "It stood like this already. Nothing was done twice."),
];
const DONE_TO_ONE: [(&str, &str); 2] = [
    ("changed", "The synonyms are changed."),
    ("before", "It stood like this already. Nothing was done twice."),
];

/// The id after which the page of an address begins.
fn after(query: &str) -> Result<Option<i64>, &'static str> {
    let given = parameter(query, "nextCursor").filter(|text| !text.is_empty());
    let after = given.map(|text| text.parse::<i64>().ok().filter(|id| *id > 0).ok_or(NO_PLACE));
    after.transpose()
}

/// The id of a field by its name.
fn place(field: &str) -> String {
    // What somebody else has changed stands in a list of its own.
    if field == "version" { "now" } else { field }.to_owned()
}

/// All groups, page by page, and the form that adds one.
pub(in crate::pages::admin) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    member: &StaffMember,
    form: &FormState,
) -> Page {
    let after = match after(&request.query) {
        Ok(after) => after,
        Err(sentence) => return refusal::bad_request(sentence),
    };
    let found = match shop.search_room.synonyms(member, after).await {
        Ok(found) => Some(found),
        // What was typed is shown again all the same.
        Err(SearchRoomError::Unavailable) if !form.errors.is_empty() => None,
        Err(error) => return failed(&error),
    };
    let next = found.as_ref().and_then(|found| found.next);
    let next = next.map(|id| format!("{LIST}?nextCursor={id}"));
    let first = after.map(|_| LIST.to_owned());
    let words = parameter(&request.query, "words").unwrap_or_default();
    let typed = SynonymForm { words, ..SynonymForm::default() };
    let new = part(form, "add");
    let most = format!("A shop has at most {MOST_GROUPS} groups.");
    let body = view! {
        {parts(LIST, member)}
        {done(&request.query, &DONE)}
        {summary(form, place)}
        <p class="quiet">{COUNTS}</p>
        {found.map(|found| list(&found.rows))}
        {paging("Pages of synonyms", first, next)}
        <section class="panel" aria-labelledby="add">
            <h2 id="add">"Add synonyms"</h2>
            <form method="post" action=LIST novalidate>
                {fields(&new, &typed)}
                <p class="quiet">{most}</p>
                <button class="button">"Add synonyms"</button>
            </form>
        </section>
    };
    frame::inside("/admin/search", "Synonyms", member, form, body.into_any())
}

/// One group. `group` is its id as the address has it.
pub(in crate::pages::admin) async fn draw_one(
    shop: &Shop,
    request: &PageRequest,
    member: &StaffMember,
    form: &FormState,
    group: &str,
) -> Page {
    let Ok(id) = group.parse::<i64>() else { return refusal::not_found() };
    let found = match shop.search_room.synonym(member, id).await {
        Ok(found) => Some(found),
        // What was typed is shown again all the same.
        Err(SearchRoomError::Unavailable) if !form.errors.is_empty() => None,
        Err(error) => return failed(&error),
    };
    let version = found.as_ref().map(|group| group.version);
    let now = found.as_ref().map(|group| SynonymForm::of(&group.draft)).unwrap_or_default();
    let changed = part(form, "change");
    let action = format!("{LIST}/{id}");
    let removing = format!("{action}/remove");
    let body = view! {
        <p><a href=LIST>"All synonyms"</a></p>
        {done(&request.query, &DONE_TO_ONE)}
        {summary(form, place)}
        {found.as_ref().map(|group| facts(&group.draft))}
        <p class="quiet">{COUNTS}</p>
        <section class="panel" aria-labelledby="change">
            <h2 id="change">"Change the synonyms"</h2>
            <form method="post" action=action novalidate>
                {hidden("version", super::super::version(form, version))}
                {fields(&changed, &now)}
                <button class="button">"Save synonyms"</button>
            </form>
        </section>
        {version.map(|version| view! { <form method="post" action=removing>{hidden("version", version.to_string())}<button class="button button-quiet">"Remove these synonyms"</button></form> })}
    };
    frame::inside("/admin/search", "One group of synonyms", member, form, body.into_any())
}

/// The fields of a group, with how it stands or what was typed.
fn fields(form: &FormState, now: &SynonymForm) -> AnyView {
    let words = Field {
        name: "words",
        label: "Words",
        hint: "With commas between them, such as sofa, couch, settee. Each is one word or two.",
        ..Field::default()
    };
    let also = Field {
        name: "also",
        label: "They find these too, and not the other way round",
        hint: "Empty, all words find one another. With smartphone here, phone finds both, and smartphone only itself.",
        optional: true,
        ..Field::default()
    };
    let most = format!("At most {MOST_WORDS} words in all.");
    view! { {field(form, words, &now.words)}{field(form, also, &now.also)}<p class="quiet">{most}</p> }
        .into_any()
}

fn facts(draft: &SynonymDraft) -> AnyView {
    let also = (!draft.also.is_empty()).then(|| {
        view! { <div><dt>"They find too"</dt><dd>{draft.also.join(", ")}</dd></div> }
    });
    view! {
        <dl class="facts-list" id="now" tabindex="-1">
            <div><dt>"Words"</dt><dd>{draft.words.join(", ")}</dd></div>
            {also}
        </dl>
    }
    .into_any()
}

fn list(rows: &[SynonymGroup]) -> AnyView {
    if rows.is_empty() {
        return view! { <div class="empty"><p>"There are no synonyms yet. Add the first ones below."</p></div> }
            .into_any();
    }
    let rows: Vec<_> = rows.iter().map(line).collect();
    view! {
        <div class="table-scroll" role="region" aria-label="Synonyms" tabindex="0">
            <table>
                <caption class="hidden">"Synonyms, the newest first"</caption>
                <thead><tr><th scope="col">"Words"</th><th scope="col">"What they find"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line(group: &SynonymGroup) -> AnyView {
    let SynonymDraft { words, also } = &group.draft;
    let find = if also.is_empty() { "One another".to_owned() } else { also.join(", ") };
    view! {
        <tr>
            <th scope="row" class="search-words"><a href=format!("{LIST}/{}", group.id)>{words.join(", ")}</a></th>
            <td class="search-words">{find}</td>
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_the_id_of_a_group() {
        assert_eq!((after(""), after("nextCursor=")), (Ok(None), Ok(None)));
        assert_eq!(after("nextCursor=51"), Ok(Some(51)));
        for bad in
            ["nextCursor=0", "nextCursor=-1", "nextCursor=x", "nextCursor=9223372036854775808"]
        {
            assert!(after(bad).is_err(), "{bad}");
        }
    }
}
