//! The tax in an order, by rate.

use kernel::Money;
use leptos::prelude::*;
use storefront::pricing::TaxLine;

use crate::parts::tax::percent;

/// A row: its name, and net, tax and gross.
type Row = (String, [Money; 3]);

/// Each rate, and their sum where there are several. Of what is free there is nothing to say.
fn rows(rates: &[TaxLine]) -> (Vec<Row>, Option<Row>) {
    let rows: Vec<Row> = rates
        .iter()
        .filter_map(|rate| {
            let gross = rate.net.checked_add(rate.tax).ok()?;
            (gross.amount() > 0).then(|| (percent(rate.basis_points), [rate.net, rate.tax, gross]))
        })
        .collect();
    let sum = match rows.as_slice() {
        [] | [_] => None,
        [(_, first), rest @ ..] => rest.iter().try_fold(*first, |sum, (_, row)| {
            let add = |at: usize| sum[at].checked_add(row[at]).ok();
            Some([add(0)?, add(1)?, add(2)?])
        }),
    };
    (rows, sum.map(|sum| ("Together".to_owned(), sum)))
}

/// A table of it, if anything is known of it.
pub(super) fn by_rate(rates: &[TaxLine]) -> Option<AnyView> {
    let (rows, sum) = rows(rates);
    if rows.is_empty() {
        return None;
    }
    let rows: Vec<_> = rows.into_iter().map(row).collect();
    let sum = sum.map(|sum| view! { <tfoot>{row(sum)}</tfoot> });
    Some(
        view! {
            <section aria-labelledby="tax">
                <h2 id="tax">"Tax by rate"</h2>
                <div class="table-scroll" role="region" aria-label="Net, tax and gross of each rate" tabindex="0">
                    <table>
                        <caption class="hidden">"What was taxed at each rate: goods less discounts, and delivery"</caption>
                        <thead><tr><th scope="col">"Rate"</th><th scope="col" class="number">"Net"</th><th scope="col" class="number">"Tax"</th><th scope="col" class="number">"Gross"</th></tr></thead>
                        <tbody>{rows}</tbody>
                        {sum}
                    </table>
                </div>
            </section>
        }
        .into_any(),
    )
}

fn row((name, amounts): Row) -> AnyView {
    let cells: Vec<_> = amounts
        .iter()
        .map(|amount| view! { <td class="number">{amount.to_string()}</td> })
        .collect();
    view! { <tr><th scope="row">{name}</th>{cells}</tr> }.into_any()
}

#[cfg(test)]
mod tests {
    use kernel::Currency;

    use super::*;

    fn euros(cents: i64) -> Money {
        Money::new(cents, Currency::EUR).expect("an amount")
    }

    fn rate(basis_points: u32, net: i64, tax: i64) -> TaxLine {
        TaxLine { basis_points, net: euros(net), tax: euros(tax) }
    }

    #[test]
    fn rates_come_to_their_sum() {
        let (each, sum) = rows(&[rate(1_900, 1_000, 190), rate(700, 500, 35)]);
        let of =
            |name: &str, net, tax, gross| (name.to_owned(), [euros(net), euros(tax), euros(gross)]);
        assert_eq!(each, [of("19%", 1_000, 190, 1_190), of("7%", 500, 35, 535)]);
        assert_eq!(sum, Some(of("Together", 1_500, 225, 1_725)));
    }

    #[test]
    fn one_rate_needs_no_sum_and_what_is_free_no_rate() {
        let (each, sum) = rows(&[rate(1_900, 1_000, 190), rate(700, 0, 0)]);
        assert_eq!((each.len(), sum), (1, None));
        assert!(by_rate(&[rate(1_900, 0, 0)]).is_none() && by_rate(&[]).is_none());
    }
}
