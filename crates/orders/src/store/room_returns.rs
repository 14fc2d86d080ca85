//! Returns as staff list them.

use kernel::OrderId;
use sqlx::PgPool;
use storefront::{
    order_room::{A_PAGE, ReturnCursor, ReturnList, ReturnsQuery, RoomReturn},
    orders::ReturnState,
};
use time::OffsetDateTime;

use super::{Unknown, moment, money, unreadable};

struct Row {
    id: String,
    order_id: String,
    state: String,
    asked_at: OffsetDateTime,
    decided_at: Option<OffsetDateTime>,
    reason: String,
    refund: Option<i64>,
    currency: String,
}

/// Returns of a list; one more than a page has, if there are so many. Each list is a statement of its
/// own, so that it follows its index whatever the planner knows.
pub(crate) async fn list(
    pool: &PgPool,
    query: &ReturnsQuery,
) -> Result<Vec<RoomReturn>, sqlx::Error> {
    let after = query.after.as_ref().map_or("", ReturnCursor::as_str);
    let limit = i64::from(A_PAGE) + 1;
    let rows = match query.list {
        ReturnList::Open => {
            sqlx::query_file_as!(Row, "src/store/returns_open.sql", after, limit)
                .fetch_all(pool)
                .await?
        }
        ReturnList::Decided => {
            sqlx::query_file_as!(Row, "src/store/returns_decided.sql", after, limit)
                .fetch_all(pool)
                .await?
        }
        ReturnList::All => {
            sqlx::query_file_as!(Row, "src/store/returns_all.sql", after, limit)
                .fetch_all(pool)
                .await?
        }
    };
    rows.into_iter().map(read).collect()
}

fn read(row: Row) -> Result<RoomReturn, sqlx::Error> {
    Ok(RoomReturn {
        id: row.id,
        order: OrderId::parse(row.order_id).map_err(unreadable)?,
        state: ReturnState::parse(&row.state).ok_or_else(|| unreadable(Unknown("state")))?,
        asked_at: moment(row.asked_at),
        decided_at: row.decided_at.map(moment),
        reason: row.reason,
        refund: row.refund.map(|refund| money(refund, &row.currency)).transpose()?,
    })
}
