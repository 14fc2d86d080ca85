//! What a shopper asks of search, read from the parameters of an address.
//!
//! Pages and the API share it: `filter` repeats as `name:value`, the same name again is OR, other
//! names are AND.

use crate::product::CategoryLink;

/// Longest query that is looked at, in characters; the rest is ignored.
pub const LONGEST_QUERY: usize = 200;
/// Most terms of a query that are looked at.
pub const MOST_TERMS: usize = 24;
/// Most filters in one request.
pub const MOST_FILTERS: usize = 60;
/// Products on a page unless the request says otherwise.
pub const DEFAULT_LIMIT: usize = 24;

/// A request that is well formed. Only [`SearchRequest::parse`] and the builders make one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SearchRequest {
    /// The words, trimmed, white space folded, at most [`LONGEST_QUERY`] characters; empty matches
    /// everything.
    pub query: String,
    /// The filters.
    pub filters: Filters,
    /// The order.
    pub sort: Sort,
    /// How many products, 1 to 100.
    pub limit: usize,
    /// Where the last page ended.
    pub cursor: Option<String>,
}

/// Filters by group. Within a group any may match, every group must.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filters {
    /// Category slugs.
    pub categories: Vec<String>,
    /// Brands as shown.
    pub brands: Vec<String>,
    /// Price ranges in minor units, both ends inclusive; an open end is `None`.
    pub prices: Vec<(Option<i64>, Option<i64>)>,
    /// The lowest rating in whole stars, 1 to 5.
    pub rating: Option<u8>,
    /// Only what is in stock.
    pub in_stock: bool,
    /// Spec name and value as shown; the same name again is OR.
    pub specs: Vec<(String, String)>,
}

/// The order of the products.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sort {
    /// Best match first.
    #[default]
    Relevance,
    /// Cheapest first.
    Price,
    /// Dearest first.
    PriceDescending,
    /// Newest first.
    Newest,
    /// Best rated first; products without reviews last.
    Rating,
}

impl Sort {
    /// Every order on offer, in the order to show.
    pub const ALL: [Self; 5] =
        [Self::Relevance, Self::Price, Self::PriceDescending, Self::Newest, Self::Rating];

    /// Its name in an address.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Relevance => "relevance",
            Self::Price => "price",
            Self::PriceDescending => "-price",
            Self::Newest => "newest",
            Self::Rating => "rating",
        }
    }

    /// Its name on a page.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Relevance => "Best match",
            Self::Price => "Price, low to high",
            Self::PriceDescending => "Price, high to low",
            Self::Newest => "Newest",
            Self::Rating => "Best rated",
        }
    }
}

/// Why a parameter was refused, as a sentence that says what would be right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{sentence}")]
pub struct BadParameter {
    /// Which parameter.
    pub name: &'static str,
    /// What would be right.
    pub sentence: String,
}

fn bad(name: &'static str, sentence: impl Into<String>) -> BadParameter {
    BadParameter { name, sentence: sentence.into() }
}

impl SearchRequest {
    /// Everything, in the given order: what a list without a query shows.
    #[must_use]
    pub fn everything(sort: Sort, limit: usize) -> Self {
        Self {
            query: String::new(),
            filters: Filters::default(),
            sort,
            limit: limit.clamp(1, 100),
            cursor: None,
        }
    }

    /// The same request inside one category.
    #[must_use]
    pub fn within(mut self, category: &CategoryLink) -> Self {
        self.filters.categories = vec![category.slug.as_str().to_owned()];
        self
    }

    /// Reads the decoded parameters of an address. The query may be called `q` or `query`. Unknown
    /// parameters are ignored: campaigns add their own.
    ///
    /// # Errors
    /// [`BadParameter`] for a filter, sort, limit or cursor that is malformed.
    pub fn parse<'a>(
        parameters: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, BadParameter> {
        let mut request = Self::everything(Sort::Relevance, DEFAULT_LIMIT);
        let mut filters = 0;
        for (name, value) in parameters {
            match name {
                "q" | "query" => request.query = fold(value),
                "filter" if value.is_empty() => {}
                "filter" => {
                    filters += 1;
                    if filters > MOST_FILTERS {
                        return Err(bad("filter", format!("At most {MOST_FILTERS} filters.")));
                    }
                    request.filters.add(value)?;
                }
                "sort" if value.is_empty() => {}
                "sort" => {
                    request.sort =
                        Sort::ALL.into_iter().find(|sort| sort.name() == value).ok_or_else(
                            || bad("sort", "Sort by relevance, price, -price, newest or rating."),
                        )?;
                }
                "limit" => {
                    request.limit = value
                        .parse()
                        .ok()
                        .filter(|limit| (1..=100).contains(limit))
                        .ok_or_else(|| bad("limit", "The limit is a number from 1 to 100."))?;
                }
                "nextCursor" if value.is_empty() => {}
                "nextCursor" => {
                    let plain =
                        |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
                    if value.len() > 200 || !value.bytes().all(plain) {
                        return Err(bad(
                            "nextCursor",
                            "The cursor is not one that this shop gave out.",
                        ));
                    }
                    request.cursor = Some(value.to_owned());
                }
                _ => {}
            }
        }
        Ok(request)
    }

    /// The filters as `name:value` texts, in a fixed order.
    #[must_use]
    pub fn filter_texts(&self) -> Vec<String> {
        self.filters.texts()
    }
}

