//! What becomes of held lines, in the transaction that decides it.
//!
//! Who calls has locked the row of the checkout or the order before, and has locked no row of stock.

use kernel::{CheckoutId, Quantity, Sku, Timestamp};
use sqlx::PgTransaction;

use super::wish::added_up;
use crate::store::holds as store;

/// Why lines were not marked as being paid for. Nothing has moved.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// What is held are not these lines: at least one has expired, or they are others.
    #[error("the hold has expired")]
    Expired,
    /// They are being paid for already, or are sold.
    #[error("the checkout has been submitted")]
    AlreadySubmitted,
    /// The store did not do it.
    #[error("PostgreSQL did not do it")]
    Store(#[from] sqlx::Error),
}

/// What came of moving lines on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moved {
    /// They moved now.
    Now,
    /// They had moved before.
    Before,
    /// There are none in the state they move from: none of the checkout's goods are counted, or it
    /// went another way.
    Nothing,
}

/// Why sold units were not given back. Nothing has moved.
#[derive(Debug, thiserror::Error)]
pub enum ReturnError {
    /// Fewer units of these were sold.
    #[error("fewer units were sold than are given back of {}", .0.join(", "))]
    NotSold(Vec<String>),
    /// The store did not do it.
    #[error("PostgreSQL did not do it")]
    Store(#[from] sqlx::Error),
}

/// Holds a checkout's lines for so many seconds from now on, never shorter than before. `None` when
/// one is no longer held; then nothing has moved. How often this may be done, the caller counts.
///
/// # Errors
/// When PostgreSQL does not do it.
pub async fn extend(
    txn: &mut PgTransaction<'_>,
    checkout: &CheckoutId,
    seconds: u32,
) -> Result<Option<Timestamp>, sqlx::Error> {
    store::extend(txn, checkout, seconds).await
}

/// Lets go of what a checkout holds, but for lines that are being paid for.
///
/// # Errors
/// When PostgreSQL does not do it.
pub async fn release(
    txn: &mut PgTransaction<'_>,
    checkout: &CheckoutId,
) -> Result<Moved, sqlx::Error> {
    moved(txn, checkout, "held", "released").await
}

/// Marks a checkout's lines as being paid for: from here on only a known outcome of the payment frees
/// or sells the units, however long it takes. `lines` are the order's counted goods; what is held has
/// to be exactly these. Lines of the same SKU are added up.
///
/// # Errors
/// [`CommitError`].
pub async fn commit_lines(
    txn: &mut PgTransaction<'_>,
    checkout: &CheckoutId,
    lines: impl IntoIterator<Item = (Sku, Quantity)>,
) -> Result<(), CommitError> {
    let lines = added_up(lines);
    let lines = lines.iter().map(|(sku, units)| (sku, *units));
    match store::commit_lines(txn, checkout, lines).await?.as_str() {
        "committed" => Ok(()),
        "submitted" => Err(CommitError::AlreadySubmitted),
        _ => Err(CommitError::Expired),
    }
}

/// Sells the units of lines that were being paid for.
///
/// # Errors
/// When PostgreSQL does not do it.
pub async fn settle_lines(
    txn: &mut PgTransaction<'_>,
    checkout: &CheckoutId,
) -> Result<Moved, sqlx::Error> {
    moved(txn, checkout, "committing", "consumed").await
}

/// What becomes of lines whose payment came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GivenBack {
    /// They are held again until then.
    HeldUntil(Timestamp),
    /// Their units are free.
    Freed,
    /// None was being paid for.
    Nothing,
}

/// Takes lines back that were being paid for: held again for so many fresh seconds, or free without.
///
/// # Errors
/// When PostgreSQL does not do it.
pub async fn give_back(
    txn: &mut PgTransaction<'_>,
    checkout: &CheckoutId,
    fresh_seconds: Option<u32>,
) -> Result<GivenBack, sqlx::Error> {
    match fresh_seconds {
        Some(seconds) => {
            let ends_at = store::hold_again(txn, checkout, seconds).await?;
            Ok(ends_at.map_or(GivenBack::Nothing, GivenBack::HeldUntil))
        }
        None => Ok(match store::move_lines(txn, checkout, "committing", "released").await? {
            0 => GivenBack::Nothing,
            _ => GivenBack::Freed,
        }),
    }
}

/// Makes units free that were sold. That it is done once for a return or a cancelled order, the
/// caller's own transition sees to.
///
/// # Errors
/// [`ReturnError`].
pub async fn return_sold(
    txn: &mut PgTransaction<'_>,
    lines: impl IntoIterator<Item = (Sku, Quantity)>,
) -> Result<(), ReturnError> {
    let lines = added_up(lines);
    let missing = store::return_sold(txn, lines.iter().map(|(sku, units)| (sku, *units))).await?;
    if missing.is_empty() { Ok(()) } else { Err(ReturnError::NotSold(missing)) }
}

async fn moved(
    txn: &mut PgTransaction<'_>,
    checkout: &CheckoutId,
    from: &str,
    to: &str,
) -> Result<Moved, sqlx::Error> {
    if store::move_lines(txn, checkout, from, to).await? > 0 {
        return Ok(Moved::Now);
    }
    let states = store::states(txn, checkout).await?;
    let before = states.iter().any(|(state, _)| state == to);
    Ok(if before { Moved::Before } else { Moved::Nothing })
}
