//! The index at one moment: what a search looks at, unchanged while it does.

use std::{
    collections::HashMap,
    sync::{Arc, RwLock, RwLockReadGuard},
};

use kernel::Currency;
use storefront::stock::StockSnapshot;
use tantivy::{
    InvertedIndexReader, Searcher, SegmentReader, Term,
    fastfield::AliveBitSet,
    fieldnorm::FieldNormReader,
    index::SegmentId,
    postings::TermInfo,
    schema::{Field, IndexRecordOption},
};

use crate::{
    choices::Choices,
    columns::{Columns, Damaged},
    dictionary::Dictionary,
    schema::{Fields, SCORED, Scored, WEIGHING},
};

/// A segment with what is kept of it in memory.
pub(crate) struct SegmentView {
    /// The number of its first document among all.
    base: u32,
    pub(crate) columns: Arc<Columns>,
    inverted: Vec<Arc<InvertedIndexReader>>,
    written: Arc<InvertedIndexReader>,
    lengths: Vec<FieldNormReader>,
    alive: Option<AliveBitSet>,
    max: u32,
}

impl SegmentView {
    fn is_alive(&self, local: u32) -> bool {
        self.alive.as_ref().is_none_or(|alive| alive.is_alive(local))
    }

    /// The documents in which a term stands.
    pub(crate) fn postings(
        &self,
        field: Scored,
        info: &TermInfo,
    ) -> Result<tantivy::postings::SegmentPostings, Damaged> {
        Ok(self.inverted[field as usize]
            .read_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?)
    }

    pub(crate) fn length_id(&self, field: Scored, local: u32) -> u8 {
        self.lengths[field as usize].fieldnorm_id(local)
    }

    pub(crate) fn written(&self) -> &InvertedIndexReader {
        &self.written
    }

    /// In how many products a word stands as it is written.
    pub(crate) fn written_frequency(&self, info: &TermInfo) -> Result<u32, Damaged> {
        let Some(alive) = &self.alive else { return Ok(info.doc_freq) };
        let postings = self.written.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
        Ok(postings.doc_freq_given_deletes(alive))
    }

    pub(crate) fn base(&self) -> u32 {
        self.base
    }
}

/// Where a term stands in one segment's field.
pub(crate) struct Place {
    pub(crate) segment: usize,
    pub(crate) field: Scored,
    pub(crate) info: TermInfo,
}

/// The index at one moment.
pub(crate) struct Snapshot {
    searcher: Searcher,
    fields: Fields,
    dictionary: Arc<RwLock<Dictionary>>,
    pub(crate) segments: Vec<SegmentView>,
    /// One past the number of the last document.
    pub(crate) documents: u32,
    /// How many products there are.
    pub(crate) products: u32,
    /// Equal for equal content, on every server.
    pub(crate) content: u64,
    /// What an occurrence counts, by field and by the class of the field's length.
    counts: Vec<[f32; 256]>,
    /// What prices are in.
    pub(crate) currency: Currency,
    /// How many products each category has.
    pub(crate) category_sizes: Vec<u32>,
    /// The specs that offer a choice.
    pub(crate) choices: Choices,
}

/// Columns by segment, so that each segment is read once.
pub(crate) type KnownColumns = HashMap<SegmentId, Arc<Columns>>;

impl Snapshot {
    /// Looks at the index as it is; reads the segments that are new. Long: keep off async threads.
    ///
    /// # Errors
    /// [`Damaged`].
    pub(crate) fn take(
        searcher: Searcher,
        fields: &Fields,
        dictionary: &Arc<RwLock<Dictionary>>,
        known: &mut KnownColumns,
    ) -> Result<Self, Damaged> {
        let mut fresh = KnownColumns::new();
        let mut segments = Vec::new();
        let mut documents = 0;
        for reader in searcher.segment_readers() {
            let columns = match known.get(&reader.segment_id()) {
                Some(columns) => Arc::clone(columns),
                None => Arc::new(Columns::read(reader, fields.product, dictionary)?),
            };
            fresh.insert(reader.segment_id(), Arc::clone(&columns));
            segments.push(view(reader, fields, columns, documents)?);
            documents += reader.max_doc();
        }
        *known = fresh;
        let mut snapshot = Self {
            searcher,
            fields: fields.clone(),
            dictionary: Arc::clone(dictionary),
            segments,
            documents,
            products: 0,
            content: 0,
            counts: Vec::new(),
            currency: Currency::EUR,
            category_sizes: Vec::new(),
            choices: Choices::default(),
        };
        snapshot.count();
        let first = snapshot.alive().find_map(|(segment, at)| segment.columns.card(at as usize));
        if let Some(card) = first {
            snapshot.currency = card.price.currency();
        }
        Ok(snapshot)
    }

