//! When what is sold out is expected back.

use kernel::Sku;
use sqlx::{PgPool, PgTransaction, error::DatabaseError};

use crate::{change::ChangeError, store};

/// Notes the day on which a SKU is expected back, or that none is known any more.
///
/// # Errors
/// [`ChangeError::BadDay`], [`ChangeError::UnknownSku`], [`ChangeError::Store`].
pub async fn expect(pool: &PgPool, sku: &Sku, day: Option<&str>) -> Result<(), ChangeError> {
    let mut txn = pool::begin(pool).await?;
    note(&mut txn, sku, day).await?;
    Ok(txn.commit().await?)
}

/// The same in a transaction of the caller's. Returns the day that was noted before.
pub(crate) async fn note(
    txn: &mut PgTransaction<'_>,
    sku: &Sku,
    day: Option<&str>,
) -> Result<Option<String>, ChangeError> {
    // Where no day is noted yet there is no row of it to wait for; the SKU's is there for all.
    let known = store::lock_rows(txn, &[sku.as_str().to_owned()]).await?;
    let before = store::expected(txn, sku).await?;
    match day {
        Some(_) if known == 0 => return Err(ChangeError::UnknownSku(sku.as_str().to_owned())),
        Some(day) => {
            store::set_expected(txn, sku, day).await.map_err(|error| refused(error, day))?;
        }
        None => store::forget_expected(txn, sku).await?,
    }
    Ok(before)
}

fn refused(error: sqlx::Error, day: &str) -> ChangeError {
    let code = error.as_database_error().and_then(DatabaseError::code);
    match code.as_deref() {
        // No day of the calendar.
        Some("22007" | "22008") => ChangeError::BadDay(day.to_owned()),
        _ => ChangeError::Store(error),
    }
}
