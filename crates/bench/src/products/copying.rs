//! Rows into PostgreSQL by `copy`, its quickest way.

use anyhow::Result;
use sqlx::{AssertSqlSafe, PgPool};

use crate::public_feed::FeedProduct;

/// Bytes sent at once.
const CHUNK: usize = 1 << 20;

/// Rows in the text form of `copy`.
pub(super) struct Copying {
    text: String,
}

impl Copying {
    /// No rows yet.
    pub(super) fn new() -> Self {
        Self { text: String::new() }
    }

    /// Adds a row; an absent cell is null.
    pub(super) fn row(&mut self, cells: &[Option<&str>]) {
        for (at, cell) in cells.iter().enumerate() {
            if at > 0 {
                self.text.push('\t');
            }
            match cell {
                None => self.text.push_str("\\N"),
                Some(cell) => cell.chars().for_each(|character| match character {
                    '\\' => self.text.push_str("\\\\"),
                    '\t' => self.text.push_str("\\t"),
                    '\n' => self.text.push_str("\\n"),
                    '\r' => self.text.push_str("\\r"),
                    other => self.text.push(other),
                }),
            }
        }
        self.text.push('\n');
    }

    /// Sends them all.
    pub(super) async fn send(self, pool: &PgPool, statement: &'static str) -> Result<()> {
        let mut connection = pool.acquire().await?;
        let mut copy = connection.copy_in_raw(statement).await?;
        for chunk in self.text.as_bytes().chunks(CHUNK) {
            copy.send(chunk).await?;
        }
        copy.finish().await?;
        Ok(())
    }
}

/// Copies what every product has into the table of entities.
pub(super) async fn copy_products(pool: &PgPool, products: &[FeedProduct]) -> Result<()> {
    let mut rows = Copying::new();
    for product in products {
        let (id, price) = (product.id.to_string(), product.price.to_string());
        rows.row(&[
            Some(&id),
            Some(&product.slug),
            Some(&product.title),
            Some(&product.brand),
            Some(&product.summary),
            Some(&price),
        ]);
    }
    rows.send(pool, "copy bench_eav.products (id, slug, title, brand, summary, price) from stdin")
        .await
}

/// Runs statements one by one, each on its own: `vacuum` takes part in no transaction.
pub(super) async fn run_each(pool: &PgPool, statements: &'static str) -> Result<()> {
    for statement in statements.split(';') {
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(pool).await?;
    }
    Ok(())
}

/// Bytes of the tables of a schema with their indexes and long values.
pub(super) async fn schema_size(pool: &PgPool, schema: &str) -> Result<u64> {
    let bytes: i64 = sqlx::query_scalar(
        "select coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = $1 and c.relkind = 'r'",
    )
    .bind(schema)
    .fetch_one(pool)
    .await?;
    Ok(u64::try_from(bytes)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_cell_is_escaped() {
        let mut rows = Copying::new();
        rows.row(&[Some("a\tb"), None, Some("c\\d\n")]);
        assert_eq!(rows.text, "a\\tb\t\\N\tc\\\\d\\n\n");
    }
}
