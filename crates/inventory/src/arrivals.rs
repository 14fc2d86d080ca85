//! When what is sold out is expected back.

use kernel::Sku;
use sqlx::{PgPool, error::DatabaseError};

use crate::{change::ChangeError, store};

/// Notes the day on which a SKU is expected back, or that none is known any more.
///
/// # Errors
/// [`ChangeError::BadDay`], [`ChangeError::UnknownSku`], [`ChangeError::Store`].
pub async fn expect(pool: &PgPool, sku: &Sku, day: Option<&str>) -> Result<(), ChangeError> {
    let Some(day) = day else { return Ok(store::forget_expected(pool, sku).await?) };
    store::set_expected(pool, sku, day).await.map_err(|error| {
        let code = error.as_database_error().and_then(DatabaseError::code);
        match code.as_deref() {
            // No day of the calendar.
            Some("22007" | "22008") => ChangeError::BadDay(day.to_owned()),
            Some("23503") => ChangeError::UnknownSku(sku.as_str().to_owned()),
            _ => ChangeError::Store(error),
        }
    })
}
