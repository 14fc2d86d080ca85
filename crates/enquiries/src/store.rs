//! Every statement on the schema `support`.

use kernel::Timestamp;
use sqlx::PgPool;
use storefront::enquiry::Enquiry;

/// A letter as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredEnquiry {
    /// Who wrote.
    pub name: String,
    /// Where the answer goes.
    pub email: String,
    /// What it says.
    pub message: String,
    /// When it came.
    pub received_at: Timestamp,
}

/// Keeps a letter under its key; a key that is there already changes nothing.
pub(crate) async fn insert(pool: &PgPool, key: &str, enquiry: &Enquiry) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into support.enquiry (key, name, email, message) values ($1, $2, $3, $4)
         on conflict on constraint enquiry_once do nothing",
        key,
        enquiry.name,
        enquiry.email,
        enquiry.message
    )
    .execute(pool)
    .await
    .map(|_| ())
}

/// The newest letters, newest first.
///
/// # Errors
/// When PostgreSQL does not answer.
pub async fn list(pool: &PgPool, limit: u32) -> Result<Vec<StoredEnquiry>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select name, email, message, (extract(epoch from received_at) * 1000)::bigint as "received_at!"
           from support.enquiry order by id desc limit $1"#,
        i64::from(limit)
    )
    .fetch_all(pool)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| StoredEnquiry {
            name: row.name,
            email: row.email,
            message: row.message,
            received_at: Timestamp::from_millis(row.received_at),
        })
        .collect())
}
