//! How the shop presents itself, where pages read it without waiting.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    sync::Arc,
    time::Duration,
};

use arc_swap::ArcSwap;
use kernel::Slug;
use sqlx::PgPool;
use storefront::{
    content::{ContentPage, ContentPages},
    orders::Seller,
    settings_room::{Setting, ShopDefaults, ShopSettings, TextDraft},
    shop::{Chosen, ShopFront, ShopIdentity, TaxBasis},
};

use crate::{files::MarkdownFiles, markdown, store};

/// How often it is looked whether something has changed.
const EVERY: Duration = Duration::from_secs(1);
/// How long one look may take.
const DEADLINE: Duration = Duration::from_secs(2);

/// What is in force: read whole once, then looked after each second.
pub struct LiveFront {
    pool: PgPool,
    files: MarkdownFiles,
    defaults: ShopDefaults,
    now: ArcSwap<InForce>,
    /// Held over a look, so that two never overtake each other.
    looking: tokio::sync::Mutex<()>,
}

/// What is in force.
struct InForce {
    revision: i64,
    stamp: u64,
    identity: Arc<ShopIdentity>,
    seller: Arc<Seller>,
    chosen: Chosen,
    tax_basis: TaxBasis,
    /// In the order of the footer.
    pages: Vec<ContentPage>,
}

impl LiveFront {
    /// Reads what staff have set, over what the configuration and the files say.
    ///
    /// # Errors
    /// When PostgreSQL does not answer or has no such table yet.
    pub async fn load(
        pool: PgPool,
        files: MarkdownFiles,
        defaults: ShopDefaults,
    ) -> Result<Arc<Self>, sqlx::Error> {
        let first = read(&pool, &files, &defaults).await?;
        let now = ArcSwap::from_pointee(first);
        Ok(Arc::new(Self { pool, files, defaults, now, looking: tokio::sync::Mutex::default() }))
    }

    /// Looks each second, for ever. While PostgreSQL is away everything stays as it was.
    pub async fn run(self: Arc<Self>) {
        let mut ticks = tokio::time::interval(EVERY);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut away = false;
        loop {
            ticks.tick().await;
            // What comes back may be another PostgreSQL than the one that went.
            let look = async { if away { self.reread().await } else { self.refresh().await } };
            let failure = match tokio::time::timeout(DEADLINE, look).await {
                Ok(Ok(())) => None,
                Ok(Err(error)) => Some(error.to_string()),
                Err(late) => Some(late.to_string()),
            };
            match &failure {
                Some(reason) if !away => {
                    tracing::warn!(%reason, "PostgreSQL does not answer; settings stay as they were");
                }
                None if away => tracing::info!("PostgreSQL answers again; settings are fresh"),
                _ => {}
            }
            away = failure.is_some();
        }
    }

    /// Takes in what changed since the last look.
    ///
    /// # Errors
    /// When PostgreSQL does not answer; everything stays as it was.
    pub async fn refresh(&self) -> Result<(), sqlx::Error> {
        let _alone = self.looking.lock().await;
        let revision = {
            let mut conn = self.pool.acquire().await?;
            store::revision(&mut conn).await?
        };
        if revision != self.now.load().revision {
            self.take_in().await?;
        }
        Ok(())
    }

    /// Reads everything again.
    ///
    /// # Errors
    /// When PostgreSQL does not answer; everything stays as it was.
    pub async fn reread(&self) -> Result<(), sqlx::Error> {
        let _alone = self.looking.lock().await;
        self.take_in().await
    }

    async fn take_in(&self) -> Result<(), sqlx::Error> {
        let read = read(&self.pool, &self.files, &self.defaults).await?;
        self.now.store(Arc::new(read));
        Ok(())
    }

    pub(crate) fn pool(&self) -> &PgPool {
        &self.pool
    }

    pub(crate) fn files(&self) -> &MarkdownFiles {
        &self.files
    }

