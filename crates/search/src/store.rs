//! One build of the index on disk, and writing to it.

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use kernel::ProductId;
use rustc_hash::FxHashMap;
use storefront::{feed::FeedPosition, product::Product};
use tantivy::{
    Index, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, TantivyDocument, Term,
    directory::MmapDirectory, store::Compressor,
};

use crate::{
    columns::{Damaged, encode},
    dictionary::Dictionary,
    document::DocumentMaker,
    merging::Merging,
    row::fingerprint,
    schema::{Fields, schema},
    snapshot::{KnownColumns, Snapshot},
};

/// Memory for the documents of a commit, in bytes; Tantivy's least.
const WRITING: usize = 15_000_000;
/// The same while the whole catalogue is written, for each of its threads.
const BUILDING: usize = 40_000_000;
/// Threads that write the whole catalogue.
const BUILDERS: usize = 2;

/// Changes to be written: the newest state of each product, none for one that is gone.
pub(crate) type Changes = FxHashMap<ProductId, Option<Box<Product>>>;

/// A build, for looking at only: another process may be writing it.
pub(crate) struct Reading {
    index: Index,
    fields: Fields,
    reader: IndexReader,
    dictionary: Arc<RwLock<Dictionary>>,
    columns: KnownColumns,
}

impl Reading {
    /// Opens a build.
    ///
    /// # Errors
    /// [`Damaged`] when it is missing or of another shape.
    pub(crate) fn open(path: &Path) -> Result<Self, Damaged> {
        let index = Index::open(directory(path)?)?;
        let (expected, fields) = schema();
        if index.schema() != expected {
            return Err(Damaged("the schema is another".to_owned()));
        }
        Self::of(index, fields)
    }

    fn of(index: Index, fields: Fields) -> Result<Self, Damaged> {
        Ok(Self {
            reader: index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?,
            index,
            fields,
            dictionary: Arc::default(),
            columns: KnownColumns::new(),
        })
    }

    /// The index as it was last committed. Long when segments are new.
    ///
    /// # Errors
    /// [`Damaged`].
    pub(crate) fn snapshot(&mut self) -> Result<Snapshot, Damaged> {
        self.reader.reload()?;
        let searcher = self.reader.searcher();
        Snapshot::take(searcher, &self.fields, &self.dictionary, &mut self.columns)
    }
}

/// A build that is in use.
pub(crate) struct Store {
    reading: Reading,
    writer: IndexWriter,
    maker: DocumentMaker,
}

impl Store {
    /// Opens a build, and says how far in the feed it goes. Long: keep off async threads.
    ///
    /// # Errors
    /// [`Damaged`] when any of it is missing or not as it was written.
    pub(crate) fn open(path: &Path) -> Result<(Self, FeedPosition), Damaged> {
        let reading = Reading::open(path)?;
        let damaged = reading.index.validate_checksum()?;
        if !damaged.is_empty() {
            return Err(Damaged(format!("{} files are not as they were written", damaged.len())));
        }
        let position = reading
            .index
            .load_metas()?
            .payload
            .ok_or_else(|| Damaged("the place in the feed is missing".to_owned()))?;
        Ok((Self::of(reading)?, FeedPosition(position)))
    }

    fn of(reading: Reading) -> Result<Self, Damaged> {
        let writer = reading.index.writer_with_num_threads(1, WRITING)?;
        writer.set_merge_policy(Box::new(Merging::default()));
        Ok(Self { reading, writer, maker: DocumentMaker::default() })
    }

    /// The index as it was last committed. Long when segments are new.
    ///
    /// # Errors
    /// [`Damaged`].
    pub(crate) fn snapshot(&mut self) -> Result<Snapshot, Damaged> {
        self.reading.snapshot()
    }

    /// Whether merging has changed the segments since the last snapshot.
    pub(crate) fn is_merged(&self) -> Result<bool, Damaged> {
        let segments = self.reading.index.searchable_segment_ids()?;
        Ok(segments.iter().any(|id| !self.reading.columns.contains_key(id)))
    }

    /// Writes changes and the place in the feed after them, in one commit. What is older than
    /// `known` is ignored.
    ///
    /// # Errors
    /// [`Damaged`].
    pub(crate) fn write(
        &mut self,
        changes: &Changes,
        position: &FeedPosition,
        known: &Snapshot,
    ) -> Result<(), Damaged> {
        for (id, product) in changes {
            let place = known.by_id(id.as_str())?;
            let term = || Term::from_field_text(self.reading.fields.id, id.as_str());
            let Some(product) = product else {
                if place.is_some() {
                    self.writer.delete_term(term());
                }
                continue;
            };
            let stored = encode(product).map_err(|error| Damaged(error.to_string()))?;
            if let Some((view, at)) = place {
                let version = view.columns.versions[at];
                let same = view.columns.fingerprints[at] == fingerprint(&stored);
                if version > product.version || same {
                    continue;
                }
                self.writer.delete_term(term());
            }
            self.writer.add_document(self.maker.document(
                &self.reading.fields,
                product,
                &stored,
            ))?;
        }
        commit(&mut self.writer, position)
    }
}

/// A build that is being written.
pub(crate) struct Building {
    index: Index,
    fields: Fields,
    writer: IndexWriter,
    makers: Mutex<Vec<DocumentMaker>>,
}

impl Building {
    /// Begins a build in an empty folder.
    ///
    /// # Errors
    /// [`Damaged`] when the folder cannot be written.
    pub(crate) fn begin(path: &Path) -> Result<Self, Damaged> {
        let (schema, fields) = schema();
        let settings = IndexSettings {
            // Products are read one at a time, out of files that are mapped into memory.
            docstore_compression: Compressor::None,
            docstore_blocksize: 4_096,
            ..IndexSettings::default()
        };
        let index = Index::create(directory(path)?, schema, settings)?;
        let writer = index.writer_with_num_threads(BUILDERS, BUILDERS * BUILDING)?;
        writer.set_merge_policy(Box::new(tantivy::merge_policy::NoMergePolicy));
        Ok(Self { index, fields, writer, makers: Mutex::default() })
    }

    /// Adds products; may be called on several threads at once.
    ///
    /// # Errors
    /// [`Damaged`] when it cannot be written.
    pub(crate) fn add(&self, products: &[Product]) -> Result<(), Damaged> {
        let makers = || self.makers.lock().unwrap_or_else(PoisonError::into_inner);
        let mut maker = makers().pop().unwrap_or_default();
        for product in products {
            let stored = encode(product).map_err(|error| Damaged(error.to_string()))?;
            let document: TantivyDocument = maker.document(&self.fields, product, &stored);
            self.writer.add_document(document)?;
        }
        makers().push(maker);
        Ok(())
    }

    /// Ends the build: one commit with the place in the feed.
    ///
    /// # Errors
    /// [`Damaged`] when it cannot be written.
    pub(crate) fn end(mut self, position: &FeedPosition) -> Result<Store, Damaged> {
        commit(&mut self.writer, position)?;
        self.writer.wait_merging_threads()?;
        Store::of(Reading::of(self.index, self.fields)?)
    }
}

fn directory(path: &Path) -> Result<MmapDirectory, Damaged> {
    MmapDirectory::open(path).map_err(|error| Damaged(error.to_string()))
}

fn commit(writer: &mut IndexWriter, position: &FeedPosition) -> Result<(), Damaged> {
    let mut commit = writer.prepare_commit()?;
    commit.set_payload(&position.0);
    commit.commit()?;
    Ok(())
}
