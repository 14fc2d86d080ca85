//! Secrets that are good once and for a while.

use kernel::{AccountId, Email, Timestamp};
use sqlx::{PgConnection, PgTransaction};
use storefront::account::Secret;

use super::{accounts::unreadable, stored};
use crate::secrets::digest;

/// What a token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Makes the claimed address the account's own.
    Verify,
    /// Sets a new password.
    Reset,
    /// Sets the first password of one of staff.
    Invite,
    /// Makes another address the account's own.
    ChangeMail,
    /// Stands for the password when the code of the second factor is entered.
    SecondFactor,
    /// The same, when a second factor is set up.
    Enrol,
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Verify => "verify",
            Self::Reset => "reset",
            Self::Invite => "invite",
            Self::ChangeMail => "change_mail",
            Self::SecondFactor => "second_factor",
            Self::Enrol => "enrol",
        }
    }

    /// When such a token made now is too old.
    pub(crate) const fn end(self, now: Timestamp) -> Timestamp {
        const MINUTE: i64 = 60_000;
        const DAY: i64 = 24 * 60 * MINUTE;
        let lifetime = match self {
            Self::Verify => DAY,
            Self::Invite => 7 * DAY,
            Self::Reset | Self::ChangeMail => 30 * MINUTE,
            Self::SecondFactor | Self::Enrol => 5 * MINUTE,
        };
        Timestamp::from_millis(now.millis() + lifetime)
    }
}

fn names(kinds: &[Kind]) -> Vec<String> {
    kinds.iter().map(|kind| kind.name().to_owned()).collect()
}

/// A token that is good.
#[derive(Debug)]
pub(crate) struct Token {
    pub(crate) account: AccountId,
    pub(crate) email: Option<Email>,
    pub(crate) sealed: Option<Vec<u8>>,
    pub(crate) tries: i32,
}

/// What a new token carries beside its kind.
#[derive(Clone, Copy, Default)]
pub(crate) struct Carried<'a> {
    pub(crate) email: Option<&'a Email>,
    pub(crate) sealed: Option<&'a [u8]>,
}

pub(crate) async fn insert(
    txn: &mut PgTransaction<'_>,
    secret: &Secret,
    account: &AccountId,
    kind: Kind,
    carried: Carried<'_>,
    now: Timestamp,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into accounts.token (hash, account, kind, mail, sealed, expires_at)
         values ($1, $2, $3, $4, $5, $6)",
        digest(secret),
        account.as_str(),
        kind.name(),
        carried.email.map(Email::as_str),
        carried.sealed,
        stored(kind.end(now))
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}

/// The token of a secret, if it is of one of these kinds and still good.
pub(crate) async fn find(
    conn: &mut PgConnection,
    secret: &Secret,
    kinds: &[Kind],
    now: Timestamp,
) -> Result<Option<Token>, sqlx::Error> {
    let row = sqlx::query!(
        "select account, mail, sealed, tries from accounts.token
         where hash = $1 and kind = any($2) and expires_at > $3",
        digest(secret),
        &names(kinds),
        stored(now)
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let email = row.mail.as_deref().map(Email::parse).transpose();
    Ok(Some(Token {
        account: AccountId::parse(row.account).map_err(|_| unreadable("a token's account"))?,
        email: email.map_err(|_| unreadable("a token's address"))?,
        sealed: row.sealed,
        tries: row.tries,
    }))
}

/// Uses a token up. True for the one who did.
pub(crate) async fn spend(
    txn: &mut PgTransaction<'_>,
    secret: &Secret,
) -> Result<bool, sqlx::Error> {
    sqlx::query!("delete from accounts.token where hash = $1", digest(secret))
        .execute(&mut **txn)
        .await
        .map(|done| done.rows_affected() == 1)
}

/// Notes that a step was tried in vain.
pub(crate) async fn note_try(
    txn: &mut PgTransaction<'_>,
    secret: &Secret,
) -> Result<(), sqlx::Error> {
    sqlx::query!("update accounts.token set tries = tries + 1 where hash = $1", digest(secret))
        .execute(&mut **txn)
        .await
        .map(drop)
}

/// Makes all of an account's tokens of these kinds void.
pub(crate) async fn void(
    txn: &mut PgTransaction<'_>,
    account: &AccountId,
    kinds: &[Kind],
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "delete from accounts.token where account = $1 and kind = any($2)",
        account.as_str(),
        &names(kinds)
    )
    .execute(&mut **txn)
    .await
    .map(drop)
}
