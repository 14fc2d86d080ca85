//! Products from a foreign file: read in a stream, written where they differ.
//!
//! What columns are comes from a [`Mapping`], a file that says everything of a product, or from what
//! staff chose in the browser: then a row says a part of a product, and all else stays as it is.

mod compose;
mod draft;
mod lists;
mod mapping;
mod measure;
mod part;
mod part_change;
mod row;
mod specs;
mod template;
mod text;

use std::{io::BufRead, ops::ControlFlow, sync::Arc};

use async_trait::async_trait;
use kernel::Sku;
use storefront::{draft::ProductDraft, image::Image, import_room::ColumnUse};

use crate::{
    CatalogStore, PutCategoryError, PutOutcome, PutProductError, StoreError,
    import::{compose::Composed, draft::picture, part::Part, row::Read},
};

pub use mapping::{Mapping, MappingError};
pub use row::Format;

pub(crate) use lists::{write_items, write_specs};
pub(crate) use measure::{Measure, measured};
pub(crate) use part::Columns;
pub(crate) use row::{Row, rows};

/// Rows that are written at once.
const BATCH: usize = 500;

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

/// By what rows become products.
#[derive(Clone, Copy)]
pub(crate) enum Plan<'a> {
    /// Each row is a whole product.
    File(&'a Mapping),
    /// Each row says a part of a product or of one of its variants.
    Columns(&'a Columns),
}

/// What an import works with.
pub(crate) struct Ground<'a> {
    pub(crate) plan: Plan<'a>,
    pub(crate) options: Options,
    pub(crate) store: &'a CatalogStore,
    pub(crate) pictures: &'a (dyn PictureOfKind + Sync),
    /// How much of the file was read.
    pub(crate) measure: Option<Arc<Measure>>,
}

/// An import on its way.
struct Import<'a> {
    ground: Ground<'a>,
    follower: &'a mut dyn Follow,
    /// Whole products of this batch, with their rows.
    batch: Vec<(u64, ProductDraft)>,
    /// Parts of products of this batch, with their rows.
    parts: Vec<(u64, Part)>,
    counts: Progress,
    /// What was wrong since the follower was told last.
    errors: Vec<RowError>,
    stock: Vec<(Sku, u32)>,
}

impl<'a> Import<'a> {
    fn new(ground: Ground<'a>, follower: &'a mut dyn Follow) -> Self {
        Self {
            ground,
            follower,
            batch: Vec::new(),
            parts: Vec::new(),
            counts: Progress::default(),
            errors: Vec::new(),
            stock: Vec::new(),
        }
    }

    async fn all(
        &mut self,
        reader: Box<dyn BufRead + Send>,
        format: Format,
    ) -> Result<ControlFlow<()>, ImportError> {
        let mut since = 0;
        for row in rows(reader, format) {
            self.counts.rows += 1;
            since += 1;
            self.read(self.counts.rows, row?);
            if let Some(measure) = &self.ground.measure {
                measure.row_ended();
            }
            // Rows that are all wrong make a batch, too.
            let gathered = self.batch.len().max(self.parts.len());
            if gathered >= BATCH || since >= 2 * BATCH {
                since = 0;
                if self.write(false).await?.is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
        }
        self.write(true).await
    }

    fn read(&mut self, number: u64, row: Read) {
        let row = match row {
            Err(message) => return self.refuse(number, String::new(), message),
            // An empty line is no product, and no mistake either.
            Ok(row) if row.fields.is_empty() => return,
            Ok(row) => row,
        };
        let faults = match self.ground.plan {
            Plan::File(mapping) => match mapping.draft(&row, self.ground.pictures) {
                Ok(draft) => return self.batch.push((number, draft)),
                Err(faults) => faults,
            },
            Plan::Columns(columns) => match columns.part(&row) {
                Ok(part) => return self.parts.push((number, part)),
                Err(faults) => faults,
            },
        };
        for fault in faults {
            self.refuse(number, fault.column, fault.message);
        }
    }

    fn refuse(&mut self, row: u64, column: String, message: String) {
        self.counts.errors += 1;
        self.errors.push(RowError { row, column, message });
    }

    /// The products of this batch. Rows that may go on with the next row are kept for the next batch.
    async fn compose(&mut self, last: bool) -> Result<Composed, ImportError> {
        match self.ground.plan {
            Plan::File(_) => Ok(Composed::whole(std::mem::take(&mut self.batch))),
            Plan::Columns(columns) => {
                let open = if last { 0 } else { compose::open_rows(&self.parts) };
                let rest = self.parts.split_off(self.parts.len() - open);
                let parts = std::mem::replace(&mut self.parts, rest);
                let (composed, faults) = columns.compose(&self.ground, parts).await?;
                for (row, fault) in faults {
                    self.refuse(row, fault.column, fault.message);
                }
                Ok(composed)
            }
        }
    }

    async fn write(&mut self, last: bool) -> Result<ControlFlow<()>, ImportError> {
        let Composed { rows, drafts, stored } = self.compose(last).await?;
        let store = self.ground.store;
        let outcomes = match (self.ground.options.dry_run, &stored) {
            (true, None) => store.preview_products(&drafts).await?,
            (true, Some(stored)) => CatalogStore::preview_over(&drafts, stored),
            (false, None) => store.upsert_products(&drafts).await?,
            (false, Some(stored)) => store.upsert_over(&drafts, stored).await?,
        };
        for ((number, draft), outcome) in std::iter::zip(std::iter::zip(rows, drafts), outcomes) {
            match outcome {
                Ok(PutOutcome::Created) => self.counts.created += 1,
                Ok(PutOutcome::Updated) => self.counts.updated += 1,
                Ok(PutOutcome::Unchanged) => self.counts.unchanged += 1,
                Err(PutProductError::Store(error)) => return Err(error.into()),
                Err(error) => {
                    let column = self.blame(&error);
                    self.refuse(number, column, told(&error));
                    continue;
                }
            }
            if let Plan::File(mapping) = self.ground.plan {
                let units = mapping.product.starting_stock;
                let skus = draft.variants.into_iter().map(|variant| (variant.sku, units));
                self.stock.extend(skus);
            }
        }
        if let Some(measure) = &self.ground.measure {
            self.counts.bytes = measure.bytes();
        }
        let errors = std::mem::take(&mut self.errors);
        Ok(self.follower.batch(&self.counts, errors).await)
    }

    /// The column that a refused value came from.
    fn blame(&self, error: &PutProductError) -> String {
        let PutProductError::Taken(field) = error else { return String::new() };
        let column = match (self.ground.plan, *field) {
            (Plan::File(mapping), "SKU") => mapping.product.sku.column(),
            (Plan::File(mapping), "slug") => mapping.product.slug_suffix.column(),
            (Plan::File(mapping), "external id") => {
                mapping.product.external_id.as_ref().map_or("", |template| template.column())
            }
            (Plan::Columns(columns), "SKU") => columns.column(ColumnUse::Sku),
            (Plan::Columns(columns), "slug") => columns.column(ColumnUse::Slug),
            (Plan::Columns(columns), "external id") => columns.column(ColumnUse::ExternalId),
            _ => "",
        };
        column.to_owned()
    }
}

/// What is wrong with a product, for whoever reads the report.
fn told(error: &PutProductError) -> String {
    match error {
        PutProductError::Stale { .. } => {
            "somebody changed the product just now; import it again".to_owned()
        }
        error => error.to_string(),
    }
}
