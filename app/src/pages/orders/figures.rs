//! What an order comes to.

use kernel::Money;
use leptos::prelude::*;
use storefront::orders::OrderView;

use super::words;

/// A figure with its name.
#[derive(Debug, PartialEq, Eq)]
struct Figure {
    name: String,
    amount: String,
    /// Whether it is what the others come to.
    sum: bool,
}

fn figure(name: impl Into<String>, amount: impl Into<String>) -> Figure {
    Figure { name: name.into(), amount: amount.into(), sum: false }
}

/// The figures of an order in the order in which they are read: what is nothing is left out, except
/// for delivery that is free.
fn figures(view: &OrderView) -> Vec<Figure> {
    let totals = &view.totals;
    let some = |amount: Money| (amount.amount() > 0).then_some(amount);
    let coupon = view.coupon.as_ref().map(|code| format!(" ({code})")).unwrap_or_default();
    let brought = view.delivery.latest.is_some() || totals.shipping.amount() > 0;
    [
        Some(figure("Goods", totals.goods.to_string())),
        some(totals.discount)
            .map(|amount| figure(format!("Discount{coupon}"), format!("\u{2212}{amount}"))),
        brought.then(|| {
            figure(format!("Delivery, {}", view.delivery.title), words::price(totals.shipping))
        }),
        some(totals.tax_added).map(|amount| figure("Tax", amount.to_string())),
        Some(Figure { sum: true, ..figure("Total", totals.total.to_string()) }),
        some(totals.tax_included).map(|amount| figure("Tax included in it", amount.to_string())),
        some(view.refunded).map(|amount| figure("Paid back", format!("\u{2212}{amount}"))),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The figures as a list of names and amounts.
pub(in crate::pages) fn list(view: &OrderView) -> AnyView {
    let rows: Vec<_> = figures(view)
        .into_iter()
        .map(|Figure { name, amount, sum }| {
            view! { <div class=sum.then_some("figures-sum")><dt>{name}</dt><dd>{amount}</dd></div> }
        })
        .collect();
    view! { <dl class="figures">{rows}</dl> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::{super::words::tests::order, *};

    fn read(view: &OrderView) -> Vec<(String, String)> {
        figures(view).into_iter().map(|one| (one.name, one.amount)).collect()
    }

    #[test]
    fn what_is_nothing_is_left_out() {
        let mut view = order();
        let pairs = |rows: &[(&str, &str)]| {
            let own = |(name, amount): &(&str, &str)| ((*name).to_owned(), (*amount).to_owned());
            rows.iter().map(own).collect::<Vec<_>>()
        };
        let plain =
            pairs(&[("Goods", "€30.00"), ("Delivery, Standard", "Free"), ("Total", "€30.00")]);
        assert_eq!(read(&view), plain);
        let money = |amount| Money::new(amount, kernel::Currency::EUR).expect("an amount");
        view.totals.discount = money(500);
        view.totals.shipping = money(490);
        view.totals.tax_added = money(100);
        view.totals.tax_included = money(200);
        view.totals.total = money(3090);
        view.refunded = money(1000);
        view.coupon = Some("SPRING".to_owned());
        let all = pairs(&[
            ("Goods", "€30.00"),
            ("Discount (SPRING)", "−€5.00"),
            ("Delivery, Standard", "€4.90"),
            ("Tax", "€1.00"),
            ("Total", "€30.90"),
            ("Tax included in it", "€2.00"),
            ("Paid back", "−€10.00"),
        ]);
        assert_eq!(read(&view), all);
        assert_eq!(figures(&view).iter().filter(|one| one.sum).count(), 1);
    }

    #[test]
    fn what_nobody_brings_has_no_delivery() {
        let mut view = order();
        view.delivery.latest = None;
        assert!(!read(&view).iter().any(|(name, _)| name.starts_with("Delivery")));
    }
}
