//! Puts together what imports and exports products.

use std::{sync::Arc, time::Duration};

use anyhow::{Context, Result};
use catalog::{CatalogStore, ColumnImporter, ProductExport};
use imports::{ImportBook, ImportFolder, ImportWorker};
use pictures::PictureStore;
use sqlx::PgPool;

use crate::{config::Config, drawings::Drawings};

/// How long PostgreSQL may take for one use of the import room.
const IMPORT_ROOM: Duration = Duration::from_secs(3);

/// What imports and exports products.
pub(super) struct Imports {
    pub(super) book: ImportBook,
    pub(super) worker: ImportWorker,
    pub(super) export: ProductExport,
}

/// Puts it together.
///
/// # Errors
/// When the folder of imports cannot be made.
pub(super) fn imports(
    config: &Config,
    postgres: &PgPool,
    catalogue: &Arc<CatalogStore>,
    pictures: &Arc<PictureStore>,
) -> Result<Imports> {
    let folder = config.data.join("imports");
    let folder = ImportFolder::open(&folder)
        .with_context(|| format!("the folder for imports {} cannot be used", folder.display()))?;
    let drawings = Arc::new(Drawings::new(pictures.clone()));
    let importer = Arc::new(ColumnImporter::new(catalogue.clone(), drawings, config.currency));
    Ok(Imports {
        book: ImportBook::new(postgres.clone(), folder.clone(), importer.clone(), IMPORT_ROOM),
        worker: ImportWorker::new(postgres.clone(), folder, importer),
        export: ProductExport::new(catalogue.clone()),
    })
}