impl Filters {
    fn add(&mut self, text: &str) -> Result<(), BadParameter> {
        let Some((name, value)) =
            text.split_once(':').filter(|(_, value)| !value.is_empty() && value.len() <= 200)
        else {
            return Err(bad("filter", "A filter is written name:value, such as brand:HP."));
        };
        match name {
            "category" => push_new(&mut self.categories, value.to_owned()),
            "brand" => push_new(&mut self.brands, value.to_owned()),
            "price" => push_new(&mut self.prices, price_range(value)?),
            "rating" => {
                let stars = value.parse().ok().filter(|stars| (1..=5).contains(stars)).ok_or_else(
                    || {
                        bad(
                            "filter",
                            "A rating filter is a number of stars from 1 to 5, such as rating:4.",
                        )
                    },
                )?;
                self.rating = Some(self.rating.map_or(stars, |known: u8| known.min(stars)));
            }
            "inStock" if value == "true" => self.in_stock = true,
            "inStock" => return Err(bad("filter", "Write inStock:true, or leave the filter out.")),
            _ => match name
                .strip_prefix("spec.")
                .filter(|spec| !spec.is_empty() && spec.len() <= 100)
            {
                Some(spec) => push_new(&mut self.specs, (spec.to_owned(), value.to_owned())),
                None => {
                    return Err(bad(
                        "filter",
                        "Filter by category, brand, price, rating, inStock or spec.<name>.",
                    ));
                }
            },
        }
        Ok(())
    }

    /// Each filter as it stands in an address, in a fixed order.
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        let mut texts = Vec::new();
        texts.extend(self.categories.iter().map(|slug| format!("category:{slug}")));
        texts.extend(self.brands.iter().map(|brand| format!("brand:{brand}")));
        let end = |end: Option<i64>| end.map(|amount| amount.to_string()).unwrap_or_default();
        texts.extend(
            self.prices.iter().map(|(low, high)| format!("price:{}-{}", end(*low), end(*high))),
        );
        texts.extend(self.rating.map(|stars| format!("rating:{stars}")));
        if self.in_stock {
            texts.push("inStock:true".to_owned());
        }
        texts.extend(self.specs.iter().map(|(name, value)| format!("spec.{name}:{value}")));
        texts
    }

    /// Whether nothing is filtered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn push_new<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}

fn price_range(value: &str) -> Result<(Option<i64>, Option<i64>), BadParameter> {
    let refused =
        || bad("filter", "A price range is two amounts in cents, such as price:1000-5000.");
    let end = |text: &str| match text {
        "" => Ok(None),
        digits if digits.len() <= 13 && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            digits.parse().map(Some).map_err(|_| refused())
        }
        _ => Err(refused()),
    };
    let (low, high) = value.split_once('-').ok_or_else(refused)?;
    match (end(low)?, end(high)?) {
        (None, None) => Err(refused()),
        (Some(low), Some(high)) if low > high => {
            Err(bad("filter", "The lower price comes first, such as price:1000-5000."))
        }
        range => Ok(range),
    }
}

/// Folds white space and control characters into single spaces and cuts the text to
/// [`LONGEST_QUERY`] characters and [`MOST_TERMS`] words.
fn fold(text: &str) -> String {
    let cut: String = text
        .chars()
        .take(LONGEST_QUERY * 2)
        .map(|character| if character.is_control() { ' ' } else { character })
        .collect();
    let words = cut.split_whitespace().take(MOST_TERMS).collect::<Vec<_>>().join(" ");
    words.chars().take(LONGEST_QUERY).collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(parameters: &[(&str, &str)]) -> Result<SearchRequest, BadParameter> {
        SearchRequest::parse(parameters.iter().copied())
    }

    #[test]
    fn filters_come_back_as_they_were_written() {
        let texts = [
            "category:laptops",
            "brand:HP",
            "price:100-",
            "rating:4",
            "inStock:true",
            "spec.Ratio:16:9",
        ];
        let parameters: Vec<_> = texts.iter().map(|text| ("filter", *text)).collect();
        assert_eq!(parse(&parameters).expect("well formed").filter_texts(), texts);
    }

    #[test]
    fn what_is_malformed_is_refused_with_a_sentence() {
        for parameter in [
            ("filter", "brand"),
            ("filter", "brand:"),
            ("filter", "price:5-1"),
            ("filter", "price:a-b"),
            ("filter", "price:-"),
            ("filter", "rating:0"),
            ("filter", "inStock:maybe"),
            ("filter", "colour:red"),
            ("sort", "random()"),
            ("limit", "0"),
            ("limit", "101"),
            ("limit", "ten"),
            ("nextCursor", "'; drop"),
        ] {
            let refused = parse(&[parameter]).expect_err(parameter.1);
            assert_eq!(refused.name, parameter.0);
            assert!(refused.sentence.ends_with('.'), "{refused}");
        }
    }

    #[test]
    fn long_queries_are_cut_not_refused() {
        let request = parse(&[("q", &"word ".repeat(200))]).expect("cut");
        assert_eq!(request.query.split(' ').count(), MOST_TERMS);
        assert_eq!(
            parse(&[("q", &"é".repeat(10_000))]).expect("cut").query.chars().count(),
            LONGEST_QUERY
        );
    }

    proptest! {
        #[test]
        fn no_parameters_break_it(pairs in prop::collection::vec(("(q|query|filter|sort|limit|nextCursor)", ".{0,40}"), 0..8)) {
            let parameters: Vec<_> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            if let Ok(request) = parse(&parameters) {
                prop_assert!((1..=100).contains(&request.limit));
            }
        }
    }
}
