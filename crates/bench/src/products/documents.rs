//! Products as documents in MongoDB, or in a server that speaks its protocol.

use std::path::PathBuf;

use anyhow::{Context, Result};
use async_trait::async_trait;
use futures::TryStreamExt;
use mongodb::bson::{Bson, doc};
use mongodb::options::{ClientOptions, IndexOptions};
use mongodb::{Client, Collection, Database, IndexModel};
use serde::{Deserialize, Serialize};

use super::layout::{Cost, Filter, Filtered, Layout, PAGE, Task};
use crate::machine;
use crate::public_feed::{AttributeValue, FeedProduct};

/// Documents sent at once while loading.
const BATCH: usize = 500;

/// A product as it is stored: attributes as a list of names and values. One index serves them all
/// whatever they are called, over name and value in one text: an index over both fields has a key for
/// each name with each value in the server that stands in for MongoDB here.
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
    key: String,
}

impl StoredSpec {
    fn of(name: &str, value: &AttributeValue) -> Self {
        Self { name: name.to_owned(), value: value.clone(), key: key(name, value) }
    }
}

fn key(name: &str, value: &AttributeValue) -> String {
    match value {
        AttributeValue::Number(number) => format!("{name}={number}"),
        AttributeValue::Text(text) => format!("{name}={text}"),
    }
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
            specs: specs.map(|(name, value)| StoredSpec::of(name, value)).collect(),
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

#[async_trait]
impl Layout for Documents {
    fn name(&self) -> &'static str {
        "documents (MongoDB)"
    }

    async fn load(&self, products: &[FeedProduct]) -> Result<()> {
        // Indexes first: the stand-in builds none over this many keys in one go.
        let unique = IndexOptions::builder().unique(true).build();
        self.products
            .create_indexes([
                IndexModel::builder().keys(doc! { "slug": 1 }).options(unique).build(),
                IndexModel::builder().keys(doc! { "brand": 1, "specs.key": 1 }).build(),
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
        let key = key(&filter.name, &filter.value);
        let page = i64::try_from(PAGE)?;
        let stages = [
            doc! { "$match": { "brand": &filter.brand, "specs.key": key } },
            doc! { "$sort": { "_id": 1 } },
            doc! { "$group": { "_id": null, "ids": { "$push": "$_id" }, "total": { "$sum": 1 } } },
            doc! { "$project": { "ids": { "$slice": ["$ids", page] }, "total": 1 } },
        ];
        let mut found = self.products.aggregate(stages).await?;
        let Some(found) = found.try_next().await? else {
            return Ok(Filtered { ids: Vec::new(), total: 0 });
        };
        let ids = found.get_array("ids")?.iter();
        Ok(Filtered {
            ids: ids
                .map(|id| id.as_i64().context("an id that is no number"))
                .collect::<Result<_>>()?,
            total: number(found.get("total")).context("no count")?.try_into()?,
        })
    }

    async fn add(&self, product: &FeedProduct) -> Result<()> {
        self.products.insert_one(StoredProduct::of(product)).await?;
        Ok(())
    }

    async fn change(&self, id: i64, version: i64, name: &str, value: &str) -> Result<bool> {
        let key = format!("{name}={value}");
        let changed = self
            .products
            .update_one(
                doc! { "_id": id, "version": version, "specs.name": name },
                doc! { "$set": { "specs.$.value": value, "specs.$.key": key }, "$inc": { "version": 1_i64 } },
            )
            .await?;
        Ok(changed.modified_count == 1)
    }

    async fn cost(&self, task: Task, _slug: &str, _filter: &Filter) -> Result<Cost> {
        // No stage of these questions looks into a second collection.
        Ok(match task {
            Task::RoundTrip | Task::Page | Task::Filter => {
                Cost { joins: 0, round_trips: 1, rows: 0 }
            }
            Task::NewKind | Task::Change => Cost { joins: 0, round_trips: 1, rows: 1 },
        })
    }
}
