//! Products from a foreign file: read in a stream, written where they differ.

mod draft;
mod mapping;
mod row;
mod specs;
mod template;
mod text;

use std::io::BufRead;

use kernel::Sku;
use storefront::{draft::ProductDraft, image::Image};

use crate::{
    CatalogStore, PutCategoryError, PutOutcome, PutProductError, StoreError,
    import::{draft::picture, row::Read},
};

pub use mapping::{Mapping, MappingError};
pub use row::Format;

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
    let mut import = Import {
        mapping,
        options,
        store,
        pictures,
        progress,
        batch: Vec::new(),
        report: Report::default(),
    };
    let mut rows = 0;
    for row in row::rows(reader, format) {
        rows += 1;
        import.read(rows, row?);
        if import.batch.len() >= BATCH {
            import.write(rows).await?;
        }
    }
    import.write(rows).await?;
    Ok(import.report)
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

/// An import on its way.
struct Import<'a> {
    mapping: &'a Mapping,
    options: Options,
    store: &'a CatalogStore,
    pictures: &'a (dyn PictureOfKind + Sync),
    progress: &'a mut (dyn FnMut(&Progress) + Send),
    batch: Vec<(u64, ProductDraft)>,
    report: Report,
}

impl Import<'_> {
    fn read(&mut self, number: u64, row: Read) {
        match row {
            Err(message) => self.refuse(number, String::new(), message),
            // An empty line is no product, and no mistake either.
            Ok(row) if row.fields.is_empty() => {}
            Ok(row) => match self.mapping.draft(&row, self.pictures) {
                Ok(draft) => self.batch.push((number, draft)),
                Err(faults) => {
                    for fault in faults {
                        self.refuse(number, fault.column, fault.message);
                    }
                }
            },
        }
    }

    fn refuse(&mut self, row: u64, column: String, message: String) {
        self.report.errors.push(RowError { row, column, message });
    }

    async fn write(&mut self, rows: u64) -> Result<(), ImportError> {
        let (numbers, drafts): (Vec<u64>, Vec<ProductDraft>) = self.batch.drain(..).unzip();
        let outcomes = if self.options.dry_run {
            self.store.preview_products(&drafts).await?
        } else {
            self.store.upsert_products(&drafts).await?
        };
        for ((number, draft), outcome) in std::iter::zip(std::iter::zip(numbers, drafts), outcomes)
        {
            match outcome {
                Ok(PutOutcome::Created) => self.report.created += 1,
                Ok(PutOutcome::Updated) => self.report.updated += 1,
                Ok(PutOutcome::Unchanged) => self.report.unchanged += 1,
                Err(PutProductError::Store(error)) => return Err(error.into()),
                Err(error) => {
                    let column = self.blame(&error);
                    self.refuse(number, column, error.to_string());
                    continue;
                }
            }
            let units = self.mapping.product.starting_stock;
            let skus = draft.variants.into_iter().map(|variant| (variant.sku, units));
            self.report.stock.extend(skus);
        }
        (self.progress)(&Progress {
            rows,
            created: self.report.created,
            updated: self.report.updated,
            unchanged: self.report.unchanged,
            errors: self.report.errors.len() as u64,
        });
        Ok(())
    }

    /// The column that a refused value came from.
    fn blame(&self, error: &PutProductError) -> String {
        let columns = &self.mapping.product;
        let column = match error {
            PutProductError::Taken("SKU") => columns.sku.column(),
            PutProductError::Taken("slug") => columns.slug_suffix.column(),
            PutProductError::Taken("external id") => {
                columns.external_id.as_ref().map_or("", |template| template.column())
            }
            _ => "",
        };
        column.to_owned()
    }
}
