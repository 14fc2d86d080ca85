//! Products from a foreign file: read in a stream, written where they differ.
//!
//! What columns are comes from a [`Mapping`], a file that says everything of a product, or from what
//! staff chose in the browser: then a row says a part of a product, and all else stays as it is.

mod batches;
mod cell;
mod compose;
mod draft;
mod lists;
mod mapping;
mod measure;
mod naming;
mod part;
mod part_change;
mod part_first;
mod part_variant;
mod row;
mod specs;
mod template;
mod text;

use std::{io::BufRead, ops::ControlFlow};

use async_trait::async_trait;
use kernel::Sku;
use storefront::image::Image;

use crate::{
    CatalogStore, PutCategoryError, StoreError,
    import::{batches::Import, draft::picture},
};

pub use mapping::{Mapping, MappingError};
pub use row::Format;

pub(crate) use batches::{Ground, Plan};
pub(crate) use cell::write_moment;
pub(crate) use lists::{write_items, write_specs};
pub(crate) use measure::{Measure, measured};
pub(crate) use part::Columns;
pub(crate) use row::{Row, rows};

/// Draws what a product without a picture is shown with.
pub trait PictureOfKind {
    /// A picture for a product of a category, by the category's slug and the product's title. Its
    /// description is set by the importer.
    fn picture(&self, category_slug: &str, title: &str) -> Option<Image>;
}

/// How to import.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Read and compare everything, write nothing.
    pub dry_run: bool,
}

/// How far an import is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Rows read.
    pub rows: u64,
    /// Bytes of the file that were read, where somebody measures them.
    pub bytes: u64,
    /// Products that were not there before.
    pub created: u64,
    /// Products that differed.
    pub updated: u64,
    /// Products that were stored just so.
    pub unchanged: u64,
    /// Rows that were left out.
    pub errors: u64,
}

/// What is wrong with a row. The row was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// The row, from 1, not counting a header.
    pub row: u64,
    /// The column; empty when the row as a whole is wrong.
    pub column: String,
    /// What is wrong, as a sentence.
    pub message: String,
}

/// What an import did, or would do in a dry run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Products that were not there before.
    pub created: u64,
    /// Products that differed.
    pub updated: u64,
    /// Products that were stored just so.
    pub unchanged: u64,
    /// What was wrong, by row and column.
    pub errors: Vec<RowError>,
    /// Units of each good row's SKU to receive once.
    pub stock: Vec<(Sku, u32)>,
}

/// Why an import ended early. What was written before stays, and importing again goes on from it.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read on.
    #[error("the file cannot be read: {0}")]
    File(#[from] std::io::Error),
    /// A category of the mapping was not written.
    #[error("the category `{slug}` was not written: {source}")]
    Category {
        /// Which.
        slug: String,
        /// Why.
        source: PutCategoryError,
    },
    /// MongoDB failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// MongoDB took too long over a batch. Whether it was written is unknown.
    #[error("MongoDB took too long over a batch")]
    Late,
}

/// Is told of each batch, and says whether the import goes on.
#[async_trait]
pub(crate) trait Follow: Send {
    async fn batch(&mut self, progress: &Progress, errors: Vec<RowError>) -> ControlFlow<()>;
}

/// Shows how far an import is, and gathers what was wrong.
struct Gathered<'a> {
    errors: Vec<RowError>,
    show: &'a mut (dyn FnMut(&Progress) + Send),
}

#[async_trait]
impl Follow for Gathered<'_> {
    async fn batch(&mut self, progress: &Progress, errors: Vec<RowError>) -> ControlFlow<()> {
        self.errors.extend(errors);
        (self.show)(progress);
        ControlFlow::Continue(())
    }
}

/// Imports a file. Memory stays bounded by a batch of five hundred rows and the report.
///
/// # Errors
/// [`ImportError`]; wrong rows are no error, the report names them.
pub async fn run(
    reader: Box<dyn BufRead + Send>,
    format: Format,
    mapping: &Mapping,
    options: Options,
    store: &CatalogStore,
    pictures: &(dyn PictureOfKind + Sync),
    progress: &mut (dyn FnMut(&Progress) + Send),
) -> Result<Report, ImportError> {
    if !options.dry_run {
        put_categories(mapping, store, pictures).await?;
    }
    let mut gathered = Gathered { errors: Vec::new(), show: progress };
    let ground = Ground { plan: Plan::File(mapping), options, store, pictures, measure: None };
    let (counts, stock) = {
        let mut import = Import::new(ground, &mut gathered);
        // Nobody stops it.
        let _ = import.all(reader, format).await?;
        (import.counts, import.stock)
    };
    let Progress { created, updated, unchanged, .. } = counts;
    Ok(Report { created, updated, unchanged, errors: gathered.errors, stock })
}

/// Imports a file by what its columns were said to be, or as far as its follower lets it. Memory
/// stays bounded by a batch of five hundred rows.
///
/// # Errors
/// [`ImportError`]; wrong rows are no error, the follower is told of them.
pub(crate) async fn run_columns(
    reader: Box<dyn BufRead + Send>,
    format: Format,
    ground: Ground<'_>,
    follower: &mut dyn Follow,
) -> Result<ControlFlow<()>, ImportError> {
    Import::new(ground, follower).all(reader, format).await
}

async fn put_categories(
    mapping: &Mapping,
    store: &CatalogStore,
    pictures: &(dyn PictureOfKind + Sync),
) -> Result<(), ImportError> {
    for category in &mapping.categories {
        let mut category = category.clone();
        category.image = picture(pictures, category.slug.as_str(), &category.name);
        store
            .put_category(&category)
            .await
            .map_err(|source| ImportError::Category { slug: category.slug.to_string(), source })?;
    }
    Ok(())
}
