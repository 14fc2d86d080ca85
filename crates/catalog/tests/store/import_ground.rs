//! A catalogue that files of products are imported into and exported from.

use std::{ops::ControlFlow, path::PathBuf, sync::Arc};

use async_trait::async_trait;
use catalog::{ColumnImporter, ProductExport, import::PictureOfKind};
use futures::TryStreamExt;
use kernel::{AccountId, Currency};
use storefront::{
    image::Image,
    import_room::{
        CatalogueExport, ExportFormat, FileFormat, ImportCounts, ImportFollower, ImportJob,
        Importer, RowFault, guess,
    },
    staff::{Role, StaffMember},
};
use tempfile::TempDir;

use crate::ground::Ground;

/// Draws the same for all.
struct Drawn;

impl PictureOfKind for Drawn {
    fn picture(&self, _: &str, _: &str) -> Option<Image> {
        Some(Image { key: "0".repeat(32), alt: String::new(), width: 800, height: 600 })
    }
}

/// Gathers what it is told, and stops after so many batches.
#[derive(Default)]
pub(crate) struct Told {
    pub(crate) counts: ImportCounts,
    pub(crate) faults: Vec<RowFault>,
    pub(crate) batches: usize,
    pub(crate) stop_after: Option<usize>,
}

#[async_trait]
impl ImportFollower for Told {
    async fn batch(&mut self, counts: &ImportCounts, faults: Vec<RowFault>) -> ControlFlow<()> {
        self.counts = *counts;
        self.faults.extend(faults);
        self.batches += 1;
        let stop = self.stop_after.is_some_and(|most| self.batches >= most);
        if stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

impl Told {
    /// New, changed, unchanged, errors.
    pub(crate) fn sums(&self) -> (u64, u64, u64, u64) {
        let counts = self.counts;
        (counts.created, counts.updated, counts.unchanged, counts.errors)
    }

    /// Rows and columns of what was wrong.
    pub(crate) fn places(&self) -> Vec<(u64, &str)> {
        self.faults.iter().map(|fault| (fault.row, fault.column.as_str())).collect()
    }
}

/// A catalogue, an importer into it, and a folder for its files.
pub(crate) struct Shop {
    pub(crate) ground: Ground,
    pub(crate) importer: ColumnImporter,
    folder: TempDir,
}

impl Shop {
    pub(crate) async fn new() -> Self {
        let ground = Ground::new().await;
        let importer = ColumnImporter::new(ground.shared(), Arc::new(Drawn), Currency::EUR);
        Self { ground, importer, folder: tempfile::tempdir().expect("a folder") }
    }

    pub(crate) fn file(&self, bytes: &[u8]) -> PathBuf {
        let file = self.folder.path().join("file");
        std::fs::write(&file, bytes).expect("written");
        file
    }

    /// Imports a file whose columns are what they seem to be.
    pub(crate) async fn follow(&self, bytes: &[u8], dry_run: bool, mut told: Told) -> Told {
        let (file, format) = (self.file(bytes), FileFormat::of(bytes));
        let sample = self.importer.sample(&file, format).await.expect("a sample");
        let job = ImportJob { file, format, mapping: guess(&sample.columns), dry_run };
        let done = self.importer.import(&job, &mut told).await.expect("the file can be read");
        assert_eq!(done.is_break(), told.stop_after.is_some());
        told
    }

    pub(crate) async fn import(&self, text: &str) -> Told {
        self.follow(text.as_bytes(), false, Told::default()).await
    }

    pub(crate) async fn export(&self, format: ExportFormat) -> Vec<u8> {
        let export = ProductExport::new(self.ground.shared());
        let pieces = export.export(&analyst(), format).await.expect("allowed");
        pieces.try_concat().await.expect("the store answers")
    }
}

/// Who may read all products.
pub(crate) fn analyst() -> StaffMember {
    StaffMember {
        account: AccountId::parse("anna").expect("an id"),
        name: "Anna".to_owned(),
        roles: vec![Role::Analyst],
        api_token: None,
    }
}
