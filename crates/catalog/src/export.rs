//! All products in a file: a row for each variant, with the columns that an import knows.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use futures::{TryStreamExt, stream};
use kernel::{Money, Timestamp};
use mongodb::bson::doc;
use storefront::{
    ShopError,
    import_room::{CatalogueExport, ExportFormat, ImportRoomError, Pieces, csv_line},
    product::{Spec, Variant},
    staff::{Permission, StaffMember},
};
use tokio::time::timeout;

use crate::{
    CatalogStore, StoreError,
    category_tree::Tree,
    documents::{ProductDocument, Status},
    import::{write_items, write_moment, write_specs},
};

/// Products that are read at once.
const AT_ONCE: i64 = 200;
/// How long MongoDB may take for them.
const DEADLINE: Duration = Duration::from_secs(10);
/// The columns, in their order.
const COLUMNS: [&str; 24] = [
    "id",
    "external_id",
    "slug",
    "status",
    "title",
    "brand",
    "summary",
    "description",
    "categories",
    "tags",
    "sku",
    "options",
    "price",
    "compare_at_price",
    "barcodes",
    "weight_grams",
    "specs",
    "tax_class",
    "stock_tracked",
    "subscription_months",
    "subscription_features",
    "seo_title",
    "seo_description",
    "created_at",
];

/// Writes all products into a file.
pub struct ProductExport(Arc<CatalogStore>);

impl ProductExport {
    /// Of a catalogue.
    #[must_use]
    pub fn new(store: Arc<CatalogStore>) -> Self {
        Self(store)
    }
}

/// How far an export is.
struct Place {
    store: Arc<CatalogStore>,
    format: ExportFormat,
    /// The last product that was written.
    after: Option<String>,
    begun: bool,
}

impl Place {
    /// The next piece of the file; none at its end.
    async fn next(mut self) -> Result<Option<(Vec<u8>, Self)>, ShopError> {
        let page = match timeout(DEADLINE, self.page()).await {
            Ok(Ok(page)) => page,
            Ok(Err(error)) => {
                tracing::error!(%error, "an export ended early");
                return Err(ShopError::Unavailable);
            }
            Err(_) => {
                tracing::error!("MongoDB took too long over an export");
                return Err(ShopError::Unavailable);
            }
        };
        let mut text = String::new();
        if !self.begun && self.format == ExportFormat::Csv {
            text.push_str(&csv_line(COLUMNS));
        }
        self.begun = true;
        let (products, tree) = page;
        for product in &products {
            for variant in &product.variants {
                let cells = cells(product, variant, &tree);
                match self.format {
                    ExportFormat::Csv => {
                        text.push_str(&csv_line(cells.iter().map(String::as_str)));
                    }
                    ExportFormat::JsonLines => text.push_str(&json_line(&cells)),
                }
            }
        }
        if let Some(last) = products.last() {
            self.after = Some(last.id.to_string());
        }
        let ended = products.is_empty() && text.is_empty();
        Ok((!ended).then(|| (text.into_bytes(), self)))
    }

    async fn page(&self) -> Result<(Vec<ProductDocument>, Arc<Tree>), StoreError> {
        let filter = match &self.after {
            Some(after) => doc! { "_id": { "$gt": after.as_str() } },
            None => doc! {},
        };
        let stored = self.store.products();
        let found = stored.find(filter).sort(doc! { "_id": 1 }).limit(AT_ONCE);
        let products: Vec<ProductDocument> = found.await?.try_collect().await?;
        Ok((products, self.store.fresh_tree().await?))
    }
}

fn cells(product: &ProductDocument, variant: &Variant, tree: &Tree) -> [String; 24] {
    let categories: Vec<String> = product
        .categories
        .iter()
        .filter_map(|id| tree.by_id(id.as_str()))
        .map(|category| category.slug.to_string())
        .collect();
    let status = match product.status {
        Status::Draft => "draft",
        Status::Active => "active",
        Status::Archived => "archived",
    };
    let options = variant
        .options
        .iter()
        .map(|choice| Spec { name: choice.axis.clone(), value: choice.value.clone() });
    let options: Vec<Spec> = options.collect();
    let subscription = product.subscription.as_ref();
    [
        product.id.to_string(),
        product.external_id.clone().unwrap_or_default(),
        product.slug.to_string(),
        status.to_owned(),
        product.title.clone(),
        product.brand.clone(),
        product.summary.clone(),
        product.description_html.clone(),
        write_items(&categories),
        write_items(&product.tags),
        variant.sku.to_string(),
        write_specs(&options),
        variant.price.decimal(),
        variant.compare_at.map(Money::decimal).unwrap_or_default(),
        write_items(&variant.barcodes),
        variant.weight_grams.map(|grams| grams.to_string()).unwrap_or_default(),
        write_specs(&product.specs),
        product.tax_class.clone(),
        if product.stock_tracked { "yes" } else { "no" }.to_owned(),
        subscription.map(|it| it.interval_months.to_string()).unwrap_or_default(),
        subscription.map(|it| it.features.join("\n")).unwrap_or_default(),
        product.seo_title.clone().unwrap_or_default(),
        product.seo_description.clone().unwrap_or_default(),
        write_moment(Timestamp::from_millis(product.created_at.timestamp_millis())),
    ]
}

/// A line of JSON, its names in the order of the columns.
fn json_line(cells: &[String; 24]) -> String {
    let text = |text: &str| serde_json::Value::from(text).to_string();
    let pairs = std::iter::zip(COLUMNS, cells);
    let pairs: Vec<String> =
        pairs.map(|(name, cell)| format!("{}:{}", text(name), text(cell))).collect();
    format!("{{{}}}\n", pairs.join(","))
}

#[async_trait]
impl CatalogueExport for ProductExport {
    async fn export(
        &self,
        by: &StaffMember,
        format: ExportFormat,
    ) -> Result<Pieces, ImportRoomError> {
        by.require(Permission::ReadCatalogue)?;
        let place = Place { store: self.0.clone(), format, after: None, begun: false };
        Ok(Box::pin(stream::try_unfold(place, Place::next)))
    }
}