    /// Everything that depends on which documents are alive, and on nothing else: how documents
    /// are spread over segments differs from server to server.
    fn count(&mut self) {
        let mut totals = [0_u64; SCORED];
        let mut content = 0_u64;
        let mut products = 0;
        let (mut sizes, mut values) = {
            let dictionary = self.dictionary();
            (vec![0_u32; dictionary.categories.len()], vec![0_u32; dictionary.values()])
        };
        for (segment, local) in self.alive() {
            let at = local as usize;
            products += 1;
            content = content.wrapping_add(segment.columns.fingerprints[at]);
            for (field, total) in totals.iter_mut().enumerate() {
                *total += u64::from(segment.lengths[field].fieldnorm(local));
            }
            for category in segment.columns.categories.get(at) {
                sizes[*category as usize] += 1;
            }
            for value in segment.columns.specs.get(at) {
                values[*value as usize] += 1;
            }
        }
        let choices = Choices::of(&self.dictionary(), &values, &self.segments);
        self.choices = choices;
        self.category_sizes = sizes;
        self.products = products;
        self.content = content;
        self.counts = WEIGHING
            .iter()
            .zip(totals)
            .map(|(weighing, total)| {
                let mean = (total as f32 / products.max(1) as f32).max(1.0);
                std::array::from_fn(|class| {
                    let length = FieldNormReader::id_to_fieldnorm(class as u8) as f32;
                    weighing.weight / (1.0 - weighing.length + weighing.length * length / mean)
                })
            })
            .collect();
    }

    /// What one occurrence in a field of this length class counts.
    pub(crate) fn counts(&self, field: Scored) -> &[f32; 256] {
        &self.counts[field as usize]
    }

    /// The texts that numbers stand for.
    pub(crate) fn dictionary(&self) -> RwLockReadGuard<'_, Dictionary> {
        self.dictionary.read().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Every product, by segment and number in it.
    pub(crate) fn alive(&self) -> impl Iterator<Item = (&SegmentView, u32)> {
        self.segments.iter().flat_map(|segment| {
            (0..segment.max)
                .filter(|local| segment.is_alive(*local))
                .map(move |local| (segment, local))
        })
    }

    /// Whether a document still stands for a product that lists show.
    pub(crate) fn is_listed(&self, document: u32) -> bool {
        let (segment, local) = self.locate(document);
        segment.is_alive(local as u32) && segment.columns.listed(local)
    }

    /// The segment of a document, and its number there.
    pub(crate) fn locate(&self, document: u32) -> (&SegmentView, usize) {
        let segment = &self.segments[self.segment_of(document)];
        (segment, (document - segment.base) as usize)
    }

    /// Which segment a document is in.
    pub(crate) fn segment_of(&self, document: u32) -> usize {
        self.segments.partition_point(|segment| segment.base <= document) - 1
    }

    /// Where a term stands, in any of the fields.
    pub(crate) fn places(&self, term: &str, fields: &[Scored]) -> Result<Vec<Place>, Damaged> {
        let mut places = Vec::new();
        for (segment, view) in self.segments.iter().enumerate() {
            for field in fields {
                let terms = view.inverted[*field as usize].terms();
                if let Some(info) = terms.get(term.as_bytes())? {
                    places.push(Place { segment, field: *field, info });
                }
            }
        }
        Ok(places)
    }

    /// Whether a product of this id is there: its segment and number in it.
    pub(crate) fn by_id(&self, id: &str) -> Result<Option<(&SegmentView, usize)>, Damaged> {
        self.by_key(self.fields.id, id)
    }

    /// The same by slug.
    pub(crate) fn by_slug(&self, slug: &str) -> Result<Option<(&SegmentView, usize)>, Damaged> {
        self.by_key(self.fields.slug, slug)
    }

    fn by_key(&self, field: Field, key: &str) -> Result<Option<(&SegmentView, usize)>, Damaged> {
        let term = Term::from_field_text(field, key);
        for (reader, view) in self.searcher.segment_readers().iter().zip(&self.segments) {
            let inverted = reader.inverted_index(field)?;
            if let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? {
                use tantivy::{DocSet, TERMINATED};
                while postings.doc() != TERMINATED {
                    if view.is_alive(postings.doc()) {
                        return Ok(Some((view, postings.doc() as usize)));
                    }
                    postings.advance();
                }
            }
        }
        Ok(None)
    }

    /// The stored bytes of one product.
    pub(crate) fn stored(&self, view: &SegmentView, local: usize) -> Result<Vec<u8>, Damaged> {
        let at = self.segment_of(view.base);
        let store = self.searcher.segment_readers()[at].get_store_reader(1)?;
        let document: tantivy::TantivyDocument = store.get(local as u32)?;
        Ok(crate::columns::stored(&document, self.fields.product)?.to_vec())
    }

    /// Which documents can be bought.
    pub(crate) fn in_stock(&self, stock: &StockSnapshot) -> Vec<bool> {
        let mut bits = vec![false; self.documents as usize];
        for (segment, local) in self.alive() {
            bits[(segment.base + local) as usize] = segment.columns.in_stock(local as usize, stock);
        }
        bits
    }
}

fn view(
    reader: &SegmentReader,
    fields: &Fields,
    columns: Arc<Columns>,
    base: u32,
) -> Result<SegmentView, Damaged> {
    let inverted = fields.scored.iter().map(|field| reader.inverted_index(*field));
    let lengths = fields.scored.iter().map(|field| reader.get_fieldnorms_reader(*field));
    Ok(SegmentView {
        base,
        columns,
        inverted: inverted.collect::<Result<_, _>>()?,
        written: reader.inverted_index(fields.written)?,
        lengths: lengths.collect::<Result<_, _>>()?,
        alive: reader.alive_bitset().cloned(),
        max: reader.max_doc(),
    })
}
