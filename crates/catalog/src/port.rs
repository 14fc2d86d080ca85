//! Answers pages: what shoppers may see, within a deadline.

use std::{
    collections::{HashMap, HashSet},
    future::Future,
    sync::Arc,
    time::Duration,
};

use async_trait::async_trait;
use futures::TryStreamExt;
use kernel::{ProductId, Sku, Slug};
use mongodb::bson::{Document, doc};
use serde::Deserialize;
use storefront::{
    ShopError,
    catalogue::{Catalogue, Found, Offer},
    image::Image,
    pricing::TaxClass,
    product::{Category, Product, Review, Reviews, Subscription, Variant},
};

use crate::{
    documents::{ProductDocument, Status},
    redirects::Kind,
    store::{CatalogStore, StoreError},
};

/// How long a page waits for MongoDB.
const DEADLINE: Duration = Duration::from_secs(2);

/// Waits for an answer until the deadline, and logs a failure here so that nobody above need to.
pub(crate) async fn answer<T>(
    asked_for: &'static str,
    question: impl Future<Output = Result<T, StoreError>>,
) -> Result<T, ShopError> {
    answer_within(DEADLINE, asked_for, question).await
}

/// The same, for what may take longer than a page's question.
pub(crate) async fn answer_within<T>(
    deadline: Duration,
    asked_for: &'static str,
    question: impl Future<Output = Result<T, StoreError>>,
) -> Result<T, ShopError> {
    match tokio::time::timeout(deadline, question).await {
        Ok(Ok(answer)) => Ok(answer),
        Ok(Err(error)) => {
            tracing::warn!(asked_for, %error, "the catalogue did not answer");
            Err(ShopError::Unavailable)
        }
        Err(_) => {
            tracing::warn!(asked_for, ?deadline, "the catalogue did not answer in time");
            Err(ShopError::Unavailable)
        }
    }
}

/// Reviews with so many stars, as `$group` counts them.
#[derive(Deserialize)]
struct StarCount {
    #[serde(rename = "_id")]
    stars: usize,
    count: u32,
}

/// What a cart shows of a product: a fraction of the document.
#[derive(Deserialize)]
struct OfferedDocument {
    #[serde(rename = "_id")]
    id: ProductId,
    slug: Slug,
    title: String,
    images: Vec<Image>,
    stock_tracked: bool,
    #[serde(default)]
    tax_class: String,
    #[serde(default)]
    subscription: Option<Subscription>,
    variants: Vec<Variant>,
}

impl CatalogStore {
    async fn offered(&self, skus: &[Sku]) -> Result<HashMap<Sku, Offer>, StoreError> {
        let wanted: HashSet<_> = skus.iter().collect();
        let codes: Vec<_> = wanted.iter().map(|sku| sku.as_str()).collect();
        // All in the first batch: the usual one ends after a hundred.
        let batch = u32::try_from(codes.len()).unwrap_or(u32::MAX);
        let products: Vec<OfferedDocument> = self
            .products()
            .clone_with_type::<OfferedDocument>()
            .find(doc! { "variants.sku": { "$in": codes }, "status": "active" })
            .projection(doc! {
                "slug": 1, "title": 1, "images": 1, "stock_tracked": 1, "variants": 1,
                "tax_class": 1, "subscription": 1,
            })
            .batch_size(batch)
            .await?
            .try_collect()
            .await?;
        let mut offers = HashMap::with_capacity(skus.len());
        for product in products {
            for variant in product.variants {
                if wanted.contains(&variant.sku) {
                    let offer = Offer {
                        product: product.id.clone(),
                        slug: product.slug.clone(),
                        title: product.title.clone(),
                        image: product.images.first().cloned(),
                        stock_tracked: product.stock_tracked,
                        // The collection's schema lets no other word in.
                        tax_class: TaxClass::parse(&product.tax_class)
                            .unwrap_or(TaxClass::Standard),
                        delivered: product.subscription.is_none(),
                        variant,
                    };
                    offers.insert(offer.variant.sku.clone(), offer);
                }
            }
        }
        Ok(offers)
    }

