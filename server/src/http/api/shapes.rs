//! What the API answers, field by field.

use kernel::{Money, Sku};
use serde::Serialize;
use storefront::{
    image::Image,
    product::{CategoryLink, Product, ProductCard, Rating, Spec, Variant},
    search::{Facet, SearchPage, Suggestions},
    stock::StockSnapshot,
};
use utoipa::ToSchema;

/// An amount of money.
#[derive(Serialize, ToSchema)]
pub(super) struct MoneyBody {
    /// Minor units: cents for EUR.
    amount: i64,
    /// ISO 4217.
    currency: &'static str,
}

impl From<Money> for MoneyBody {
    fn from(money: Money) -> Self {
        // A currency is one of a fixed list, so its code lives as long as the program.
        Self { amount: money.amount(), currency: money.currency().code() }
    }
}

/// The mean of a product's reviews.
#[derive(Serialize, ToSchema)]
pub(super) struct RatingBody {
    /// Stars, 1.00 to 5.00.
    average: f64,
    /// How many reviews.
    count: u32,
}

impl From<Rating> for RatingBody {
    fn from(rating: Rating) -> Self {
        Self { average: f64::from(rating.hundredths) / 100.0, count: rating.count }
    }
}

/// A picture.
#[derive(Serialize, ToSchema)]
pub(super) struct ImageBody {
    /// Address of the picture 640 pixels wide.
    src: String,
    /// Every width, as for the attribute of that name.
    srcset: String,
    /// What it shows.
    alt: String,
}

impl From<&Image> for ImageBody {
    fn from(image: &Image) -> Self {
        Self { src: image.src(640), srcset: image.srcset(), alt: image.alt.clone() }
    }
}

/// A product in a list.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ItemBody {
    id: String,
    /// The id that the product had where it was imported from.
    external_id: Option<String>,
    slug: String,
    /// A SKU that can be bought now, if any can; one that the price is of, if any of those can.
    sku: String,
    title: String,
    brand: String,
    /// The lowest price of its variants, tax included.
    price: MoneyBody,
    compare_at_price: Option<MoneyBody>,
    rating: Option<RatingBody>,
    /// Whether any of its variants can be bought now, as PostgreSQL says.
    in_stock: bool,
    image: Option<ImageBody>,
}

impl ItemBody {
    pub(super) fn of(card: &ProductCard, stock: &StockSnapshot) -> Self {
        let in_stock =
            |sku: &Sku| stock.availability(sku.as_str(), card.stock_tracked).purchasable();
        // Whoever puts this one into a cart gets what was shown, while there is any of it; then another.
        let mut named = std::iter::once(&card.sku).chain(&card.at_price).chain(&card.skus);
        let sku = named.find(|sku| in_stock(sku)).unwrap_or(&card.sku);
        Self {
            id: card.id.to_string(),
            external_id: card.external_id.clone(),
            slug: card.slug.to_string(),
            sku: sku.to_string(),
            title: card.title.clone(),
            brand: card.brand.clone(),
            price: card.price.into(),
            compare_at_price: card.compare_at.map(Into::into),
            rating: card.rating.map(Into::into),
            in_stock: card.skus.iter().any(in_stock),
            image: card.image.as_ref().map(Into::into),
        }
    }
}

/// One choice that narrows a list.
#[derive(Serialize, ToSchema)]
pub(super) struct FacetValueBody {
    /// What `filter=<name>:<value>` takes.
    value: String,
    /// The value for people.
    label: String,
    /// How many products it leaves; the group's other choices are set aside.
    count: u64,
    selected: bool,
}

/// A group of choices.
#[derive(Serialize, ToSchema)]
pub(super) struct FacetBody {
    /// `category`, `brand`, `price`, `rating`, `inStock` or `spec.<name>`.
    name: String,
    /// The name for people.
    label: String,
    values: Vec<FacetValueBody>,
}

impl From<&Facet> for FacetBody {
    fn from(facet: &Facet) -> Self {
        let values = facet.values.iter().map(|value| FacetValueBody {
            value: value.value.clone(),
            label: value.label.clone(),
            count: value.count,
            selected: value.selected,
        });
        Self { name: facet.name.clone(), label: facet.label.clone(), values: values.collect() }
    }
}

/// A page of a list.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ItemsBody {
    items: Vec<ItemBody>,
    /// How many there are on all pages.
    total: u64,
    facets: Vec<FacetBody>,
    /// Send it back as `nextCursor` for the next page; null on the last.
    next_cursor: Option<String>,
    limit: usize,
    /// A better spelling, when this one found little.
    did_you_mean: Option<String>,
}

