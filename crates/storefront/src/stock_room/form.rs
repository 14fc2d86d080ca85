//! What is typed about stock, and what is wrong with it.

use kernel::Timestamp;

/// The most units that one form receives or corrects.
pub const MOST_UNITS: i32 = 1_000_000;
/// Longest reference, in characters.
const LONGEST_REFERENCE: usize = 200;
/// Longest reason, in characters.
const LONGEST_REASON: usize = 500;
/// What a receipt says whose reason was left empty.
const RECEIVED: &str = "Delivery";

/// A field that was refused; the whole form where it is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StockRefusal {
    /// The field's name in the form.
    pub field: &'static str,
    /// Why.
    pub reason: StockReason,
}

/// Why a field about stock was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StockReason {
    /// No whole number, or less than one unit.
    NotReceived,
    /// No whole number, or zero.
    NotCorrected,
    /// More units than one form, or one stock, can take.
    TooMany,
    /// More was to be taken away than is free.
    BelowZero {
        /// Its free units.
        free: u32,
    },
    /// There is no reference and nothing that stands for it, or it is too long.
    BadReference,
    /// The reference stands in the ledger with another number of units.
    ReferenceUsed {
        /// The units that it stands for.
        units: i32,
    },
    /// The form was sent before with another number of units.
    FormUsed {
        /// The units that it was sent with.
        units: i32,
    },
    /// There is no reason, or it is too long.
    BadReason,
    /// No day to come.
    BadDay,
    /// The SKU was never received.
    NeverReceived,
}

impl StockReason {
    /// What to do about it.
    #[must_use]
    pub fn message(self) -> String {
        let fixed = match self {
            Self::NotReceived => "Enter how many units arrived: 1 or more.",
            Self::NotCorrected => {
                "Enter how many units to add, or to take away with a minus: 3 or -3, say."
            }
            Self::TooMany => {
                return format!("Enter at most {MOST_UNITS} units; a stock has an end, too.");
            }
            Self::BelowZero { free } => {
                return format!(
                    "Only {free} units are free. Others are in checkouts or sold, and stay so."
                );
            }
            Self::BadReference => "Enter a reference of at most 200 characters.",
            Self::ReferenceUsed { units } => {
                return format!(
                    "The ledger has this reference already, with {units} units. Enter another one."
                );
            }
            Self::FormUsed { units } => {
                return format!(
                    "This form was sent before, with {units} units. Open the page again to enter more."
                );
            }
            Self::BadReason => "Enter a reason of at most 500 characters.",
            Self::BadDay => "Enter a day to come, such as 2026-12-03, or nothing.",
            Self::NeverReceived => "There is no stock of it yet. Receive it first.",
        };
        fixed.to_owned()
    }
}

/// The form with which units are received or corrected, as it was posted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StockForm {
    /// Field `quantity`.
    pub quantity: String,
    /// Field `reference`: the delivery note or the count. It may be empty.
    pub reference: String,
    /// Field `reason`. A receipt needs none.
    pub reason: String,
    /// Field `key`, new with each drawing of the form: stands for the reference where that is empty.
    pub key: String,
}

/// A form that can be entered into the ledger. Only [`StockForm::receipt`] and
/// [`StockForm::correction`] make one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StockEntry {
    quantity: i32,
    reference: String,
    reason: String,
    keyed: bool,
}

impl StockEntry {
    /// Units.
    #[must_use]
    pub const fn quantity(&self) -> i32 {
        self.quantity
    }

    /// What the ledger has it under. The same one again changes nothing.
    #[must_use]
    pub fn reference(&self) -> &str {
        &self.reference
    }

    /// Why, in words.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// Whether the reference was made from the form's key, as none was typed.
    #[must_use]
    pub const fn keyed(&self) -> bool {
        self.keyed
    }
}

impl StockForm {
    /// The form as a receipt.
    ///
    /// # Errors
    /// What is wrong, in the order of the form.
    pub fn receipt(&self) -> Result<StockEntry, Vec<StockRefusal>> {
        let reason = Some(self.reason.trim()).filter(|text| !text.is_empty());
        let quantity = self.units(StockReason::NotReceived, |units| units >= 1);
        self.entry(quantity, reason.unwrap_or(RECEIVED))
    }

    /// The form as a correction.
    ///
    /// # Errors
    /// What is wrong, in the order of the form.
    pub fn correction(&self) -> Result<StockEntry, Vec<StockRefusal>> {
        let quantity = self.units(StockReason::NotCorrected, |units| units != 0);
        self.entry(quantity, self.reason.trim())
    }

    fn units(
        &self,
        otherwise: StockReason,
        fits: impl Fn(i32) -> bool,
    ) -> Result<i32, StockRefusal> {
        // Some keyboards have a minus of their own.
        let typed = self.quantity.trim().replace('\u{2212}', "-");
        let reason = match typed.parse::<i32>() {
            Ok(units) if !fits(units) => otherwise,
            Ok(units) if units.unsigned_abs() > MOST_UNITS.unsigned_abs() => StockReason::TooMany,
            Ok(units) => return Ok(units),
            Err(_) => otherwise,
        };
        Err(StockRefusal { field: "quantity", reason })
    }

    fn entry(
        &self,
        quantity: Result<i32, StockRefusal>,
        reason: &str,
    ) -> Result<StockEntry, Vec<StockRefusal>> {
        let typed = self.reference.trim();
        let (reference, keyed) = match typed {
            "" if is_key(&self.key) => (Some(format!("form-{}", self.key)), true),
            _ => (is_text(typed, LONGEST_REFERENCE).then(|| typed.to_owned()), false),
        };
        let refused = |field, reason| StockRefusal { field, reason };
        let reference = reference.ok_or(refused("reference", StockReason::BadReference));
        let reason = if is_text(reason, LONGEST_REASON) {
            Ok(reason.to_owned())
        } else {
            Err(refused("reason", StockReason::BadReason))
        };
        match (quantity, reference, reason) {
            (Ok(quantity), Ok(reference), Ok(reason)) => {
                Ok(StockEntry { quantity, reference, reason, keyed })
            }
            (quantity, reference, reason) => {
                let refusals = [quantity.err(), reference.err(), reason.err()];
                Err(refusals.into_iter().flatten().collect())
            }
        }
    }
}

/// Whether a text is one that the shop may have drawn into a form.
fn is_key(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn is_text(text: &str, longest: usize) -> bool {
    (1..=longest).contains(&text.chars().count()) && !text.contains(char::is_control)
}

/// The day that was typed, none where nothing was. Whether the calendar has it, PostgreSQL says.
///
/// # Errors
/// What is not written like a day, or is over at `now`.
pub fn expected_day(text: &str, now: Timestamp) -> Result<Option<String>, StockRefusal> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let written = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    let (year, month, day) = now.date();
    // Days that are written like this sort as text.
    if written && text > format!("{year:04}-{month:02}-{day:02}").as_str() {
        Ok(Some(text.to_owned()))
    } else {
        Err(StockRefusal { field: "day", reason: StockReason::BadDay })
    }
}

#[cfg(test)]
mod tests;
