//! Asking all that must be true, of one moment.

use sqlx::PgPool;

use crate::{checkouts, coupons, events, orders, payments, stock};

/// How long one query may take. An evening's look at a shop with a million orders, not a page.
const DEADLINE: &str = "120s";

/// What must be true, and a query for what contradicts it.
pub(crate) struct Check {
    pub(crate) invariant: &'static str,
    pub(crate) sentence: &'static str,
    /// Made by [`contradictions`]: up to ten rows of a description and how many there are in all.
    pub(crate) sql: &'static str,
}

/// The query of a check, made of one that selects a description of each contradiction.
macro_rules! contradictions {
    ($($sql:expr),+) => {
        concat!(
            "with contradiction (description) as (", $($sql),+, ") ",
            "select description, count(*) over () from contradiction order by description limit 10"
        )
    };
}
pub(crate) use contradictions;

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The name of what must be true, such as `I1`. Several checks may belong to one.
    pub invariant: &'static str,
    /// What must be true.
    pub sentence: &'static str,
    /// How often it is not.
    pub violations: u64,
    /// Where it is not; at most ten.
    pub examples: Vec<String>,
}

/// Makes every check, in the order of their names, of one moment: a shop that sells meanwhile is not
/// taken for a broken one. Nothing is locked or written.
///
/// # Errors
/// When PostgreSQL does not answer; then nothing is known.
pub async fn check(pool: &PgPool) -> Result<Vec<Finding>, sqlx::Error> {
    let mut txn = pool.begin().await?;
    sqlx::query("set transaction isolation level repeatable read, read only")
        .execute(&mut *txn)
        .await?;
    sqlx::query("select set_config('statement_timeout', $1, true)")
        .bind(DEADLINE)
        .execute(&mut *txn)
        .await?;
    let areas: [&[Check]; 6] = [
        &stock::CHECKS,
        &orders::CHECKS,
        &checkouts::CHECKS,
        &payments::CHECKS,
        &events::CHECKS,
        &coupons::CHECKS,
    ];
    let mut findings = Vec::new();
    for one in areas.into_iter().flatten() {
        let rows: Vec<(String, i64)> = sqlx::query_as(one.sql).fetch_all(&mut *txn).await?;
        findings.push(Finding {
            invariant: one.invariant,
            sentence: one.sentence,
            violations: rows.first().map_or(0, |(_, count)| count.unsigned_abs()),
            examples: rows.into_iter().map(|(description, _)| description).collect(),
        });
    }
    txn.rollback().await?;
    // By number: I11 comes after I9.
    findings.sort_by_key(|finding| (finding.invariant.len(), finding.invariant));
    Ok(findings)
}