impl ItemsBody {
    pub(super) fn of(page: &SearchPage, limit: usize, stock: &StockSnapshot) -> Self {
        Self {
            items: page.items.iter().map(|card| ItemBody::of(card, stock)).collect(),
            total: page.total,
            facets: page.facets.iter().map(Into::into).collect(),
            next_cursor: page.next_cursor.clone(),
            limit,
            did_you_mean: page.did_you_mean.clone(),
        }
    }
}

/// A name with its value.
#[derive(Serialize, ToSchema)]
pub(super) struct NamedValue {
    name: String,
    value: String,
}

/// One SKU of a product.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct VariantBody {
    sku: String,
    price: MoneyBody,
    compare_at_price: Option<MoneyBody>,
    /// One choice for each axis.
    options: Vec<NamedValue>,
    barcodes: Vec<String>,
    weight_grams: Option<u32>,
    in_stock: bool,
    image: Option<ImageBody>,
}

impl VariantBody {
    fn of(variant: &Variant, tracked: bool, stock: &StockSnapshot) -> Self {
        let options = variant
            .options
            .iter()
            .map(|choice| NamedValue { name: choice.axis.clone(), value: choice.value.clone() });
        Self {
            sku: variant.sku.to_string(),
            price: variant.price.into(),
            compare_at_price: variant.compare_at.map(Into::into),
            options: options.collect(),
            barcodes: variant.barcodes.clone(),
            weight_grams: variant.weight_grams,
            in_stock: stock.availability(variant.sku.as_str(), tracked).purchasable(),
            image: variant.image.as_ref().map(Into::into),
        }
    }
}

/// A link to a category.
#[derive(Serialize, ToSchema)]
pub(super) struct CategoryBody {
    slug: String,
    name: String,
}

/// A product with its variants.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ProductBody {
    id: String,
    external_id: Option<String>,
    slug: String,
    version: i64,
    title: String,
    brand: String,
    /// One or two sentences.
    summary: String,
    /// Sanitised HTML.
    description: String,
    /// From the root of the tree to the category that it is shown under.
    breadcrumbs: Vec<CategoryBody>,
    axes: Vec<String>,
    variants: Vec<VariantBody>,
    specs: Vec<NamedValue>,
    tags: Vec<String>,
    images: Vec<ImageBody>,
    rating: Option<RatingBody>,
    in_stock: bool,
    /// RFC 3339.
    created_at: String,
    /// RFC 3339.
    updated_at: String,
}

impl From<&CategoryLink> for CategoryBody {
    fn from(link: &CategoryLink) -> Self {
        Self { slug: link.slug.to_string(), name: link.name.clone() }
    }
}

impl ProductBody {
    pub(super) fn of(product: &Product, stock: &StockSnapshot) -> Self {
        let variants: Vec<_> = product
            .variants
            .iter()
            .map(|variant| VariantBody::of(variant, product.stock_tracked, stock))
            .collect();
        let spec = |spec: &Spec| NamedValue { name: spec.name.clone(), value: spec.value.clone() };
        Self {
            id: product.id.to_string(),
            external_id: product.external_id.clone(),
            slug: product.slug.to_string(),
            version: product.version,
            title: product.title.clone(),
            brand: product.brand.clone(),
            summary: product.summary.clone(),
            description: product.description_html.clone(),
            breadcrumbs: product.breadcrumbs.iter().map(Into::into).collect(),
            axes: product.axes.clone(),
            in_stock: variants.iter().any(|variant| variant.in_stock),
            variants,
            specs: product.specs.iter().map(spec).collect(),
            tags: product.tags.clone(),
            images: product.images.iter().map(Into::into).collect(),
            rating: product.rating.map(Into::into),
            created_at: product.created_at.rfc3339(),
            updated_at: product.updated_at.rfc3339(),
        }
    }
}

/// What to offer while someone types.
#[derive(Serialize, ToSchema)]
pub(super) struct SuggestionsBody {
    /// Queries that others found something with.
    queries: Vec<String>,
    categories: Vec<CategoryBody>,
    products: Vec<ItemBody>,
}

impl SuggestionsBody {
    pub(super) fn of(found: &Suggestions, stock: &StockSnapshot) -> Self {
        Self {
            queries: found.queries.clone(),
            categories: found.categories.iter().map(Into::into).collect(),
            products: found.products.iter().map(|card| ItemBody::of(card, stock)).collect(),
        }
    }
}

#[cfg(test)]
mod tests;
