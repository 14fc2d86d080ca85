//! Units: owned, reserved and sold.

use crate::check::{Check, contradictions};

/// Units of a SKU in lines that hold them, for the row `stock`. Each of them has a holder; it is said
/// for the index that is for those alone who name one.
macro_rules! units_in_lines {
    () => {
        "(select coalesce(sum(quantity), 0) from inventory.hold
          where hold.sku = stock.sku and holder is not null and state in ('held', 'committing'))"
    };
}
pub(crate) use units_in_lines;

/// Whether units of the row `stock` that an order of the row `orders` is of were taken from it: not
/// where its checkout says that they are not counted, which may be otherwise by now.
macro_rules! were_counted {
    () => {
        "not exists (
             select from checkout.checkout cross join jsonb_array_elements(lines) as held
             where checkout.id = orders.checkout and held -> 'line' ->> 'sku' = stock.sku
                 and held ->> 'counted' = 'false')"
    };
}
pub(crate) use were_counted;

/// Units of a SKU that were bought and not given back, for the row `stock`. An order that was paid and
/// then cancelled has given back all of them; one that came back, what of it was restocked.
macro_rules! units_bought {
    () => {
        concat!(
            "((select coalesce(sum(line.quantity), 0) from orders.line
               join orders.orders on orders.id = line.order_id
               where line.sku = stock.sku and paid_at is not null and status <> 'cancelled' and ",
            $crate::stock::were_counted!(),
            ") - (select coalesce(sum(return_line.quantity), 0) from orders.return_line
                  join orders.return_request on return_request.id = return_line.return_id
                  join orders.orders on orders.id = return_request.order_id
                  where return_line.sku = stock.sku and restocked and ",
            $crate::stock::were_counted!(),
            "))"
        )
    };
}
pub(crate) use units_bought;

/// Units of a SKU that the shop owns or has sold, for the row `stock`.
macro_rules! units_owned {
    () => {
        "(select coalesce(sum(quantity), 0) from inventory.stock_ledger
          where stock_ledger.sku = stock.sku)"
    };
}
pub(crate) use units_owned;

pub(crate) const CHECKS: [Check; 3] = [
    Check {
        invariant: "I1",
        sentence: "free, reserved and sold units of each SKU add up to its ledger",
        sql: contradictions!(
            "select format('%s: %s units, the ledger says %s', sku, counted, owned) from (
                 select sku, free::bigint + reserved + sold as counted, ",
            units_owned!(),
            " as owned from inventory.stock
             ) as compared where counted <> owned"
        ),
    },
    Check {
        invariant: "I2",
        sentence: "the reserved units of each SKU are those that checkouts hold or are paying for",
        sql: contradictions!(
            "select format('%s: %s reserved, %s in checkouts', sku, reserved, in_lines) from (
                 select sku, reserved, ",
            units_in_lines!(),
            " as in_lines from inventory.stock
             ) as compared where reserved <> in_lines
             union all
             select format('%s: held by %s, but never was in stock', sku, checkout)
             from inventory.hold
             where state in ('held', 'committing')
                 and not exists (select from inventory.stock where stock.sku = hold.sku)"
        ),
    },
    Check {
        invariant: "I3",
        sentence: "the sold units of each SKU are those of paid orders less what came back",
        // What is not kept in stock, a subscription, has no row there; where it was before or is since, the
        // lines of the checkout tell what was counted.
        sql: contradictions!(
            "select format('%s: %s sold, orders say %s', sku, sold, bought) from (
                 select sku, sold, ",
            units_bought!(),
            " as bought from inventory.stock
             ) as compared where sold <> bought"
        ),
    },
];
