//! The one question that pages ask. It is put together from what was asked for and nothing else:
//! PostgreSQL plans each list for what it asks, where a statement for all of them, or one that is kept
//! prepared, would be planned for none.

use kernel::{CategoryId, ProductId};
use sqlx::{PgPool, Postgres, QueryBuilder, types::Json};
use storefront::goods_index::{GoodsAsked, GoodsFound, GoodsListed};
use storefront::goods_room::{
    GoodsCursor, GoodsKey, GoodsQuery, GoodsSort, MOST_MATCHES, TypedWord, status_name,
};

/// One more than a page, or than is counted, tells whether there are others.
fn one_more(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX - 1) + 1
}

/// The column of an order, and which way it and the ids go.
const fn order(sort: GoodsSort) -> (&'static str, bool) {
    match sort {
        GoodsSort::Newest => ("updated_at", false),
        GoodsSort::Title => ("title_key", true),
        GoodsSort::PriceUp => ("price_from", true),
        GoodsSort::PriceDown => ("price_from", false),
    }
}

/// Has a word that begins so, as `tsquery` writes it.
fn begins(word: &str) -> String {
    format!("'{}':*", word.replace('\\', "\\\\").replace('\'', "''"))
}

fn has(word: &TypedWord) -> String {
    let parts: Vec<String> = word.parts.iter().map(|part| begins(part)).collect();
    let parts = parts.join(" & ");
    match &word.whole {
        None => format!("({parts})"),
        Some(whole) => format!("({} | ({parts}))", begins(whole)),
    }
}

/// All words that were typed; `None` where none was.
fn typed(query: &GoodsQuery) -> Option<String> {
    let words: Vec<String> = query.filter.words().iter().map(has).collect();
    (!words.is_empty()).then(|| words.join(" & "))
}

fn push_filter(statement: &mut QueryBuilder<Postgres>, asked: GoodsAsked<'_>) {
    let filter = &asked.query.filter;
    statement.push(" from goods.listed where true");
    if let Some(status) = filter.status() {
        statement.push(" and status = ").push_bind(status_name(status));
    }
    if !filter.brand().is_empty() {
        statement.push(" and brand = ").push_bind(filter.brand().to_owned());
    }
    if filter.category().is_some() {
        let shelves: Vec<String> = asked.shelves.iter().map(CategoryId::to_string).collect();
        statement.push(" and categories && ").push_bind(shelves);
    }
    if let Some(words) = typed(asked.query) {
        statement.push(" and words @@ ").push_bind(words).push("::text::tsquery");
    }
    if !asked.without.is_empty() {
        let without: Vec<String> = asked.without.iter().map(ProductId::to_string).collect();
        statement.push(" and product <> all(").push_bind(without).push(")");
    }
}

/// Only what comes after a place.
fn push_place(statement: &mut QueryBuilder<Postgres>, sort: GoodsSort, after: &GoodsCursor) {
    let (column, rising) = order(sort);
    let later = if rising { ">" } else { "<" };
    statement.push(format!(" and ({column}, product) {later} ("));
    match &after.key {
        GoodsKey::Number(number) => statement.push_bind(*number),
        GoodsKey::Text(text) => statement.push_bind(text.replace('\0', "")),
    };
    statement.push(", ").push_bind(after.id.to_string()).push(")");
}

/// The statement that answers: the products of a page, and how many match, of one moment.
fn question(asked: GoodsAsked<'_>) -> QueryBuilder<Postgres> {
    let query = asked.query;
    let (column, rising) = order(query.sort);
    let way = if rising { "asc" } else { "desc" };
    let mut statement = QueryBuilder::new("select array(select shown");
    push_filter(&mut statement, asked);
    if let Some(after) = &query.after {
        push_place(&mut statement, query.sort, after);
    }
    statement.push(format!(" order by {column} {way}, product {way} limit "));
    statement.push_bind(one_more(query.page()));
    statement.push("), (select count(*) from (select 1");
    push_filter(&mut statement, asked);
    statement.push(" limit ").push_bind(one_more(MOST_MATCHES)).push(") as counted)");
    statement
}

/// Asks it.
pub(crate) async fn find(pool: &PgPool, asked: GoodsAsked<'_>) -> Result<GoodsFound, sqlx::Error> {
    let (products, matches): (Vec<Json<GoodsListed>>, i64) =
        question(asked).build_query_as().persistent(false).fetch_one(pool).await?;
    Ok(GoodsFound {
        products: products.into_iter().map(|product| product.0).collect(),
        matches: usize::try_from(matches).unwrap_or_default(),
    })
}
