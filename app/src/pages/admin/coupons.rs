//! Coupons: which there are, and making one.

mod fields;
mod sheet;

use kernel::Timestamp;
use leptos::prelude::*;
use storefront::{
    Shop, ShopError,
    offer_room::{CouponCursor, CouponForm, CouponPhase, CouponQuery, OfferError},
    pricing::{Benefit, CouponCode, CouponDraft, CouponRow},
    staff::StaffMember,
};

use super::{
    super::{Page, refusal},
    frame,
};
use crate::{
    context::{Failure, FormState, PageRequest},
    pages::parameter,
    parts::{
        form::{done, part, summary},
        moment::moment,
    },
};

pub(super) use sheet::draw as draw_sheet;

/// What is said of everything that checkouts reckon with.
pub(super) const COUNTS: &str = "What you change here counts within a second. Who has begun to buy sees a new price before paying it.";

const DONE: [(&str, &str); 1] = [("created", "The coupon is made.")];

/// Which coupons are asked for, or what in the address cannot be right.
fn asked(query: &str) -> Result<CouponQuery, &'static str> {
    let given = |name| parameter(query, name).filter(|text| !text.is_empty());
    let phase = given("state").map(|name| CouponPhase::named(&name).ok_or(()));
    let phase = phase.transpose().map_err(|()| "There is no such list of coupons.")?;
    let after = given("nextCursor").map(|text| CouponCursor::parse(&text)).transpose().map_err(
        |_| "The place in the list that the address names is none. Begin the list again.",
    )?;
    Ok(CouponQuery { phase, after })
}

/// The address of the first page of a list, or of a later one.
fn address(phase: Option<CouponPhase>, after: Option<&CouponCursor>) -> String {
    let state = phase.map(|phase| format!("state={}", phase.name()));
    let after = after.map(|cursor| format!("nextCursor={}", cursor.write()));
    let query: Vec<_> = [state, after].into_iter().flatten().collect();
    match query.as_slice() {
        [] => "/admin/coupons".to_owned(),
        query => format!("/admin/coupons?{}", query.join("&")),
    }
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
    let found = match shop.offer_room.coupons(member, &query).await {
        Ok(found) => Some(found),
        // What was typed is shown again all the same.
        Err(OfferError::Unavailable) if !form.errors.is_empty() => None,
        Err(error) => return failed(&error),
    };
    let next = found.as_ref().and_then(|found| found.next.as_ref());
    let next = next.map(|after| address(query.phase, Some(after)));
    let first = query.after.is_some().then(|| address(query.phase, None));
    let paged = next.is_some() || first.is_some();
    let list = found.map(|found| match found.rows.as_slice() {
        [] => nothing(query.phase),
        rows => list(rows, found.now),
    });
    let new = part(form, "create");
    let currency = shop.offer_room.currency();
    let body = view! {
        {done(&request.query, &DONE)}
        {summary(form, fields::place)}
        <p class="quiet">{COUNTS}</p>
        {filter(query.phase)}
        {list}
        {paged.then(|| view! {
            <nav class="paging" aria-label="Pages of coupons">
                {first.map(|href| view! { <a class="button button-quiet" href=href>"First page"</a> })}
                {next.map(|href| view! { <a class="button button-quiet" rel="next" href=href>"Next page"</a> })}
            </nav>
        })}
        <section class="panel" aria-labelledby="create">
            <h2 id="create">"Make a coupon"</h2>
            <form method="post" action="/admin/coupons" novalidate>
                {fields::code(&new, "")}
                {fields::all(&new, &blank(), currency)}
                <button class="button">"Make coupon"</button>
            </form>
        </section>
    };
    frame::inside("/admin/coupons", "Coupons", member, form, body.into_any())
}

/// A form that nobody has typed into.
fn blank() -> CouponForm {
    CouponForm { kind: "percent".to_owned(), given: "code".to_owned(), ..CouponForm::default() }
}

/// What a page about offers says that could not be drawn.
pub(super) fn failed(error: &OfferError) -> Page {
    match error {
        OfferError::Forbidden => refusal::failed(Failure::Forbidden),
        OfferError::NotFound => refusal::not_found(),
        _ => refusal::error(ShopError::Unavailable),
    }
}

/// The page of a coupon.
fn address_of(code: &CouponCode) -> String {
    format!("/admin/coupons/{code}")
}

