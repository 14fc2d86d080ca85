//! Checkouts and what became of them.

use crate::check::{Check, contradictions};

pub(crate) const CHECKS: [Check; 2] = [
    Check {
        invariant: "I5",
        sentence: "the order that a checkout was told of exists",
        sql: contradictions!(
            "select format('%s: is %s, its order %s is not there', checkout.id, checkout.state,
                           coalesce(checkout.order_id, '(none)'))
             from checkout.checkout
             left join orders.orders
                 on orders.id = checkout.order_id and orders.checkout = checkout.id
             where orders.id is null
                 and (checkout.order_id is not null or checkout.state in ('submitted', 'completed'))"
        ),
    },
    Check {
        invariant: "I5",
        sentence: "a checkout is completed exactly when its order was paid",
        sql: contradictions!(
            "select format('%s: is %s, its order %s was %s', checkout.id, checkout.state, orders.id,
                           case when paid_at is null then 'never paid' else 'paid' end)
             from checkout.checkout join orders.orders on orders.checkout = checkout.id
             where (checkout.state = 'completed') <> (paid_at is not null)"
        ),
    },
];
