//! What staff are told who take an order.

use storefront::{
    checkout::{CheckoutChange, CheckoutError, ShortLine},
    order_taking::{ROWS, TakeError, TakeForm, TakeRefusal},
};

use crate::{changing::entered, row::Typed, trouble::Trouble};

/// Both, or all that is wrong with them in the order of the form.
pub(super) fn whole<A, B>(
    one: Result<A, Vec<TakeRefusal>>,
    other: Result<B, Vec<TakeRefusal>>,
) -> Result<(A, B), Vec<TakeRefusal>> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (one, other) => {
            let mut refused = one.err().unwrap_or_default();
            refused.extend(other.err().unwrap_or_default());
            Err(refused)
        }
    }
}

/// What is typed of people and places, as a checkout reads it.
pub(super) fn entered_or_refused(change: &CheckoutChange) -> Result<Typed, Vec<TakeRefusal>> {
    entered(&Typed::default(), change).map_err(|trouble| match trouble {
        Trouble::Refused(CheckoutError::Fields(errors)) => {
            errors.into_iter().map(TakeRefusal::from).collect()
        }
        _ => vec![TakeRefusal::new("", "Look at what was typed again.")],
    })
}

/// The same of what the catalogue does not offer.
pub(super) fn unknown(form: &TakeForm, trouble: Trouble) -> TakeError {
    match trouble {
        Trouble::Refused(CheckoutError::SoldOut(lines)) => {
            let refused = lines.iter().map(|line| {
                let [sku, _] = form.row_of(&line.sku);
                TakeRefusal::new(sku, "The shop sells nothing by this SKU.")
            });
            TakeError::Fields(refused.collect())
        }
        other => told(form, other),
    }
}

/// What went wrong, at the fields that it is about.
pub(super) fn told(form: &TakeForm, trouble: Trouble) -> TakeError {
    let field = |field, message: &str| TakeError::Fields(vec![TakeRefusal::new(field, message)]);
    match trouble.told() {
        CheckoutError::SoldOut(lines) => {
            TakeError::SoldOut(lines.iter().map(|line| short(form, line)).collect())
        }
        CheckoutError::Fields(errors) => {
            TakeError::Fields(errors.into_iter().map(TakeRefusal::from).collect())
        }
        CheckoutError::Incomplete(_) => {
            field("deliveryMethod", "It cannot be brought there. Another address may do.")
        }
        CheckoutError::TooMuchHeld => field(ROWS[0][0], "At most 99 units of one SKU are sold."),
        CheckoutError::NothingToBuy => field(ROWS[0][0], "Enter what is bought."),
        CheckoutError::PriceChanged(_) => TakeError::Moved,
        CheckoutError::KeyUsed => TakeError::KeyUsed,
        _ => TakeError::Unavailable,
    }
}

fn short(form: &TakeForm, line: &ShortLine) -> TakeRefusal {
    let [_, units] = form.row_of(&line.sku);
    let free = match line.free {
        0 => format!("None of {} is free.", line.sku),
        1 => format!("Only 1 of {} is free.", line.sku),
        free => format!("Only {free} of {} are free.", line.sku),
    };
    let soon = if line.in_checkouts_until.is_some() { " Some are in checkouts." } else { "" };
    TakeRefusal::new(units, format!("{free}{soon}"))
}

#[cfg(test)]
mod tests {
    use kernel::{Sku, Timestamp};

    use super::*;

    fn form() -> TakeForm {
        let row = |sku: &str| [sku.to_owned(), "3".to_owned()];
        TakeForm { rows: vec![row("A"), row("B")], ..TakeForm::default() }
    }

    fn of_b(free: u32, until: Option<Timestamp>) -> Trouble {
        let sku = Sku::parse("B").expect("a SKU");
        let line = ShortLine { sku, wanted: 3, free, in_checkouts_until: until };
        CheckoutError::SoldOut(vec![line]).into()
    }

    #[test]
    fn what_is_short_is_told_at_its_row() {
        let soon = Some(Timestamp::from_millis(0));
        for (free, until, message) in [
            (0, None, "None of B is free."),
            (1, None, "Only 1 of B is free."),
            (2, soon, "Only 2 of B are free. Some are in checkouts."),
        ] {
            let refusal = TakeRefusal::new("quantity2", message);
            assert_eq!(told(&form(), of_b(free, until)), TakeError::SoldOut(vec![refusal]));
        }
        let refusal = TakeRefusal::new("sku2", "The shop sells nothing by this SKU.");
        assert_eq!(unknown(&form(), of_b(0, None)), TakeError::Fields(vec![refusal]));
    }

    #[test]
    fn all_that_is_wrong_is_told_in_the_order_of_the_form() {
        let wrong = |field| Err::<(), _>(vec![TakeRefusal::new(field, "wrong")]);
        let fields = |refused: Vec<TakeRefusal>| {
            refused.into_iter().map(|refusal| refusal.field).collect::<Vec<_>>()
        };
        let both = whole(wrong("sku1"), wrong("reference")).expect_err("refused");
        assert_eq!(fields(both), ["sku1", "reference"]);
        assert_eq!(fields(whole(Ok(1), wrong("reference")).expect_err("refused")), ["reference"]);
        assert_eq!(whole(Ok(1), Ok(2)), Ok((1, 2)));
    }
}
