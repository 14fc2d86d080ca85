//! Rates of tax: which count, adding one, ending one, taking one back.

use kernel::Timestamp;
use leptos::prelude::*;
use storefront::{
    Shop,
    offer_room::{OfferError, TaxKey, TaxPage, TaxQuery, TaxRow, TaxStanding, percent},
    pricing::TaxClass,
    profile::Country,
    staff::StaffMember,
};

use super::{
    super::{Page, refusal},
    coupons::{COUNTS, failed},
    frame,
};
use crate::{
    context::{FormState, PageRequest},
    pages::{encode, parameter},
    parts::{
        choices::{Choice, Group, first_id, radios, select, tick_box},
        form::{Field, done, field, hidden, part, summary},
        moment::day,
    },
};

const DONE: [(&str, &str); 4] = [
    ("added", "The rate is laid down."),
    ("ended", "What counted before ends."),
    ("withdrawn", "The rate is taken back."),
    ("before", "It stood like this already. Nothing was done twice."),
];

/// Which rates are asked for, or what in the address cannot be right.
fn asked(query: &str) -> Result<TaxQuery, &'static str> {
    let given = |name| parameter(query, name).filter(|text| !text.is_empty());
    let country = given("only").map(|code| Country::parse(&code)).transpose();
    let country = country.map_err(|_| "There is no such country.")?;
    let after = given("nextCursor").map(|text| TaxKey::parse(&text)).transpose().map_err(
        |_| "The place in the list that the address names is none. Begin the list again.",
    )?;
    Ok(TaxQuery { country, after })
}

/// The address of the first page of a list, or of a later one.
fn address(country: Option<Country>, after: Option<&TaxKey>) -> String {
    let only = country.map(|country| country.code().to_owned()).unwrap_or_default();
    let after = after.map(|key| format!("&nextCursor={}", encode(&key.write())));
    format!("/admin/taxes?only={only}{}", after.unwrap_or_default())
}

pub(super) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    member: &StaffMember,
    form: &FormState,
) -> Page {
    let query = match asked(&request.query) {
        Ok(query) => query,
        Err(sentence) => return refusal::bad_request(sentence),
    };
    let found = match shop.offer_room.taxes(member, &query).await {
        Ok(found) => Some(found),
        // What was typed is shown again all the same.
        Err(OfferError::Unavailable) if !form.errors.is_empty() => None,
        Err(error) => return failed(&error),
    };
    let next = found.as_ref().and_then(|found| found.next.as_ref());
    let next = next.map(|after| address(query.country, Some(after)));
    let first = query.after.is_some().then(|| address(query.country, None));
    let paged = next.is_some() || first.is_some();
    let chosen = query.country.map(|country| country.code().to_owned()).unwrap_or_default();
    let new = part(form, "add");
    let place = |field: &str| match field {
        "class" => first_id(&classes()),
        field => field.to_owned(),
    };
    let body = view! {
        {done(&request.query, &DONE)}
        {summary(form, place)}
        {found.as_ref().map(mode)}
        <p class="quiet">{COUNTS}</p>
        <form class="panel staff-search" action="/admin/taxes" aria-label="Which rates">
            {select(&FormState::default(), "only", "Country", "off", countries("All countries"), &chosen)}
            <button class="button">"Show rates"</button>
        </form>
        {found.map(|found| list(&found))}
        {paged.then(|| view! {
            <nav class="paging" aria-label="Pages of rates">
                {first.map(|href| view! { <a class="button button-quiet" href=href>"First page"</a> })}
                {next.map(|href| view! { <a class="button button-quiet" rel="next" href=href>"Next page"</a> })}
            </nav>
        })}
        <section class="panel" aria-labelledby="add">
            <h2 id="add">"Add or end a rate"</h2>
            <form method="post" action="/admin/taxes" novalidate>
                {select(&new, "country", "Country", "off", countries("Choose a country"), &chosen)}
                {field(&new, Field { name: "region", label: "State or province", hint: "Where it has a rate of its own.", optional: true, ..Field::default() }, "")}
                {radios(&new, classes(), "standard")}
                {field(&new, Field { name: "rate", label: "Rate in percent", hint: "Such as 19 or 5.5. Nothing to end what counts before.", ..Field::default() }, "")}
                {field(&new, Field { name: "from", label: "First day", kind: "date", hint: "Today or later, in UTC.", ..Field::default() }, "")}
                {tick_box(&new, "ends", "End what counts before", "From that day on, a country without a rate is not sold to, and a region has that of its country.", false)}
                <button class="button">"Lay down"</button>
            </form>
        </section>
    };
    frame::inside("/admin/taxes", "Tax", member, form, body.into_any())
}

