//! Accounts of shoppers and staff, in PostgreSQL.
//!
//! [`AccountBook`] answers the ports `storefront::account` and `storefront::staff`. Nothing here
//! sends a letter: letters are rows, written in the transaction that they tell of, and
//! [`LetterQueue`] hands them to whoever sends. [`Upkeep`] is to be run now and then.

mod api_tokens;
mod audit;
mod book;
mod customer_room;
mod gate;
mod hashing;
mod letters;
mod mail_change;
mod own_account;
mod owner;
mod passwords;
mod port;
mod recovery;
mod registration;
mod sealing;
mod second_factor;
mod secrets;
mod settings;
mod sign_in;
mod staff_door;
mod staff_room;
mod staff_sessions;
mod store;
mod totp;
mod upkeep;

pub use book::AccountBook;
pub use hashing::HashCost;
pub use letters::{DueLetter, LetterQueue};
pub use settings::{BadSettings, Settings};
pub use staff_sessions::StaffSessionDesk;
pub use upkeep::{Tidied, Upkeep};
