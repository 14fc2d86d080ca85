//! Money and the orders that it is for.

use crate::check::{Check, contradictions};

/// Payments whose money was taken at some time: what came after, or that nobody wanted it any more,
/// does not undo it.
macro_rules! ever_captured {
    () => {
        "(payment.state in ('captured', 'refunded') or exists (
             select from payments.history
             where history.payment = payment.id and after in ('captured', 'refunded')))"
    };
}

pub(crate) const CHECKS: [Check; 5] = [
    Check {
        invariant: "I6",
        sentence: "a paid order was charged exactly once, by the payment that it names",
        sql: contradictions!(
            "select format('%s: %s charges (%s), paid by %s', id, charges, names, payment) from (
                 select orders.id, orders.payment, count(payment.id) as charges,
                        coalesce(string_agg(payment.id, ', ' order by payment.id), 'none') as names
                 from orders.orders
                 left join payments.payment on payment.order_id = orders.id and ",
            ever_captured!(),
            "     where orders.paid_at is not null and orders.total > 0
                 group by orders.id
             ) as charged where charges <> 1 or names <> payment"
        ),
    },
    Check {
        invariant: "I6",
        sentence: "money is kept only for paid orders",
        // A moment passes between taking it and settling the order, or asking it back.
        sql: contradictions!(
            "select format('%s: %s %s taken for order %s, which is %s', payment.id, amount,
                           payment.currency, payment.order_id, coalesce(orders.status, 'not there'))
             from payments.payment left join orders.orders on orders.id = payment.order_id
             where payment.state = 'captured' and orders.payment is distinct from payment.id
                 -- But for what a person has decided to let be.
                 and payment.refunded + (
                     select coalesce(sum(refund.amount), 0) from payments.refund
                     where refund.payment = payment.id and after_refusal = 'let_be'
                 ) < payment.amount
                 and (payment.settled_at is not null and payment.wanted
                      or payment.changed_at < statement_timestamp() - interval '10 minutes')"
        ),
    },
    Check {
        invariant: "I6",
        sentence: "the money of an order that was cancelled is on its way back",
        sql: contradictions!(
            "select format('%s: %s of %s paid, %s asked back', orders.id, payment.amount,
                           payment.currency, refunding)
             from orders.orders join payments.payment on payment.id = orders.payment
             where orders.status = 'cancelled' and payment.state = 'captured' and payment.wanted
                 and refunding + (
                     select coalesce(sum(refund.amount), 0) from payments.refund
                     where refund.payment = payment.id and after_refusal = 'let_be'
                 ) < payment.amount
                 and cancelled_at < statement_timestamp() - interval '2 minutes'"
        ),
    },
    Check {
        invariant: "I6",
        sentence: "no payment contradicts itself, so that nobody knows whether money was taken",
        // One beside the payment that paid its order is counted there.
        sql: contradictions!(
            "select format('%s: %s %s for order %s, which is %s', payment.id, amount,
                           payment.currency, payment.order_id, coalesce(orders.status, 'not there'))
             from payments.payment left join orders.orders on orders.id = payment.order_id
             where payment.state = 'needs_review'
                 and (orders.paid_at is null or orders.payment = payment.id)"
        ),
    },
    Check {
        invariant: "I9",
        sentence: "what is charged is what the order costs",
        sql: contradictions!(
            "select format('%s: %s %s, its order %s costs %s', payment.id, amount, payment.currency,
                           payment.order_id,
                           coalesce(orders.total || ' ' || orders.currency, 'nothing, it is not there'))
             from payments.payment left join orders.orders on orders.id = payment.order_id
             where (payment.amount, payment.currency) is distinct from (orders.total, orders.currency)"
        ),
    },
];
