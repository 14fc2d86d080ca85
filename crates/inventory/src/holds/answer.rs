//! What the database answers to a wish.

use kernel::{Sku, Timestamp};

use super::wish::{HoardedLine, ReserveError, Reserved, ShortLine};

/// One row of the answer of the function `inventory.reserve`. Times are milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReserveRow {
    /// `outcome`: how it went, the same in all rows.
    pub outcome: String,
    /// `short_sku`: of which SKU there is not enough, or the holder has too many.
    pub sku: Option<String>,
    /// `short_wanted`: units of it that were asked for.
    pub wanted: Option<i32>,
    /// `short_had`: units of it that were to be had, or that the holder has already.
    pub had: Option<i32>,
    /// `short_until`: when the first of the units in other checkouts is free again.
    pub until: Option<i64>,
    /// `ends_at`: until when all lines are held.
    pub ends_at: Option<i64>,
}

/// What the rows of an answer say, all of them, in the order in which they came.
///
/// # Errors
/// [`ReserveError`] as the rows tell it; [`ReserveError::Unavailable`] when they cannot be read.
pub fn understood(rows: Vec<ReserveRow>) -> Result<Reserved, ReserveError> {
    let first = rows.first().map(|row| row.outcome.as_str());
    match first {
        Some("reserved" | "replayed") => {
            let replayed = first == Some("replayed");
            let ends_at = rows.first().and_then(|row| row.ends_at).ok_or_else(unreadable)?;
            Ok(Reserved { expires_at: Timestamp::from_millis(ends_at), replayed })
        }
        Some("submitted") => Err(ReserveError::AlreadySubmitted),
        Some("short") => {
            let lines = rows.into_iter().map(|row| {
                Some(ShortLine {
                    sku: Sku::parse(row.sku?).ok()?,
                    wanted: row.wanted?.try_into().ok()?,
                    free: row.had?.try_into().ok()?,
                    in_checkouts_until: row.until.map(Timestamp::from_millis),
                })
            });
            Err(ReserveError::SoldOut(lines.collect::<Option<_>>().ok_or_else(unreadable)?))
        }
        Some("over") => {
            let lines = rows.into_iter().map(|row| {
                Some(HoardedLine {
                    sku: Sku::parse(row.sku?).ok()?,
                    wanted: row.wanted?.try_into().ok()?,
                    held: row.had?.try_into().ok()?,
                })
            });
            Err(ReserveError::OverLimit(lines.collect::<Option<_>>().ok_or_else(unreadable)?))
        }
        _ => Err(unreadable()),
    }
}

/// The database is of another version than this program.
fn unreadable() -> ReserveError {
    tracing::error!("the answer to a reservation cannot be read");
    ReserveError::Unavailable
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(outcome: &str) -> ReserveRow {
        let (sku, wanted, had) = (Some("A-1".to_owned()), Some(2), Some(1));
        ReserveRow {
            outcome: outcome.to_owned(),
            sku,
            wanted,
            had,
            until: Some(7),
            ends_at: Some(9),
        }
    }

    #[test]
    fn each_outcome_is_told_apart() {
        let held = |replayed| Ok(Reserved { expires_at: Timestamp::from_millis(9), replayed });
        assert_eq!(understood(vec![row("reserved")]), held(false));
        assert_eq!(understood(vec![row("replayed")]), held(true));
        assert_eq!(understood(vec![row("submitted")]), Err(ReserveError::AlreadySubmitted));
        let sku = Sku::parse("A-1").expect("a SKU");
        let in_checkouts_until = Some(Timestamp::from_millis(7));
        let short = ShortLine { sku: sku.clone(), wanted: 2, free: 1, in_checkouts_until };
        let rows = vec![row("short"), row("short")];
        assert_eq!(understood(rows), Err(ReserveError::SoldOut(vec![short.clone(), short])));
        let over = HoardedLine { sku, wanted: 2, held: 1 };
        assert_eq!(understood(vec![row("over")]), Err(ReserveError::OverLimit(vec![over])));
    }

    #[test]
    fn what_makes_no_sense_is_never_taken_for_a_hold_or_for_sold_out() {
        let unreadable = [
            vec![],
            vec![row("later")],
            vec![ReserveRow { ends_at: None, ..row("reserved") }],
            vec![row("short"), ReserveRow { sku: None, ..row("short") }],
            vec![ReserveRow { had: Some(-1), ..row("short") }],
            vec![ReserveRow { wanted: None, ..row("over") }],
        ];
        for rows in unreadable {
            assert_eq!(understood(rows.clone()), Err(ReserveError::Unavailable), "{rows:?}");
        }
    }
}
