//! Reading collections: their pages, and how much is in them.

use std::collections::HashMap;

use async_trait::async_trait;
use futures::TryStreamExt;
use kernel::{Clock, ProductId, Slug, SystemClock, Timestamp};
use mongodb::bson::{Document, doc};
use serde::Deserialize;
use storefront::{
    ShopError,
    catalogue::Found,
    collections::{
        COLLECTION_PAGE, CollectionContent, CollectionCursor, CollectionPage, CollectionRule,
        Collections,
    },
    product::{ProductCard, Variant},
    shelf_room::MOST_COUNTED,
};

use crate::{
    collection_asking::Asked,
    collection_documents::CollectionDocument,
    documents::ProductDocument,
    port::answer,
    redirects::Kind,
    store::{CatalogStore, StoreError},
};

/// Products that are read at once: twice a page, since not each of them may be shown.
const BATCH: usize = 2 * COLLECTION_PAGE;
/// How often so many are read for one page. A rule about prices may refuse many; the page is shorter
/// then, and the next one goes on after what was read.
const ROUNDS: usize = 20;
/// Collections in one answer of [`Collections::slugs`].
const MOST_SLUGS: i64 = 1_000;

/// The cards of a page, and where the next one begins.
type Cards = (Vec<ProductCard>, Option<CollectionCursor>);

/// What a rule costs a product: its variants and nothing else.
#[derive(Deserialize)]
struct PricedDocument {
    variants: Vec<Variant>,
}

/// Cuts off what was read beyond a page, and gives the place after its last one then.
fn cut(mut shown: Vec<(ProductCard, CollectionCursor)>) -> Cards {
    let more = shown.len() > COLLECTION_PAGE;
    shown.truncate(COLLECTION_PAGE);
    let next = shown.last().filter(|_| more).map(|(_, place)| place.clone());
    (shown.into_iter().map(|(card, _)| card).collect(), next)
}

impl CatalogStore {
    async fn live_collection(
        &self,
        slug: &Slug,
    ) -> Result<Option<Found<CollectionDocument>>, StoreError> {
        let found = self.collections().find_one(doc! { "slug": slug.as_str() }).await?;
        if let Some(stored) = found {
            return Ok(stored.is_active().then_some(Found::Here(stored)));
        }
        let Some(target) = self.redirect(Kind::Collection, slug).await? else { return Ok(None) };
        let target = self.collections().find_one(doc! { "_id": target }).await?;
        let target = target.filter(CollectionDocument::is_active);
        Ok(target.map(|stored| Found::MovedTo(stored.slug)))
    }

    async fn shown_in(
        &self,
        content: &CollectionContent,
        after: Option<&CollectionCursor>,
    ) -> Result<Cards, StoreError> {
        match content {
            CollectionContent::Picked(ids) => self.shown_of_picked(ids, after).await,
            CollectionContent::Rule(rule) => self.shown_by_rule(rule, after).await,
        }
    }

    /// A place that is no longer among them begins them again.
    async fn shown_of_picked(
        &self,
        ids: &[ProductId],
        after: Option<&CollectionCursor>,
    ) -> Result<Cards, StoreError> {
        let passed = after.and_then(|after| ids.iter().position(|id| *id == after.id));
        let tree = self.tree().await?;
        let mut shown = Vec::new();
        for some in ids[passed.map_or(0, |at| at + 1)..].chunks(BATCH) {
            let wanted: Vec<&str> = some.iter().map(ProductId::as_str).collect();
            let mut found: HashMap<ProductId, ProductDocument> = self
                .products()
                .find(doc! { "_id": { "$in": wanted }, "status": "active" })
                .await?
                .map_ok(|stored| (stored.id.clone(), stored))
                .try_collect()
                .await?;
            for stored in some.iter().filter_map(|id| found.remove(id)) {
                let place = CollectionCursor { at: Timestamp::default(), id: stored.id.clone() };
                shown.extend(ProductCard::of(&tree.product(stored)).map(|card| (card, place)));
            }
            if shown.len() > COLLECTION_PAGE {
                break;
            }
        }
        Ok(cut(shown))
    }

