//! The values that every part of the shop agrees on.
//!
//! Each is a newtype with a private field and a `parse`: a value that exists is a value that is
//! valid, so nothing downstream checks it again. Time and randomness enter the program here and
//! nowhere else.

mod clock;
mod email;
#[cfg(feature = "system")]
mod entropy;
mod hex;
mod identifier;
mod money;
mod quantity;
mod sku;
mod slug;

#[cfg(feature = "system")]
pub use clock::SystemClock;
pub use clock::{Clock, FixedClock, Timestamp};
pub use email::{Email, InvalidEmail};
#[cfg(feature = "system")]
pub use entropy::random_token;
pub use hex::hex;
pub use identifier::{
    AccountId, AddressId, CategoryId, CheckoutId, CollectionId, InvalidId, LetterId, OrderId,
    PaymentId, ProductId,
};
pub use money::{Currency, InvalidAmount, InvalidCurrency, Money, MoneyError};
pub use quantity::{InvalidQuantity, Quantity};
pub use sku::{InvalidSku, Sku};
pub use slug::{InvalidSlug, Slug};