fn mode(found: &TaxPage) -> AnyView {
    let sentence = if found.included {
        "Prices include tax: shoppers pay what the page says, and the rate of where it goes decides how much of that is tax."
    } else {
        "Tax comes on top of prices, at the rate of where it goes."
    };
    view! { <p class="notice">{sentence}</p> }.into_any()
}

/// All countries, after a choice of none.
fn countries(none: &str) -> Vec<Choice> {
    let all = Country::all().into_iter();
    let named = all.map(|country| Choice::new(country.code(), country.name(), ""));
    std::iter::once(Choice::new("", none, "")).chain(named).collect()
}

fn classes() -> Group {
    Group {
        name: "class",
        id: "class".to_owned(),
        legend: "For".to_owned(),
        choices: vec![
            Choice::new("standard", "Most goods", ""),
            Choice::new("reduced", "What the law favours", "Books and food in many countries."),
        ],
    }
}

fn list(found: &TaxPage) -> AnyView {
    if found.rows.is_empty() {
        return view! { <div class="empty"><p>"No rate is laid down here: the shop does not sell there."</p><p><a href="/admin/taxes">"Show all rates"</a></p></div> }.into_any();
    }
    let rows: Vec<_> = found.rows.iter().map(line).collect();
    view! {
        <div class="table-scroll" role="region" aria-label="Rates" tabindex="0">
            <table>
                <caption class="hidden">"Rates of tax, by country"</caption>
                <thead><tr><th scope="col">"Country"</th><th scope="col">"State or province"</th><th scope="col">"For"</th><th scope="col">"From"</th><th scope="col" class="number">"Rate"</th><th scope="col">"Stands"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line(row: &TaxRow) -> AnyView {
    let TaxKey { country, region, class, from } = &row.key;
    let class = match class {
        TaxClass::Reduced => "What the law favours",
        TaxClass::Standard | TaxClass::Zero => "Most goods",
    };
    let rate = match row.basis_points {
        Some(points) => format!("{} %", percent(points)),
        None => "None".to_owned(),
    };
    view! {
        <tr>
            <th scope="row">{country.name()}</th>
            <td>{region.clone()}</td>
            <td>{class}</td>
            <td>{day(*from)}</td>
            <td class="number">{rate}</td>
            <td>{stands(row, *from)}</td>
        </tr>
    }
    .into_any()
}

/// Whether a rate counts, and the form that takes back one that is yet to come.
fn stands(row: &TaxRow, from: Timestamp) -> AnyView {
    match row.standing {
        TaxStanding::Counts => view! { "Counts" }.into_any(),
        TaxStanding::Over => view! { "Over" }.into_any(),
        TaxStanding::Coming => {
            let about =
                format!(": {} {}", row.key.country.name(), storefront::offer_room::typed_day(from));
            view! {
                "Coming"
                <form method="post" action="/admin/taxes/withdraw">{hidden("rate", row.key.write())}<button class="button-text">"Take back"<span class="hidden">{about}</span></button></form>
            }
            .into_any()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_read_as_the_links_write_it() {
        assert_eq!(asked("only=&nextCursor="), Ok(TaxQuery::default()));
        let key = TaxKey::parse("ES.standard.2026-01-01.ST. GALLEN").expect("a key");
        let country = Country::parse("ES").ok();
        let address = address(country, Some(&key));
        let (_, query) = address.split_once('?').expect("a query");
        assert_eq!(asked(query), Ok(TaxQuery { country, after: Some(key) }));
        assert!(asked("only=Narnia").is_err() && asked("nextCursor=ES").is_err());
    }
}
