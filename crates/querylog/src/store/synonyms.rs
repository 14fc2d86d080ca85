//! Groups of synonyms.

use sqlx::PgConnection;
use storefront::search_room::{SynonymDraft, SynonymGroup};

use super::version;

fn group(
    id: i64,
    words: Vec<String>,
    also: Vec<String>,
    number: i32,
) -> Result<SynonymGroup, sqlx::Error> {
    let version = version(number, "synonym.version")?;
    Ok(SynonymGroup { id, draft: SynonymDraft { words, also }, version })
}

/// At most so many groups, the newest first, after the one of an id.
pub(crate) async fn page(
    conn: &mut PgConnection,
    after: Option<i64>,
    limit: i64,
) -> Result<Vec<SynonymGroup>, sqlx::Error> {
    let rows = sqlx::query!(
        "select id, words, also, version from search_desk.synonym
         where id < $1 order by id desc limit $2",
        after.unwrap_or(i64::MAX),
        limit
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(|row| group(row.id, row.words, row.also, row.version)).collect()
}

/// Every group, the oldest first.
pub(crate) async fn all(conn: &mut PgConnection) -> Result<Vec<SynonymDraft>, sqlx::Error> {
    sqlx::query_as!(SynonymDraft, "select words, also from search_desk.synonym order by id")
        .fetch_all(conn)
        .await
}

/// How many groups there are.
pub(crate) async fn count(conn: &mut PgConnection) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(r#"select count(*) as "count!" from search_desk.synonym"#)
        .fetch_one(conn)
        .await
}

/// One group.
pub(crate) async fn one(
    conn: &mut PgConnection,
    id: i64,
) -> Result<Option<SynonymGroup>, sqlx::Error> {
    let row =
        sqlx::query!("select id, words, also, version from search_desk.synonym where id = $1", id)
            .fetch_optional(conn)
            .await?;
    row.map(|row| group(row.id, row.words, row.also, row.version)).transpose()
}

/// Writes a new group; none where there is one of the same words.
pub(crate) async fn insert(
    conn: &mut PgConnection,
    draft: &SynonymDraft,
) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query_scalar!(
        "insert into search_desk.synonym (words, also) values ($1, $2)
         on conflict (words, also) do nothing returning id",
        &draft.words[..],
        &draft.also[..]
    )
    .fetch_optional(conn)
    .await
}

/// Writes other words into a group. What `synonym_said_once` says of another group is an error.
pub(crate) async fn update(
    conn: &mut PgConnection,
    id: i64,
    draft: &SynonymDraft,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update search_desk.synonym set words = $2, also = $3, version = version + 1
         where id = $1",
        id,
        &draft.words[..],
        &draft.also[..]
    )
    .execute(conn)
    .await
    .map(drop)
}

/// Removes a group.
pub(crate) async fn delete(conn: &mut PgConnection, id: i64) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from search_desk.synonym where id = $1", id).execute(conn).await.map(drop)
}
