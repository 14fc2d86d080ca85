//! Which status may follow which.

use storefront::orders::OrderStatus;

/// Whether an order that is `from` may become `to`. The database holds the same list.
#[must_use]
pub const fn may_become(from: OrderStatus, to: OrderStatus) -> bool {
    use OrderStatus::{Allocated, Cancelled, Delivered, Paid, PendingPayment, Returned, Shipped};
    matches!(
        (from, to),
        (PendingPayment, Paid | Cancelled)
            | (Paid, Allocated | Shipped | Cancelled)
            | (Allocated, Shipped | Cancelled)
            | (Shipped, Delivered | Returned)
            | (Delivered, Returned)
    )
}

/// Whether nothing has to be sent to its buyer any more.
pub(crate) const fn is_over(status: OrderStatus) -> bool {
    matches!(status, OrderStatus::Delivered | OrderStatus::Cancelled | OrderStatus::Returned)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_status() -> impl Strategy<Value = OrderStatus> {
        prop::sample::select(OrderStatus::ALL.as_slice())
    }

    #[test]
    fn what_is_over_for_good_becomes_nothing_else() {
        for end in [OrderStatus::Cancelled, OrderStatus::Returned] {
            for to in OrderStatus::ALL {
                assert!(!may_become(end, to), "{end} became {to}");
            }
        }
    }

    proptest! {
        /// However it is pushed, an order never gets back to where it was, is shipped only when it
        /// was paid, is not cancelled once it was shipped, and comes back only when it was sent.
        #[test]
        fn an_order_lives_forwards(wishes in prop::collection::vec(any_status(), 0..60)) {
            let mut life = vec![OrderStatus::PendingPayment];
            for wish in wishes {
                let now = life[life.len() - 1];
                if may_become(now, wish) {
                    prop_assert!(!life.contains(&wish), "{wish} again in {life:?}");
                    life.push(wish);
                }
            }
            let place = |status| life.iter().position(|lived| *lived == status);
            if let Some(shipped) = place(OrderStatus::Shipped) {
                prop_assert!(place(OrderStatus::Paid).is_some_and(|paid| paid < shipped));
                prop_assert_eq!(place(OrderStatus::Cancelled), None);
            }
            if let Some(back) = place(OrderStatus::Returned) {
                prop_assert!(place(OrderStatus::Shipped).is_some_and(|sent| sent < back));
            }
        }
    }
}
