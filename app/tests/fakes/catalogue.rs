//! Products, categories and reviews.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use async_trait::async_trait;
use kernel::{CategoryId, ProductId, Sku, Slug};
use storefront::{
    ShopError,
    catalogue::{Catalogue, Found, Offer},
    draft::{ProductDraft, ReviewDraft},
    pricing::TaxClass,
    product::{Category, CategoryLink, Product, Rating, Review, Reviews},
};

/// The catalogue in memory.
pub(crate) struct FakeCatalogue {
    /// Every product.
    pub(crate) products: Vec<Arc<Product>>,
    categories: Vec<(Option<CategoryId>, Arc<Category>)>,
    reviews: HashMap<ProductId, Vec<Review>>,
    /// Set, the store does not answer.
    pub(crate) away: AtomicBool,
}

impl FakeCatalogue {
    /// With what a fresh shop is filled with.
    pub(crate) fn of(demo: &demo::DemoCatalogue) -> Self {
        let link = |id: &CategoryId| {
            let found = demo.categories.iter().find(|category| category.id == *id);
            found.map(|found| CategoryLink { slug: found.slug.clone(), name: found.name.clone() })
        };
        let above = |id: &CategoryId| -> Vec<CategoryLink> {
            let parent = demo.categories.iter().find(|category| category.id == *id);
            parent
                .and_then(|category| category.parent.as_ref())
                .and_then(link)
                .into_iter()
                .collect()
        };
        let categories = demo
            .categories
            .iter()
            .map(|draft| {
                let children = demo
                    .categories
                    .iter()
                    .filter(|child| child.parent.as_ref() == Some(&draft.id))
                    .filter_map(|child| link(&child.id))
                    .collect();
                let category = Category {
                    id: draft.id.clone(),
                    slug: draft.slug.clone(),
                    name: draft.name.clone(),
                    description: draft.description.clone(),
                    ancestors: above(&draft.id),
                    children,
                    image: draft.image.clone(),
                };
                (draft.parent.clone(), Arc::new(category))
            })
            .collect();
        let mut reviews: HashMap<ProductId, Vec<Review>> = HashMap::new();
        for draft in &demo.reviews {
            reviews.entry(draft.product.clone()).or_default().push(review(draft));
        }
        let products = demo
            .products
            .iter()
            .map(|draft| {
                let mut way: Vec<CategoryLink> = Vec::new();
                if let Some(first) = draft.categories.first() {
                    way.extend(above(first));
                    way.extend(link(first));
                }
                Arc::new(product(draft, way, reviews.get(&draft.id).map(Vec::as_slice)))
            })
            .collect();
        Self { products, categories, reviews, away: AtomicBool::new(false) }
    }

    fn answers(&self) -> Result<(), ShopError> {
        if self.away.load(Ordering::Relaxed) { Err(ShopError::Unavailable) } else { Ok(()) }
    }
}

fn review(draft: &ReviewDraft) -> Review {
    Review {
        stars: draft.stars,
        title: draft.title.clone(),
        body: draft.body.clone(),
        author: draft.author.clone(),
        verified: draft.verified,
        published_at: draft.published_at,
    }
}

fn product(draft: &ProductDraft, way: Vec<CategoryLink>, reviews: Option<&[Review]>) -> Product {
    let rating = reviews.and_then(|reviews| {
        let count = u32::try_from(reviews.len()).ok().filter(|count| *count > 0)?;
        let sum: u32 = reviews.iter().map(|review| u32::from(review.stars)).sum();
        Some(Rating { hundredths: u16::try_from(sum * 100 / count).ok()?, count })
    });
    Product {
        id: draft.id.clone(),
        version: 1,
        slug: draft.slug.clone(),
        external_id: None,
        title: draft.title.clone(),
        brand: draft.brand.clone(),
        summary: draft.summary.clone(),
        description_html: draft.description_html.clone(),
        categories: way.clone(),
        breadcrumbs: way,
        variants: draft.variants.clone(),
        axes: draft.axes.clone(),
        specs: draft.specs.clone(),
        tags: draft.tags.clone(),
        images: draft.images.clone(),
        rating,
        stock_tracked: draft.stock_tracked,
        subscription: draft.subscription.clone(),
        seo_title: None,
        seo_description: None,
        created_at: draft.created_at,
        updated_at: draft.created_at,
    }
}

#[async_trait]
impl Catalogue for FakeCatalogue {
    async fn product_by_slug(&self, slug: &Slug) -> Result<Found<Arc<Product>>, ShopError> {
        self.answers()?;
        match slug.as_str() {
            "archived" => return Err(ShopError::Gone),
            "renamed" => return Ok(Found::MovedTo(self.products[0].slug.clone())),
            _ => {}
        }
        let found = self.products.iter().find(|product| product.slug == *slug);
        found.cloned().map(Found::Here).ok_or(ShopError::NotFound)
    }

    async fn product(&self, id: &ProductId) -> Result<Arc<Product>, ShopError> {
        self.answers()?;
        let found = self.products.iter().find(|product| product.id == *id);
        found.cloned().ok_or(ShopError::NotFound)
    }

    async fn offers(&self, skus: &[Sku]) -> Result<HashMap<Sku, Offer>, ShopError> {
        self.answers()?;
        let offers = self.products.iter().flat_map(|product| {
            product.variants.iter().map(|variant| Offer {
                product: product.id.clone(),
                slug: product.slug.clone(),
                title: product.title.clone(),
                image: product.images.first().cloned(),
                stock_tracked: product.stock_tracked,
                tax_class: TaxClass::Standard,
                delivered: product.subscription.is_none(),
                variant: variant.clone(),
            })
        });
        let asked = offers.filter(|offer| skus.contains(&offer.variant.sku));
        Ok(asked.map(|offer| (offer.variant.sku.clone(), offer)).collect())
    }

    async fn reviews(&self, id: &ProductId, newest: u32) -> Result<Reviews, ShopError> {
        self.answers()?;
        let all = self.reviews.get(id).cloned().unwrap_or_default();
        let mut distribution = [0; 5];
        for review in &all {
            distribution[usize::from(review.stars) - 1] += 1;
        }
        Ok(Reviews { distribution, newest: all.into_iter().take(newest as usize).collect() })
    }

    async fn category_by_slug(&self, slug: &Slug) -> Result<Found<Arc<Category>>, ShopError> {
        self.answers()?;
        let found = self.categories.iter().find(|(_, category)| category.slug == *slug);
        found.map(|(_, category)| Found::Here(category.clone())).ok_or(ShopError::NotFound)
    }

    async fn top_categories(&self) -> Result<Arc<Vec<Arc<Category>>>, ShopError> {
        self.answers()?;
        let top = self.categories.iter().filter(|(parent, _)| parent.is_none());
        Ok(Arc::new(top.map(|(_, category)| category.clone()).collect()))
    }
}
