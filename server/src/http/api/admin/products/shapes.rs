//! Products as staff's programs are answered, and as they write them.

use kernel::Money;
use serde::{Deserialize, Serialize};
use storefront::{
    draft::ProductDraft,
    goods_room::{GoodsCursor, GoodsPage, GoodsRow},
    product::{OptionChoice, Spec, Subscription, Variant},
    product_desk::{ProductSheet, status_name},
};
use utoipa::ToSchema;

use super::super::super::{
    body::text,
    shapes::{ImageBody, MoneyBody},
};

/// A product in the list of staff.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct ProductRowBody {
    id: String,
    title: String,
    brand: String,
    /// draft, active or archived.
    status: &'static str,
    image: Option<ImageBody>,
    skus: Vec<String>,
    /// The lowest price of its variants.
    price: Option<MoneyBody>,
    /// Whether dearer variants exist.
    price_varies: bool,
    /// What the categories are called that it is in.
    categories: Vec<String>,
    /// False for what never runs out.
    stock_tracked: bool,
    /// RFC 3339.
    updated_at: String,
}

impl From<&GoodsRow> for ProductRowBody {
    fn from(row: &GoodsRow) -> Self {
        Self {
            id: row.id.to_string(),
            title: row.title.clone(),
            brand: row.brand.clone(),
            status: status_name(row.status),
            image: row.image.as_ref().map(Into::into),
            skus: row.skus.iter().map(ToString::to_string).collect(),
            price: row.price.map(Into::into),
            price_varies: row.price_varies,
            categories: row.categories.clone(),
            stock_tracked: row.stock_tracked,
            updated_at: row.updated_at.rfc3339(),
        }
    }
}

/// A page of products, whatever their status.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct ProductRowsBody {
    products: Vec<ProductRowBody>,
    /// How many match on all pages, counted up to 1,001.
    total: usize,
    /// Asks for the next page, with the same `sort`; null on the last.
    next_cursor: Option<String>,
    limit: usize,
}

impl ProductRowsBody {
    /// A page that may have had so many.
    pub(super) fn of(page: &GoodsPage, limit: usize) -> Self {
        Self {
            products: page.rows.iter().map(Into::into).collect(),
            total: page.matches,
            next_cursor: page.next.as_ref().map(GoodsCursor::write),
            limit,
        }
    }
}

/// An amount of money in the currency of a product.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct PriceFields {
    /// Minor units: cents for EUR.
    pub(super) amount: i64,
    /// ISO 4217.
    pub(super) currency: String,
}

impl From<Money> for PriceFields {
    fn from(money: Money) -> Self {
        Self { amount: money.amount(), currency: money.currency().code().to_owned() }
    }
}

/// A name with its value, as staff write it.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(in crate::http) struct NamedFields {
    #[serde(deserialize_with = "text")]
    #[schema(required)]
    pub(super) name: String,
    #[serde(deserialize_with = "text")]
    #[schema(required)]
    pub(super) value: String,
}

impl From<&Spec> for NamedFields {
    fn from(spec: &Spec) -> Self {
        Self { name: spec.name.clone(), value: spec.value.clone() }
    }
}

impl From<&OptionChoice> for NamedFields {
    fn from(choice: &OptionChoice) -> Self {
        Self { name: choice.axis.clone(), value: choice.value.clone() }
    }
}

/// One SKU of a product, as staff write it. Its own picture stays.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub(in crate::http) struct VariantFields {
    #[serde(deserialize_with = "text")]
    #[schema(required)]
    pub(super) sku: String,
    /// Whether it holds the tax is a setting of the shop.
    #[schema(required)]
    pub(super) price: Option<PriceFields>,
    /// The price before, if it is reduced: above `price`.
    pub(super) compare_at_price: Option<PriceFields>,
    /// One value for each axis.
    pub(super) options: Vec<NamedFields>,
    /// EAN, UPC or ISBN codes, digits only.
    pub(super) barcodes: Vec<String>,
    pub(super) weight_grams: Option<u32>,
}

impl From<&Variant> for VariantFields {
    fn from(variant: &Variant) -> Self {
        Self {
            sku: variant.sku.to_string(),
            price: Some(variant.price.into()),
            compare_at_price: variant.compare_at.map(Into::into),
            options: variant.options.iter().map(Into::into).collect(),
            barcodes: variant.barcodes.clone(),
            weight_grams: variant.weight_grams,
        }
    }
}

