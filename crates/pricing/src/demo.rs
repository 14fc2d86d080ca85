//! Coupons of the demonstration shop. A real shop begins with none.

use kernel::{Currency, Money};
use sqlx::PgPool;
use storefront::pricing::{Benefit, CouponCode, CouponDraft};

use crate::store::coupons;

/// Makes three coupons to try out: `WELCOME10` for ten percent, once a person; `FIVEOFF` for five
/// euros off fifty, a hundred times; `FREESHIP` for delivery. Those that are there stay as they are.
///
/// # Errors
/// When PostgreSQL does not answer.
pub async fn make_demo_coupons(pool: &PgPool) -> Result<(), sqlx::Error> {
    let mut conn = pool.acquire().await?;
    for draft in drafts().into_iter().flatten() {
        coupons::insert(&mut conn, &draft).await?;
    }
    Ok(())
}

fn drafts() -> [Option<CouponDraft>; 3] {
    let euros = |amount| Money::new(amount, Currency::EUR).ok();
    [
        draft("WELCOME10", Some(Benefit::Percent { basis_points: 1_000 }))
            .map(|coupon| CouponDraft { person_limit: Some(1), ..coupon }),
        draft("FIVEOFF", euros(500).map(|off| Benefit::Amount { off })).map(|coupon| CouponDraft {
            minimum: euros(5_000),
            total_limit: Some(100),
            ..coupon
        }),
        draft("FREESHIP", Some(Benefit::FreeDelivery)),
    ]
}

fn draft(code: &str, benefit: Option<Benefit>) -> Option<CouponDraft> {
    Some(CouponDraft {
        code: CouponCode::parse(code).ok()?,
        benefit: benefit?,
        minimum: None,
        starts_at: None,
        ends_at: None,
        total_limit: None,
        person_limit: None,
        automatic: false,
        active: true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_three_are_coupons_that_staff_could_have_written() {
        for draft in drafts() {
            assert_eq!(draft.expect("a coupon").check(), Ok(()));
        }
    }
}