    async fn shown_by_rule(
        &self,
        rule: &CollectionRule,
        after: Option<&CollectionCursor>,
    ) -> Result<Cards, StoreError> {
        let tree = self.tree().await?;
        let asked = Asked::of(rule, &tree, SystemClock.now());
        let (mut shown, mut read_to) = (Vec::new(), after.cloned());
        for _ in 0..ROUNDS {
            let batch = self.candidates(&asked, read_to.as_ref()).await?;
            let last = batch.len() < BATCH;
            for stored in batch {
                let at = Timestamp::from_millis(stored.created_at.timestamp_millis());
                let place = CollectionCursor { at, id: stored.id.clone() };
                let card = ProductCard::of(&tree.product(stored));
                let fits = card.filter(|card| rule.price_fits(card.price, card.compare_at));
                shown.extend(fits.map(|card| (card, place.clone())));
                read_to = Some(place);
            }
            if last || shown.len() > COLLECTION_PAGE {
                return Ok(cut(shown));
            }
        }
        let (cards, next) = cut(shown);
        Ok((cards, next.or(read_to)))
    }

    /// The next products that a rule may be about, the newest first.
    async fn candidates(
        &self,
        asked: &Asked,
        after: Option<&CollectionCursor>,
    ) -> Result<Vec<ProductDocument>, StoreError> {
        let mut found = Vec::new();
        if let Some(same) = after.and_then(|after| asked.same_moment(after)) {
            found = self.newest(same, BATCH).await?;
        }
        let left = BATCH - found.len();
        if left > 0 {
            found.extend(self.newest(asked.earlier(after), left).await?);
        }
        Ok(found)
    }

    async fn newest(
        &self,
        filter: Document,
        limit: usize,
    ) -> Result<Vec<ProductDocument>, StoreError> {
        let found = self
            .products()
            .find(filter)
            .sort(doc! { "created_at": -1, "_id": -1 })
            .limit(i64::try_from(limit).unwrap_or(i64::MAX))
            .await?;
        Ok(found.try_collect().await?)
    }

    /// How many products that shoppers see are in it, counted up to [`MOST_COUNTED`].
    pub(crate) async fn count_content(
        &self,
        content: &CollectionContent,
    ) -> Result<u64, StoreError> {
        let rule = match content {
            CollectionContent::Rule(rule) => rule,
            CollectionContent::Picked(ids) => {
                let ids: Vec<&str> = ids.iter().map(ProductId::as_str).collect();
                let picked = doc! { "_id": { "$in": ids }, "status": "active" };
                return Ok(self.products().count_documents(picked).await?);
            }
        };
        let tree = self.tree().await?;
        let filter = Asked::of(rule, &tree, SystemClock.now()).earlier(None);
        if !rule.is_about_prices() {
            return Ok(self.products().count_documents(filter).limit(MOST_COUNTED).await?);
        }
        let mut found = self
            .products()
            .clone_with_type::<PricedDocument>()
            .find(filter)
            .projection(doc! { "variants": 1 })
            .await?;
        let mut count = 0;
        while let Some(PricedDocument { variants }) = found.try_next().await? {
            let cheapest = variants.iter().min_by_key(|variant| variant.price.amount());
            if cheapest.is_some_and(|cheapest| rule.price_fits(cheapest.price, cheapest.compare_at))
            {
                count += 1;
            }
            if count >= MOST_COUNTED {
                break;
            }
        }
        Ok(count)
    }

    async fn active_slugs(&self, after: Option<&Slug>) -> Result<Vec<Slug>, StoreError> {
        let mut filter = doc! { "status": "active" };
        if let Some(after) = after {
            filter.insert("slug", doc! { "$gt": after.as_str() });
        }
        let collections = self.collections();
        let found = collections.find(filter).sort(doc! { "slug": 1 }).limit(MOST_SLUGS).await?;
        Ok(found.map_ok(|stored| stored.slug).try_collect().await?)
    }
}

#[async_trait]
impl Collections for CatalogStore {
    async fn page(
        &self,
        slug: &Slug,
        after: Option<&CollectionCursor>,
    ) -> Result<Found<CollectionPage>, ShopError> {
        let found = answer("a collection", self.live_collection(slug)).await?;
        let stored = match found.ok_or(ShopError::NotFound)? {
            Found::Here(stored) => stored,
            Found::MovedTo(slug) => return Ok(Found::MovedTo(slug)),
        };
        let shown = answer("a collection's products", self.shown_in(&stored.content, after));
        let (cards, next) = shown.await?;
        let CollectionDocument { slug, name, description, .. } = stored;
        Ok(Found::Here(CollectionPage { slug, name, description, cards, next }))
    }

    async fn slugs(&self, after: Option<&Slug>) -> Result<Vec<Slug>, ShopError> {
        answer("collections", self.active_slugs(after)).await
    }
}
