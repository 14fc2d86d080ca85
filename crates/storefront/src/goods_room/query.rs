//! Which products are listed, and in which order.

use kernel::{CategoryId, ProductId};

use super::GOODS_PAGE;
use crate::{draft::ProductStatus, enquiry::FieldError};

/// Longest word by which a product is found, in characters.
pub const LONGEST_WORD: usize = 64;
/// Most words that may be typed.
const MOST_TYPED: usize = 8;
/// Longest text that may be typed, in characters.
const LONGEST_TYPED: usize = 200;
/// Longest name of a brand, in characters.
const LONGEST_BRAND: usize = 200;
/// Longest key of a place, in bytes: a title in lower case.
const LONGEST_KEY: usize = 2_000;

/// The words of a text as they are stored and looked for: runs of letters and digits in lower case.
#[must_use]
pub fn words_of(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().take(LONGEST_WORD).collect())
        .collect()
}

/// A word as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedWord {
    /// The beginning of a whole SKU, where it has what words are parted by: `mug-110`.
    pub whole: Option<String>,
    /// Its words, at least one. A product has to have each of them.
    pub parts: Vec<String>,
}

impl TypedWord {
    fn read(typed: &str) -> Option<Self> {
        let parts = words_of(typed);
        let sku = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte);
        let parted = parts.len() > 1 && typed.len() <= LONGEST_WORD && typed.bytes().all(sku);
        let whole = parted.then(|| typed.to_lowercase());
        (!parts.is_empty()).then_some(Self { whole, parts })
    }
}

/// Which products. Only [`GoodsFilter::read`] makes one that leaves any out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GoodsFilter {
    typed: String,
    words: Vec<TypedWord>,
    status: Option<ProductStatus>,
    category: Option<CategoryId>,
    brand: String,
}

impl GoodsFilter {
    /// Reads which products are asked for. What is empty leaves none out.
    ///
    /// # Errors
    /// The first field that is refused: `query`, `status`, `category` or `brand`.
    pub fn read(
        typed: &str,
        status: &str,
        category: &str,
        brand: &str,
    ) -> Result<Self, FieldError> {
        let refuse = |field, message| FieldError { field, message };
        let typed = typed.trim().to_owned();
        if typed.chars().count() > LONGEST_TYPED || typed.split_whitespace().count() > MOST_TYPED {
            return Err(refuse("query", "Type at most 8 words, and 200 characters."));
        }
        let words: Vec<_> = typed.split_whitespace().filter_map(TypedWord::read).collect();
        if words.is_empty() && !typed.is_empty() {
            return Err(refuse("query", "Type a letter or a digit."));
        }
        let status = match status {
            "" => None,
            name => {
                Some(status_named(name).ok_or(refuse("status", "No product stands like this."))?)
            }
        };
        let category = match category {
            "" => None,
            id => Some(
                CategoryId::parse(id)
                    .map_err(|_| refuse("category", "There is no such category."))?,
            ),
        };
        let brand = brand.trim().to_owned();
        if brand.chars().count() > LONGEST_BRAND {
            return Err(refuse("brand", "Shorten the brand to 200 characters."));
        }
        Ok(Self { typed, words, status, category, brand })
    }

    /// What was typed.
    #[must_use]
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// The words that were typed, all of which a product has to have.
    #[must_use]
    pub fn words(&self) -> &[TypedWord] {
        &self.words
    }

    /// Only those that stand so.
    #[must_use]
    pub const fn status(&self) -> Option<ProductStatus> {
        self.status
    }

    /// Only those in this category, or in one below it.
    #[must_use]
    pub const fn category(&self) -> Option<&CategoryId> {
        self.category.as_ref()
    }

    /// Only those of exactly this brand; of all brands when empty.
    #[must_use]
    pub fn brand(&self) -> &str {
        &self.brand
    }
}

