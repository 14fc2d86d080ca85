//! Comparing the index with the truth, product by product and field by field.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    sync::Arc,
    time::Duration,
};

use futures::TryStreamExt;
use serde_json::Value;
use storefront::{
    feed::{FeedError, ProductFeed},
    product::Product,
};

use crate::{
    columns::{Damaged, decode, encode},
    folder,
    index::{SearchIndex, blocking},
    row::Row,
    snapshot::{SegmentView, Snapshot},
    store::Reading,
};

/// How long the index is given to take in what changed while it was compared.
const GRACE: Duration = Duration::from_secs(2);
/// Most differences that are listed.
const MOST_LISTED: usize = 100;

/// How index and catalogue compare.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifyReport {
    /// How many products were compared.
    pub compared: u64,
    /// How many differ, whether listed or not.
    pub different: u64,
    /// The first differences, by product.
    pub differences: Vec<Difference>,
}

/// One product that is not in the index as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The product's id.
    pub id: String,
    /// What is wrong.
    pub what: Wrong,
}

/// What is wrong with a product in the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It is not there.
    Missing,
    /// It is there but not for sale.
    NotForSale,
    /// It is there more than once.
    Twice,
    /// These fields are not as they should be; `columns` stands for what lists, filters and orders
    /// are made from.
    Fields(Vec<String>),
}

/// Why index and catalogue could not be compared.
#[derive(Debug, thiserror::Error)]
pub enum VerifyError {
    /// The products could not be read.
    #[error(transparent)]
    Feed(#[from] FeedError),
    /// There is no index yet.
    #[error("there is no search index yet")]
    NotReady,
    /// The index cannot be read.
    #[error("the search index cannot be read: {0}")]
    Unreadable(String),
}

impl From<Damaged> for VerifyError {
    fn from(error: Damaged) -> Self {
        Self::Unreadable(error.0)
    }
}

type Differences = BTreeMap<String, Wrong>;

impl SearchIndex {
    /// Compares every product in the index, with everything stored of it and every column, with
    /// the catalogue. What differs is looked at again after a moment, since both go on changing.
    ///
    /// # Errors
    /// [`VerifyError`].
    pub async fn verify(&self) -> Result<VerifyReport, VerifyError> {
        let seen = async || self.snapshot.load_full().ok_or(VerifyError::NotReady);
        report(seen, &*self.feed).await
    }
}

/// Compares the index on disk in a folder, which a server may be using and changing, with the
/// catalogue, as [`SearchIndex::verify`] does.
///
/// # Errors
/// [`VerifyError`].
pub async fn verify_folder(
    folder: &Path,
    feed: &dyn ProductFeed,
) -> Result<VerifyReport, VerifyError> {
    let seen = async || {
        let build = folder::current(folder).ok_or(VerifyError::NotReady)?;
        let read = blocking(move || Reading::open(&build)?.snapshot()).await;
        Ok(Arc::new(read?))
    };
    report(seen, feed).await
}

async fn report(
    seen: impl AsyncFn() -> Result<Arc<Snapshot>, VerifyError>,
    feed: &dyn ProductFeed,
) -> Result<VerifyReport, VerifyError> {
    let (compared, mut differences) = compare(&*seen().await?, feed).await?;
    if !differences.is_empty() {
        tokio::time::sleep(GRACE).await;
        let (_, again) = compare(&*seen().await?, feed).await?;
        differences.retain(|id, wrong| again.get(id) == Some(wrong));
    }
    Ok(VerifyReport {
        compared,
        different: differences.len() as u64,
        differences: differences
            .into_iter()
            .take(MOST_LISTED)
            .map(|(id, what)| Difference { id, what })
            .collect(),
    })
}

async fn compare(
    snapshot: &Snapshot,
    feed: &dyn ProductFeed,
) -> Result<(u64, Differences), VerifyError> {
    let mut differences = twice(snapshot);
    let mut expected = BTreeSet::new();
    let mut products = feed.all();
    while let Some(product) = products.try_next().await? {
        let id = product.id.as_str().to_owned();
        match snapshot.by_id(&id)? {
            None => {
                differences.insert(id.clone(), Wrong::Missing);
            }
            Some((view, at)) => {
                let fields = wrong_fields(snapshot, view, at, &product)?;
                if !fields.is_empty() {
                    differences.entry(id.clone()).or_insert(Wrong::Fields(fields));
                }
            }
        }
        expected.insert(id);
    }
    for (view, local) in snapshot.alive() {
        let id = view.columns.id(local as usize);
        if !expected.contains(id) {
            differences.insert(id.to_owned(), Wrong::NotForSale);
        }
    }
    Ok((expected.len() as u64, differences))
}

fn twice(snapshot: &Snapshot) -> Differences {
    let mut seen = BTreeSet::new();
    let ids = snapshot.alive().map(|(view, local)| view.columns.id(local as usize));
    ids.filter(|id| !seen.insert(*id)).map(|id| (id.to_owned(), Wrong::Twice)).collect()
}

/// The names of the fields that are not as the product says.
fn wrong_fields(
    snapshot: &Snapshot,
    view: &SegmentView,
    at: usize,
    product: &Product,
) -> Result<Vec<String>, Damaged> {
    let unreadable = |error: serde_json::Error| Damaged(error.to_string());
    let stored = decode(&snapshot.stored(view, at)?)?;
    let mut wrong = Vec::new();
    if stored != *product {
        let found = serde_json::to_value(&stored).map_err(unreadable)?;
        let truth = serde_json::to_value(product).map_err(unreadable)?;
        if let (Value::Object(found), Value::Object(truth)) = (found, truth) {
            wrong.extend(
                truth
                    .iter()
                    .filter(|(name, value)| found.get(*name) != Some(value))
                    .map(|(n, _)| n.clone()),
            );
        }
    }
    let bytes = encode(product).map_err(|error| Damaged(error.to_string()))?;
    let truth = Row::of(product, &bytes);
    let mut found = view.columns.row(at, &snapshot.dictionary());
    // Numbers follow the order in which texts were first seen, texts follow the alphabet.
    found.categories.sort();
    found.specs.sort();
    if found != truth {
        wrong.push("columns".to_owned());
    }
    Ok(wrong)
}
