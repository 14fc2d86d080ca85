//! Products as documents in MongoDB, or in a server that speaks its protocol.

use std::path::PathBuf;

use anyhow::{Context, Result};
use async_trait::async_trait;
use futures::TryStreamExt;
use mongodb::bson::{Bson, Document, doc};
use mongodb::options::{ClientOptions, IndexOptions};
use mongodb::{Client, Collection, Database, IndexModel};
use serde::{Deserialize, Serialize};

use super::layout::{Cost, Filter, Filtered, Layout, PAGE, Task};
use crate::machine;
use crate::public_feed::{AttributeValue, FeedProduct};

/// Documents sent at once while loading.
const BATCH: usize = 1_000;

/// A product as it is stored: attributes as a list of names and values, which one index serves
/// whatever the names are.
#[derive(Serialize, Deserialize)]
struct StoredProduct {
    #[serde(rename = "_id")]
    id: i64,
    slug: String,
    version: i64,
    title: String,
    brand: String,
    summary: String,
    price: i64,
    specs: Vec<StoredSpec>,
}

#[derive(Serialize, Deserialize)]
struct StoredSpec {
    name: String,
    value: AttributeValue,
}

impl StoredProduct {
    fn of(product: &FeedProduct) -> Self {
        let specs = product.attributes.iter();
        Self {
            id: product.id,
            slug: product.slug.clone(),
            version: 1,
            title: product.title.clone(),
            brand: product.brand.clone(),
            summary: product.summary.clone(),
            price: product.price,
            specs: specs
                .map(|(name, value)| StoredSpec { name: name.clone(), value: value.clone() })
                .collect(),
        }
    }
}

impl From<StoredProduct> for FeedProduct {
    fn from(stored: StoredProduct) -> Self {
        Self {
            id: stored.id,
            slug: stored.slug,
            title: stored.title,
            brand: stored.brand,
            summary: stored.summary,
            price: stored.price,
            attributes: stored.specs.into_iter().map(|spec| (spec.name, spec.value)).collect(),
        }
    }
}

/// One collection, one document a product.
pub(super) struct Documents {
    database: Database,
    products: Collection<StoredProduct>,
    folder: Option<PathBuf>,
}

impl Documents {
    /// Connects, and empties what an earlier run left. `folder` is where the server keeps its files,
    /// for servers that do not tell their size.
    pub(super) async fn open(uri: &str, connections: u32, folder: Option<PathBuf>) -> Result<Self> {
        let mut options = ClientOptions::parse(uri).await?;
        options.max_pool_size = Some(connections);
        options.min_pool_size = Some(connections);
        let database = Client::with_options(options)?.database("quayside_bench");
        database.drop().await.context("MongoDB does not answer")?;
        Ok(Self { products: database.collection("products"), database, folder })
    }

    async fn statistics(&self) -> Result<u64> {
        let statistics = self.database.run_command(doc! { "collStats": "products" }).await?;
        let size = |name| number(statistics.get(name)).filter(|bytes| *bytes > 0);
        let (data, indexes) = (size("storageSize"), size("totalIndexSize"));
        Ok(data.context("no storageSize")? + indexes.context("no totalIndexSize")?)
    }
}

fn number(value: Option<&Bson>) -> Option<u64> {
    match value? {
        Bson::Int32(number) => u64::try_from(*number).ok(),
        Bson::Int64(number) => u64::try_from(*number).ok(),
        Bson::Double(number) => Some(*number as u64),
        _ => None,
    }
}

fn bson(value: &AttributeValue) -> Bson {
    match value {
        AttributeValue::Number(number) => Bson::Double(*number),
        AttributeValue::Text(text) => Bson::String(text.clone()),
    }
}

fn condition(filter: &Filter) -> Document {
    let spec = doc! { "name": &filter.name, "value": bson(&filter.value) };
    doc! { "brand": &filter.brand, "specs": { "$elemMatch": spec } }
}

#[async_trait]
impl Layout for Documents {
    fn name(&self) -> &'static str {
        "documents (MongoDB)"
    }

    async fn load(&self, products: &[FeedProduct]) -> Result<()> {
        // Indexes first: the server that stands in for MongoDB here does not get to the end of building
        // one over this many attributes at once.
        let unique = IndexOptions::builder().unique(true).build();
        self.products
            .create_indexes([
                IndexModel::builder().keys(doc! { "slug": 1 }).options(unique).build(),
                IndexModel::builder()
                    .keys(doc! { "brand": 1, "specs.name": 1, "specs.value": 1 })
                    .build(),
            ])
            .await?;
        for batch in products.chunks(BATCH) {
            self.products.insert_many(batch.iter().map(StoredProduct::of)).await?;
        }
        Ok(())
    }

    async fn bytes_on_disk(&self) -> Result<u64> {
        match (self.statistics().await, &self.folder) {
            (Ok(bytes), _) => Ok(bytes),
            (Err(_), Some(folder)) => Ok(machine::folder_size(folder)),
            (Err(error), None) => Err(error),
        }
    }

    async fn round_trip(&self) -> Result<()> {
        self.database.run_command(doc! { "ping": 1 }).await?;
        Ok(())
    }

    async fn page(&self, slug: &str) -> Result<FeedProduct> {
        let found = self.products.find_one(doc! { "slug": slug }).await?;
        Ok(found.context("no such product")?.into())
    }

    async fn filter(&self, filter: &Filter) -> Result<Filtered> {
        let condition = condition(filter);
        let ids = async {
            let only_ids = self.products.clone_with_type::<Document>();
            let found = only_ids
                .find(condition.clone())
                .projection(doc! { "_id": 1 })
                .sort(doc! { "_id": 1 })
                .limit(PAGE as i64)
                .await?;
            let found: Vec<Document> = found.try_collect().await?;
            found.iter().map(|found| Ok(found.get_i64("_id")?)).collect::<Result<Vec<_>>>()
        };
        let total = async { Ok(self.products.count_documents(condition.clone()).await?) };
        // One after the other, as on one connection: a second connection would be an advantage.
        let (ids, total) = (ids.await?, total.await.map_err(|error: anyhow::Error| error)?);
        Ok(Filtered { ids, total: i64::try_from(total)? })
    }

    async fn add(&self, product: &FeedProduct) -> Result<()> {
        self.products.insert_one(StoredProduct::of(product)).await?;
        Ok(())
    }

    async fn change(&self, id: i64, version: i64, name: &str, value: &str) -> Result<bool> {
        let changed = self
            .products
            .update_one(
                doc! { "_id": id, "version": version, "specs.name": name },
                doc! { "$set": { "specs.$.value": value }, "$inc": { "version": 1_i64 } },
            )
            .await?;
        Ok(changed.modified_count == 1)
    }

    async fn cost(&self, task: Task, _slug: &str, _filter: &Filter) -> Result<Cost> {
        // No stage of these questions looks into a second collection.
        Ok(match task {
            Task::RoundTrip | Task::Page => Cost { joins: 0, round_trips: 1, rows: 0 },
            Task::Filter => Cost { joins: 0, round_trips: 2, rows: 0 },
            Task::NewKind | Task::Change => Cost { joins: 0, round_trips: 1, rows: 1 },
        })
    }
}
