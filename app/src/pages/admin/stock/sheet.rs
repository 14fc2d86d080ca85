//! The stock of one SKU: how much there is, how that came about, and the forms that change it.

use kernel::{Sku, Timestamp};
use leptos::prelude::*;
use storefront::{
    Shop,
    catalogue::Offer,
    staff::{Permission, StaffMember},
    stock_room::{LedgerEntry, LedgerPage, Movement, StockError, StockLine},
};

use super::{
    super::{
        super::{Page, refusal},
        frame,
    },
    address_of, failed, mark, offers,
};
use crate::{
    context::{FormState, PageRequest, Visitor},
    pages::{decode, encode, parameter},
    parts::{
        form::{Field, done, field, hidden, part, summary},
        moment::{day, moment},
    },
};

const DONE: [(&str, &str); 4] = [
    ("received", "The units are received."),
    ("corrected", "The stock is corrected."),
    ("expected", "It is noted when more is expected."),
    ("before", "The ledger has this already. Nothing was entered twice."),
];

/// `code` is the SKU as the address has it.
pub(in crate::pages::admin) async fn draw(
    shop: &Shop,
    request: &PageRequest,
    visitor: &Visitor,
    member: &StaffMember,
    form: &FormState,
    code: &str,
) -> Page {
    let Ok(sku) = Sku::parse(decode(code)) else { return refusal::not_found() };
    let before = parameter(&request.query, "before").and_then(|before| before.parse().ok());
    let found = shop.stock_room.level(member, &sku).await;
    // What was typed is shown again all the same.
    let away = !form.errors.is_empty() && found == Err(StockError::Unavailable);
    let line = match found {
        Ok(line) => line,
        Err(_) if away => None,
        Err(error) => return failed(&error),
    };
    let ledger = match &line {
        Some(_) => shop.stock_room.ledger(member, &sku, before).await,
        None => Ok(LedgerPage::default()),
    };
    let ledger = match ledger {
        Ok(ledger) => Some(ledger).filter(|_| !away),
        Err(_) if !form.errors.is_empty() => None,
        Err(error) => return failed(&error),
    };
    let offer = offers(shop, vec![sku.clone()]).await.remove(&sku);
    let known = away || line.is_some() || offer.is_some();
    let may_change = member.may(Permission::ChangeStock);
    let counted = away || line.is_some();
    let noted = line.as_ref().and_then(|line| line.expected);
    let body = view! {
        <p><a href="/admin/stock">"All stock"</a></p>
        {done(&request.query, &DONE)}
        {summary(form, |field| format!("{}-{field}", form.form))}
        {offer.map(|offer| sold_as(&offer))}
        {(!known).then(|| view! { <p class="notice">"Nothing was ever received of this SKU, and no product that is on sale has it. Look at how it is written."</p> })}
        {line.as_ref().map(figures)}
        {may_change.then(|| receiving(form, &key(form, visitor), &sku))}
        {(may_change && counted).then(|| correcting(form, &key(form, visitor), &sku, noted))}
        {ledger.map(|ledger| history(&sku, &ledger, before))}
    };
    let heading = format!("Stock of {sku}");
    frame::inside("/admin/stock", &heading, member, form, body.into_any())
}

/// The key of the forms on this page. One that was refused is sent again under its own.
fn key(form: &FormState, visitor: &Visitor) -> String {
    let sent = Some(form.value("key")).filter(|key| !key.is_empty());
    sent.unwrap_or_else(|| visitor.form_key.clone())
}

fn sold_as(offer: &Offer) -> AnyView {
    let href = format!("/p/{}?sku={}", offer.slug, encode(offer.variant.sku.as_str()));
    let untracked = (!offer.stock_tracked).then(|| view! { <p class="notice">"This never runs out: no units of it are counted when it is sold."</p> });
    view! { <p>"Sold as "<a href=href>{offer.title.clone()}</a></p>{untracked} }.into_any()
}

fn figures(line: &StockLine) -> AnyView {
    let mark = mark(line.free).map(|mark| format!(" · {mark}"));
    let expected = match line.expected {
        Some(at) => day(at),
        None => view! { "No day is known" }.into_any(),
    };
    view! {
        <dl class="facts-list">
            <div><dt>"Free"</dt><dd>{line.free}{mark}</dd></div>
            <div><dt>"In checkouts"</dt><dd>{line.reserved}</dd></div>
            <div><dt>"Sold"</dt><dd>{line.sold}</dd></div>
            <div><dt>"Expected back"</dt><dd>{expected}</dd></div>
            {line.warehouse.clone().map(|name| view! { <div><dt>"Warehouse"</dt><dd>{name}</dd></div> })}
        </dl>
    }
    .into_any()
}

