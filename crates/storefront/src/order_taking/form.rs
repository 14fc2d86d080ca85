//! What staff type to take an order.

use kernel::{Quantity, Sku};

use super::TakeRefusal;
use crate::{
    checkout::{BeginLine, CheckoutChange},
    enquiry::FieldError,
    profile::AddressForm,
};

/// Longest reference of a payment, in characters.
pub const LONGEST_REFERENCE: usize = 120;

/// The fields of each row of the form: of what, and how many units.
pub const ROWS: [[&str; 2]; 10] = [
    ["sku1", "quantity1"],
    ["sku2", "quantity2"],
    ["sku3", "quantity3"],
    ["sku4", "quantity4"],
    ["sku5", "quantity5"],
    ["sku6", "quantity6"],
    ["sku7", "quantity7"],
    ["sku8", "quantity8"],
    ["sku9", "quantity9"],
    ["sku10", "quantity10"],
];

/// The form for an order, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TakeForm {
    /// The fields of [`ROWS`], in their order.
    pub rows: Vec<[String; 2]>,
    /// Field `email`.
    pub email: String,
    /// Field `name`.
    pub name: String,
    /// Where it goes: fields `line1`, `line2`, `city`, `region`, `postcode` and `country`.
    pub address: AddressForm,
    /// Field `deliveryMethod`: the code of a way of delivery, empty while none is chosen.
    pub delivery_method: String,
    /// Field `reference`: by what the payment is found outside the shop.
    pub reference: String,
    /// Field `total`: what the form showed that it comes to, in minor units. Empty until it was
    /// reckoned.
    pub total: String,
    /// The form's own key.
    pub key: String,
}

impl TakeForm {
    /// Reads the form, given what was typed into a field of a name.
    #[must_use]
    pub fn read(value: impl Fn(&str) -> String) -> Self {
        let address = AddressForm {
            line1: value("line1"),
            line2: value("line2"),
            city: value("city"),
            region: value("region"),
            postcode: value("postcode"),
            country: value("country"),
            ..AddressForm::default()
        };
        Self {
            rows: ROWS.into_iter().map(|[sku, quantity]| [value(sku), value(quantity)]).collect(),
            email: value("email"),
            name: value("name"),
            address,
            delivery_method: value("deliveryMethod"),
            reference: value("reference"),
            total: value("total"),
            key: value("key"),
        }
    }

    /// What is wanted: every row in which something stands.
    ///
    /// # Errors
    /// Every field that is refused, in the order of the form.
    pub fn lines(&self) -> Result<Vec<BeginLine>, Vec<TakeRefusal>> {
        let (mut lines, mut refused) = (Vec::new(), Vec::new());
        for ([sku_field, units_field], [sku, units]) in ROWS.into_iter().zip(&self.rows) {
            let (sku, units) = (sku.trim(), units.trim());
            if sku.is_empty() && units.is_empty() {
                continue;
            }
            let sku = Sku::parse(sku).map_err(|_| {
                refused.push(TakeRefusal::new(sku_field, "Enter a SKU, as labels have it."));
            });
            let quantity = Quantity::parse(units).map_err(|_| {
                let message = format!("Enter how many units, from 1 to {}.", Quantity::MOST);
                refused.push(TakeRefusal::new(units_field, message));
            });
            if let (Ok(sku), Ok(quantity)) = (sku, quantity) {
                lines.push(BeginLine { sku, quantity });
            }
        }
        if lines.is_empty() && refused.is_empty() {
            let [first, _] = ROWS[0];
            refused.push(TakeRefusal::new(first, "Enter what is bought."));
        }
        if refused.is_empty() { Ok(lines) } else { Err(refused) }
    }

    /// The fields of the first row that names a SKU.
    #[must_use]
    pub fn row_of(&self, sku: &Sku) -> [&'static str; 2] {
        let mut rows = ROWS.into_iter().zip(&self.rows);
        let named = rows.find(|(_, [typed, _])| typed.trim() == sku.as_str());
        named.map_or(ROWS[0], |(fields, _)| fields)
    }

    /// Who buys, where it goes and how it is brought, for a checkout.
    #[must_use]
    pub fn entries(&self) -> CheckoutChange {
        CheckoutChange { contact: Some((self.email.clone(), self.name.clone())), ..self.place() }
    }

    /// Where it goes and how it is brought, for a checkout.
    #[must_use]
    pub fn place(&self) -> CheckoutChange {
        let method = self.delivery_method.clone();
        CheckoutChange {
            shipping_address: Some(self.address.clone()),
            delivery_method: Some(method).filter(|method| !method.is_empty()),
            ..CheckoutChange::default()
        }
    }

