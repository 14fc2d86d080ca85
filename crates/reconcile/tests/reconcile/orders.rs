//! Orders, the checkouts that they come from, and what is told of them.

use crate::ground::{Damage, each_is_found};

#[tokio::test]
async fn orders_that_wait_too_long_are_found() {
    let sentence = "no order waits for its payment past its limit";
    each_is_found(&[
        Damage {
            // Its payment was declined, and nobody gave the order up.
            done: "update orders.orders set pay_by = now() - interval '3 minutes'
                       where status = 'pending_payment';
                   update payments.payment set state = 'declined' where state = 'authorising'",
            sentence,
            invariant: "I4",
            violations: 1,
            example: "0000-0000-0001: was to be paid by",
        },
        Damage {
            // Nobody knows how its payment ended, and nobody finds out.
            done: "update orders.orders set pay_by = now() - interval '3 hours'
                       where status = 'pending_payment';
                   update payments.payment set state = 'unknown' where state = 'authorising'",
            sentence,
            invariant: "I4",
            violations: 1,
            example: "0000-0000-0001: was to be paid by",
        },
    ])
    .await;
}

#[tokio::test]
async fn checkouts_and_orders_that_disagree_are_found() {
    let (there, paid) = (
        "the order that a checkout was told of exists",
        "a checkout is completed exactly when its order was paid",
    );
    each_is_found(&[
        Damage {
            done: "insert into checkout.checkout
                       (id, state, lines, quote, holder, expires_at, order_id)
                   values ('lost', 'completed', '[]', '{}', 'somebody', now(), '0000-0000-0009')",
            sentence: there,
            invariant: "I5",
            violations: 1,
            example: "lost: is completed, its order 0000-0000-0009 is not there",
        },
        Damage {
            // The order is there, but it is another checkout's.
            done: "alter table checkout.checkout drop constraint checkout_of_order;
                   insert into checkout.checkout
                       (id, state, lines, quote, holder, expires_at, order_id)
                   values ('thief', 'submitted', '[]', '{}', 'somebody', now(), '0000-0000-0001')",
            sentence: there,
            invariant: "I5",
            violations: 1,
            example: "thief: is submitted, its order 0000-0000-0001 is not there",
        },
        Damage {
            done: "update checkout.checkout set state = 'submitted' where id = 'paid'",
            sentence: paid,
            invariant: "I5",
            violations: 1,
            example: "paid: is submitted, its order 0000-0000-0002 was paid",
        },
        Damage {
            done: "update checkout.checkout set state = 'completed' where id = 'pending'",
            sentence: paid,
            invariant: "I5",
            violations: 1,
            example: "pending: is completed, its order 0000-0000-0001 was never paid",
        },
        Damage {
            done: "alter table orders.orders drop constraint order_once_a_checkout;
                   update orders.orders set checkout = 'gift' where id = '0000-0000-0005';
                   delete from checkout.checkout where id = 'unpaid';
                   update orders.orders set checkout = 'gift' where id = '0000-0000-0004';
                   delete from checkout.checkout where id in ('cancelled', 'gift')",
            sentence: "a checkout becomes at most one order",
            invariant: "I7",
            violations: 1,
            example: "gift: 0000-0000-0004, 0000-0000-0005, 0000-0000-0006",
        },
    ])
    .await;
}

#[tokio::test]
async fn events_that_are_missing_or_too_many_are_found() {
    let sentence = "exactly one event tells of each paid order, and none of any other";
    each_is_found(&[
        Damage {
            done: "delete from outbox.event where key = '0000-0000-0002' and topic = 'order.paid'",
            sentence,
            invariant: "I8",
            violations: 1,
            example: "0000-0000-0002: 0 events, paid",
        },
        Damage {
            done: "insert into outbox.event (topic, key, payload)
                   values ('order.paid', '0000-0000-0002', '{}'), ('order.paid', '0000-0000-0001', '{}')",
            sentence,
            invariant: "I8",
            violations: 2,
            example: "0000-0000-0001: 1 events, never paid",
        },
        Damage {
            done: "insert into outbox.event (topic, key, payload)
                   values ('order.paid', '0000-0000-0009', '{}')",
            sentence,
            invariant: "I8",
            violations: 1,
            example: "0000-0000-0009: 1 events, never paid",
        },
    ])
    .await;
}
