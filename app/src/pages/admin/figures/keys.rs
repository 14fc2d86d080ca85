//! The numbers that say most, each beside what it was before.

use kernel::Money;
use leptos::prelude::*;
use storefront::{
    figures_room::{Figures, Sales},
    offer_room::percent,
};

use super::charts::length;

/// Sales, orders, units and baskets of one currency, and how many checkouts were paid.
pub(super) fn keys(figures: &Figures, of: &Sales) -> AnyView {
    let (now, before) = (of.total(), of.before);
    let amount = |money: Option<Money>| money.map_or(0, |money| money.amount().unsigned_abs());
    let (begun, begun_before) = (figures.funnel(), figures.checkouts_before);
    let points = |points: Option<u32>| points.map_or_else(nothing, shown);
    let keys = [
        (
            "Sales",
            now.money.to_string(),
            change(amount(Some(now.money)), amount(Some(before.money))),
        ),
        ("Orders", now.orders.to_string(), change(now.orders, before.orders)),
        ("Units", now.units.to_string(), change(now.units, before.units)),
        (
            "Average basket",
            now.basket().map_or_else(nothing, |basket| basket.to_string()),
            change(amount(now.basket()), amount(before.basket())),
        ),
        (
            "Paid of begun checkouts",
            points(begun.conversion()),
            format!("before: {}", points(begun_before.conversion())),
        ),
    ];
    let keys = keys.map(|(name, value, change)| {
        view! { <div><dt>{name}</dt><dd>{value}</dd><dd class="figures-change">{change}</dd></div> }
    });
    let against = format!(
        "Compared with the {} before, until they were as far along.",
        length(figures.span.step)
    );
    view! { <dl class="figures-keys">{keys.into_iter().collect_view()}</dl><p class="quiet">{against}</p> }
        .into_any()
}

/// Hundredths of a percent, to a tenth of a percent.
pub(super) fn shown(points: u32) -> String {
    format!("{} %", percent((points + 5) / 10 * 10))
}

fn nothing() -> String {
    "\u{2013}".to_owned()
}

/// How a number differs from what it was before.
fn change(now: u64, before: u64) -> String {
    if now == before {
        return "as before".to_owned();
    }
    let (now, before) = (i128::from(now), i128::from(before));
    let Some(doubled) = ((now - before) * 200).checked_div(before) else {
        return "nothing before".to_owned();
    };
    // To the nearest percent, away from zero.
    match (doubled + doubled.signum()) / 2 {
        0 => "about as before".to_owned(),
        less if less < 0 => format!("\u{2212}{} %", less.abs()),
        more => format!("+{more} %"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_told_in_percent_of_what_was() {
        for (now, before, told) in [
            (112, 100, "+12 %"),
            (88, 100, "\u{2212}12 %"),
            (0, 7, "\u{2212}100 %"),
            (3, 1, "+200 %"),
            (2, 3, "\u{2212}33 %"),
            (4, 3, "+33 %"),
            (1_001, 1_000, "about as before"),
            (5, 5, "as before"),
            (0, 0, "as before"),
            (5, 0, "nothing before"),
        ] {
            assert_eq!(change(now, before), told, "{now} after {before}");
        }
        assert!(change(u64::MAX, 1).starts_with('+'));
    }

    #[test]
    fn shares_are_shown_to_a_tenth() {
        assert_eq!(
            [shown(3_333), shown(10_000), shown(0), shown(5)],
            ["33.3 %", "100 %", "0 %", "0.1 %"]
        );
    }
}
