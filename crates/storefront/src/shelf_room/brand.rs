//! Brands as staff list and rename them.

use super::{ShelfError, ShelfRefusal, reading};

/// A brand that products have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrandRow {
    /// What it is called.
    pub name: String,
    /// Products of it, whatever their status.
    pub products: u64,
}

/// Some brands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BrandPage {
    /// At most [`super::SHELF_PAGE`].
    pub rows: Vec<BrandRow>,
    /// The last brand of the page, if there are others.
    pub next: Option<String>,
}

/// The fields with which a brand is renamed, as they were posted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BrandForm {
    /// The brand, exactly as products have it.
    pub from: String,
    /// What it shall be called.
    pub to: String,
    /// Whether it may become one with another brand.
    pub merge: bool,
}

/// What is to be renamed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedBrand {
    /// The brand, exactly as products have it.
    pub from: String,
    /// What it shall be called.
    pub to: String,
    /// Whether it may become one with another brand.
    pub merge: bool,
}

impl BrandForm {
    /// Reads it.
    ///
    /// # Errors
    /// [`ShelfError::Refused`] (`from`, `to`).
    pub fn check(&self) -> Result<CheckedBrand, ShelfError> {
        let mut refused = Vec::new();
        if self.from.is_empty() {
            refused.push(ShelfRefusal::new("from", "Say which brand is to be renamed."));
        }
        let to = reading::name(&self.to);
        if to.is_none() {
            let sentence = "Enter a name of 1 to 200 characters on one line.";
            refused.push(ShelfRefusal::new("to", sentence));
        }
        match to {
            Some(to) if refused.is_empty() => {
                Ok(CheckedBrand { from: self.from.clone(), to, merge: self.merge })
            }
            _ => Err(ShelfError::Refused(refused)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_brand_is_taken_as_it_is_and_its_new_name_is_trimmed() {
        let form = BrandForm { from: " Quay ".to_owned(), to: " Pier ".to_owned(), merge: false };
        let checked = form.check().expect("names");
        assert_eq!((checked.from.as_str(), checked.to.as_str()), (" Quay ", "Pier"));
        let Err(ShelfError::Refused(refused)) = BrandForm::default().check() else {
            panic!("nothing was typed")
        };
        assert_eq!(refused.iter().map(|error| error.field).collect::<Vec<_>>(), ["from", "to"]);
    }
}
