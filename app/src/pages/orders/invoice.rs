//! The invoice: a page to print or to keep.

use http::StatusCode;
use leptos::prelude::*;
use storefront::{
    Shop,
    orders::{OrderLine, OrderView, Seller},
    shop::ShopIdentity,
};

use super::{
    super::{Page, refusal},
    around::way,
    detail::{forgotten, lines_of},
    figures,
    lines::options,
    tax,
};
use crate::{
    context::Visitor,
    parts::{moment::day, tax::percent},
};

pub(super) fn draw(shop: &Shop, visitor: &Visitor, token: &str, view: &OrderView) -> Page {
    let Some(paid_at) = view.paid_at else {
        return refusal::page(
            StatusCode::NOT_FOUND,
            "There is no invoice yet",
            "It is here as soon as the order is paid.",
        );
    };
    let order = &view.summary;
    let number = order.id.to_string();
    let above = (format!("/orders/{token}"), format!("Order {number}"));
    let buyer = match view.billing_address.as_ref().or(view.shipping_address.as_ref()) {
        Some(address) => lines_of(address),
        None => forgotten(),
    };
    let email = view.contact.as_ref().map(|contact| contact.email.as_str().to_owned());
    // With one rate the table of rates says it all.
    let rated = view.tax_lines.len() > 1;
    let rows: Vec<_> = order.lines.iter().map(|line| row(line, rated)).collect();
    let body = view! {
        {way(visitor, Some(above), "Invoice")}
        <p class="quiet invoice-hint">"To keep it, print this page or save it as a PDF from the menu of your browser."</p>
        <article class="invoice">
            <header class="invoice-head">
                <h1>"Invoice "{number.clone()}</h1>
                {seller(view.seller.as_ref(), &shop.identity())}
            </header>
            <dl class="facts-list">
                <div><dt>"Number"</dt><dd>{number.clone()}</dd></div>
                <div><dt>"Date"</dt><dd>{day(paid_at)}</dd></div>
                <div><dt>"Ordered on"</dt><dd>{day(order.ordered_at)}</dd></div>
                {email.map(|email| view! { <div><dt>"Email"</dt><dd>{email}</dd></div> })}
            </dl>
            <section aria-labelledby="for">
                <h2 id="for">"For"</h2>
                {buyer}
            </section>
            <div class="table-scroll" role="region" aria-label="Lines of the invoice" tabindex="0">
                <table>
                    <caption class="hidden">"What was bought"</caption>
                    <thead><tr><th scope="col">"What"</th><th scope="col" class="number">"Units"</th><th scope="col" class="number">"Each"</th>{rated.then(|| view! { <th scope="col" class="number">"Tax"</th> })}<th scope="col" class="number">"Together"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {figures::list(view)}
            {tax::by_rate(&view.tax_lines)}
            <p>{settled(view)}</p>
        </article>
    };
    Page::unlisted(format!("Invoice {number}"), body.into_any())
}

/// Who sold, as the order keeps it. Where the shop was told no address, the imprint has it.
fn seller(seller: Option<&Seller>, shop: &ShopIdentity) -> AnyView {
    let origin = shop.origin.clone();
    let name = seller.map_or(&shop.name, |seller| &seller.name).clone();
    let address = seller.map(|seller| seller.address.clone()).unwrap_or_default();
    let imprint = address.is_empty().then(|| {
        view! { <a href="/pages/imprint">{format!("Address and tax number: {origin}/pages/imprint")}</a> }
    });
    let lines: Vec<_> = address.into_iter().map(|line| view! { <span>{line}</span> }).collect();
    let number = seller.and_then(|seller| seller.tax_number.clone());
    let number = number.map(|number| view! { <span>"Tax number: "{number}</span> });
    view! {
        <address class="invoice-seller"><strong>{name}</strong>{lines}{number}<span>{origin.clone()}</span>{imprint}</address>
    }
    .into_any()
}

/// How prices, tax and payment stand to one another.
fn settled(view: &OrderView) -> String {
    let totals = &view.totals;
    let tax = if totals.tax_included.amount() > 0 {
        "The prices include tax. "
    } else if totals.tax_added.amount() > 0 {
        "Tax is added to the prices. "
    } else {
        "No tax is charged on it. "
    };
    let paid = if totals.total.amount() == 0 {
        "Nothing had to be paid.".to_owned()
    } else if view.refunded.amount() > 0 {
        format!("{} was paid, and {} of it paid back.", totals.total, view.refunded)
    } else {
        format!("{} was paid. Nothing is left to pay.", totals.total)
    };
    format!("{tax}{paid}")
}

fn row(line: &OrderLine, rated: bool) -> AnyView {
    let options = options(line);
    let rate = line.tax_basis_points.map(percent).unwrap_or_default();
    view! {
        <tr>
            <th scope="row">{line.title.clone()}{(!options.is_empty()).then(|| view! { <span class="quiet">", "{options}</span> })}<span class="quiet invoice-sku">{line.sku.to_string()}</span></th>
            <td class="number">{line.quantity.units()}</td>
            <td class="number">{line.unit_price.to_string()}</td>
            {rated.then(|| view! { <td class="number">{rate}</td> })}
            <td class="number">{line.line_total.to_string()}</td>
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use kernel::{Currency, Money};

    use super::{super::words::tests::order, *};

    #[test]
    fn it_says_how_tax_and_payment_stand() {
        let mut view = order();
        let money = |amount| Money::new(amount, Currency::EUR).expect("an amount");
        assert_eq!(
            settled(&view),
            "No tax is charged on it. €30.00 was paid. Nothing is left to pay."
        );
        view.totals.tax_added = money(100);
        assert!(settled(&view).starts_with("Tax is added to the prices."));
        view.totals.tax_included = money(100);
        view.refunded = money(1000);
        assert_eq!(
            settled(&view),
            "The prices include tax. €30.00 was paid, and €10.00 of it paid back."
        );
        view.totals.total = money(0);
        assert!(settled(&view).ends_with("Nothing had to be paid."));
    }
}
