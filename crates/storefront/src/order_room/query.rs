//! Which orders staff ask for.

use kernel::{Email, OrderId, Sku};

use crate::{
    enquiry::FieldError,
    orders::{OrderCursor, OrderStatus},
};

/// Which orders staff ask for; all that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoomQuery {
    /// Only what comes after this.
    pub after: Option<OrderCursor>,
    /// Only those that stand here.
    pub status: Option<OrderStatus>,
    /// Only those that this finds.
    pub find: Option<LookUp>,
}

/// What a text looks for: an order is found by whatever is given here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LookUp {
    /// The order of this number.
    pub number: Option<OrderId>,
    /// Orders whose letters go there.
    pub mail: Option<Email>,
    /// Orders that this was bought with.
    pub sku: Option<Sku>,
    /// Orders of people whose names begin so.
    pub name: Option<String>,
}

impl LookUp {
    /// Shortest text, in characters: fewer would find half of all people.
    pub const SHORTEST: usize = 2;
    /// Longest text, in characters.
    pub const LONGEST: usize = 254;

    /// Reads what was typed into the one field; nothing if that is empty.
    ///
    /// # Errors
    /// A refusal of the field `find`.
    pub fn read(text: &str) -> Result<Option<Self>, FieldError> {
        let refused = |message| Err(FieldError { field: "find", message });
        let text = text.trim();
        let length = text.chars().count();
        if length == 0 {
            return Ok(None);
        }
        if text.contains(char::is_control) || !(Self::SHORTEST..=Self::LONGEST).contains(&length) {
            return refused("Enter 2 to 254 ordinary characters.");
        }
        if text.contains('@') {
            return match Email::parse(text) {
                Ok(mail) => Ok(Some(Self { mail: Some(mail), ..Self::default() })),
                Err(_) => refused("Enter the whole email address, like name@example.com."),
            };
        }
        Ok(Some(Self {
            number: OrderId::parse(text.to_uppercase()).ok(),
            mail: None,
            sku: Sku::parse(text).ok(),
            name: Some(text.to_owned()),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_is_looked_for_as_all_that_it_can_be() {
        assert_eq!(LookUp::read("  "), Ok(None));
        let mail = LookUp::read(" Ada@Example.com ").expect("fine").expect("a look-up");
        assert_eq!(mail.mail.as_ref().map(Email::as_str), Some("ada@example.com"));
        assert_eq!((mail.number, mail.sku, mail.name), (None, None, None));
        let number = LookUp::read("4f7k-2mxd-9qra").expect("fine").expect("a look-up");
        assert_eq!(number.number.as_ref().map(OrderId::as_str), Some("4F7K-2MXD-9QRA"));
        assert_eq!(number.sku.as_ref().map(Sku::as_str), Some("4f7k-2mxd-9qra"));
        let name = LookUp::read("Ada Byron").expect("fine").expect("a look-up");
        assert_eq!((name.number, name.sku), (None, None));
        assert_eq!(name.name.as_deref(), Some("Ada Byron"));
        for bad in ["a", "a@", "a\u{0}b", &"x".repeat(255)] {
            assert_eq!(LookUp::read(bad).map_err(|error| error.field), Err("find"), "{bad}");
        }
    }
}
