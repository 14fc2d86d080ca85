//! Coupons and the orders that use them.

use crate::check::{Check, contradictions};

pub(crate) const CHECKS: [Check; 3] = [
    Check {
        invariant: "I11",
        sentence: "no coupon is used oftener than allowed, by all or by one person",
        sql: contradictions!(
            "select format('%s: used %s times of %s', code, uses, total_limit)
             from pricing.coupon cross join lateral (
                 select count(*) as uses from pricing.coupon_use
                 where coupon = code and given_back_at is null) as counted
             where uses > total_limit
             union all
             select format('%s: one person used it %s times of %s', code, count(*), person_limit)
             from pricing.coupon join pricing.coupon_use on coupon = code
             where given_back_at is null
             group by code, person having count(*) > person_limit"
        ),
    },
    Check {
        invariant: "I11",
        sentence: "each coupon's counter is the number of its uses",
        sql: contradictions!(
            "select format('%s: counted %s, used %s times', code, used, uses)
             from pricing.coupon cross join lateral (
                 select count(*) as uses from pricing.coupon_use
                 where coupon = code and given_back_at is null) as counted
             where used <> uses"
        ),
    },
    Check {
        invariant: "I11",
        sentence: "a coupon is in use exactly for the orders that have it and were not given up",
        // An order that was paid and then cancelled may go either way.
        sql: contradictions!(
            "select format('%s: has coupon %s, which is not in use', orders.id, orders.coupon)
             from orders.orders
             where coupon is not null and status <> 'cancelled' and not exists (
                 select from pricing.coupon_use
                 where order_id = orders.id and coupon_use.coupon = orders.coupon
                     and given_back_at is null)
             union all
             select format('%s: in use for %s, which %s', coupon_use.coupon, order_id,
                           case when orders.id is null then 'is not there' else 'has given it up' end)
             from pricing.coupon_use left join orders.orders on orders.id = order_id
             where given_back_at is null and (
                 orders.coupon is distinct from coupon_use.coupon
                 or status = 'cancelled' and paid_at is null)"
        ),
    },
];
