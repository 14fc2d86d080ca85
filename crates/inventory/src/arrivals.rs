//! When what is sold out is expected back.

use std::collections::HashMap;

use kernel::{Sku, Timestamp};
use sqlx::{PgConnection, PgPool};

use crate::change::ChangeError;

/// Notes the day on which a SKU is expected back, or that none is known any more.
///
/// # Errors
/// [`ChangeError::BadDay`], [`ChangeError::UnknownSku`], [`ChangeError::Store`].
pub async fn expect(pool: &PgPool, sku: &Sku, day: Option<&str>) -> Result<(), ChangeError> {
    let Some(day) = day else {
        sqlx::query!("delete from inventory.expected_arrival where sku = $1", sku.as_str())
            .execute(pool)
            .await?;
        return Ok(());
    };
    let noted = sqlx::query!(
        "insert into inventory.expected_arrival (sku, day) values ($1, $2::text::date)
         on conflict on constraint expected_arrival_pkey do update set day = excluded.day",
        sku.as_str(),
        day
    )
    .execute(pool)
    .await;
    match noted {
        Ok(_) => Ok(()),
        Err(error) => {
            let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
            match code.as_deref() {
                // No day of the calendar.
                Some("22007" | "22008") => Err(ChangeError::BadDay(day.to_owned())),
                Some("23503") => Err(ChangeError::UnknownSku(sku.as_str().to_owned())),
                _ => Err(ChangeError::Store(error)),
            }
        }
    }
}

/// The days to come, by SKU. A day that is over is no longer told.
pub(crate) async fn days(conn: &mut PgConnection) -> Result<HashMap<Sku, Timestamp>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select sku, (extract(epoch from day) * 1000)::bigint as "at!"
           from inventory.expected_arrival where day > (now() at time zone 'utc')::date"#
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| Some((Sku::parse(row.sku).ok()?, Timestamp::from_millis(row.at))))
        .collect())
}
