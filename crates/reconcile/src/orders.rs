//! Orders among themselves.

use crate::check::{Check, contradictions};

pub(crate) const CHECKS: [Check; 3] = [
    Check {
        invariant: "I4",
        sentence: "no order waits for its payment past its limit",
        // Two minutes are the worker's, which looks every few seconds. A payment of which nobody knows
        // how it ended keeps its order waiting, but a provider that says nothing for two hours is
        // somebody's business.
        sql: contradictions!(
            "select format('%s: was to be paid by %s', id, pay_by) from orders.orders
             where status = 'pending_payment'
                 and pay_by < statement_timestamp() - case when exists (
                     select from payments.payment where payment.order_id = orders.id
                         and state in ('created', 'authorising', 'requires_action', 'authorised',
                                       'unknown', 'needs_review')
                 ) then interval '2 hours' else interval '2 minutes' end"
        ),
    },
    Check {
        invariant: "I7",
        sentence: "a checkout becomes at most one order",
        sql: contradictions!(
            "select format('%s: %s', checkout, string_agg(id, ', ' order by id))
             from orders.orders group by checkout having count(*) > 1"
        ),
    },
    Check {
        invariant: "I9",
        sentence: "what an order costs is its lines less discount plus tax and delivery",
        sql: contradictions!(
            "select format('%s: lines of %s, goods of %s, discount %s, delivery %s, tax %s, total %s',
                           id, in_lines, goods, discount, shipping, tax_added, total)
             from orders.orders cross join lateral (
                 select coalesce(sum(line_total), 0) as in_lines from orders.line
                 where line.order_id = orders.id
             ) as lines
             where goods <> in_lines or total <> in_lines - discount + shipping + tax_added"
        ),
    },
];
