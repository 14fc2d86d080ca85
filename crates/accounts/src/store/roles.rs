//! Who is staff.

use kernel::{AccountId, Email};
use sqlx::{PgConnection, PgTransaction};
use storefront::staff::{Role, StaffRow};

use super::{accounts::unreadable, moment};

fn read(names: &[String]) -> Vec<Role> {
    let mut roles: Vec<_> = names.iter().filter_map(|name| Role::named(name)).collect();
    roles.sort_unstable();
    roles
}

/// Names of roles, as they are stored.
pub(crate) fn names(roles: &[Role]) -> Vec<String> {
    roles.iter().map(|role| role.name().to_owned()).collect()
}

/// Keeps all owners as they are until the transaction ends. Whatever changes who is staff begins
/// with it, so that two changes never overlap.
pub(crate) async fn lock_owners(txn: &mut PgTransaction<'_>) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "select account from accounts.role where role = 'owner' order by account for update"
    )
    .fetch_all(&mut **txn)
    .await
    .map(drop)
}

/// How many owners can sign in.
pub(crate) async fn owners(conn: &mut PgConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from accounts.role join accounts.account on id = account
           where role = 'owner' and verified_at is not null"#
    )
    .fetch_one(conn)
    .await
}

/// The roles of an account, verified or not.
pub(crate) async fn of(
    conn: &mut PgConnection,
    account: &AccountId,
) -> Result<Vec<Role>, sqlx::Error> {
    sqlx::query_scalar!("select role from accounts.role where account = $1", account.as_str())
        .fetch_all(conn)
        .await
        .map(|names| read(&names))
}

/// A verified account's name and roles.
pub(crate) async fn member(
    conn: &mut PgConnection,
    account: &AccountId,
) -> Result<Option<(String, Vec<Role>)>, sqlx::Error> {
    let row = sqlx::query!(
        r#"select name as "name!", array_agg(role) as "roles!"
           from accounts.account join accounts.role on account = id
           where id = $1 and verified_at is not null group by id"#,
        account.as_str()
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.name, read(&row.roles))))
}

/// Gives an account these roles and no others.
pub(crate) async fn replace(
    txn: &mut PgTransaction<'_>,
    account: &AccountId,
    roles: &[Role],
) -> Result<(), sqlx::Error> {
    let names = names(roles);
    sqlx::query!(
        "delete from accounts.role where account = $1 and role <> all($2)",
        account.as_str(),
        &names
    )
    .execute(&mut **txn)
    .await?;
    sqlx::query!(
        "insert into accounts.role (account, role) select $1, unnest($2::text[])
         on conflict (account, role) do nothing",
        account.as_str(),
        &names
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}

/// An account that was invited to this address and has not followed yet.
pub(crate) async fn invited(
    conn: &mut PgConnection,
    email: &Email,
) -> Result<Option<AccountId>, sqlx::Error> {
    let id = sqlx::query_scalar!(
        "select id from accounts.account where mail = $1 and verified_at is null
           and exists (select from accounts.role where role.account = account.id)
         order by id limit 1",
        email.as_str()
    )
    .fetch_optional(conn)
    .await?;
    id.map(AccountId::parse).transpose().map_err(|_| unreadable("an account's id"))
}

/// How many people are staff.
pub(crate) async fn count(conn: &mut PgConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(r#"select count(distinct account) as "count!" from accounts.role"#)
        .fetch_one(conn)
        .await
}

/// All staff, by name.
pub(crate) async fn list(conn: &mut PgConnection) -> Result<Vec<StaffRow>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select id, mail as "mail!", name as "name!", array_agg(role) as "roles!",
                  verified_at is not null as "active!", min(since) as since
           from accounts.account join accounts.role on account = id
           left join accounts.second_factor on second_factor.account = id
           where erased_at is null group by id order by name, id"#
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(StaffRow {
                account: AccountId::parse(row.id).map_err(|_| unreadable("an account's id"))?,
                email: Email::parse(&row.mail).map_err(|_| unreadable("an account's address"))?,
                name: row.name,
                roles: read(&row.roles),
                active: row.active,
                second_factor_since: row.since.map(moment),
            })
        })
        .collect()
}
