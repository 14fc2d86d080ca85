//! Payments, totals and coupons.

use crate::ground::{Damage, each_is_found};

#[tokio::test]
async fn orders_that_were_not_charged_once_are_found() {
    let sentence = "a paid order was charged exactly once, by the payment that it names";
    each_is_found(&[
        Damage {
            // It is said to be paid, but the money was only set aside.
            done: "update payments.payment set state = 'authorised'
                       where order_id = '0000-0000-0002';
                   delete from payments.history where payment = repeat('2', 32) and after = 'captured'",
            sentence,
            invariant: "I6",
            violations: 1,
            example: "0000-0000-0002: 0 charges (none)",
        },
        Damage {
            // Taken a second time and given back at once is twice all the same.
            done: "drop index payments.payment_one_open;
                   insert into payments.payment (id, order_id, attempt, provider, card, return_url,
                       amount, currency, state, due_at)
                   values (repeat('a', 32), '0000-0000-0002', 2, 'sandbox', 'card', '', 2890, 'EUR',
                           'refunded', now())",
            sentence,
            invariant: "I6",
            violations: 1,
            example: "0000-0000-0002: 2 charges (2222",
        },
        Damage {
            // What came after does not undo it.
            done: "drop index payments.payment_one_open;
                   insert into payments.payment (id, order_id, attempt, provider, card, return_url,
                       amount, currency, state, due_at)
                   values (repeat('a', 32), '0000-0000-0002', 2, 'sandbox', 'card', '', 2890, 'EUR',
                           'needs_review', now());
                   insert into payments.history (payment, before, after)
                   values (repeat('a', 32), 'authorised', 'captured'),
                          (repeat('a', 32), 'captured', 'needs_review')",
            sentence,
            invariant: "I6",
            violations: 1,
            example: "0000-0000-0002: 2 charges (2222",
        },
        Damage {
            done: "update orders.orders set payment = repeat('b', 32) where id = '0000-0000-0004'",
            sentence,
            invariant: "I6",
            violations: 1,
            example: "0000-0000-0004: 1 charges (4444",
        },
    ])
    .await;
}

#[tokio::test]
async fn money_that_the_shop_has_no_right_to_is_found() {
    let (kept, back, sense) = (
        "money is kept only for paid orders",
        "the money of an order that was cancelled is on its way back",
        "no payment contradicts itself, so that nobody knows whether money was taken",
    );
    each_is_found(&[
        Damage {
            done: "update payments.payment set state = 'captured' where order_id = '0000-0000-0005'",
            sentence: kept,
            invariant: "I6",
            violations: 1,
            example: "55555555555555555555555555555555: 890 EUR taken for order 0000-0000-0005, \
                      which is cancelled",
        },
        Damage {
            // What a person let be is no damage.
            done: "update payments.payment set state = 'captured'
                   where order_id in ('0000-0000-0001', '0000-0000-0005');
                   insert into payments.refund (id, payment, cause, amount, state, due_at, after_refusal)
                   values (repeat('a', 32), repeat('1', 32), 'called-off', 1490, 'refused', now(), 'let_be'),
                          (repeat('b', 32), repeat('5', 32), 'called-off', 889, 'refused', now(), 'let_be')",
            sentence: kept,
            invariant: "I6",
            violations: 1,
            example: "55555555555555555555555555555555: 890 EUR taken for order 0000-0000-0005",
        },
        Damage {
            // Nobody noted how it ended, and that long ago.
            done: "update payments.payment set state = 'captured', settled_at = null,
                       changed_at = now() - interval '11 minutes'
                   where order_id = '0000-0000-0001'",
            sentence: kept,
            invariant: "I6",
            violations: 1,
            example: "11111111111111111111111111111111: 1490 EUR taken for order 0000-0000-0001, \
                      which is pending_payment",
        },
        Damage {
            done: "update payments.payment set state = 'captured', refunding = 90, refunded = 90
                   where order_id = '0000-0000-0004'",
            sentence: back,
            invariant: "I6",
            violations: 1,
            example: "0000-0000-0004: 990 of EUR paid, 90 asked back",
        },
        Damage {
            // Given up after a no, and then the bank said yes.
            done: "update payments.payment set state = 'needs_review'
                   where order_id in ('0000-0000-0002', '0000-0000-0005')",
            sentence: sense,
            invariant: "I6",
            violations: 2,
            example: "22222222222222222222222222222222: 2890 EUR for order 0000-0000-0002, \
                      which is paid",
        },
    ])
    .await;
}

