//! A product as its page shows it, and as a card in a list shows it.

use kernel::{CategoryId, Money, ProductId, Sku, Slug, Timestamp};
use serde::{Deserialize, Serialize};

use crate::image::Image;

/// The mean of the published reviews.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// Hundredths of a star, 100 to 500.
    pub hundredths: u16,
    /// How many reviews it is the mean of, at least one.
    pub count: u32,
}

/// One name and value of a product's specification, both as shown: `Screen size`, `15.6 inch`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spec {
    /// What is measured.
    pub name: String,
    /// Its value, with the unit.
    pub value: String,
}

/// One choice on one axis: `Size` is `M`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionChoice {
    /// The axis.
    pub axis: String,
    /// The choice.
    pub value: String,
}

/// What can be bought: one SKU.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    /// Its SKU, by which it is counted, held and sold.
    pub sku: Sku,
    /// What it costs. Whether that holds the tax is for [`crate::shop::TaxBasis`] to say.
    pub price: Money,
    /// What it cost before, where it is reduced. Above `price`.
    pub compare_at: Option<Money>,
    /// One choice for each axis of the product; none when there is but one variant.
    pub options: Vec<OptionChoice>,
    /// EAN, UPC or ISBN codes, digits only.
    pub barcodes: Vec<String>,
    /// Weight with packaging, in grams.
    pub weight_grams: Option<u32>,
    /// Its own picture, if the product's first does not show it.
    pub image: Option<Image>,
}

/// A category as a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryLink {
    /// Where it is: `/c/<slug>`.
    pub slug: Slug,
    /// What it is called.
    pub name: String,
}

/// How often it is paid, for what is sold as a subscription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    /// Months that one payment covers.
    pub interval_months: u8,
    /// What one gets.
    pub features: Vec<String>,
}

/// A product with all that its page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// Its id, for good.
    pub id: ProductId,
    /// Grows by one with every change.
    pub version: i64,
    /// Where it is: `/p/<slug>`.
    pub slug: Slug,
    /// The id that it had where it was imported from.
    pub external_id: Option<String>,
    /// What it is called.
    pub title: String,
    /// Who makes it. Empty when nobody is named.
    pub brand: String,
    /// One or two sentences.
    pub summary: String,
    /// Sanitised HTML.
    pub description_html: String,
    /// From the root of the tree to the category it is shown under.
    pub breadcrumbs: Vec<CategoryLink>,
    /// Every category that it is in, with their ancestors.
    pub categories: Vec<CategoryLink>,
    /// At least one for what is sold; in the order to show.
    pub variants: Vec<Variant>,
    /// Names of the axes, in the order to choose: `Colour`, `Size`.
    pub axes: Vec<String>,
    /// The specification, in the order to show.
    pub specs: Vec<Spec>,
    /// Words that lead to it.
    pub tags: Vec<String>,
    /// Pictures, the first is the one on cards.
    pub images: Vec<Image>,
    /// The mean of its reviews.
    pub rating: Option<Rating>,
    /// False for what never runs out, such as a subscription.
    pub stock_tracked: bool,
    /// Set for what is sold as a subscription.
    pub subscription: Option<Subscription>,
    /// For search engines, where the merchant wrote one.
    pub seo_title: Option<String>,
    /// For search engines, where the merchant wrote one.
    pub seo_description: Option<String>,
    /// When it came into the shop, or onto the market.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl Product {
    /// The variant with this SKU, or the first.
    #[must_use]
    pub fn variant(&self, sku: Option<&str>) -> Option<&Variant> {
        sku.and_then(|sku| self.variants.iter().find(|variant| variant.sku.as_str() == sku))
            .or_else(|| self.variants.first())
    }

    /// The lowest price of any variant.
    #[must_use]
    pub fn lowest_price(&self) -> Option<Money> {
        self.variants.iter().map(|variant| variant.price).min()
    }
}

/// A product in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductCard {
    /// Its id.
    pub id: ProductId,
    /// Where it is: `/p/<slug>`.
    pub slug: Slug,
    /// The id that it had where it was imported from.
    pub external_id: Option<String>,
    /// The SKU that the price is of.
    pub sku: Sku,
    /// Every SKU of the product, to ask the stock board about.
    pub skus: Vec<Sku>,
    /// Those of them that cost `price`.
    pub at_price: Vec<Sku>,
    /// What it is called.
    pub title: String,
    /// Who makes it.
    pub brand: String,
    /// The lowest price of its variants.
    pub price: Money,
    /// Whether dearer variants exist.
    pub price_varies: bool,
    /// What `sku` cost before, where it is reduced.
    pub compare_at: Option<Money>,
    /// The mean of its reviews.
    pub rating: Option<Rating>,
    /// What its options are, in a few words: `4 sizes, 3 colours`.
    pub options_note: Option<String>,
    /// Its first picture.
    pub image: Option<Image>,
    /// False for what never runs out.
    pub stock_tracked: bool,
}

/// A review as a product page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
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

/// The reviews of a product.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reviews {
    /// How many have one, two, three, four and five stars.
    pub distribution: [u32; 5],
    /// The newest, at most as many as were asked for.
    pub newest: Vec<Review>,
}

/// A category in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Its id.
    pub id: CategoryId,
    /// Where it is: `/c/<slug>`.
    pub slug: Slug,
    /// What it is called.
    pub name: String,
    /// A sentence about it.
    pub description: String,
    /// The categories above it, root first.
    pub ancestors: Vec<CategoryLink>,
    /// The categories right below it, in the order to show.
    pub children: Vec<CategoryLink>,
    /// A picture for the home page.
    pub image: Option<Image>,
}
