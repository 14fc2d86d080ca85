//! Texts of pages and how they were before.

use kernel::{Slug, Timestamp};
use sqlx::{PgConnection, PgTransaction};
use storefront::settings_room::{TextDraft, TextVersion};

use super::{count, draft, moment, slug};

/// A page that was written here at some time.
pub(crate) struct TextRow {
    pub(crate) slug: Slug,
    pub(crate) version: u32,
    /// What it says; nothing where it comes from its file, or is gone.
    pub(crate) draft: Option<TextDraft>,
    pub(crate) changed_at: Timestamp,
}

/// Every page that was written here at some time, by slug.
pub(crate) async fn all(conn: &mut PgConnection) -> Result<Vec<TextRow>, sqlx::Error> {
    let rows = sqlx::query!(
        "select slug, version, title, description, markdown, changed_at
         from settings.page_text order by slug"
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        Ok(TextRow {
            slug: slug(row.slug)?,
            version: count(row.version, "page_text.version")?,
            draft: draft(row.title, row.description, row.markdown),
            changed_at: moment(row.changed_at),
        })
    });
    read.collect()
}

/// One of them.
pub(crate) async fn one(
    conn: &mut PgConnection,
    page: &Slug,
) -> Result<Option<TextRow>, sqlx::Error> {
    let row = sqlx::query!(
        "select slug, version, title, description, markdown, changed_at
         from settings.page_text where slug = $1",
        page.as_str()
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(TextRow {
        slug: slug(row.slug)?,
        version: count(row.version, "page_text.version")?,
        draft: draft(row.title, row.description, row.markdown),
        changed_at: moment(row.changed_at),
    }))
}

/// Its last versions, the newest first.
pub(crate) async fn versions(
    conn: &mut PgConnection,
    page: &Slug,
    most: i64,
) -> Result<Vec<TextVersion>, sqlx::Error> {
    let rows = sqlx::query!(
        "select version, title, at from settings.page_text_version
         where slug = $1 order by version desc limit $2",
        page.as_str(),
        most
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| {
        Ok(TextVersion {
            version: count(row.version, "page_text_version.version")?,
            title: row.title,
            at: moment(row.at),
        })
    });
    read.collect()
}

/// What a page said at a version; nothing where it came from its file then, or there was none.
pub(crate) async fn at_version(
    conn: &mut PgConnection,
    page: &Slug,
    version: u32,
) -> Result<Option<TextDraft>, sqlx::Error> {
    let row = sqlx::query!(
        "select title, description, markdown from settings.page_text_version
         where slug = $1 and version = $2",
        page.as_str(),
        i32::try_from(version).unwrap_or(i32::MAX)
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.and_then(|row| draft(row.title, row.description, row.markdown)))
}

/// Keeps what a page says under this version, and that it does. The caller has locked the settings.
pub(crate) async fn write(
    txn: &mut PgTransaction<'_>,
    page: &Slug,
    version: u32,
    text: Option<&TextDraft>,
) -> Result<(), sqlx::Error> {
    let version = i32::try_from(version).unwrap_or(i32::MAX);
    let title = text.map(|text| text.title.as_str());
    let description = text.map_or("", |text| text.description.as_str());
    let markdown = text.map(|text| text.markdown.as_str());
    sqlx::query!(
        "insert into settings.page_text (slug, version, title, description, markdown)
         values ($1, $2, $3, $4, $5)
         on conflict (slug) do update
         set version = excluded.version, title = excluded.title,
             description = excluded.description, markdown = excluded.markdown,
             changed_at = excluded.changed_at",
        page.as_str(),
        version,
        title,
        description,
        markdown
    )
    .execute(&mut **txn)
    .await?;
    sqlx::query!(
        "insert into settings.page_text_version (slug, version, title, description, markdown)
         values ($1, $2, $3, $4, $5)",
        page.as_str(),
        version,
        title,
        description,
        markdown
    )
    .execute(&mut **txn)
    .await?;
    sqlx::query!("update settings.shop set revision = revision + 1")
        .execute(&mut **txn)
        .await
        .map(drop)
}
