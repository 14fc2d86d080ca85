//! Orders of a shop, each carried out once.

use std::{
    io,
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

use kernel::{Clock, Currency, Money, SystemClock};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::Notify;

use crate::{
    Settings,
    cards::{BadCard, Behaviour, CardDetails, GoodCard},
    charges::{Answered, Card, Change, ChargeRow, Entry, Known, Message, Status},
    journal::Journal,
    returning::origin,
};

/// What is ordered.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Authorise {
    pub(crate) card: String,
    pub(crate) amount: i64,
    pub(crate) currency: String,
    pub(crate) return_url: String,
}

/// What was answered to an order.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: Value,
    /// Whether it was answered before.
    pub(crate) replayed: bool,
    /// Whether the answer is to be lost on its way.
    pub(crate) lost: bool,
}

/// An order carried out: status, body, what changed, and whether its answer is to be lost.
type Done = (u16, Value, Vec<Change>, bool);

struct Books {
    known: Known,
    journal: Journal<Entry>,
}

/// The provider.
pub struct Desk {
    books: Mutex<Books>,
    pub(crate) settings: Settings,
    /// Where browsers may be sent back to.
    pub(crate) return_origins: Vec<String>,
    pub(crate) news: Notify,
}

fn refused(status: u16, code: &str) -> Done {
    (status, json!({ "error": code }), Vec::new(), false)
}

impl Desk {
    /// Opens the provider's books in a file, which is made if there is none.
    ///
    /// # Errors
    /// When the file cannot be read, is no journal, or is another process's.
    pub fn open(file: &Path, settings: Settings) -> io::Result<Self> {
        let (journal, entries) = Journal::open(file)?;
        let mut known = Known::default();
        entries.into_iter().for_each(|entry| known.learn(entry));
        let addresses = std::iter::once(&settings.shop_url).chain(&settings.return_origins);
        let return_origins = addresses.filter_map(|address| origin(address)).collect();
        let books = Mutex::new(Books { known, journal });
        Ok(Self { books, settings, return_origins, news: Notify::new() })
    }

    fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes an entry down, then believes it.
    fn write(&self, books: &mut Books, entry: Entry) -> io::Result<()> {
        books.journal.append(&entry)?;
        books.known.learn(entry);
        self.news.notify_one();
        Ok(())
    }

    /// Carries an order out, unless it was before: then it is answered as it was.
    fn once(
        &self,
        key: &str,
        order: &str,
        carry_out: impl FnOnce(&Known) -> Done,
    ) -> io::Result<Reply> {
        let mut books = self.books();
        if let Some(before) = books.known.answers.get(key) {
            let (status, body) = if before.order == order {
                (before.status, before.body.clone())
            } else {
                (422, json!({ "error": "key_of_another_order" }))
            };
            return Ok(Reply { status, body, replayed: true, lost: false });
        }
        let (status, body, changes, lost) = carry_out(&books.known);
        // A refusal changed nothing, and may be another answer next time.
        if status == 200 {
            let (key, order) = (key.to_owned(), order.to_owned());
            let answered = Answered { key, order, status, body: body.clone() };
            self.write(&mut books, Entry { changes, answered: Some(answered) })?;
        }
        Ok(Reply { status, body, replayed: false, lost })
    }

    /// Keeps a card for a checkout.
    pub(crate) fn keep_card(
        &self,
        checkout: &str,
        details: &CardDetails,
    ) -> io::Result<Result<(), Vec<BadCard>>> {
        let GoodCard { behaviour, last_four } = match details.check(SystemClock.now()) {
            Ok(card) => card,
            Err(bad) => return Ok(Err(bad)),
        };
        let token = format!("card_{}", kernel::random_token::<12>());
        let card = Card { token, behaviour, last_four };
        let change = Change::CardKept { checkout: checkout.to_owned(), card };
        self.write(&mut self.books(), Entry { changes: vec![change], answered: None })?;
        Ok(Ok(()))
    }

    /// The card that is kept for a checkout.
    pub(crate) fn card(&self, checkout: &str) -> Option<Card> {
        self.books().known.cards.get(checkout).cloned()
    }

    /// A charge, as it is told to the shop.
    pub(crate) fn charge(&self, payment: &str) -> Option<Value> {
        let books = self.books();
        Some(books.known.charges.get(payment)?.told(payment, &self.settings.address))
    }

    /// A charge whose owner is to be asked, by the token in the page's address.
    pub(crate) fn asked_owner(&self, payment: &str, token: &str) -> Option<ChargeRow> {
        let books = self.books();
        books.known.charges.get(payment).filter(|charge| charge.action_token == token).cloned()
    }