#[tokio::test]
async fn totals_that_do_not_add_up_are_found() {
    let (adds_up, charged) = (
        "what an order costs is its lines less discount plus tax and delivery",
        "what is charged is what the order costs",
    );
    each_is_found(&[
        Damage {
            done: "update orders.line set quantity = 3, line_total = 1500
                   where order_id = '0000-0000-0001'",
            sentence: adds_up,
            invariant: "I9",
            violations: 1,
            example: "0000-0000-0001: lines of 1500, goods of 1000",
        },
        Damage {
            // A line of an order that never took anything from stock.
            done: "delete from orders.line where order_id = '0000-0000-0005'",
            sentence: adds_up,
            invariant: "I9",
            violations: 1,
            example: "0000-0000-0005: lines of 0, goods of 500",
        },
        Damage {
            done: "update payments.payment set amount = 2891 where order_id = '0000-0000-0002';
                   update payments.payment set currency = 'USD' where order_id = '0000-0000-0003'",
            sentence: charged,
            invariant: "I9",
            violations: 2,
            example: "22222222222222222222222222222222: 2891 EUR, its order 0000-0000-0002 costs 2890 EUR",
        },
        Damage {
            done: "insert into payments.payment (id, order_id, attempt, provider, card, return_url,
                       amount, currency, due_at)
                   values (repeat('a', 32), '0000-0000-0009', 1, 'sandbox', 'card', '', 1, 'EUR', now())",
            sentence: charged,
            invariant: "I9",
            violations: 1,
            example: "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: 1 EUR, its order 0000-0000-0009 costs nothing",
        },
    ])
    .await;
}

#[tokio::test]
async fn coupons_that_are_miscounted_or_used_too_often_are_found() {
    let (limits, counter, orders) = (
        "no coupon is used oftener than allowed, by all or by one person",
        "each coupon's counter is the number of its uses",
        "a coupon is in use exactly for the orders that have it and were not given up",
    );
    each_is_found(&[
        Damage {
            done: "alter table pricing.coupon drop constraint coupon_not_overused;
                   update pricing.coupon set total_limit = 1, used = 2, person_limit = null
                       where code = 'SPRING';
                   update orders.orders set coupon = 'SPRING' where id = '0000-0000-0003';
                   insert into pricing.coupon_use (order_id, coupon, person)
                   values ('0000-0000-0003', 'SPRING', repeat('c', 64))",
            sentence: limits,
            invariant: "I11",
            violations: 1,
            example: "SPRING: used 2 times of 1",
        },
        Damage {
            done: "update pricing.coupon set used = 2 where code = 'SPRING';
                   update orders.orders set coupon = 'SPRING' where id = '0000-0000-0003';
                   insert into pricing.coupon_use (order_id, coupon, person)
                   values ('0000-0000-0003', 'SPRING', repeat('a', 64))",
            sentence: limits,
            invariant: "I11",
            violations: 1,
            example: "SPRING: one person used it 2 times of 1",
        },
        Damage {
            done: "update pricing.coupon set used = used + 1",
            sentence: counter,
            invariant: "I11",
            violations: 2,
            example: "AUTUMN: counted 1, used 0 times",
        },
        Damage {
            done: "update pricing.coupon_use set given_back_at = now();
                   update pricing.coupon set used = 0",
            sentence: orders,
            invariant: "I11",
            violations: 1,
            example: "0000-0000-0002: has coupon SPRING, which is not in use",
        },
        Damage {
            done: "update pricing.coupon_use set given_back_at = null;
                   update pricing.coupon set used = 2 where code = 'SPRING'",
            sentence: orders,
            invariant: "I11",
            violations: 1,
            example: "SPRING: in use for 0000-0000-0005, which has given it up",
        },
        Damage {
            done: "insert into pricing.coupon_use (order_id, coupon, person)
                   values ('0000-0000-0009', 'AUTUMN', repeat('a', 64));
                   update pricing.coupon set used = 1 where code = 'AUTUMN'",
            sentence: orders,
            invariant: "I11",
            violations: 1,
            example: "AUTUMN: in use for 0000-0000-0009, which is not there",
        },
    ])
    .await;
}
