//! What staff do with coupons.

use std::time::Duration;

use sqlx::PgPool;
use storefront::{
    pricing::{CouponCode, CouponDeskError, CouponDraft, CouponField, CouponFieldError, CouponRow},
    staff::{Permission, StaffMember},
};

use crate::store::coupons;

const DEADLINE: Duration = Duration::from_secs(2);
const LONGEST_PAGE: u32 = 100;

pub(crate) async fn list(
    pool: &PgPool,
    staff: &StaffMember,
    after: Option<&CouponCode>,
    limit: u32,
) -> Result<Vec<CouponRow>, CouponDeskError> {
    allowed(staff)?;
    in_time(async {
        let mut conn = pool.acquire().await?;
        coupons::list(&mut conn, after, limit.clamp(1, LONGEST_PAGE)).await
    })
    .await
}

pub(crate) async fn create(
    pool: &PgPool,
    staff: &StaffMember,
    draft: &CouponDraft,
) -> Result<CouponRow, CouponDeskError> {
    allowed(staff)?;
    draft.check().map_err(CouponDeskError::Refused)?;
    let (made, row) = in_time(async {
        let mut conn = pool.acquire().await?;
        let made = coupons::insert(&mut conn, draft).await?;
        Ok((made, coupons::find(&mut conn, &draft.code).await?))
    })
    .await?;
    match row {
        Some(row) if made => Ok(row),
        Some(_) => Err(CouponDeskError::Taken),
        None => Err(CouponDeskError::NotFound),
    }
}

pub(crate) async fn change(
    pool: &PgPool,
    staff: &StaffMember,
    draft: &CouponDraft,
    version: u32,
) -> Result<CouponRow, CouponDeskError> {
    allowed(staff)?;
    draft.check().map_err(CouponDeskError::Refused)?;
    // No row has a version that its column cannot hold.
    let version = i32::try_from(version).unwrap_or(0);
    let (changed, row) = in_time(async {
        let mut conn = pool.acquire().await?;
        let changed = coupons::update(&mut conn, draft, version).await?;
        Ok((changed, coupons::find(&mut conn, &draft.code).await?))
    })
    .await?;
    match row {
        Some(row) if changed => Ok(row),
        Some(row) => Err(CouponDeskError::Stale(Box::new(row))),
        None => Err(CouponDeskError::NotFound),
    }
}

fn allowed(staff: &StaffMember) -> Result<(), CouponDeskError> {
    if staff.may(Permission::EditOffers) { Ok(()) } else { Err(CouponDeskError::Forbidden) }
}

async fn in_time<T>(
    work: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, CouponDeskError> {
    match tokio::time::timeout(DEADLINE, work).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) if coupons::limit_below_use(&error) => {
            Err(CouponDeskError::Refused(vec![CouponFieldError {
                field: CouponField::TotalLimit,
                message: "It has been used more often already. To end it, switch it off.",
            }]))
        }
        Ok(Err(error)) => {
            tracing::error!(%error, "coupons could not be read or written");
            Err(CouponDeskError::Unavailable)
        }
        Err(_) => {
            tracing::error!("PostgreSQL took too long over coupons");
            Err(CouponDeskError::Unavailable)
        }
    }
}