fn filter(chosen: Option<CouponPhase>) -> AnyView {
    let all = std::iter::once(None).chain(CouponPhase::ALL.map(Some));
    let links: Vec<_> = all
        .map(|phase| {
            let current = (phase == chosen).then_some("page");
            let name = phase.map_or("All", word);
            view! { <li><a href=address(phase, None) aria-current=current>{name}</a></li> }
        })
        .collect();
    view! { <nav class="offer-lists" aria-label="Lists of coupons"><ul>{links}</ul></nav> }
        .into_any()
}

/// Where a coupon stands, as a word.
const fn word(phase: CouponPhase) -> &'static str {
    match phase {
        CouponPhase::Running => "Running",
        CouponPhase::Coming => "Coming",
        CouponPhase::Over => "Over",
        CouponPhase::Off => "Switched off",
    }
}

/// Where a coupon stands, and whether it is used up.
fn standing(row: &CouponRow, now: Timestamp) -> &'static str {
    match CouponPhase::of(&row.coupon, now) {
        CouponPhase::Running if row.coupon.total_limit.is_some_and(|limit| row.used >= limit) => {
            "Used up"
        }
        phase => word(phase),
    }
}

fn nothing(phase: Option<CouponPhase>) -> AnyView {
    match phase {
        Some(_) => view! { <div class="empty"><p>"No coupon stands so."</p><p><a href="/admin/coupons">"Show all coupons"</a></p></div> }.into_any(),
        None => view! { <div class="empty"><p>"There is no coupon yet. Make the first one below."</p></div> }.into_any(),
    }
}

fn list(rows: &[CouponRow], now: Timestamp) -> AnyView {
    let rows: Vec<_> = rows.iter().map(|row| line(row, now)).collect();
    view! {
        <div class="table-scroll" role="region" aria-label="Coupons" tabindex="0">
            <table>
                <caption class="hidden">"Coupons"</caption>
                <thead><tr><th scope="col">"Code"</th><th scope="col">"Takes off"</th><th scope="col">"Given to"</th><th scope="col">"For orders of"</th><th scope="col">"Begins"</th><th scope="col">"Ends"</th><th scope="col" class="number">"Used"</th><th scope="col">"Stands"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line(row: &CouponRow, now: Timestamp) -> AnyView {
    let coupon = &row.coupon;
    view! {
        <tr>
            <th scope="row"><a href=address_of(&coupon.code)>{coupon.code.to_string()}</a></th>
            <td>{takes_off(coupon)}</td>
            <td>{given_to(coupon)}</td>
            <td>{coupon.minimum.map(|minimum| minimum.to_string())}</td>
            <td>{coupon.starts_at.map(moment)}</td>
            <td>{coupon.ends_at.map(moment)}</td>
            <td class="number">{uses(row)}</td>
            <td>{standing(row, now)}</td>
        </tr>
    }
    .into_any()
}

/// Who gets a coupon, in words.
const fn given_to(coupon: &CouponDraft) -> &'static str {
    if coupon.automatic { "Everyone" } else { "By code" }
}

/// What a coupon takes off, in words.
fn takes_off(coupon: &CouponDraft) -> String {
    match coupon.benefit {
        Benefit::Percent { basis_points } => {
            format!("{} %", storefront::offer_room::percent(basis_points))
        }
        Benefit::Amount { off } => off.to_string(),
        Benefit::FreeDelivery => "Delivery".to_owned(),
    }
}

/// How often a coupon is used, and how often it may be.
fn uses(row: &CouponRow) -> String {
    match row.coupon.total_limit {
        Some(limit) => format!("{} of {limit}", row.used),
        None => row.used.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_read_as_the_links_write_it() {
        assert_eq!(asked(""), Ok(CouponQuery::default()));
        assert_eq!(asked("state=&nextCursor="), Ok(CouponQuery::default()));
        let code = CouponCode::parse("SPRING-26").expect("a code");
        let cursor = CouponCursor { micros: 1_795_269_959_123_456, code };
        for phase in std::iter::once(None).chain(CouponPhase::ALL.map(Some)) {
            let address = address(phase, Some(&cursor));
            let (_, query) = address.split_once('?').expect("a query");
            assert_eq!(asked(query), Ok(CouponQuery { phase, after: Some(cursor.clone()) }));
        }
        assert_eq!(address(None, None), "/admin/coupons");
        assert!(asked("state=asleep").is_err() && asked("nextCursor=1").is_err());
    }
}