/// In which order products are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GoodsSort {
    /// What changed last comes first.
    #[default]
    Newest,
    /// By title, capital letters or not.
    Title,
    /// The lowest price first, in minor units whatever the currency.
    PriceUp,
    /// The highest of the lowest prices first.
    PriceDown,
}

impl GoodsSort {
    /// All of them, in the order to show.
    pub const ALL: [Self; 4] = [Self::Newest, Self::Title, Self::PriceUp, Self::PriceDown];

    /// Its name in addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Title => "title",
            Self::PriceUp => "price",
            Self::PriceDown => "price_down",
        }
    }

    /// What people read.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Newest => "Newest change first",
            Self::Title => "Title",
            Self::PriceUp => "Lowest price first",
            Self::PriceDown => "Highest price first",
        }
    }

    /// The order of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.name() == name)
    }
}

/// What a product is sorted by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoodsKey {
    /// Milliseconds since 1970, or minor units.
    Number(i64),
    /// A title in lower case.
    Text(String),
}

/// A text that is no place in a list of products.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a place in the list is a product's id, a point, and what products are sorted by")]
pub struct InvalidGoodsCursor;

/// A place in the list: right behind a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoodsCursor {
    /// What the product is sorted by.
    pub key: GoodsKey,
    /// Which product, among those with the same key.
    pub id: ProductId,
}

impl GoodsCursor {
    /// Reads a place in the list of this order.
    ///
    /// # Errors
    /// [`InvalidGoodsCursor`].
    pub fn parse(text: &str, sort: GoodsSort) -> Result<Self, InvalidGoodsCursor> {
        let (id, key) = text.split_once('.').ok_or(InvalidGoodsCursor)?;
        let id = ProductId::parse(id).map_err(|_| InvalidGoodsCursor)?;
        if key.len() > LONGEST_KEY {
            return Err(InvalidGoodsCursor);
        }
        let key = match sort {
            GoodsSort::Title => GoodsKey::Text(key.to_owned()),
            GoodsSort::Newest | GoodsSort::PriceUp | GoodsSort::PriceDown => {
                GoodsKey::Number(key.parse().map_err(|_| InvalidGoodsCursor)?)
            }
        };
        Ok(Self { key, id })
    }

    /// The place as text.
    #[must_use]
    pub fn write(&self) -> String {
        match &self.key {
            GoodsKey::Number(number) => format!("{}.{number}", self.id),
            GoodsKey::Text(text) => format!("{}.{text}", self.id),
        }
    }
}

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GoodsQuery {
    /// Which products.
    pub filter: GoodsFilter,
    /// In which order.
    pub sort: GoodsSort,
    /// Only those after this place in that order.
    pub after: Option<GoodsCursor>,
    /// At most so many on a page; [`GOODS_PAGE`] where nothing is said, and never more.
    pub most: Option<usize>,
}

impl GoodsQuery {
    /// How many products a page has at most, 1 to [`GOODS_PAGE`].
    #[must_use]
    pub fn page(&self) -> usize {
        self.most.unwrap_or(GOODS_PAGE).clamp(1, GOODS_PAGE)
    }
}

const STATUSES: [ProductStatus; 3] =
    [ProductStatus::Active, ProductStatus::Draft, ProductStatus::Archived];

/// The name of a status in addresses and in the store.
#[must_use]
pub const fn status_name(status: ProductStatus) -> &'static str {
    match status {
        ProductStatus::Draft => "draft",
        ProductStatus::Active => "active",
        ProductStatus::Archived => "archived",
    }
}

/// What people read of a status.
#[must_use]
pub const fn status_label(status: ProductStatus) -> &'static str {
    match status {
        ProductStatus::Draft => "Draft",
        ProductStatus::Active => "Published",
        ProductStatus::Archived => "Archived",
    }
}

/// The status of a name.
#[must_use]
pub fn status_named(name: &str) -> Option<ProductStatus> {
    STATUSES.into_iter().find(|status| status_name(*status) == name)
}

#[cfg(test)]
mod tests;
