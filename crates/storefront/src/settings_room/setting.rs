//! What staff can set of how the shop presents itself.

use kernel::Currency;
use serde::Serialize;

use crate::{
    enquiry::FieldError, logo::Logo, offer_room, orders::Seller, profile::Country, shop::TaxBasis,
};

/// Longest name of a shop, in characters.
const LONGEST_NAME: usize = 60;
/// Longest sentence, in characters.
const LONGEST_SENTENCE: usize = 200;
/// What [`Setting::Tax`] is set to where prices hold the tax.
const INCLUDED: &str = "included";
/// What it is set to where the tax is added to them.
const ADDED: &str = "added";

/// One setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// The shop's name.
    ShopName,
    /// The sentence under the name.
    Tagline,
    /// What is said of delivery by the buy button.
    DeliveryNote,
    /// Name and postal address of who sells, a line each.
    Seller,
    /// Their VAT or tax number.
    TaxNumber,
    /// The shop's own country, by its code.
    Country,
    /// `included` where prices hold the tax, `added` where it comes on top.
    Tax,
}

impl Setting {
    /// All, in the order of the form.
    pub const ALL: [Self; 7] = [
        Self::ShopName,
        Self::Tagline,
        Self::DeliveryNote,
        Self::Seller,
        Self::TaxNumber,
        Self::Country,
        Self::Tax,
    ];

    /// Its field in the form, and its part of an address.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ShopName => "shop_name",
            Self::Tagline => "tagline",
            Self::DeliveryNote => "delivery_note",
            Self::Seller => "seller",
            Self::TaxNumber => "tax_number",
            Self::Country => "country",
            Self::Tax => "tax",
        }
    }

    /// The setting of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|setting| setting.name() == name)
    }
}

/// What staff have set. What is not set follows the configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct ShopSettings {
    /// The shop's name.
    pub shop_name: Option<String>,
    /// The sentence under the name.
    pub tagline: Option<String>,
    /// What is said of delivery by the buy button.
    pub delivery_note: Option<String>,
    /// Name and postal address of who sells, a line each.
    pub seller: Option<String>,
    /// Their VAT or tax number.
    pub tax_number: Option<String>,
    /// The code of the shop's own country.
    pub country: Option<String>,
    /// `included` or `added`, as [`Setting::Tax`].
    pub tax: Option<String>,
    /// What stands in the header in place of the name. The configuration has none.
    pub logo: Option<Logo>,
}

impl ShopSettings {
    /// What one is set to.
    #[must_use]
    pub fn get(&self, setting: Setting) -> Option<&str> {
        match setting {
            Setting::ShopName => &self.shop_name,
            Setting::Tagline => &self.tagline,
            Setting::DeliveryNote => &self.delivery_note,
            Setting::Seller => &self.seller,
            Setting::TaxNumber => &self.tax_number,
            Setting::Country => &self.country,
            Setting::Tax => &self.tax,
        }
        .as_deref()
    }

    /// Sets one; nothing has it follow the configuration.
    pub fn put(&mut self, setting: Setting, value: Option<String>) {
        let place = match setting {
            Setting::ShopName => &mut self.shop_name,
            Setting::Tagline => &mut self.tagline,
            Setting::DeliveryNote => &mut self.delivery_note,
            Setting::Seller => &mut self.seller,
            Setting::TaxNumber => &mut self.tax_number,
            Setting::Country => &mut self.country,
            Setting::Tax => &mut self.tax,
        };
        *place = value;
    }

    /// What tax is reckoned from.
    #[must_use]
    pub fn tax_basis(&self, defaults: &ShopDefaults) -> TaxBasis {
        let country = self.country.as_deref().and_then(|code| Country::parse(code).ok());
        let included = self.tax.as_deref().map(|tax| tax == INCLUDED);
        TaxBasis {
            home: country.unwrap_or(defaults.country),
            included: included.unwrap_or(defaults.tax_included),
        }
    }
}

/// What the configuration says. It holds where staff have set nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShopDefaults {
    /// The shop's name.
    pub shop_name: String,
    /// Whether that is another than the one that the program came with.
    pub name_chosen: bool,
    /// The sentence under the name.
    pub tagline: String,
    /// What is said of delivery by the buy button.
    pub delivery_note: String,
    /// Whether that is another than what the program came with.
    pub note_chosen: bool,
    /// Name and postal address of who sells, a line each; empty where nobody said.
    pub seller: String,
    /// Their VAT or tax number; empty where nobody said.
    pub tax_number: String,
    /// Scheme, host and port of the shop, without a trailing slash.
    pub origin: String,
    /// The currency of an empty cart.
    pub currency: Currency,
    /// The shop's own country.
    pub country: Country,
    /// Whether prices hold the tax.
    pub tax_included: bool,
}

