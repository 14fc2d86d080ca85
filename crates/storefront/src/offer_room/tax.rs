//! Rates of tax as staff list and write them.

use kernel::Timestamp;

use super::{OfferRefusal, reading};
use crate::{pricing::TaxClass, profile::Country};

/// Longest name of a region, in characters.
const LONGEST_REGION: usize = 80;

/// For what a rate is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxKey {
    /// The country.
    pub country: Country,
    /// The state or province, in capitals; empty for the whole country.
    pub region: String,
    /// The class of goods.
    pub class: TaxClass,
    /// The midnight in UTC from which it counts.
    pub from: Timestamp,
}

/// Whether a rate counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaxStanding {
    /// It counts now.
    Counts,
    /// Its day is yet to come.
    Coming,
    /// A later one has taken its place.
    Over,
}

/// A rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxRow {
    /// For what.
    pub key: TaxKey,
    /// In hundredths of a percent; none where what counted before ends.
    pub basis_points: Option<u32>,
    /// Whether it counts.
    pub standing: TaxStanding,
}

/// Why a text is no cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the cursor is not one that this shop gave out")]
pub struct InvalidTaxCursor;

impl TaxKey {
    /// The key as addresses and hidden fields carry it.
    #[must_use]
    pub fn write(&self) -> String {
        let day = reading::typed_day(self.from);
        format!("{}.{}.{day}.{}", self.country.code(), self.class.code(), self.region)
    }

    /// Reads it.
    ///
    /// # Errors
    /// [`InvalidTaxCursor`].
    pub fn parse(text: &str) -> Result<Self, InvalidTaxCursor> {
        // A region may have dots in it; it comes last.
        let mut parts = text.splitn(4, '.');
        let mut part = || parts.next().ok_or(InvalidTaxCursor);
        let (country, class, from, region) = (part()?, part()?, part()?, part()?);
        Ok(Self {
            country: Country::parse(country).map_err(|_| InvalidTaxCursor)?,
            region: self::region(region).ok_or(InvalidTaxCursor)?,
            class: stored_class(class).ok_or(InvalidTaxCursor)?,
            from: reading::day(from).ok_or(InvalidTaxCursor)?,
        })
    }
}

/// Which rates are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaxQuery {
    /// Only those of a country.
    pub country: Option<Country>,
    /// Only what comes after this: the next page.
    pub after: Option<TaxKey>,
}

/// Some rates, by country, region, class and day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaxPage {
    /// At most [`super::OFFER_PAGE`].
    pub rows: Vec<TaxRow>,
    /// Where the next page begins, if there is one.
    pub next: Option<TaxKey>,
    /// Whether prices include tax.
    pub included: bool,
}

/// The form of a rate, as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaxForm {
    /// The country's code.
    pub country: String,
    /// The state or province.
    pub region: String,
    /// The class of goods.
    pub class: String,
    /// The percentage.
    pub rate: String,
    /// The first day.
    pub from: String,
    /// Whether it is to end what counted before, and has no percentage.
    pub ends: bool,
}

/// A rate that can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxDraft {
    /// For what.
    pub key: TaxKey,
    /// In hundredths of a percent; none to end what counted before.
    pub basis_points: Option<u32>,
}

impl TaxForm {
    /// The rate that was typed. Whether its day is one to come is for PostgreSQL's clock to say.
    ///
    /// # Errors
    /// Every field that is refused, in the order of the form.
    pub fn draft(&self) -> Result<TaxDraft, Vec<OfferRefusal>> {
        let country = Country::parse(&self.country).ok();
        let region = region(&self.region);
        let class = stored_class(&self.class);
        let rate = if self.ends { Some(None) } else { reading::basis_points(&self.rate).map(Some) };
        let from = reading::day(&self.from);
        let refused: Vec<_> = [
            (country.is_none(), "country", "Choose a country."),
            (region.is_none(), "region", "Enter at most 80 characters, or leave it empty."),
            (class.is_none(), "class", "Choose what it is for."),
            (rate.is_none(), "rate", "Enter a percentage such as 19 or 5.5."),
            (from.is_none(), "from", "Enter a day."),
        ]
        .into_iter()
        .filter(|(wrong, _, _)| *wrong)
        .map(|(_, field, message)| OfferRefusal::new(field, message))
        .collect();
        match (country, region, class, rate, from) {
            (Some(country), Some(region), Some(class), Some(basis_points), Some(from)) => {
                Ok(TaxDraft { key: TaxKey { country, region, class, from }, basis_points })
            }
            _ => Err(refused),
        }
    }
}

/// A region as rates name it: in capitals.
fn region(text: &str) -> Option<String> {
    let region = text.trim().to_uppercase();
    let fits = region.chars().count() <= LONGEST_REGION && !region.chars().any(char::is_control);
    fits.then_some(region)
}

/// A class that rates are laid down for. What is not taxed anywhere has none.
fn stored_class(text: &str) -> Option<TaxClass> {
    TaxClass::parse(text).ok().filter(|class| *class != TaxClass::Zero)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> TaxForm {
        TaxForm {
            country: "ES".to_owned(),
            region: " Navarra ".to_owned(),
            class: "standard".to_owned(),
            rate: "20,5".to_owned(),
            from: "2027-01-01".to_owned(),
            ends: false,
        }
    }

    #[test]
    fn a_rate_is_read_exactly() {
        let draft = form().draft().expect("a rate");
        assert_eq!((draft.key.region.as_str(), draft.basis_points), ("NAVARRA", Some(2_050)));
        let end = TaxForm { ends: true, rate: "ignored".to_owned(), ..form() };
        assert_eq!(end.draft().map(|draft| draft.basis_points), Ok(None));
    }

    #[test]
    fn every_wrong_field_is_named() {
        let fields = |form: TaxForm| -> Vec<&'static str> {
            let refused = form.draft().expect_err("refused");
            refused.into_iter().map(|refusal| refusal.field).collect()
        };
        assert_eq!(fields(TaxForm::default()), ["country", "class", "rate", "from"]);
        assert_eq!(fields(TaxForm { class: "zero".to_owned(), ..form() }), ["class"]);
        assert_eq!(fields(TaxForm { rate: "101".to_owned(), ..form() }), ["rate"]);
        assert_eq!(fields(TaxForm { region: "x".repeat(81), ..form() }), ["region"]);
    }

    #[test]
    fn a_key_is_read_as_it_was_written_and_nothing_else_is() {
        let mut key = form().draft().expect("a rate").key;
        for region in ["", "NAVARRA", "ST. GALLEN. EAST"] {
            region.clone_into(&mut key.region);
            assert_eq!(TaxKey::parse(&key.write()), Ok(key.clone()));
        }
        for text in
            ["", "ES", "ES.standard.2027-01-01", "ZZ.standard.2027-01-01.", "ES.zero.2027-01-01."]
        {
            assert_eq!(TaxKey::parse(text), Err(InvalidTaxCursor), "{text}");
        }
    }
}
