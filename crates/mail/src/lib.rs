//! Letters: their words, and carrying them.
//!
//! [`Letterhead`] writes them, in the name of one shop. [`SmtpMailer`] carries them to a mail
//! server; [`LetterFolder`] lays them into a folder, for whoever develops the shop, and reads them
//! there. Both are a [`Mailer`](storefront::mail::Mailer), and both try once: whoever keeps the
//! letters until they are sent tries again.

mod folder;
mod html;
mod letterhead;
mod message;
mod order_words;
mod reading;
mod sender;
mod smtp;
mod words;

pub use folder::LetterFolder;
pub use letterhead::{InvalidOrigin, Letterhead, NoLink};
pub use order_words::OrderNews;
pub use sender::{InvalidSender, Sender};
pub use smtp::{Credentials, InvalidSmtp, Security, SmtpMailer, SmtpSettings};
