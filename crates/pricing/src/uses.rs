//! Using a coupon up, and giving it back, inside the transaction that places or cancels an order.

use kernel::{Email, Money, OrderId};
use sha2::{Digest, Sha256};
use sqlx::PgTransaction;
use storefront::pricing::{CouponCode, CouponRefusal};

use crate::store::coupons;

/// Who uses a coupon: a hash of the mail address, enough to know a person again and to name none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person(String);

impl Person {
    /// The person who reads mail at this address.
    #[must_use]
    pub fn of(email: &Email) -> Self {
        let hash = Sha256::digest(email.as_str());
        Self(kernel::hex(&hash))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Why a coupon was not used.
#[derive(Debug, thiserror::Error)]
pub enum UseError {
    /// It is not taken, or no longer. The transaction may go on without it.
    #[error(transparent)]
    Refused(#[from] CouponRefusal),
    /// PostgreSQL did not do it. The transaction is lost.
    #[error(transparent)]
    Store(#[from] sqlx::Error),
}

/// Has an order use a coupon for goods worth so much before discount. However many do it at the
/// same time, no limit is exceeded: the counter's row is locked by counting up, and the person's
/// uses are counted by a later statement, which sees what the last holder of the lock left. A second
/// time for the same order and coupon it changes nothing; another coupon takes the place of the first.
///
/// The order's row must be locked, or be new in this transaction; the coupon's is locked until its
/// end, so this belongs near the end.
///
/// # Errors
/// [`UseError::Refused`], with everything as it was but for another coupon of this order, which is
/// given back; or [`UseError::Store`].
pub async fn use_coupon(
    txn: &mut PgTransaction<'_>,
    code: &CouponCode,
    order: &OrderId,
    person: &Person,
    goods: Money,
) -> Result<(), UseError> {
    match coupons::used_by(txn, order).await? {
        Some(used) if used == code.as_str() => return Ok(()),
        Some(other) => {
            // Both at once and in the order of codes: two orders that swap must not form a ring.
            let locked = coupons::lock(txn, &[other, code.as_str().to_owned()]).await?;
            give_back_coupon(txn, order).await?;
            // One that somebody makes meanwhile would be locked out of that order.
            if !locked.iter().any(|known| known == code.as_str()) {
                return Err(CouponRefusal::Unknown.into());
            }
        }
        None => {}
    }
    if !coupons::count_up(txn, code).await? {
        let state = coupons::state(txn, code, Some(order), Some(person)).await?;
        let refusal =
            state.map_or(Some(CouponRefusal::Unknown), |(state, now)| state.refusal(now, goods));
        // Given back, or begun, between the two statements: who asks again may have it.
        return Err(refusal.unwrap_or(CouponRefusal::UsedUp).into());
    }
    let Some((mut state, now)) = coupons::state(txn, code, Some(order), Some(person)).await? else {
        return Err(CouponRefusal::Unknown.into());
    };
    // The use that was just counted is this order's own.
    state.used = state.used.saturating_sub(1);
    let refusal = state.refusal(now, goods);
    if refusal.is_none() && coupons::open_use(txn, code, order, person).await? {
        return Ok(());
    }
    coupons::count_down(txn, code.as_str()).await?;
    // Without a refusal, the order has got a coupon by another transaction: its row was not locked.
    Err(refusal.unwrap_or(CouponRefusal::UsedByYou).into())
}

/// Gives back the coupon of an order that is cancelled or never paid, so that somebody else may use
/// it. Says whether there was one to give back; a second time there is none.
///
/// # Errors
/// When PostgreSQL does not do it. The transaction is then lost.
pub async fn give_back_coupon(
    txn: &mut PgTransaction<'_>,
    order: &OrderId,
) -> Result<bool, sqlx::Error> {
    let Some(code) = coupons::used_by(txn, order).await? else { return Ok(false) };
    // The coupon before its use, as in `use_coupon`.
    coupons::lock(txn, std::slice::from_ref(&code)).await?;
    let given_back = coupons::close_use(txn, order).await?;
    if given_back {
        coupons::count_down(txn, &code).await?;
    }
    Ok(given_back)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_known_by_their_address_in_any_case_and_named_by_none() {
        let person = |text: &str| Person::of(&Email::parse(text).expect("an address"));
        assert_eq!(person("Ann@example.com"), person("ann@EXAMPLE.com"));
        assert_ne!(person("ann@example.com"), person("bob@example.com"));
        assert_eq!(person("ann@example.com").as_str().len(), 64);
        assert!(!person("ann@example.com").as_str().contains("ann"));
    }
}
