//! What a writer of the catalogue sends: the importer, the demo catalogue, the back office.

use kernel::{CategoryId, ProductId, Slug, Timestamp};
use serde::{Deserialize, Serialize};

use crate::{
    image::Image,
    product::{Spec, Subscription, Variant},
};

/// Whether shoppers see a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ProductStatus {
    /// Being written.
    Draft,
    /// For sale.
    Active,
    /// No longer for sale; its address says so.
    Archived,
}

/// A product as its writer wants it to be. The store adds version and times of change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductDraft {
    /// Its id, for good.
    pub id: ProductId,
    /// Where it shall be; a former slug keeps a redirect.
    pub slug: Slug,
    /// The id that it had where it was imported from.
    pub external_id: Option<String>,
    /// Whether shoppers see it.
    pub status: ProductStatus,
    /// What it is called, 1 to 300 characters.
    pub title: String,
    /// Who makes it; may be empty.
    pub brand: String,
    /// One or two sentences of plain text.
    pub summary: String,
    /// HTML; the store sanitises it.
    pub description_html: String,
    /// The categories it is in, the first is the one that its breadcrumbs show.
    pub categories: Vec<CategoryId>,
    /// Names of the axes, in the order to choose.
    pub axes: Vec<String>,
    /// At least one; SKUs are unique in the shop.
    pub variants: Vec<Variant>,
    /// The specification, in the order to show.
    pub specs: Vec<Spec>,
    /// Words that lead to it.
    pub tags: Vec<String>,
    /// Pictures that the picture store has.
    pub images: Vec<Image>,
    /// Remote addresses that an import named: recorded, never linked.
    pub remote_images: Vec<String>,
    /// Class of tax: `standard`, `reduced` or `zero`.
    pub tax_class: String,
    /// False for what never runs out.
    pub stock_tracked: bool,
    /// Set for what is sold as a subscription.
    pub subscription: Option<Subscription>,
    /// For search engines.
    pub seo_title: Option<String>,
    /// For search engines.
    pub seo_description: Option<String>,
    /// When it came into the shop, or onto the market.
    pub created_at: Timestamp,
}

/// A category as its writer wants it to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryDraft {
    /// Its id, for good.
    pub id: CategoryId,
    /// Where it shall be.
    pub slug: Slug,
    /// What it is called.
    pub name: String,
    /// A sentence about it.
    pub description: String,
    /// The category above it; none at the top.
    pub parent: Option<CategoryId>,
    /// Its place among its siblings, from 0.
    pub position: u32,
    /// A picture for the home page.
    pub image: Option<Image>,
}

/// A published review as it is first written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewDraft {
    /// Its id; writing it twice changes nothing.
    pub id: String,
    /// What it is about.
    pub product: ProductId,
    /// Stars, 1 to 5.
    pub stars: u8,
    /// The headline.
    pub title: String,
    /// Plain text.
    pub body: String,
    /// The name that the author chose to show.
    pub author: String,
    /// Whether the author bought it here.
    pub verified: bool,
    /// When it was published.
    pub published_at: Timestamp,
}
