//! What a shopper is told when a checkout does not do what was asked of it.

use axum::http::StatusCode;
use storefront::{
    checkout::{CheckoutError, CheckoutView, MovedPrice, ShortLine},
    orders::OrderLine,
};

/// The status that an answer has.
pub(in crate::http) const fn status(error: &CheckoutError) -> StatusCode {
    match error {
        CheckoutError::NotFound => StatusCode::NOT_FOUND,
        CheckoutError::SoldOut(_)
        | CheckoutError::TooMuchHeld
        | CheckoutError::HoldExpired
        | CheckoutError::NoExtensionLeft
        | CheckoutError::PriceChanged(_)
        | CheckoutError::Ordered
        | CheckoutError::InProgress(_)
        | CheckoutError::Over => StatusCode::CONFLICT,
        CheckoutError::NothingToBuy
        | CheckoutError::Fields(_)
        | CheckoutError::Coupon(_)
        | CheckoutError::Incomplete(_)
        | CheckoutError::NoCard
        | CheckoutError::KeyUsed => StatusCode::UNPROCESSABLE_ENTITY,
        CheckoutError::Declined { .. } => StatusCode::PAYMENT_REQUIRED,
        CheckoutError::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// The stable name of a refusal.
pub(in crate::http) const fn code(error: &CheckoutError) -> &'static str {
    match error {
        CheckoutError::NotFound => "not_found",
        CheckoutError::NothingToBuy => "nothing_to_buy",
        CheckoutError::SoldOut(_) => "sold_out",
        CheckoutError::TooMuchHeld => "too_much_held",
        CheckoutError::HoldExpired => "hold_expired",
        CheckoutError::NoExtensionLeft => "no_extension_left",
        CheckoutError::PriceChanged(_) => "price_changed",
        CheckoutError::Fields(_) => "invalid",
        CheckoutError::Coupon(_) => "coupon_refused",
        CheckoutError::Ordered => "ordered",
        CheckoutError::Incomplete(_) => "incomplete",
        CheckoutError::InProgress(_) => "in_progress",
        CheckoutError::KeyUsed => "idempotency_mismatch",
        CheckoutError::NoCard => "payment_required",
        CheckoutError::Declined { .. } => "payment_declined",
        CheckoutError::Over => "checkout_over",
        CheckoutError::Unavailable => "unavailable",
    }
}

/// What is said of a refusal. `lines` are what things are called.
pub(in crate::http) fn sentence(error: &CheckoutError, lines: &[OrderLine]) -> String {
    match error {
        CheckoutError::NotFound => "There is no such checkout any more.".to_owned(),
        CheckoutError::NothingToBuy => "There is nothing in your cart to buy.".to_owned(),
        CheckoutError::SoldOut(short) => {
            short.iter().map(|line| short_line(line, lines)).collect::<Vec<_>>().join(" ")
        }
        CheckoutError::TooMuchHeld => {
            "That is more than one person may hold at a time. Finish or cancel your other checkout first, or take fewer.".to_owned()
        }
        CheckoutError::HoldExpired => {
            "Your time is up, and the units are no longer held. What you typed is kept; hold them again to go on.".to_owned()
        }
        CheckoutError::NoExtensionLeft => "The time cannot be extended again.".to_owned(),
        CheckoutError::PriceChanged(moved) => {
            let moved = moved.iter().map(|price| moved_price(price, lines)).collect::<Vec<_>>();
            format!("{} Nothing was charged. Look at the new total before you pay.", moved.join(" "))
        }
        CheckoutError::Fields(errors) => {
            errors.first().map_or_else(String::new, |error| error.message.to_owned())
        }
        CheckoutError::Coupon(refusal) => refusal.message(),
        CheckoutError::Ordered => {
            "This is ordered already: only its payment can be tried again.".to_owned()
        }
        CheckoutError::Incomplete(_) => "Something is still missing here.".to_owned(),
        CheckoutError::InProgress(_) => {
            "Your order is being worked on. There is nothing to send again.".to_owned()
        }
        CheckoutError::KeyUsed => "This key was used for another request.".to_owned(),
        CheckoutError::NoCard => "Enter a card first.".to_owned(),
        CheckoutError::Declined { until, .. } => match until {
            Some(_) => "Your bank declined the payment, and nothing was charged. Your units are still held: try again, or use another card.".to_owned(),
            None => "Your bank declined the payment again, and nothing was charged. The order is cancelled; you can begin anew.".to_owned(),
        },
        CheckoutError::Over => "This checkout is over.".to_owned(),
        CheckoutError::Unavailable => {
            "This cannot be done just now. Nothing was lost, and nothing is charged twice; try again in a moment.".to_owned()
        }
    }
}

fn title<'a>(sku: &'a str, lines: &'a [OrderLine]) -> &'a str {
    let named = lines.iter().find(|line| line.sku.as_str() == sku);
    named.map_or(sku, |line| line.title.as_str())
}

fn short_line(short: &ShortLine, lines: &[OrderLine]) -> String {
    let title = title(short.sku.as_str(), lines);
    match (short.free, short.in_checkouts_until) {
        (0, Some(until)) => {
            let time = until.rfc3339();
            let clock = time.get(11..16).unwrap_or_default();
            format!("{title} is in other people’s checkouts; some may be free by {clock} (UTC).")
        }
        (0, None) => format!("{title} is sold out."),
        (free, _) => format!("Of {title} only {free} can be had, not {}.", short.wanted),
    }
}

fn moved_price(price: &MovedPrice, lines: &[OrderLine]) -> String {
    match &price.sku {
        Some(sku) => {
            format!(
                "{} now costs {} instead of {}.",
                title(sku.as_str(), lines),
                price.now,
                price.was
            )
        }
        None => format!("The total is now {} instead of {}.", price.now, price.was),
    }
}

/// Titles of a checkout's lines, for sentences.
pub(in crate::http) fn lines(view: Option<&CheckoutView>) -> Vec<OrderLine> {
    view.map(|view| view.lines.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use kernel::{Currency, Money, Sku, Timestamp};

    use super::*;

    #[test]
    fn what_is_short_is_named_with_what_can_be_done() {
        let short = |free, until: Option<i64>| ShortLine {
            sku: Sku::parse("LAMP").expect("a SKU"),
            wanted: 3,
            free,
            in_checkouts_until: until.map(Timestamp::from_millis),
        };
        assert_eq!(short_line(&short(0, None), &[]), "LAMP is sold out.");
        assert_eq!(short_line(&short(2, None), &[]), "Of LAMP only 2 can be had, not 3.");
        let later = short_line(&short(0, Some(3_600_000)), &[]);
        assert!(later.contains("by 01:00 (UTC)"), "{later}");
    }

    #[test]
    fn a_price_that_moved_is_told_with_both() {
        let euros = |cents| Money::new(cents, Currency::EUR).expect("an amount");
        let moved = MovedPrice { sku: None, was: euros(1000), now: euros(1250) };
        let said = moved_price(&moved, &[]);
        assert!(said.contains("12.50") && said.contains("10.00"), "{said}");
    }
}
