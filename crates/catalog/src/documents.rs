//! What is stored, field by field. [`schema`](crate::schema) guards the same fields in the server.

use kernel::{AccountId, CategoryId, ProductId, Slug, Timestamp};
use mongodb::bson::DateTime;
use serde::{Deserialize, Serialize};
use storefront::{
    draft::{CategoryDraft, ProductDraft, ProductStatus},
    image::Image,
    product::{Rating, Spec, Subscription, Variant},
};

/// Whether shoppers see a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Status {
    Draft,
    Active,
    Archived,
}

impl From<Status> for ProductStatus {
    fn from(status: Status) -> Self {
        match status {
            Status::Draft => Self::Draft,
            Status::Active => Self::Active,
            Status::Archived => Self::Archived,
        }
    }
}

impl From<ProductStatus> for Status {
    fn from(status: ProductStatus) -> Self {
        match status {
            ProductStatus::Draft => Self::Draft,
            ProductStatus::Active => Self::Active,
            ProductStatus::Archived => Self::Archived,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct ProductDocument {
    #[serde(rename = "_id")]
    pub(crate) id: ProductId,
    pub(crate) version: i64,
    pub(crate) slug: Slug,
    pub(crate) external_id: Option<String>,
    pub(crate) status: Status,
    pub(crate) title: String,
    pub(crate) brand: String,
    pub(crate) summary: String,
    pub(crate) description_html: String,
    pub(crate) categories: Vec<CategoryId>,
    pub(crate) axes: Vec<String>,
    pub(crate) variants: Vec<Variant>,
    pub(crate) specs: Vec<Spec>,
    pub(crate) tags: Vec<String>,
    pub(crate) images: Vec<Image>,
    pub(crate) remote_images: Vec<String>,
    pub(crate) tax_class: String,
    pub(crate) stock_tracked: bool,
    pub(crate) subscription: Option<Subscription>,
    pub(crate) seo_title: Option<String>,
    pub(crate) seo_description: Option<String>,
    pub(crate) rating: Option<Rating>,
    pub(crate) created_at: DateTime,
    pub(crate) updated_at: DateTime,
    /// Who of staff wrote this version; none for an import or the shop itself.
    #[serde(default)]
    pub(crate) changed_by: Option<AccountId>,
    /// By what staff find it. This and what follows is made from the rest by [`Self::listed`].
    #[serde(default)]
    pub(crate) words: Vec<String>,
    /// Its title in lower case, by which lists are sorted.
    #[serde(default)]
    pub(crate) title_key: String,
    /// Its lowest price in minor units, by which lists are sorted.
    #[serde(default)]
    pub(crate) price_from: i64,
}

impl ProductDocument {
    /// The first version of what a draft describes.
    pub(crate) fn first(draft: &ProductDraft, now: Timestamp) -> Self {
        let draft = draft.clone();
        Self {
            id: draft.id,
            version: 1,
            slug: draft.slug,
            external_id: draft.external_id,
            status: draft.status.into(),
            title: draft.title,
            brand: draft.brand,
            summary: draft.summary,
            description_html: ammonia::clean(&draft.description_html),
            categories: draft.categories,
            axes: draft.axes,
            variants: draft.variants,
            specs: draft.specs,
            tags: draft.tags,
            images: draft.images,
            remote_images: draft.remote_images,
            tax_class: draft.tax_class,
            stock_tracked: draft.stock_tracked,
            subscription: draft.subscription,
            seo_title: draft.seo_title,
            seo_description: draft.seo_description,
            rating: None,
            created_at: DateTime::from_millis(draft.created_at.millis()),
            updated_at: DateTime::from_millis(now.millis()),
            changed_by: None,
            words: Vec::new(),
            title_key: String::new(),
            price_from: 0,
        }
        .listed()
    }

    /// The draft that this version was written from.
    pub(crate) fn draft(&self) -> ProductDraft {
        let stored = self.clone();
        ProductDraft {
            id: stored.id,
            slug: stored.slug,
            external_id: stored.external_id,
            status: stored.status.into(),
            title: stored.title,
            brand: stored.brand,
            summary: stored.summary,
            description_html: stored.description_html,
            categories: stored.categories,
            axes: stored.axes,
            variants: stored.variants,
            specs: stored.specs,
            tags: stored.tags,
            images: stored.images,
            remote_images: stored.remote_images,
            tax_class: stored.tax_class,
            stock_tracked: stored.stock_tracked,
            subscription: stored.subscription,
            seo_title: stored.seo_title,
            seo_description: stored.seo_description,
            created_at: Timestamp::from_millis(stored.created_at.timestamp_millis()),
        }
    }

    /// Makes this the version after `stored`; `None` when it says the same as `stored`, whoever wrote
    /// that.
    pub(crate) fn following(mut self, stored: &Self) -> Option<Self> {
        let updated_at = std::mem::replace(&mut self.updated_at, stored.updated_at);
        let changed_by = std::mem::replace(&mut self.changed_by, stored.changed_by.clone());
        self.rating = stored.rating;
        self.version = stored.version;
        if self == *stored {
            return None;
        }
        self.version += 1;
        self.updated_at = updated_at;
        self.changed_by = changed_by;
        Some(self)
    }
}

/// A version of a product that another one took the place of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct VersionDocument {
    /// Product and version: `mug/12`.
    #[serde(rename = "_id")]
    pub(crate) id: String,
    pub(crate) product: ProductId,
    pub(crate) version: i64,
    /// As it was, with when it became so and who made it so.
    pub(crate) document: ProductDocument,
    pub(crate) replaced_at: DateTime,
}

impl VersionDocument {
    /// The id of a version of a product.
    pub(crate) fn id_of(product: &ProductId, version: i64) -> String {
        format!("{product}/{version}")
    }

    pub(crate) fn of(document: &ProductDocument, now: Timestamp) -> Self {
        Self {
            id: Self::id_of(&document.id, document.version),
            product: document.id.clone(),
            version: document.version,
            document: document.clone(),
            replaced_at: DateTime::from_millis(now.millis()),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct CategoryDocument {
    #[serde(rename = "_id")]
    pub(crate) id: CategoryId,
    pub(crate) version: i64,
    pub(crate) slug: Slug,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) parent: Option<CategoryId>,
    pub(crate) position: u32,
    pub(crate) image: Option<Image>,
}

impl CategoryDocument {
    pub(crate) fn first(draft: &CategoryDraft) -> Self {
        let draft = draft.clone();
        Self {
            id: draft.id,
            version: 1,
            slug: draft.slug,
            name: draft.name,
            description: draft.description,
            parent: draft.parent,
            position: draft.position,
            image: draft.image,
        }
    }
}

/// A slug that something had, by what has it no longer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct RedirectDocument {
    /// Kind and slug: `product/red-shirt`.
    #[serde(rename = "_id")]
    pub(crate) id: String,
    /// The id of what is found there now; its present slug is looked up, so chains cannot form.
    pub(crate) target: String,
}