    pub(crate) fn authorise(
        &self,
        payment: &str,
        key: &str,
        wanted: &Authorise,
    ) -> io::Result<Reply> {
        let order = format!("authorise {payment} {wanted:?}");
        self.once(key, &order, |known| {
            let page = &self.settings.address;
            if let Some(there) = known.charges.get(payment) {
                let same = there.amount == wanted.amount && there.card == wanted.card;
                return if same || there.status == Status::Voided {
                    (200, there.told(payment, page), Vec::new(), false)
                } else {
                    refused(422, "payment_of_another_amount")
                };
            }
            let Some(behaviour) = known.behaviour(&wanted.card) else {
                return refused(422, "no_such_card");
            };
            let money = Currency::parse(&wanted.currency)
                .is_ok_and(|currency| Money::new(wanted.amount, currency).is_ok());
            if !money || wanted.amount == 0 {
                return refused(422, "bad_amount");
            }
            let status = match behaviour {
                Behaviour::Declined => Status::Declined,
                Behaviour::AsksOwner => Status::ActionNeeded,
                Behaviour::Pays | Behaviour::LosesAnswer | Behaviour::TellsLate => {
                    Status::Authorised
                }
            };
            let charge = ChargeRow {
                reference: format!("ch_{}", kernel::random_token::<12>()),
                card: wanted.card.clone(),
                amount: wanted.amount,
                currency: wanted.currency.clone(),
                return_url: wanted.return_url.clone(),
                status,
                action_token: kernel::random_token::<16>(),
                refunded: 0,
            };
            let told = charge.told(payment, page);
            let message = known.message(payment, &charge.card, status);
            let begun = Change::Begun { payment: payment.to_owned(), charge };
            (200, told, vec![begun, message], false)
        })
    }

    pub(crate) fn capture(&self, payment: &str, key: &str) -> io::Result<Reply> {
        self.once(key, &format!("capture {payment}"), |known| {
            let Some(charge) = known.charges.get(payment) else {
                return refused(404, "no_such_payment");
            };
            if charge.status != Status::Authorised {
                return (200, charge.told(payment, &self.settings.address), Vec::new(), false);
            }
            let lost = known.behaviour(&charge.card) == Some(Behaviour::LosesAnswer);
            self.moved(known, payment, charge, Status::Captured, lost)
        })
    }

    pub(crate) fn void(&self, payment: &str, key: &str) -> io::Result<Reply> {
        self.once(key, &format!("void {payment}"), |known| {
            let Some(charge) = known.charges.get(payment) else {
                // Never to be authorised, should that order still be on its way.
                let charge = ChargeRow {
                    reference: format!("ch_{}", kernel::random_token::<12>()),
                    card: String::new(),
                    amount: 0,
                    currency: String::new(),
                    return_url: String::new(),
                    status: Status::Voided,
                    action_token: kernel::random_token::<16>(),
                    refunded: 0,
                };
                let told = charge.told(payment, &self.settings.address);
                let begun = Change::Begun { payment: payment.to_owned(), charge };
                return (200, told, vec![begun], false);
            };
            if matches!(charge.status, Status::Authorised | Status::ActionNeeded) {
                self.moved(known, payment, charge, Status::Voided, false)
            } else {
                (200, charge.told(payment, &self.settings.address), Vec::new(), false)
            }
        })
    }

    pub(crate) fn refund(&self, payment: &str, key: &str, amount: i64) -> io::Result<Reply> {
        self.once(key, &format!("refund {payment} {amount}"), |known| {
            let Some(charge) = known.charges.get(payment) else {
                return refused(404, "no_such_payment");
            };
            let left = charge.amount - charge.refunded;
            if charge.status != Status::Captured || amount <= 0 || amount > left {
                return refused(422, "not_so_much_is_left");
            }
            let mut after = charge.clone();
            after.refunded += amount;
            let payment_text = payment.to_owned();
            let mut changes = vec![Change::GivenBack { payment: payment_text.clone(), amount }];
            if amount == left {
                after.status = Status::Refunded;
                changes.push(Change::Moved { payment: payment_text, status: Status::Refunded });
                changes.push(known.message(payment, &charge.card, Status::Refunded));
            }
            (200, after.told(payment, &self.settings.address), changes, false)
        })
    }

    /// Takes the owner's word. Tells where the owner goes back to, or nothing for a wrong token.
    pub(crate) fn owner_says(
        &self,
        payment: &str,
        token: &str,
        yes: bool,
    ) -> io::Result<Option<String>> {
        let mut books = self.books();
        let Some(charge) =
            books.known.charges.get(payment).filter(|charge| charge.action_token == token)
        else {
            return Ok(None);
        };
        let return_url = charge.return_url.clone();
        if charge.status == Status::ActionNeeded {
            let status = if yes { Status::Authorised } else { Status::Declined };
            let message = books.known.message(payment, &charge.card, status);
            let moved = Change::Moved { payment: payment.to_owned(), status };
            self.write(&mut books, Entry { changes: vec![moved, message], answered: None })?;
        }
        Ok(Some(return_url))
    }

    /// What the shop was not told yet.
    pub(crate) fn untold(&self) -> Vec<Message> {
        self.books().known.untold.values().cloned().collect()
    }

    /// Notes that the shop was told.
    pub(crate) fn told(&self, id: &str) -> io::Result<()> {
        let change = Change::MessageTold { id: id.to_owned() };
        self.write(&mut self.books(), Entry { changes: vec![change], answered: None })
    }

    fn moved(
        &self,
        known: &Known,
        payment: &str,
        charge: &ChargeRow,
        status: Status,
        lost: bool,
    ) -> Done {
        let after = ChargeRow { status, ..charge.clone() };
        let message = known.message(payment, &charge.card, status);
        let moved = Change::Moved { payment: payment.to_owned(), status };
        (200, after.told(payment, &self.settings.address), vec![moved, message], lost)
    }
}
