//! Offers remembered for a moment. Every change of a cart asks for one and every look at it for all
//! of its lines: the same again and again, and many at once.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use async_trait::async_trait;
use kernel::{Clock, ProductId, Sku, Slug, Timestamp};
use storefront::{
    ShopError,
    catalogue::{Catalogue, Found, Offer},
    product::{Category, Product, Reviews},
};
use tokio::{
    sync::{OnceCell, Semaphore},
    time::timeout,
};

/// How long an offer is remembered, in milliseconds.
const FRESH: i64 = 1_000;
/// Most SKUs of which something is remembered.
const MOST_KNOWN: usize = 4_096;
/// Most SKUs in one question, but for those that one asker wants.
const MOST_ASKED: usize = 500;
/// Questions that are under way at once. While they are, all others gather into the next one.
const TURNS: usize = 2;
/// How long somebody waits for an answer, the turn of the question among it.
const DEADLINE: Duration = Duration::from_secs(2);

/// A catalogue whose offers may be a second old. For carts, where a sale is checked again before it
/// is one.
pub struct RecentOffers {
    catalogue: Arc<dyn Catalogue>,
    clock: Arc<dyn Clock>,
    known: Mutex<HashMap<Sku, Known>>,
    gathering: Mutex<Arc<Question>>,
    turns: Semaphore,
}

/// What was found under a SKU, and when that was asked.
struct Known {
    asked_at: Timestamp,
    /// None if nothing of this SKU is sold.
    offer: Option<Offer>,
}

/// One question for all who wait for its answer.
#[derive(Default)]
struct Question {
    /// Grows until the question is asked.
    skus: Mutex<HashSet<Sku>>,
    answer: OnceCell<Result<HashMap<Sku, Offer>, ShopError>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl RecentOffers {
    /// Remembers what this catalogue offers, for a second by this clock.
    #[must_use]
    pub fn new(catalogue: Arc<dyn Catalogue>, clock: Arc<dyn Clock>) -> Self {
        Self {
            catalogue,
            clock,
            known: Mutex::default(),
            gathering: Mutex::default(),
            turns: Semaphore::new(TURNS),
        }
    }

    /// What is remembered of these SKUs, and of which nothing is.
    fn remembered(&self, skus: &[Sku]) -> (HashMap<Sku, Offer>, Vec<Sku>) {
        let now = self.clock.now();
        let (mut offers, mut unknown) = (HashMap::with_capacity(skus.len()), Vec::new());
        let known = lock(&self.known);
        for sku in skus {
            match known.get(sku) {
                Some(Known { asked_at, offer }) if is_fresh(*asked_at, now) => {
                    offers.extend(offer.iter().map(|offer| (sku.clone(), offer.clone())));
                }
                _ => unknown.push(sku.clone()),
            }
        }
        (offers, unknown)
    }

    fn remember(&self, skus: &[Sku], found: &HashMap<Sku, Offer>, asked_at: Timestamp) {
        let mut known = lock(&self.known);
        if known.len() + skus.len() > MOST_KNOWN {
            known.retain(|_, known| is_fresh(known.asked_at, asked_at));
            if known.len() + skus.len() > MOST_KNOWN {
                known.clear();
            }
        }
        for sku in skus.iter().take(MOST_KNOWN) {
            let offer = found.get(sku).cloned();
            known.insert(sku.clone(), Known { asked_at, offer });
        }
    }

    /// The question that will be asked next, with these SKUs in it.
    fn join(&self, skus: &[Sku]) -> Arc<Question> {
        let mut gathering = lock(&self.gathering);
        if lock(&gathering.skus).len() >= MOST_ASKED {
            *gathering = Arc::default();
        }
        lock(&gathering.skus).extend(skus.iter().cloned());
        gathering.clone()
    }

    /// Ends the gathering for a question; what all who joined it want to know.
    fn close(&self, question: &Arc<Question>) -> Vec<Sku> {
        let mut gathering = lock(&self.gathering);
        if Arc::ptr_eq(&gathering, question) {
            *gathering = Arc::default();
        }
        lock(&question.skus).iter().cloned().collect()
    }

    /// Asks a question once it is its turn.
    async fn put(&self, question: &Arc<Question>) -> Result<HashMap<Sku, Offer>, ShopError> {
        let _turn = self.turns.acquire().await.map_err(|_| ShopError::Unavailable)?;
        let skus = self.close(question);
        let asked_at = self.clock.now();
        let found = self.catalogue.offers(&skus).await?;
        self.remember(&skus, &found, asked_at);
        Ok(found)
    }
}

/// A clock that was set back makes nothing older than it is.
fn is_fresh(asked_at: Timestamp, now: Timestamp) -> bool {
    (0..FRESH).contains(&(now.millis() - asked_at.millis()))
}

#[async_trait]
impl Catalogue for RecentOffers {
    async fn offers(&self, skus: &[Sku]) -> Result<HashMap<Sku, Offer>, ShopError> {
        let (mut offers, unknown) = self.remembered(skus);
        if unknown.is_empty() {
            return Ok(offers);
        }
        let question = self.join(&unknown);
        // If whoever asks for all gives up, the next one who waits asks.
        let answer = question.answer.get_or_init(|| self.put(&question));
        let found = timeout(DEADLINE, answer).await.map_err(|_| ShopError::Unavailable)?;
        let found = found.as_ref().map_err(|error| *error)?;
        offers
            .extend(unknown.iter().filter_map(|sku| Some((sku.clone(), found.get(sku)?.clone()))));
        Ok(offers)
    }

    async fn product_by_slug(&self, slug: &Slug) -> Result<Found<Arc<Product>>, ShopError> {
        self.catalogue.product_by_slug(slug).await
    }

    async fn product(&self, id: &ProductId) -> Result<Arc<Product>, ShopError> {
        self.catalogue.product(id).await
    }

    async fn reviews(&self, id: &ProductId, newest: u32) -> Result<Reviews, ShopError> {
        self.catalogue.reviews(id, newest).await
    }

    async fn category_by_slug(&self, slug: &Slug) -> Result<Found<Arc<Category>>, ShopError> {
        self.catalogue.category_by_slug(slug).await
    }

    async fn top_categories(&self) -> Result<Arc<Vec<Arc<Category>>>, ShopError> {
        self.catalogue.top_categories().await
    }
}

#[cfg(test)]
#[path = "recent_offers/tests.rs"]
mod tests;