    async fn shown(&self, stored: Option<ProductDocument>) -> Result<Product, ShopError> {
        let stored = stored.ok_or(ShopError::NotFound)?;
        match stored.status {
            Status::Draft => Err(ShopError::NotFound),
            Status::Archived => Err(ShopError::Gone),
            Status::Active => {
                let tree = answer("categories", self.tree()).await?;
                Ok(tree.product(stored))
            }
        }
    }

    async fn find_product(&self, filter: Document) -> Result<Option<ProductDocument>, ShopError> {
        answer("a product", async { Ok(self.products().find_one(filter).await?) }).await
    }

    async fn star_counts(&self, id: &ProductId) -> Result<[u32; 5], StoreError> {
        let counts: Vec<StarCount> = self
            .reviews()
            .aggregate([
                doc! { "$match": { "product": id.as_str(), "state": "published" } },
                doc! { "$group": { "_id": "$stars", "count": { "$sum": 1 } } },
            ])
            .with_type()
            .await?
            .try_collect()
            .await?;
        let mut distribution = [0; 5];
        for StarCount { stars, count } in counts {
            if let Some(place) = stars.checked_sub(1).and_then(|index| distribution.get_mut(index))
            {
                *place = count;
            }
        }
        Ok(distribution)
    }

    async fn newest_reviews(&self, id: &ProductId, newest: u32) -> Result<Vec<Review>, StoreError> {
        // To MongoDB a limit of nothing is no limit.
        if newest == 0 {
            return Ok(Vec::new());
        }
        let reviews = self
            .reviews()
            .find(doc! { "product": id.as_str(), "state": "published" })
            .sort(doc! { "place": -1 })
            .limit(i64::from(newest))
            .await?
            .map_ok(Review::from)
            .try_collect()
            .await?;
        Ok(reviews)
    }
}

#[async_trait]
impl Catalogue for CatalogStore {
    async fn product_by_slug(&self, slug: &Slug) -> Result<Found<Arc<Product>>, ShopError> {
        if let Some(stored) = self.find_product(doc! { "slug": slug.as_str() }).await? {
            return Ok(Found::Here(Arc::new(self.shown(Some(stored)).await?)));
        }
        let target = answer("a redirect", self.redirect(Kind::Product, slug)).await?;
        let target = target.ok_or(ShopError::NotFound)?;
        let stored = self.find_product(doc! { "_id": target }).await?;
        Ok(Found::MovedTo(self.shown(stored).await?.slug))
    }

    async fn product(&self, id: &ProductId) -> Result<Arc<Product>, ShopError> {
        let stored = self.find_product(doc! { "_id": id.as_str() }).await?;
        Ok(Arc::new(self.shown(stored).await?))
    }

    async fn offers(&self, skus: &[Sku]) -> Result<HashMap<Sku, Offer>, ShopError> {
        answer("offers", self.offered(skus)).await
    }

    async fn reviews(&self, id: &ProductId, newest: u32) -> Result<Reviews, ShopError> {
        answer("reviews", async {
            let (distribution, newest) =
                futures::try_join!(self.star_counts(id), self.newest_reviews(id, newest))?;
            Ok(Reviews { distribution, newest })
        })
        .await
    }

    async fn category_by_slug(&self, slug: &Slug) -> Result<Found<Arc<Category>>, ShopError> {
        let tree = answer("categories", self.tree()).await?;
        if let Some(category) = tree.by_slug(slug.as_str()) {
            return Ok(Found::Here(category.clone()));
        }
        let target = answer("a redirect", self.redirect(Kind::Category, slug)).await?;
        let category = target.and_then(|id| tree.by_id(&id)).ok_or(ShopError::NotFound)?;
        // The tree may be a moment behind a category that has just come back to its former slug.
        if category.slug == *slug {
            return Ok(Found::Here(category.clone()));
        }
        Ok(Found::MovedTo(category.slug.clone()))
    }

    async fn top_categories(&self) -> Result<Arc<Vec<Arc<Category>>>, ShopError> {
        Ok(answer("categories", self.tree()).await?.top())
    }
}