/// How often it is paid, for what is sold as a subscription.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(in crate::http) struct SubscriptionFields {
    /// Months that one payment covers, 1 to 60.
    pub(super) interval_months: u32,
    /// What one gets, a line each.
    #[serde(default)]
    pub(super) features: Vec<String>,
}

impl From<&Subscription> for SubscriptionFields {
    fn from(subscription: &Subscription) -> Self {
        Self {
            interval_months: subscription.interval_months.into(),
            features: subscription.features.clone(),
        }
    }
}

/// What staff write of a product. What is left out is empty afterwards, but for `subscription`.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub(in crate::http) struct ProductFields {
    /// 1 to 300 characters.
    #[serde(deserialize_with = "text")]
    #[schema(required)]
    pub(super) title: String,
    /// Where it is; made of the title when it is left out. A former one leads to the new one.
    #[serde(deserialize_with = "text")]
    pub(super) slug: String,
    /// draft, active or archived. A new product is a draft when it is left out.
    #[serde(deserialize_with = "text")]
    #[schema(required)]
    pub(super) status: String,
    #[serde(deserialize_with = "text")]
    pub(super) brand: String,
    /// One or two sentences.
    #[serde(deserialize_with = "text")]
    pub(super) summary: String,
    /// HTML, which is sanitised.
    #[serde(deserialize_with = "text")]
    pub(super) description: String,
    /// Ids of the categories that it is in. Those that it has already keep their order.
    pub(super) categories: Vec<String>,
    /// What variants differ in, at most three.
    pub(super) axes: Vec<String>,
    /// 1 to 200.
    #[schema(required)]
    pub(super) variants: Vec<VariantFields>,
    /// The specification, in the order to show.
    pub(super) specs: Vec<NamedFields>,
    /// Words that lead to it, without commas.
    pub(super) tags: Vec<String>,
    /// standard, reduced or zero.
    #[serde(deserialize_with = "text")]
    #[schema(required)]
    pub(super) tax_class: String,
    /// False for what never runs out.
    #[schema(required)]
    pub(super) stock_tracked: Option<bool>,
    /// For what is sold as a subscription. Left out, a product stays as it is in this.
    pub(super) subscription: Option<SubscriptionFields>,
    /// For search engines.
    pub(super) seo_title: Option<String>,
    /// For search engines.
    pub(super) seo_description: Option<String>,
}

impl From<&ProductDraft> for ProductFields {
    fn from(product: &ProductDraft) -> Self {
        Self {
            title: product.title.clone(),
            slug: product.slug.to_string(),
            status: status_name(product.status).to_owned(),
            brand: product.brand.clone(),
            summary: product.summary.clone(),
            description: product.description_html.clone(),
            categories: product.categories.iter().map(ToString::to_string).collect(),
            axes: product.axes.clone(),
            variants: product.variants.iter().map(Into::into).collect(),
            specs: product.specs.iter().map(Into::into).collect(),
            tags: product.tags.clone(),
            tax_class: product.tax_class.clone(),
            stock_tracked: Some(product.stock_tracked),
            subscription: product.subscription.as_ref().map(Into::into),
            seo_title: product.seo_title.clone(),
            seo_description: product.seo_description.clone(),
        }
    }
}

/// A product as staff see it, whatever its status.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct SheetBody {
    id: String,
    /// Grows with every change. The header `ETag` has it too.
    version: i64,
    /// The id that it had where it was imported from.
    external_id: Option<String>,
    /// What its prices are in.
    currency: &'static str,
    /// RFC 3339.
    created_at: String,
    /// RFC 3339.
    updated_at: String,
    /// The account of who made it so; null for an import or the shop itself.
    changed_by: Option<String>,
    images: Vec<ImageBody>,
    /// What a change of it takes, as it stands.
    product: ProductFields,
}

impl From<&ProductSheet> for SheetBody {
    fn from(sheet: &ProductSheet) -> Self {
        let product = &sheet.product;
        Self {
            id: product.id.to_string(),
            version: sheet.version,
            external_id: product.external_id.clone(),
            currency: sheet.choices.currency.code(),
            created_at: product.created_at.rfc3339(),
            updated_at: sheet.updated_at.rfc3339(),
            changed_by: sheet.changed_by.as_ref().map(ToString::to_string),
            images: product.images.iter().map(Into::into).collect(),
            product: product.into(),
        }
    }
}