    pub(crate) fn defaults(&self) -> &ShopDefaults {
        &self.defaults
    }
}

async fn read(
    pool: &PgPool,
    files: &MarkdownFiles,
    defaults: &ShopDefaults,
) -> Result<InForce, sqlx::Error> {
    let mut txn = pool::begin_reading(pool).await?;
    let row = store::shop(&mut txn).await?;
    let written = store::texts::all(&mut txn).await?;
    txn.commit().await?;
    let written: Vec<_> =
        written.into_iter().filter_map(|row| Some((row.slug, row.draft?))).collect();
    Ok(InForce::of(row.revision, &row.set, &written, files, defaults))
}

impl InForce {
    fn of(
        revision: i64,
        set: &ShopSettings,
        written: &[(Slug, TextDraft)],
        files: &MarkdownFiles,
        defaults: &ShopDefaults,
    ) -> Self {
        let value = |setting| set.get(setting).unwrap_or_else(|| defaults.get(setting));
        let name = value(Setting::ShopName).to_owned();
        let tax_number = value(Setting::TaxNumber);
        let seller = Seller::read(value(Setting::Seller), tax_number, &name);
        // Both were checked when they were set.
        let seller = seller.unwrap_or_else(|_| Seller {
            name: name.clone(),
            address: Vec::new(),
            tax_number: None,
        });
        let identity = ShopIdentity {
            name,
            logo: set.logo.clone(),
            tagline: value(Setting::Tagline).to_owned(),
            delivery_note: value(Setting::DeliveryNote).to_owned(),
            origin: defaults.origin.clone(),
        };
        let chosen = Chosen {
            name: set.shop_name.is_some() || defaults.name_chosen,
            seller: !seller.address.is_empty(),
            delivery_note: set.delivery_note.is_some() || defaults.note_chosen,
        };
        let tax_basis = set.tax_basis(defaults);
        let drafts = drafts(written, files);
        let mut hasher = DefaultHasher::new();
        (&identity, tax_basis, &drafts).hash(&mut hasher);
        let pages = drafts.into_iter().map(|(slug, draft)| markdown::page(slug.clone(), draft));
        Self {
            revision,
            stamp: hasher.finish(),
            pages: pages.collect(),
            identity: Arc::new(identity),
            seller: Arc::new(seller),
            chosen,
            tax_basis,
        }
    }
}

/// What each page says: what was written wins over the file, and new pages come after those with files.
fn drafts<'a>(
    written: &'a [(Slug, TextDraft)],
    files: &'a MarkdownFiles,
) -> Vec<(&'a Slug, &'a TextDraft)> {
    let own = |slug: &Slug| written.iter().find(|(known, _)| known == slug).map(|(_, draft)| draft);
    let from_files = files.all().iter().map(|(slug, draft)| (slug, own(slug).unwrap_or(draft)));
    let new = written.iter().filter(|(slug, _)| files.get(slug).is_none());
    from_files.chain(new.map(|(slug, draft)| (slug, draft))).collect()
}

impl ShopFront for LiveFront {
    fn identity(&self) -> Arc<ShopIdentity> {
        self.now.load().identity.clone()
    }

    fn seller(&self) -> Arc<Seller> {
        self.now.load().seller.clone()
    }

    fn chosen(&self) -> Chosen {
        self.now.load().chosen
    }

    fn tax_basis(&self) -> TaxBasis {
        self.now.load().tax_basis
    }

    fn stamp(&self) -> u64 {
        self.now.load().stamp
    }
}

impl ContentPages for LiveFront {
    fn page(&self, slug: &Slug) -> Option<ContentPage> {
        self.now.load().pages.iter().find(|page| page.slug == *slug).cloned()
    }

    fn titles(&self) -> Vec<(Slug, String)> {
        let now = self.now.load();
        now.pages.iter().map(|page| (page.slug.clone(), page.title.clone())).collect()
    }
}

#[cfg(test)]
mod tests;
