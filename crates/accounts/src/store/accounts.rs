//! Accounts and their passwords.

use kernel::{AccountId, Email, Timestamp};
use sqlx::{PgConnection, PgTransaction};
use storefront::account::AccountView;

use super::{moment, stored};

/// An account that was not erased.
pub(crate) struct Row {
    pub(crate) id: AccountId,
    pub(crate) email: Email,
    pub(crate) name: String,
    pub(crate) created_at: Timestamp,
    pub(crate) verified_at: Option<Timestamp>,
    pub(crate) version: u64,
    pub(crate) phc: Option<String>,
    pub(crate) password_changed_at: Option<Timestamp>,
}

impl Row {
    pub(crate) fn view(self) -> AccountView {
        let Self { id, email, name, created_at, version, .. } = self;
        AccountView { id, email, name, created_at, version }
    }
}

/// What was checked before it was written cannot be read back.
pub(super) fn unreadable(what: &'static str) -> sqlx::Error {
    sqlx::Error::Decode(what.into())
}

/// A row of the queries below, whose types differ.
macro_rules! read {
    ($row:expr) => {{
        let row = $row;
        Ok::<_, sqlx::Error>(Row {
            id: AccountId::parse(row.id).map_err(|_| unreadable("an account's id"))?,
            email: Email::parse(&row.mail).map_err(|_| unreadable("an account's address"))?,
            name: row.name,
            created_at: moment(row.created_at),
            verified_at: row.verified_at.map(moment),
            version: u64::try_from(row.version).unwrap_or_default(),
            phc: row.phc,
            password_changed_at: row.changed_at.map(moment),
        })
    }};
}

/// The account that an address was verified for.
pub(crate) async fn verified(
    conn: &mut PgConnection,
    email: &Email,
) -> Result<Option<Row>, sqlx::Error> {
    sqlx::query!(
        r#"select id, mail as "mail!", name as "name!", created_at, verified_at, version,
                  phc as "phc?", changed_at as "changed_at?"
           from accounts.account left join accounts.password on account = id
           where mail = $1 and verified_at is not null"#,
        email.as_str()
    )
    .fetch_optional(conn)
    .await?
    .map(|row| read!(row))
    .transpose()
}

/// The account that claims an address: one that was invited to be staff, or else the newest.
pub(crate) async fn claim(
    conn: &mut PgConnection,
    email: &Email,
) -> Result<Option<Row>, sqlx::Error> {
    sqlx::query!(
        r#"select id, mail as "mail!", name as "name!", created_at, verified_at, version,
                  phc as "phc?", changed_at as "changed_at?"
           from accounts.account left join accounts.password on account = id
           where mail = $1 and verified_at is null
           order by exists (select from accounts.role where role.account = id) desc,
                    created_at desc, id
           limit 1"#,
        email.as_str()
    )
    .fetch_optional(conn)
    .await?
    .map(|row| read!(row))
    .transpose()
}

/// An account by its id, verified or not.
pub(crate) async fn read(
    conn: &mut PgConnection,
    account: &AccountId,
) -> Result<Option<Row>, sqlx::Error> {
    sqlx::query!(
        r#"select id, mail as "mail!", name as "name!", created_at, verified_at, version,
                  phc as "phc?", changed_at as "changed_at?"
           from accounts.account left join accounts.password on account = id
           where id = $1 and erased_at is null"#,
        account.as_str()
    )
    .fetch_optional(conn)
    .await?
    .map(|row| read!(row))
    .transpose()
}

/// An account that nobody else changes until the transaction ends.
pub(crate) async fn lock(
    txn: &mut PgTransaction<'_>,
    account: &AccountId,
) -> Result<Option<Row>, sqlx::Error> {
    sqlx::query!(
        "select id from accounts.account where id = $1 for no key update",
        account.as_str()
    )
    .fetch_optional(&mut **txn)
    .await?;
    // A statement of its own sees what the last writer left.
    read(txn, account).await
}

/// Whether an account was erased.
pub(crate) async fn is_erased(
    conn: &mut PgConnection,
    account: &AccountId,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (
               select from accounts.account where id = $1 and erased_at is not null
           ) as "erased!""#,
        account.as_str()
    )
    .fetch_one(conn)
    .await
}

/// Makes an account that claims an address.
pub(crate) async fn insert(
    txn: &mut PgTransaction<'_>,
    account: &AccountId,
    email: &Email,
    name: &str,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into accounts.account (id, mail, name, created_at) values ($1, $2, $3, $4)",
        account.as_str(),
        email.as_str(),
        name,
        stored(now)
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}

/// Makes the claimed address the account's own. Breaks `account_verified_mail` when it is
/// another's.
pub(crate) async fn set_verified(
    txn: &mut PgTransaction<'_>,
    account: &AccountId,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update accounts.account set verified_at = $2, version = version + 1
         where id = $1 and verified_at is null",
        account.as_str(),
        stored(now)
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}

/// Gives the account another name.
pub(crate) async fn set_name(
    txn: &mut PgTransaction<'_>,
    account: &AccountId,
    name: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update accounts.account set name = $2, version = version + 1 where id = $1",
        account.as_str(),
        name
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}

/// Gives a verified account another address. Breaks `account_verified_mail` when it is another's.
pub(crate) async fn set_mail(
    txn: &mut PgTransaction<'_>,
    account: &AccountId,
    email: &Email,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update accounts.account set mail = $2, version = version + 1 where id = $1",
        account.as_str(),
        email.as_str()
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}

/// Gives the account a password.
pub(crate) async fn set_password(
    txn: &mut PgTransaction<'_>,
    account: &AccountId,
    phc: &str,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into accounts.password (account, phc, changed_at) values ($1, $2, $3)
         on conflict (account) do update
         set phc = excluded.phc, changed_at = excluded.changed_at",
        account.as_str(),
        phc,
        stored(now)
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}

/// Whether a verified account still has this hash; it then keeps it until the transaction ends,
/// or has another hash of the same password from now on.
pub(crate) async fn still_has(
    txn: &mut PgTransaction<'_>,
    account: &AccountId,
    phc: &str,
    rehashed: Option<&str>,
) -> Result<bool, sqlx::Error> {
    let found = lock(txn, account).await?;
    let still =
        found.is_some_and(|row| row.verified_at.is_some() && row.phc.as_deref() == Some(phc));
    if let (true, Some(rehashed)) = (still, rehashed) {
        sqlx::query!(
            "update accounts.password set phc = $2 where account = $1",
            account.as_str(),
            rehashed
        )
        .execute(&mut **txn)
        .await?;
    }
    Ok(still)
}
