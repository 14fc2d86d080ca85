//! Zones and methods of delivery as they are typed.

use kernel::{Currency, Money};

use super::{
    super::{OfferRefusal, reading, version},
    MOST_STEPS, StepView,
};
use crate::profile::Country;

/// The form of a zone, as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ZoneForm {
    /// The code; only of a new zone.
    pub code: String,
    /// What it is called.
    pub name: String,
    /// Codes of countries, with spaces or commas between.
    pub countries: String,
    /// The version that was read.
    pub version: String,
}

/// A zone that can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ZoneDraft {
    /// What it is called.
    pub name: String,
    /// Its countries, each once and in order of code.
    pub countries: Vec<Country>,
}

impl ZoneForm {
    /// The version that was read.
    #[must_use]
    pub fn version(&self) -> u32 {
        version(&self.version)
    }

    /// The code of a new zone.
    ///
    /// # Errors
    /// When it cannot be one.
    pub fn code(&self) -> Result<String, OfferRefusal> {
        new_code(&self.code)
    }

    /// The zone that was typed.
    ///
    /// # Errors
    /// Every field that is refused.
    pub fn draft(&self) -> Result<ZoneDraft, Vec<OfferRefusal>> {
        let mut refused = Vec::new();
        let name = new_name(&self.name);
        if let Err(refusal) = &name {
            refused.push(refusal.clone());
        }
        let mut countries = Vec::new();
        let typed = self.countries.split([' ', ',', ';', '\n', '\r', '\t']);
        for code in typed.filter(|code| !code.is_empty()) {
            match Country::parse(code) {
                Ok(country) => countries.push(country),
                Err(_) => {
                    let code: String = code.chars().take(20).collect();
                    let message = format!("“{code}” is no country. Enter codes such as DE, AT.");
                    refused.push(OfferRefusal::new("countries", message));
                    break;
                }
            }
        }
        countries.sort_unstable();
        countries.dedup();
        match name {
            Ok(name) if refused.is_empty() => Ok(ZoneDraft { name, countries }),
            _ => Err(refused),
        }
    }
}

/// The form of a method, as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MethodForm {
    /// The code; only of a new method.
    pub code: String,
    /// What shoppers see.
    pub name: String,
    /// Until when, in UTC, an order leaves on the same day.
    pub cutoff: String,
    /// The version that was read.
    pub version: String,
}

/// A method that can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MethodDraft {
    /// What shoppers see.
    pub name: String,
    /// Minutes after midnight UTC.
    pub cutoff_minute: u32,
}

impl MethodForm {
    /// The version that was read.
    #[must_use]
    pub fn version(&self) -> u32 {
        version(&self.version)
    }

    /// The code of a new method.
    ///
    /// # Errors
    /// When it cannot be one.
    pub fn code(&self) -> Result<String, OfferRefusal> {
        new_code(&self.code)
    }

    /// The method that was typed.
    ///
    /// # Errors
    /// Every field that is refused.
    pub fn draft(&self) -> Result<MethodDraft, Vec<OfferRefusal>> {
        let cutoff = reading::minute(&self.cutoff)
            .ok_or_else(|| OfferRefusal::new("cutoff", "Enter a time such as 13:00, in UTC."));
        match (new_name(&self.name), cutoff) {
            (Ok(name), Ok(cutoff_minute)) => Ok(MethodDraft { name, cutoff_minute }),
            (name, cutoff) => Err([name.err(), cutoff.err()].into_iter().flatten().collect()),
        }
    }
}

/// A step, as it is typed. One that is empty is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepForm {
    /// Kilograms.
    pub up_to: String,
    /// The price.
    pub price: String,
    /// From which worth of goods on it costs nothing.
    pub free_from: String,
}

/// The form of a method to a zone, as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceForm {
    /// Fewest working days.
    pub min_days: String,
    /// Most working days.
    pub max_days: String,
    /// The steps.
    pub steps: Vec<StepForm>,
    /// The version that was read; zero where the method did not go there.
    pub version: String,
}

/// A method to a zone that can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceDraft {
    /// Fewest working days.
    pub min_days: u32,
    /// Most working days.
    pub max_days: u32,
    /// The steps by weight, at least one, all in one currency.
    pub steps: Vec<StepView>,
}

impl ServiceForm {
    /// The version that was read.
    #[must_use]
    pub fn version(&self) -> u32 {
        version(&self.version)
    }

    /// What was typed, its amounts in this currency.
    ///
    /// # Errors
    /// Every field that is refused, in the order of the form.
    pub fn draft(&self, currency: Currency) -> Result<ServiceDraft, Vec<OfferRefusal>> {
        let mut refused = Vec::new();
        let within = |text: &str, most: u32| reading::number(text).filter(|days| *days <= most);
        let (min_days, max_days) = (within(&self.min_days, 60), within(&self.max_days, 90));
        if min_days.is_none() {
            refused.push(OfferRefusal::new("min_days", "Enter 1 to 60 working days."));
        }
        if max_days.is_none_or(|most| min_days.is_some_and(|fewest| most < fewest)) {
            let message = "Enter as many working days as the fewest or more, at most 90.";
            refused.push(OfferRefusal::new("max_days", message));
        }
        let steps = self.read_steps(currency);
        if let Err(refusal) = &steps {
            refused.push(refusal.clone());
        }
        match (min_days, max_days, steps) {
            (Some(min_days), Some(max_days), Ok(steps)) if refused.is_empty() => {
                Ok(ServiceDraft { min_days, max_days, steps })
            }
            _ => Err(refused),
        }
    }

    fn read_steps(&self, currency: Currency) -> Result<Vec<StepView>, OfferRefusal> {
        let refuse = |message: String| Err(OfferRefusal::new("steps", message));
        let mut steps = Vec::new();
        for (index, step) in self.steps.iter().enumerate() {
            let number = index + 1;
            let StepForm { up_to, price, free_from } = step;
            if [up_to, price, free_from].iter().all(|text| text.trim().is_empty()) {
                continue;
            }
            let Some(up_to_grams) = reading::grams(up_to) else {
                return refuse(format!("Step {number}: enter kilograms such as 5 or 31.5."));
            };
            let Ok(price) = Money::read(price, currency) else {
                return refuse(format!("Step {number}: enter a price such as 4.90, or 0."));
            };
            let free_from = match free_from.trim() {
                "" => None,
                text => match Money::read(text, currency) {
                    Ok(amount) => Some(amount),
                    Err(_) => {
                        return refuse(format!(
                            "Step {number}: enter an amount such as 50 from which it is free, or nothing."
                        ));
                    }
                },
            };
            steps.push(StepView { up_to_grams, price, free_from });
        }
        steps.sort_by_key(|step| step.up_to_grams);
        if steps.is_empty() {
            return refuse("Enter at least one step of weight with its price.".to_owned());
        }
        if steps.len() > MOST_STEPS {
            return refuse(format!("Enter at most {MOST_STEPS} steps."));
        }
        if steps.windows(2).any(|pair| pair[0].up_to_grams == pair[1].up_to_grams) {
            return refuse("Two steps end at the same weight. Take one away.".to_owned());
        }
        Ok(steps)
    }
}

fn new_code(text: &str) -> Result<String, OfferRefusal> {
    let message = "Enter 1 to 32 small letters, digits or hyphens.";
    reading::code(text).ok_or_else(|| OfferRefusal::new("code", message))
}

fn new_name(text: &str) -> Result<String, OfferRefusal> {
    reading::name(text).ok_or_else(|| OfferRefusal::new("name", "Enter 1 to 80 characters."))
}

#[cfg(test)]
mod tests;