impl ShopDefaults {
    /// What it says of one setting.
    #[must_use]
    pub fn get(&self, setting: Setting) -> &str {
        match setting {
            Setting::ShopName => &self.shop_name,
            Setting::Tagline => &self.tagline,
            Setting::DeliveryNote => &self.delivery_note,
            Setting::Seller => &self.seller,
            Setting::TaxNumber => &self.tax_number,
            Setting::Country => self.country.code(),
            Setting::Tax if self.tax_included => INCLUDED,
            Setting::Tax => ADDED,
        }
    }
}

/// How the shop is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsSheet {
    /// What staff have set.
    pub set: ShopSettings,
    /// What the configuration says.
    pub defaults: ShopDefaults,
    /// Counts changes; a form says which one was read.
    pub version: u32,
}

impl SettingsSheet {
    /// What holds.
    #[must_use]
    pub fn value(&self, setting: Setting) -> &str {
        self.set.get(setting).unwrap_or_else(|| self.defaults.get(setting))
    }
}

/// The settings as they are typed. Fields are named as these are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SettingsForm {
    /// The shop's name.
    pub shop_name: String,
    /// The sentence under the name.
    pub tagline: String,
    /// What is said of delivery by the buy button.
    pub delivery_note: String,
    /// Name and postal address of who sells, a line each.
    pub seller: String,
    /// Their VAT or tax number.
    pub tax_number: String,
    /// The code of the shop's own country.
    pub country: String,
    /// `included` or `added`, as [`Setting::Tax`].
    pub tax: String,
    /// The version that was read.
    pub version: String,
}

impl SettingsForm {
    /// The version that was read.
    #[must_use]
    pub fn version(&self) -> u32 {
        offer_room::version(&self.version)
    }

    /// The settings that were typed. A logo is not typed, so there is none among them.
    ///
    /// # Errors
    /// Every field that is refused, in the order of the form.
    pub fn read(&self, defaults: &ShopDefaults) -> Result<ShopSettings, Vec<FieldError>> {
        let mut refused = Vec::new();
        let mut refuse = |field, message| refused.push(FieldError { field, message });
        if !fits(&self.shop_name, LONGEST_NAME) {
            refuse("shop_name", "Enter at most 60 characters in one line.");
        }
        if !fits(&self.tagline, LONGEST_SENTENCE) {
            refuse("tagline", "Enter at most 200 characters in one line.");
        }
        if !fits(&self.delivery_note, LONGEST_SENTENCE) {
            refuse("delivery_note", "Enter at most 200 characters in one line.");
        }
        let seller = lines(&self.seller);
        if Seller::read(&seller, "", "").is_err() {
            refuse("seller", "Enter at most 8 lines of at most 120 characters each.");
        }
        if !fits(&self.tax_number, Seller::LONGEST_LINE) {
            refuse("tax_number", "Enter at most 120 characters in one line.");
        }
        let country = Country::parse(&self.country);
        if country.is_err() && !self.country.trim().is_empty() {
            refuse("country", "Choose a country from the list.");
        }
        if !["", INCLUDED, ADDED].contains(&self.tax.as_str()) {
            refuse("tax", "Choose one of the two.");
        }
        if !refused.is_empty() {
            return Err(refused);
        }
        let mut typed = ShopSettings {
            shop_name: Some(self.shop_name.trim().to_owned()),
            tagline: Some(self.tagline.trim().to_owned()),
            delivery_note: Some(self.delivery_note.trim().to_owned()),
            seller: Some(seller),
            tax_number: Some(self.tax_number.trim().to_owned()),
            country: country.ok().map(|country| country.code().to_owned()),
            tax: Some(self.tax.clone()),
            logo: None,
        };
        for setting in Setting::ALL {
            let follows = |text: &str| text.is_empty() || text == defaults.get(setting);
            if typed.get(setting).is_some_and(follows) {
                typed.put(setting, None);
            }
        }
        Ok(typed)
    }
}

/// Whether a text is one line of at most so many characters.
pub(super) fn fits(text: &str, longest: usize) -> bool {
    let text = text.trim();
    text.chars().count() <= longest && !text.contains(char::is_control)
}

/// Lines that breaks or `|` divide, without those that are empty.
fn lines(text: &str) -> String {
    let lines: Vec<_> =
        text.split(['\n', '|']).map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests;
