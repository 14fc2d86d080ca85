//! A coupon as columns, and back.

use kernel::Money;
use storefront::pricing::{Benefit, CouponCode, CouponDraft, CouponRow};
use time::OffsetDateTime;

use crate::store::{count, moment, money, stored, unreadable};

/// The columns of `pricing.coupon`.
pub(super) struct Columns {
    pub(super) code: String,
    pub(super) kind: String,
    pub(super) basis_points: Option<i32>,
    pub(super) amount_off: Option<i64>,
    pub(super) minimum: Option<i64>,
    pub(super) currency: Option<String>,
    pub(super) starts_at: Option<OffsetDateTime>,
    pub(super) ends_at: Option<OffsetDateTime>,
    pub(super) total_limit: Option<i32>,
    pub(super) person_limit: Option<i32>,
    pub(super) used: i32,
    pub(super) automatic: bool,
    pub(super) active: bool,
    pub(super) version: i32,
    pub(super) made_at: OffsetDateTime,
}

/// The columns out of a row, whose type each statement has of its own.
macro_rules! from_row {
    ($row:expr) => {{
        let row = $row;
        $crate::store::coupons::Columns {
            code: row.code,
            kind: row.kind,
            basis_points: row.basis_points,
            amount_off: row.amount_off,
            minimum: row.minimum,
            currency: row.currency,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            total_limit: row.total_limit,
            person_limit: row.person_limit,
            used: row.used,
            automatic: row.automatic,
            active: row.active,
            version: row.version,
            made_at: row.made_at,
        }
    }};
}
pub(super) use from_row;

impl Columns {
    /// What is written for a draft. What only the table knows is as in a new row.
    pub(super) fn of(draft: &CouponDraft) -> Self {
        let (kind, basis_points, off) = match draft.benefit {
            Benefit::Percent { basis_points } => ("percent", Some(basis_points), None),
            Benefit::Amount { off } => ("amount", None, Some(off)),
            Benefit::FreeDelivery => ("free_delivery", None, None),
        };
        // What does not fit is beyond what `CouponDraft::check` lets through.
        let number = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
        Self {
            code: draft.code.as_str().to_owned(),
            kind: kind.to_owned(),
            basis_points: basis_points.map(number),
            amount_off: off.map(Money::amount),
            minimum: draft.minimum.map(Money::amount),
            currency: off.or(draft.minimum).map(|money| money.currency().code().to_owned()),
            starts_at: draft.starts_at.map(stored),
            ends_at: draft.ends_at.map(stored),
            total_limit: draft.total_limit.map(number),
            person_limit: draft.person_limit.map(number),
            used: 0,
            automatic: draft.automatic,
            active: draft.active,
            version: 1,
            made_at: OffsetDateTime::UNIX_EPOCH,
        }
    }

    /// The coupon in these columns.
    pub(super) fn read(self) -> Result<CouponRow, sqlx::Error> {
        let currency = self.currency.as_deref();
        let in_currency = |amount: Option<i64>, column| match (amount, currency) {
            (Some(amount), Some(currency)) => money(amount, currency, column).map(Some),
            (None, _) => Ok(None),
            (Some(_), None) => Err(unreadable(column)),
        };
        let benefit = match (
            self.kind.as_str(),
            self.basis_points,
            in_currency(self.amount_off, "coupon.amount_off")?,
        ) {
            ("percent", Some(basis_points), None) => {
                Benefit::Percent { basis_points: count(basis_points, "coupon.basis_points")? }
            }
            ("amount", None, Some(off)) => Benefit::Amount { off },
            ("free_delivery", None, None) => Benefit::FreeDelivery,
            _ => return Err(unreadable("coupon.kind")),
        };
        let limit =
            |limit: Option<i32>, column| limit.map(|limit| count(limit, column)).transpose();
        Ok(CouponRow {
            coupon: CouponDraft {
                code: CouponCode::parse(&self.code).map_err(|_| unreadable("coupon.code"))?,
                benefit,
                minimum: in_currency(self.minimum, "coupon.minimum")?,
                starts_at: self.starts_at.map(moment),
                ends_at: self.ends_at.map(moment),
                total_limit: limit(self.total_limit, "coupon.total_limit")?,
                person_limit: limit(self.person_limit, "coupon.person_limit")?,
                automatic: self.automatic,
                active: self.active,
            },
            used: count(self.used, "coupon.used")?,
            version: count(self.version, "coupon.version")?,
            made_at: moment(self.made_at),
        })
    }
}
