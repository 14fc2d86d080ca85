//! Accounts as staff look them up.

use kernel::{AccountId, Email, Timestamp};
use sqlx::{PgConnection, PgTransaction};
use storefront::customer_room::{
    CUSTOMER_PAGE, CustomerFind, CustomerKind, CustomerQuery, CustomerRow,
};

use super::{accounts::unreadable, moment, stored};

/// A row of the queries below, whose types differ.
macro_rules! read {
    ($row:expr) => {{
        let row = $row;
        let mail = row.mail.as_deref().map(Email::parse).transpose();
        Ok::<_, sqlx::Error>(CustomerRow {
            account: AccountId::parse(row.id).map_err(|_| unreadable("an account's id"))?,
            email: mail.map_err(|_| unreadable("an account's address"))?,
            name: row.name,
            created_at: moment(row.created_at),
            verified_at: row.verified_at.map(moment),
            erased_at: row.erased_at.map(moment),
            staff: row.staff,
        })
    }};
}

/// Accounts, the newest first; one more than a page has, if there are so many.
pub(crate) async fn list(
    conn: &mut PgConnection,
    query: &CustomerQuery,
) -> Result<Vec<CustomerRow>, sqlx::Error> {
    let after = query.after.as_ref();
    let (mail, name, id) = match &query.find {
        Some(CustomerFind::Mail(mail)) => (Some(mail.as_str()), None, None),
        Some(CustomerFind::Name(name)) => (None, Some(name.as_str()), None),
        Some(CustomerFind::Account(account)) => (None, None, Some(account.as_str())),
        None => (None, None, None),
    };
    let rows = sqlx::query_file!(
        "src/store/customers_list.sql",
        query.find.is_none(),
        query.kind.map(CustomerKind::name),
        after.map(|cursor| stored(cursor.created_at)),
        after.map_or("", |cursor| cursor.account.as_str()),
        CUSTOMER_PAGE as i64 + 1,
        mail,
        name,
        id
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(|row| read!(row)).collect()
}

/// One account, erased or not, and when the audit log last saw its owner sign in.
pub(crate) async fn one(
    conn: &mut PgConnection,
    account: &AccountId,
) -> Result<Option<(CustomerRow, Option<Timestamp>)>, sqlx::Error> {
    let row = sqlx::query!(
        r#"select id, mail, name, created_at, verified_at, erased_at,
                  exists (select from accounts.role where role.account = account.id) as "staff!",
                  (select at from accounts.audit
                   where subject = account.id and action in ('signed_in', 'staff_signed_in')
                   order by audit.id desc limit 1) as "signed_in_at?"
           from accounts.account where id = $1"#,
        account.as_str()
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let signed_in_at = row.signed_in_at.map(moment);
    Ok(Some((read!(row)?, signed_in_at)))
}

/// Whether a letter of this kind was written to an account after a moment.
pub(crate) async fn has_letter(
    txn: &mut PgTransaction<'_>,
    account: &AccountId,
    kind: &str,
    after: Timestamp,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (
               select from accounts.letter where account = $1 and kind = $2 and created_at > $3
           ) as "written!""#,
        account.as_str(),
        kind,
        stored(after)
    )
    .fetch_one(&mut **txn)
    .await
}
