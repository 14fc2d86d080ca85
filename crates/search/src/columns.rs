//! What lists, filters and orders need of every product of a segment, in memory and packed.

use kernel::Sku;
use storefront::{
    product::{Product, ProductCard},
    stock::StockSnapshot,
};
use tantivy::{
    SegmentReader, TantivyDocument,
    schema::{Field, Value},
};

use crate::{dictionary::Dictionary, price_steps, row::Row};

/// Lists of numbers or bytes, one after the other.
#[derive(Debug)]
pub(crate) struct Lists<T> {
    ends: Vec<u32>,
    items: Vec<T>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { ends: Vec::new(), items: Vec::new() }
    }
}

impl<T> Lists<T> {
    pub(crate) fn push(&mut self, items: impl IntoIterator<Item = T>) {
        self.items.extend(items);
        self.ends.push(u32::try_from(self.items.len()).unwrap_or(u32::MAX));
    }

    pub(crate) fn get(&self, at: usize) -> &[T] {
        let begin = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.items[begin as usize..self.ends[at] as usize]
    }

    pub(crate) fn shrink(&mut self) {
        self.ends.shrink_to_fit();
        self.items.shrink_to_fit();
    }
}

/// The columns of a segment, by the number of the document in it.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    ids: Lists<u8>,
    cards: Lists<u8>,
    skus: Lists<u8>,
    pub(crate) versions: Vec<i64>,
    pub(crate) fingerprints: Vec<u64>,
    pub(crate) prices: Vec<i64>,
    /// The step of [`price_steps`] that the price is on.
    pub(crate) price_steps: Vec<u8>,
    pub(crate) created: Vec<i64>,
    pub(crate) stars: Vec<u16>,
    pub(crate) reviews: Vec<u32>,
    pub(crate) brands: Vec<u32>,
    pub(crate) categories: Lists<u32>,
    pub(crate) specs: Lists<u32>,
    tracked: Vec<bool>,
    listed: Vec<bool>,
}

/// A segment does not hold what it should: the index is rebuilt.
#[derive(Debug, thiserror::Error)]
#[error("the index is damaged: {0}")]
pub(crate) struct Damaged(pub(crate) String);

impl From<tantivy::TantivyError> for Damaged {
    fn from(error: tantivy::TantivyError) -> Self {
        Self(error.to_string())
    }
}

impl From<std::io::Error> for Damaged {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

impl Columns {
    /// Reads every product of a segment.
    ///
    /// # Errors
    /// [`Damaged`].
    pub(crate) fn read(
        reader: &SegmentReader,
        product_field: Field,
        dictionary: &std::sync::RwLock<Dictionary>,
    ) -> Result<Self, Damaged> {
        let mut columns = Self::default();
        let store = reader.get_store_reader(2)?;
        let mut rows = Vec::with_capacity(512);
        for document in store.iter::<TantivyDocument>(None) {
            let document = document?;
            let stored = stored(&document, product_field)?;
            rows.push(Row::of(&decode(stored)?, stored));
            if rows.len() == 512 {
                columns.append(&mut rows, dictionary)?;
            }
        }
        columns.append(&mut rows, dictionary)?;
        if columns.versions.len() != reader.max_doc() as usize {
            return Err(Damaged("a segment lacks products".to_owned()));
        }
        columns.shrink();
        Ok(columns)
    }

    /// Takes the dictionary for a few rows at a time, so that searches do not wait long for it.
    fn append(
        &mut self,
        rows: &mut Vec<Row>,
        dictionary: &std::sync::RwLock<Dictionary>,
    ) -> Result<(), Damaged> {
        let mut dictionary = dictionary.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        for row in rows.drain(..) {
            self.ids.push(row.id.bytes());
            self.versions.push(row.version);
            self.fingerprints.push(row.fingerprint);
            self.prices.push(row.price);
            self.price_steps.push(price_steps::step(row.price));
            self.created.push(row.created);
            self.stars.push(row.stars);
            self.reviews.push(row.reviews);
            self.brands.push(dictionary.brand(&row.brand));
            self.categories
                .push(row.categories.iter().map(|(slug, name)| dictionary.category(slug, name)));
            self.specs.push(row.specs.iter().map(|(name, value)| dictionary.value(name, value)));
            self.listed.push(row.card.is_some());
            self.tracked.push(row.card.as_ref().is_none_or(|card| card.stock_tracked));
            let skus = row.card.iter().flat_map(|card| &card.skus).map(Sku::as_str);
            self.skus.push(skus.collect::<Vec<_>>().join("\n").into_bytes());
            let card = row.card.as_ref().map(postcard::to_stdvec).transpose();
            self.cards.push(card.map_err(|error| Damaged(error.to_string()))?.unwrap_or_default());
        }
        Ok(())
    }

    fn shrink(&mut self) {
        self.ids.shrink();
        self.cards.shrink();
        self.skus.shrink();
        self.categories.shrink();
        self.specs.shrink();
    }

    /// The product's id.
    pub(crate) fn id(&self, at: usize) -> &str {
        std::str::from_utf8(self.ids.get(at)).unwrap_or_default()
    }

    /// The product's card.
    pub(crate) fn card(&self, at: usize) -> Option<ProductCard> {
        postcard::from_bytes(self.cards.get(at)).ok()
    }

    /// Whether lists show it.
    pub(crate) fn listed(&self, at: usize) -> bool {
        self.listed[at]
    }

    /// Whether any of its variants can be bought.
    pub(crate) fn in_stock(&self, at: usize, stock: &StockSnapshot) -> bool {
        self.listed[at]
            && (!self.tracked[at]
                || std::str::from_utf8(self.skus.get(at))
                    .unwrap_or_default()
                    .split('\n')
                    .any(|sku| stock.free(sku) > 0))
    }

    /// The row as the columns have it, to compare with what it should be.
    pub(crate) fn row(&self, at: usize, dictionary: &Dictionary) -> Row {
        let category = |number: &u32| {
            (
                dictionary.categories.text(*number).to_owned(),
                dictionary.category_name(*number).to_owned(),
            )
        };
        let spec = |number: &u32| {
            let (name, value) = dictionary.value_text(*number);
            (dictionary.spec_names.text(name).to_owned(), value.to_owned())
        };
        Row {
            id: self.id(at).to_owned(),
            version: self.versions[at],
            fingerprint: self.fingerprints[at],
            card: self.card(at),
            brand: dictionary.brands.text(self.brands[at]).to_owned(),
            categories: self.categories.get(at).iter().map(category).collect(),
            specs: self.specs.get(at).iter().map(spec).collect(),
            price: self.prices[at],
            created: self.created[at],
            stars: self.stars[at],
            reviews: self.reviews[at],
        }
    }
}

/// The bytes of the product that a document holds.
pub(crate) fn stored(document: &TantivyDocument, field: Field) -> Result<&[u8], Damaged> {
    document
        .get_first(field)
        .and_then(|value| value.as_bytes())
        .ok_or_else(|| Damaged("a document lacks its product".to_owned()))
}

/// The bytes that stand for a product in the index.
pub(crate) fn encode(product: &Product) -> Result<Vec<u8>, postcard::Error> {
    postcard::to_stdvec(product)
}

/// A product from its bytes.
pub(crate) fn decode(stored: &[u8]) -> Result<Product, Damaged> {
    postcard::from_bytes(stored).map_err(|error| Damaged(error.to_string()))
}
