//! What is held, and what it comes to.

use leptos::prelude::*;
use storefront::{checkout::CheckoutView, orders::OrderLine, pricing::TaxLine};

use crate::parts::tax::percent;

/// Lines and sums beside a step; folded where there is little room.
pub(super) fn beside(view: &CheckoutView) -> AnyView {
    view! {
        <aside class="checkout-sums" aria-label="What you buy">
            <h2>"What you buy"</h2>
            <details>
                <summary><span>"What you buy"</span><strong>{view.totals.total.to_string()}</strong></summary>
                {lines(view)}
                {sums(view)}
            </details>
        </aside>
    }
    .into_any()
}

/// The lines.
pub(super) fn lines(view: &CheckoutView) -> AnyView {
    let lines: Vec<_> = view.lines.iter().map(line).collect();
    view! { <ul class="held-lines">{lines}</ul> }.into_any()
}

fn line(line: &OrderLine) -> AnyView {
    let picture = line.image.as_ref().map(|image| {
        view! { <img src=image.src(160) alt="" width="64" height="64" loading="lazy"/> }
    });
    let options: Vec<_> =
        line.options.iter().map(|option| format!("{}: {}", option.axis, option.value)).collect();
    let units = format!("{} × {}", line.quantity.units(), line.unit_price);
    view! {
        <li>
            <div class="held-picture">{picture}</div>
            <div class="held-about">
                <p class="held-title">{line.title.clone()}</p>
                {(!options.is_empty()).then(|| view! { <p class="quiet">{options.join(", ")}</p> })}
                <p class="quiet">{units}</p>
            </div>
            <p class="held-total">{line.line_total.to_string()}</p>
        </li>
    }
    .into_any()
}

/// What it comes to.
pub(super) fn sums(view: &CheckoutView) -> AnyView {
    let totals = &view.totals;
    let row = |name: String, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let discount = (totals.discount.amount() > 0).then(|| {
        let name = view
            .offer
            .as_ref()
            .map_or_else(|| "Discount".to_owned(), |offer| format!("Discount ({offer})"));
        row(name, format!("−{}", totals.discount))
    });
    let added = totals.tax_added.amount() > 0;
    let on_top: Vec<_> = if added {
        let taxed = view.tax_lines.iter().filter(|line| line.tax.amount() > 0);
        taxed
            .map(|line| row(format!("Tax, {}", percent(line.basis_points)), line.tax.to_string()))
            .collect()
    } else {
        Vec::new()
    };
    let included: Vec<_> = if added {
        Vec::new()
    } else {
        let taxed = view.tax_lines.iter().filter(|line| line.tax.amount() > 0);
        taxed.map(|line| view! { <p>{includes(line)}</p> }).collect()
    };
    let delivery = view.needs_delivery().then(|| row("Delivery".to_owned(), delivery(view)));
    view! {
        <dl class="sums">
            {row("Goods".to_owned(), totals.goods.to_string())}
            {discount}
            {delivery}
            {on_top}
            <div class="sums-total"><dt>"Total"</dt><dd data-total>{totals.total.to_string()}</dd></div>
        </dl>
        <div class="quiet sums-notes">{included}</div>
    }
    .into_any()
}

fn delivery(view: &CheckoutView) -> String {
    match (&view.delivery_method, view.totals.shipping.amount()) {
        (None, _) => "not chosen yet".to_owned(),
        // Where nothing else is taken off, that is what the coupon or the promotion does.
        (Some(_), 0) => match view.offer.as_ref().filter(|_| view.totals.discount.amount() == 0) {
            Some(offer) => format!("free ({offer})"),
            None => "free".to_owned(),
        },
        (Some(_), _) => view.totals.shipping.to_string(),
    }
}

fn includes(line: &TaxLine) -> String {
    format!("includes {} VAT ({})", line.tax, percent(line.basis_points))
}

#[cfg(test)]
mod tests {
    use kernel::{Currency, Money};

    use super::*;

    #[test]
    fn tax_in_the_price_is_named_with_its_rate() {
        let tax = Money::new(319, Currency::EUR).expect("an amount");
        let line = TaxLine { basis_points: 1_900, net: tax, tax };
        assert_eq!(includes(&line), "includes €3.19 VAT (19%)");
    }
}