    /// The total that the form showed, in minor units.
    ///
    /// # Errors
    /// A refusal of the whole form when it showed none.
    pub fn shown(&self) -> Result<i64, TakeRefusal> {
        self.total.parse().map_err(|_| {
            TakeRefusal::new("", "Reckon what it comes to first, and take the order after.")
        })
    }

    /// All that was typed, in the order of the form; its key is not.
    #[must_use]
    pub fn texts(&self) -> Vec<&str> {
        let AddressForm { line1, line2, city, region, postcode, country, .. } = &self.address;
        let rows = self.rows.iter().flatten();
        rows.chain([&self.email, &self.name, line1, line2, city, region, postcode, country])
            .chain([&self.delivery_method, &self.reference, &self.total])
            .map(String::as_str)
            .collect()
    }
}

/// The reference of a payment outside the shop, as it may be kept.
///
/// # Errors
/// A refusal of `reference`.
pub fn check_reference(text: &str) -> Result<String, FieldError> {
    let text = text.trim();
    let message = if text.is_empty() {
        "Enter by what the payment is found: the transfer, or the number of the receipt."
    } else if text.chars().count() > LONGEST_REFERENCE {
        "Shorten the reference to 120 characters."
    } else if text.contains(char::is_control) {
        "Write the reference on one line, in ordinary characters."
    } else {
        return Ok(text.to_owned());
    };
    Err(FieldError { field: "reference", message })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(rows: &[(&str, &str)]) -> TakeForm {
        TakeForm::read(|name| {
            let of = |at: usize| {
                rows.iter().zip(ROWS).find(|(_, fields)| fields[at] == name).map(|(row, _)| row)
            };
            let sku = of(0).map(|(sku, _)| *sku);
            sku.or(of(1).map(|(_, units)| *units)).unwrap_or_default().to_owned()
        })
    }

    fn refused(rows: &[(&str, &str)]) -> Vec<&'static str> {
        let errors = form(rows).lines().err().unwrap_or_default();
        errors.into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn rows_are_read_wherever_they_stand_and_empty_ones_left_out() {
        let form = form(&[("", ""), (" MUG-1 ", " 2 "), ("", " "), ("PEN-1", "99")]);
        let lines = form.lines().expect("lines");
        let read: Vec<_> =
            lines.iter().map(|line| (line.sku.as_str(), line.quantity.units())).collect();
        assert_eq!(read, [("MUG-1", 2), ("PEN-1", 99)]);
        assert_eq!(form.row_of(&lines[1].sku), ["sku4", "quantity4"]);
    }

    #[test]
    fn a_row_is_whole_and_one_there_is() {
        assert_eq!(refused(&[]), ["sku1"]);
        assert_eq!(refused(&[("MUG-1", ""), ("", "2")]), ["quantity1", "sku2"]);
        for units in ["0", "-1", "1.5", "100", "2147483648", "two"] {
            assert_eq!(refused(&[("MUG-1", units)]), ["quantity1"], "{units}");
        }
    }

    #[test]
    fn whatever_is_typed_otherwise_is_another_form() {
        let fields = ["email", "name", "line1", "line2", "city", "region", "postcode", "country"];
        let others = ["deliveryMethod", "reference", "total"];
        let empty = TakeForm::read(|_| String::new());
        for field in ROWS.iter().flatten().chain(&fields).chain(&others) {
            let one = |name: &str| if name == *field { "1".to_owned() } else { String::new() };
            let typed = TakeForm::read(one);
            assert_ne!(typed.texts(), empty.texts(), "{field}");
        }
        let keyed = TakeForm { key: "another".to_owned(), ..empty.clone() };
        assert_eq!(keyed.texts(), empty.texts());
    }

    #[test]
    fn a_payment_outside_is_found_by_something() {
        assert_eq!(check_reference(" Receipt 7 "), Ok("Receipt 7".to_owned()));
        for wrong in ["", "  ", "a\nb", &"x".repeat(121)] {
            assert_eq!(check_reference(wrong).expect_err("refused").field, "reference");
        }
    }

    #[test]
    fn what_nobody_was_shown_is_not_taken() {
        assert_eq!(TakeForm { total: "4590".to_owned(), ..TakeForm::default() }.shown(), Ok(4590));
        assert!(TakeForm::default().shown().is_err());
    }
}
