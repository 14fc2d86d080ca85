//! Texts of pages: listed, made, written, restored, given back to their files.

use audit::Doer;
use kernel::Slug;
use serde_json::{Value, json};
use sqlx::PgTransaction;
use storefront::{
    offer_room::Entered,
    settings_room::{
        KEPT_VERSIONS, SettingsError, TextDraft, TextForm, TextRow, TextSheet, TextStanding,
    },
};

use super::{SettingsBook, Stop};
use crate::store::{self, texts as rows};

const MOST_VERSIONS: i64 = KEPT_VERSIONS as i64;

pub(super) async fn list(book: &SettingsBook) -> Result<Vec<TextRow>, SettingsError> {
    let read = book.ask(async {
        let mut conn = book.front.pool().acquire().await?;
        Ok(rows::all(&mut conn).await?)
    });
    let mut written = read.await?;
    let mut list = Vec::new();
    for (slug, file) in book.front.files().all() {
        let at = written.iter().position(|row| row.slug == *slug);
        let row = at.map(|at| written.remove(at));
        let changed_at = row.as_ref().map(|row| row.changed_at);
        let draft = row.and_then(|row| row.draft);
        list.push(TextRow {
            slug: slug.clone(),
            standing: standing(draft.is_some(), true),
            title: draft.map_or_else(|| file.title.clone(), |draft| draft.title),
            changed_at,
        });
    }
    // Those that are gone come last; the others stay by slug.
    written.sort_by_key(|row| row.draft.is_none());
    list.extend(written.into_iter().map(|row| TextRow {
        slug: row.slug,
        standing: standing(row.draft.is_some(), false),
        title: row.draft.map(|draft| draft.title).unwrap_or_default(),
        changed_at: Some(row.changed_at),
    }));
    Ok(list)
}

pub(super) async fn sheet(book: &SettingsBook, slug: &Slug) -> Result<TextSheet, SettingsError> {
    let read = book.ask(async {
        let mut txn = pool::begin_reading(book.front.pool()).await?;
        let row = rows::one(&mut txn, slug).await?;
        let versions = rows::versions(&mut txn, slug, MOST_VERSIONS).await?;
        txn.commit().await?;
        Ok((row, versions))
    });
    let (row, versions) = read.await?;
    let file = book.front.files().get(slug);
    if row.is_none() && file.is_none() {
        return Err(SettingsError::NotFound);
    }
    let version = row.as_ref().map_or(0, |row| row.version);
    let draft = row.and_then(|row| row.draft);
    Ok(TextSheet {
        slug: slug.clone(),
        standing: standing(draft.is_some(), file.is_some()),
        draft: draft.or_else(|| file.cloned()).unwrap_or_default(),
        has_file: file.is_some(),
        version,
        versions,
    })
}

const fn standing(written: bool, has_file: bool) -> TextStanding {
    match (written, has_file) {
        (true, _) => TextStanding::Written,
        (false, true) => TextStanding::File,
        (false, false) => TextStanding::Gone,
    }
}

pub(super) async fn create(
    book: &SettingsBook,
    doer: Doer<'_>,
    form: &TextForm,
) -> Result<Entered, SettingsError> {
    let (slug, draft) = form.read_new().map_err(SettingsError::Refused)?;
    let has_file = book.front.files().get(&slug).is_some();
    book.enter(async move {
        let mut txn = begin(book).await?;
        let row = rows::one(&mut txn, &slug).await?;
        let version = row.as_ref().map_or(0, |row| row.version);
        let now = row.and_then(|row| row.draft);
        if now.as_ref() == Some(&draft) {
            return Ok(Entered::Before);
        }
        if now.is_some() || has_file {
            let message = "There is a page at this address already. Enter another one.";
            return Err(SettingsError::refused("slug", message).into());
        }
        let next = Next { action: "text_created", version, now: None, then: Some(draft) };
        next.write(txn, doer, &slug).await
    })
    .await
}

