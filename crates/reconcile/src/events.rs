//! What was told to others.

use crate::check::{Check, contradictions};

pub(crate) const CHECKS: [Check; 1] = [Check {
    invariant: "I8",
    sentence: "exactly one event tells of each paid order, and none of any other",
    sql: contradictions!(
        "select format('%s: %s events, %s', coalesce(orders.id, told.key), coalesce(told.events, 0),
                       case when paid_at is null then 'never paid' else 'paid' end)
         from (select key, count(*) as events from outbox.event
               where topic = 'order.paid' group by key) as told
         full join orders.orders on orders.id = told.key
         where coalesce(told.events, 0) <> case when paid_at is null then 0 else 1 end"
    ),
}];
