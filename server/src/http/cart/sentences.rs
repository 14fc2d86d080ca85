//! What a shopper is told when a cart is not changed.

use storefront::cart::CartError;

/// The sentence, which says what to do.
pub(in crate::http) fn sentence(error: CartError) -> String {
    match error {
        CartError::NotEnoughStock { available: 0 } => {
            "This is sold out. Nothing was changed.".to_owned()
        }
        CartError::NotEnoughStock { available } => {
            format!("Only {available} are in stock. Enter {available} or less.")
        }
        CartError::TooManyUnits { most } => {
            format!("A cart takes at most {most} of one thing. Enter {most} or less.")
        }
        CartError::TooManyLines { most } => {
            format!("A cart holds at most {most} different things. Remove some first.")
        }
        CartError::NoSuchLine => "This is no longer in your cart.".to_owned(),
        CartError::NothingToUndo => "There is nothing to bring back any more.".to_owned(),
        CartError::NotSold => "This is not sold any more.".to_owned(),
        CartError::PriceChanged { now } => {
            format!("The price has changed again, to {now}. Look at it and decide.")
        }
        CartError::Unavailable => {
            "Your cart cannot be reached just now. Nothing was changed; try again in a moment."
                .to_owned()
        }
    }
}

/// What is no quantity.
pub(in crate::http) const NO_QUANTITY: &str = "Enter a whole number from 1 to 99.";
