//! Whether a coupon is taken, and what it takes off.

use kernel::{Money, Timestamp};
use storefront::pricing::{Benefit, CouponDraft, CouponRefusal};

use crate::{rounding::part_of, tax::WHOLE};

/// A coupon and how far it is used, as read at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CouponState {
    /// The coupon.
    pub(crate) coupon: CouponDraft,
    /// How many orders use it, but for the one in question.
    pub(crate) used: u32,
    /// How many of these are the buyer's. None while nobody knows who buys.
    pub(crate) used_by_buyer: Option<u32>,
}

impl CouponState {
    /// Why it is not taken for goods worth so much before discount.
    pub(crate) fn refusal(&self, now: Timestamp, goods: Money) -> Option<CouponRefusal> {
        let coupon = &self.coupon;
        let full = |used: u32, limit: Option<u32>| limit.is_some_and(|limit| used >= limit);
        if !coupon.active {
            return Some(CouponRefusal::Unknown);
        }
        if let Some(from) = coupon.starts_at.filter(|&from| now < from) {
            return Some(CouponRefusal::NotYet { from });
        }
        if coupon.ends_at.is_some_and(|end| now >= end) {
            return Some(CouponRefusal::Ended);
        }
        if full(self.used, coupon.total_limit) {
            return Some(CouponRefusal::UsedUp);
        }
        if self.used_by_buyer.is_some_and(|used| full(used, coupon.person_limit)) {
            return Some(CouponRefusal::UsedByYou);
        }
        let off = match coupon.benefit {
            Benefit::Amount { off } => Some(off),
            Benefit::Percent { .. } | Benefit::FreeDelivery => None,
        };
        let foreign =
            |money: Option<Money>| money.is_some_and(|money| money.currency() != goods.currency());
        if foreign(off) || foreign(coupon.minimum) {
            return Some(CouponRefusal::OtherCurrency);
        }
        coupon
            .minimum
            .filter(|minimum| goods.amount() < minimum.amount())
            .map(|minimum| CouponRefusal::BelowMinimum { minimum })
    }
}

/// What a benefit takes off goods, in minor units: never more than they cost.
pub(crate) fn discount(benefit: Benefit, goods: Money) -> i64 {
    match benefit {
        Benefit::Percent { basis_points } => {
            part_of(goods.amount(), i64::from(basis_points).min(WHOLE), WHOLE)
        }
        Benefit::Amount { off } => off.amount().min(goods.amount()),
        Benefit::FreeDelivery => 0,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::delivery::tests::euros;
    use kernel::Currency;
    use storefront::pricing::CouponCode;

    pub(crate) fn coupon(benefit: Benefit) -> CouponState {
        CouponState {
            coupon: CouponDraft {
                code: CouponCode::parse("TEST").expect("a code"),
                benefit,
                minimum: None,
                starts_at: None,
                ends_at: None,
                total_limit: None,
                person_limit: None,
                automatic: false,
                active: true,
            },
            used: 0,
            used_by_buyer: None,
        }
    }

    #[test]
    fn a_discount_is_rounded_and_never_more_than_the_goods() {
        let percent = |basis_points| Benefit::Percent { basis_points };
        assert_eq!(discount(percent(1_000), euros(1_995)), 200);
        assert_eq!(discount(percent(10_000), euros(1_995)), 1_995);
        assert_eq!(discount(Benefit::Amount { off: euros(500) }, euros(499)), 499);
        assert_eq!(discount(Benefit::FreeDelivery, euros(499)), 0);
    }

    #[test]
    fn each_rule_refuses_at_its_border_and_not_before() {
        let moment = Timestamp::from_millis;
        let mut state = coupon(Benefit::Amount { off: euros(100) });
        state.coupon.starts_at = Some(moment(10));
        state.coupon.ends_at = Some(moment(20));
        state.coupon.minimum = Some(euros(1_000));
        state.coupon.total_limit = Some(2);
        state.coupon.person_limit = Some(1);
        state.used = 1;
        state.used_by_buyer = Some(0);
        let goods = euros(1_000);
        assert_eq!(state.refusal(moment(10), goods), None);
        assert_eq!(state.refusal(moment(19), goods), None);
        let early = CouponRefusal::NotYet { from: moment(10) };
        assert_eq!(state.refusal(moment(9), goods), Some(early));
        assert_eq!(state.refusal(moment(20), goods), Some(CouponRefusal::Ended));
        let below = CouponRefusal::BelowMinimum { minimum: euros(1_000) };
        assert_eq!(state.refusal(moment(10), euros(999)), Some(below));
        let pounds =
            Money::new(5_000, Currency::parse("GBP").expect("a currency")).expect("in range");
        assert_eq!(state.refusal(moment(10), pounds), Some(CouponRefusal::OtherCurrency));
        let mut used_up = state.clone();
        used_up.used = 2;
        assert_eq!(used_up.refusal(moment(10), goods), Some(CouponRefusal::UsedUp));
        let mut spent = state.clone();
        spent.used_by_buyer = Some(1);
        assert_eq!(spent.refusal(moment(10), goods), Some(CouponRefusal::UsedByYou));
        spent.used_by_buyer = None;
        assert_eq!(spent.refusal(moment(10), goods), None);
        state.coupon.active = false;
        assert_eq!(state.refusal(moment(10), goods), Some(CouponRefusal::Unknown));
    }
}