fn receiving(form: &FormState, key: &str, sku: &Sku) -> AnyView {
    let form = part(form, "receive");
    view! {
        <section class="panel" aria-labelledby="receive">
            <h2 id="receive">"Receive"</h2>
            <form method="post" action=format!("{}/receive", address_of(sku)) novalidate>
                {hidden("key", key)}
                {field(&form, Field { name: "quantity", id: Some("receive-quantity"), label: "Units that arrived", ..Field::default() }, "")}
                {field(&form, Field { name: "reference", id: Some("receive-reference"), label: "Delivery note", hint: "The same number again changes nothing.", optional: true, ..Field::default() }, "")}
                {field(&form, Field { name: "reason", id: Some("receive-reason"), label: "Reason", optional: true, ..Field::default() }, "")}
                <button class="button">"Receive units"</button>
            </form>
        </section>
    }
    .into_any()
}

/// The forms for what was received before; `noted` is the day on which it is expected back.
fn correcting(form: &FormState, key: &str, sku: &Sku, noted: Option<Timestamp>) -> AnyView {
    let (corrected, expected) = (part(form, "correct"), part(form, "expect"));
    let address = address_of(sku);
    let noted = noted.map(date).unwrap_or_default();
    view! {
        <section class="panel" aria-labelledby="correct">
            <h2 id="correct">"Correct after counting"</h2>
            <form method="post" action=format!("{address}/correct") novalidate>
                {hidden("key", key)}
                {field(&corrected, Field { name: "quantity", id: Some("correct-quantity"), label: "Units to add or take away", hint: "With a minus to take away: -3, say.", ..Field::default() }, "")}
                {field(&corrected, Field { name: "reference", id: Some("correct-reference"), label: "Number of the count", hint: "The same number again changes nothing.", optional: true, ..Field::default() }, "")}
                {field(&corrected, Field { name: "reason", id: Some("correct-reason"), label: "Reason", ..Field::default() }, "")}
                <button class="button">"Correct stock"</button>
            </form>
        </section>
        <section class="panel" aria-labelledby="expect">
            <h2 id="expect">"Expected back"</h2>
            <form method="post" action=format!("{address}/expect") novalidate>
                {hidden("key", key)}
                {field(&expected, Field { name: "day", id: Some("expect-day"), label: "Day", kind: "date", hint: "Shoppers are told while none is free. Empty if no day is known.", optional: true, ..Field::default() }, &noted)}
                <button class="button">"Note the day"</button>
            </form>
        </section>
    }
    .into_any()
}

/// A day as fields for days have it.
fn date(at: Timestamp) -> String {
    let (year, month, day) = at.date();
    format!("{year:04}-{month:02}-{day:02}")
}

fn history(sku: &Sku, ledger: &LedgerPage, before: Option<i64>) -> AnyView {
    let address = address_of(sku);
    let older = ledger.next.map(|id| format!("{address}?before={id}"));
    let newest = before.is_some().then(|| address.clone());
    let paged = older.is_some() || newest.is_some();
    let rows: Vec<_> = ledger.entries.iter().map(movement).collect();
    let table = if rows.is_empty() {
        view! { <div class="empty"><p>"There is nothing in the ledger here."</p></div> }.into_any()
    } else {
        view! {
            <div class="table-scroll" role="region" aria-label="Rows of the ledger" tabindex="0">
                <table>
                    <caption class="hidden">"What changed the number of units, the newest first"</caption>
                    <thead><tr><th scope="col">"When"</th><th scope="col">"What"</th><th scope="col" class="number">"Units"</th><th scope="col">"Reference"</th><th scope="col">"Reason"</th><th scope="col">"Warehouse"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="stock-ledger" aria-labelledby="ledger">
            <h2 id="ledger">"Ledger"</h2>
            {table}
            {paged.then(|| view! {
                <nav class="paging" aria-label="Pages of the ledger">
                    {newest.map(|href| view! { <a class="button button-quiet" href=href>"Newest"</a> })}
                    {older.map(|href| view! { <a class="button button-quiet" rel="next" href=href>"Older"</a> })}
                </nav>
            })}
        </section>
    }
    .into_any()
}

fn movement(entry: &LedgerEntry) -> AnyView {
    let what = match entry.movement {
        Movement::Received => "Received",
        Movement::Corrected => "Corrected",
        Movement::WrittenOff => "Written off",
    };
    view! {
        <tr>
            <th scope="row">{moment(entry.at)}</th>
            <td>{what}</td>
            <td class="number">{signed(entry.units)}</td>
            <td class="stock-words">{entry.reference.clone()}</td>
            <td class="stock-words">{entry.reason.clone()}</td>
            <td>{entry.warehouse.clone()}</td>
        </tr>
    }
    .into_any()
}

/// A number of units with its sign, the minus as wide as the plus.
fn signed(units: i32) -> String {
    format!("{units:+}").replace('-', "\u{2212}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_come_and_go_with_a_sign() {
        assert_eq!((signed(3), signed(-3)), ("+3".to_owned(), "\u{2212}3".to_owned()));
    }

    #[test]
    fn a_day_is_written_as_its_field_wants_it() {
        assert_eq!(date(Timestamp::from_millis(1_795_269_959_999)), "2026-11-21");
    }
}
