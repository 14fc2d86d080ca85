//! An import on its way, batch after batch.

use std::{io::BufRead, ops::ControlFlow, sync::Arc, time::Duration};

use kernel::Sku;
use storefront::{draft::ProductDraft, import_room::ColumnUse};
use tokio::time::timeout;

use super::{
    Follow, ImportError, Mapping, Measure, Options, PictureOfKind, Progress, RowError,
    compose::{Composed, Outcome},
    part::{Columns, Part},
    row::{Format, Read, rows},
};
use crate::{CatalogStore, PutOutcome, PutProductError};

/// Rows that are written at once.
const BATCH: usize = 500;
/// How long MongoDB may take for them. A connection that died without a word would otherwise hold the
/// import, and all that wait for it, for ever.
const DEADLINE: Duration = Duration::from_secs(120);

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

/// The products of a batch, the first row of each, and what became of it.
struct Put {
    rows: Vec<u64>,
    drafts: Vec<ProductDraft>,
    outcomes: Vec<Result<PutOutcome, PutProductError>>,
}

/// An import on its way.
pub(super) struct Import<'a> {
    ground: Ground<'a>,
    follower: &'a mut dyn Follow,
    /// Whole products of this batch, with their rows.
    batch: Vec<(u64, ProductDraft)>,
    /// Parts of products of this batch, with their rows.
    parts: Vec<(u64, Part)>,
    pub(super) counts: Progress,
    /// What was wrong since the follower was told last.
    errors: Vec<RowError>,
    pub(super) stock: Vec<(Sku, u32)>,
}

impl<'a> Import<'a> {
    pub(super) fn new(ground: Ground<'a>, follower: &'a mut dyn Follow) -> Self {
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

    pub(super) async fn all(
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
            // Rows of whole products that are all wrong make a batch, too.
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
            Plan::Columns(columns) => {
                let (part, faults) = columns.part(&row);
                self.parts.push((number, part));
                faults
            }
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
                let parts = std::mem::take(&mut self.parts);
                let Outcome { composed, faults, rest } =
                    columns.compose(&self.ground, parts, last).await?;
                self.parts = rest;
                for (row, fault) in faults {
                    self.refuse(row, fault.column, fault.message);
                }
                Ok(composed)
            }
        }
    }

    /// Writes the products of this batch, or only compares them.
    async fn put(&mut self, last: bool) -> Result<Put, ImportError> {
        let Composed { rows, drafts, stored } = self.compose(last).await?;
        let store = self.ground.store;
        let outcomes = match (self.ground.options.dry_run, &stored) {
            (true, None) => store.preview_products(&drafts).await?,
            (true, Some(stored)) => store.preview_over(&drafts, stored).await?,
            (false, None) => store.upsert_products(&drafts).await?,
            (false, Some(stored)) => store.upsert_over(&drafts, stored).await?,
        };
        Ok(Put { rows, drafts, outcomes })
    }

    async fn write(&mut self, last: bool) -> Result<ControlFlow<()>, ImportError> {
        let put = timeout(DEADLINE, Box::pin(self.put(last))).await;
        let Put { rows, drafts, outcomes } = put.map_err(|_| ImportError::Late)??;
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