pub(super) async fn change(
    book: &SettingsBook,
    doer: Doer<'_>,
    slug: &Slug,
    form: &TextForm,
) -> Result<Entered, SettingsError> {
    let draft = form.read().map_err(SettingsError::Refused)?;
    let read = form.version();
    book.enter(async move {
        let mut txn = begin(book).await?;
        let (version, now) = standing_at(book, &mut txn, slug).await?;
        let file = book.front.files().get(slug);
        if now.as_ref().or(file) == Some(&draft) {
            return Ok(Entered::Before);
        }
        if version != read {
            return Err(SettingsError::Stale.into());
        }
        let next = Next { action: "text_changed", version, now, then: Some(draft) };
        next.write(txn, doer, slug).await
    })
    .await
}

pub(super) async fn restore(
    book: &SettingsBook,
    doer: Doer<'_>,
    slug: &Slug,
    (earlier, read): (u32, u32),
) -> Result<Entered, SettingsError> {
    book.enter(async move {
        let mut txn = begin(book).await?;
        let (version, now) = standing_at(book, &mut txn, slug).await?;
        let then = rows::at_version(&mut txn, slug, earlier).await?;
        let then = then.ok_or(SettingsError::NotFound)?;
        if now.as_ref() == Some(&then) {
            return Ok(Entered::Before);
        }
        if version != read {
            return Err(SettingsError::Stale.into());
        }
        let next = Next { action: "text_restored", version, now, then: Some(then) };
        next.write(txn, doer, slug).await
    })
    .await
}

pub(super) async fn reset(
    book: &SettingsBook,
    doer: Doer<'_>,
    slug: &Slug,
    read: u32,
) -> Result<Entered, SettingsError> {
    book.enter(async move {
        let mut txn = begin(book).await?;
        let (version, now) = standing_at(book, &mut txn, slug).await?;
        if now.is_none() {
            return Ok(Entered::Before);
        }
        if version != read {
            return Err(SettingsError::Stale.into());
        }
        let next = Next { action: "text_given_back", version, now, then: None };
        next.write(txn, doer, slug).await
    })
    .await
}

/// Begins a transaction that no other change runs beside.
async fn begin(book: &SettingsBook) -> Result<PgTransaction<'static>, sqlx::Error> {
    let mut txn = pool::begin(book.front.pool()).await?;
    store::lock(&mut txn).await?;
    Ok(txn)
}

/// The version of a page, and what was written for it.
async fn standing_at(
    book: &SettingsBook,
    txn: &mut PgTransaction<'_>,
    slug: &Slug,
) -> Result<(u32, Option<TextDraft>), Stop> {
    match rows::one(txn, slug).await? {
        Some(row) => Ok((row.version, row.draft)),
        None if book.front.files().get(slug).is_some() => Ok((0, None)),
        None => Err(SettingsError::NotFound.into()),
    }
}

/// What becomes of a page.
struct Next {
    action: &'static str,
    /// The version that it has now.
    version: u32,
    now: Option<TextDraft>,
    then: Option<TextDraft>,
}

impl Next {
    async fn write(
        self,
        mut txn: PgTransaction<'static>,
        doer: Doer<'_>,
        slug: &Slug,
    ) -> Result<Entered, Stop> {
        let Self { action, version, now, then } = self;
        rows::write(&mut txn, slug, version + 1, then.as_ref()).await?;
        let before = told(version, now.as_ref());
        let after = told(version + 1, then.as_ref());
        let subject = format!("page {slug}");
        doer.tell(&mut txn, action, &subject, Some(before), Some(after)).await?;
        txn.commit().await?;
        Ok(Entered::Now)
    }
}

/// A page as the audit log has it. The text itself is long, and stays under its version for good.
fn told(version: u32, text: Option<&TextDraft>) -> Value {
    match text {
        Some(text) => json!({
            "version": version,
            "title": text.title,
            "description": text.description,
            "characters": text.markdown.chars().count(),
        }),
        None => json!({ "version": version, "written_here": false }),
    }
}
