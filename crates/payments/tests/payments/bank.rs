//! A provider in memory that fails when it is told to.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, MutexGuard},
};

use async_trait::async_trait;
use kernel::{CheckoutId, Money, PaymentId};
use storefront::payment::{Answer, CardState, Charge, PaymentProvider, Seen, Standing};

/// What befalls one call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// It never arrives.
    Deaf,
    /// It arrives, and its answer does not.
    Mute,
    None,
}

#[derive(Default)]
struct Books {
    standing: HashMap<PaymentId, Standing>,
    /// What was taken and given back, and how often.
    taken: HashMap<PaymentId, (i64, u32)>,
    refunds: HashMap<String, i64>,
    faults: VecDeque<Fault>,
    calls: u32,
    declines: bool,
    refuses_refunds: bool,
}

/// The bank.
#[derive(Default)]
pub(crate) struct Bank(Mutex<Books>);

impl Bank {
    fn books(&self) -> MutexGuard<'_, Books> {
        self.0.lock().expect("no test died with it")
    }

    pub(crate) fn befall(&self, faults: impl IntoIterator<Item = Fault>) {
        self.books().faults = faults.into_iter().collect();
    }

    pub(crate) fn decline(&self, declines: bool) {
        self.books().declines = declines;
    }

    pub(crate) fn refuse_refunds(&self) {
        self.books().refuses_refunds = true;
    }

    pub(crate) fn calls(&self) -> u32 {
        self.books().calls
    }

    /// What it took for a payment, less what it gave back.
    pub(crate) fn balance(&self, payment: &PaymentId) -> i64 {
        let books = self.books();
        let taken = books.taken.get(payment).map_or(0, |(amount, _)| *amount);
        let prefix = format!("{payment}:");
        let back = books.refunds.iter().filter(|(key, _)| key.starts_with(&prefix));
        taken - back.map(|(_, amount)| amount).sum::<i64>()
    }

    /// How often it took money for a payment.
    pub(crate) fn times(&self, payment: &PaymentId) -> u32 {
        self.books().taken.get(payment).map_or(0, |(_, times)| *times)
    }

    pub(crate) fn standing(&self, payment: &PaymentId) -> Standing {
        self.books().standing.get(payment).cloned().unwrap_or(Standing::Absent)
    }

    /// Changes how a payment stands behind the shop's back.
    pub(crate) fn set(&self, payment: &PaymentId, standing: Standing) {
        self.books().standing.insert(payment.clone(), standing);
    }

    fn call<T>(&self, act: impl FnOnce(&mut Books) -> T) -> Answer<T> {
        let mut books = self.books();
        books.calls += 1;
        match books.faults.pop_front().unwrap_or(Fault::None) {
            Fault::Deaf => Answer::Unknown,
            Fault::Mute => {
                act(&mut books);
                Answer::Unknown
            }
            Fault::None => Answer::Known(act(&mut books)),
        }
    }

    fn moved(
        &self,
        charge: &Charge,
        act: impl FnOnce(&mut Books, Standing) -> Standing,
    ) -> Answer<Seen> {
        self.call(|books| {
            let now = books.standing.get(&charge.payment).cloned().unwrap_or(Standing::Absent);
            let standing = act(books, now);
            if standing != Standing::Absent {
                books.standing.insert(charge.payment.clone(), standing.clone());
            }
            Seen { standing, reference: Some(format!("ref_{}", charge.payment)) }
        })
    }
}

#[async_trait]
impl PaymentProvider for Bank {
    fn name(&self) -> &'static str {
        "bank"
    }

    fn input_url(&self, checkout: &CheckoutId) -> String {
        format!("https://bank.example/{checkout}")
    }

    async fn card(&self, _: &CheckoutId, _: u32) -> Answer<CardState> {
        Answer::Known(CardState::Missing)
    }

    async fn authorise(&self, charge: &Charge) -> Answer<Seen> {
        self.moved(charge, |books, now| match now {
            Standing::Absent if books.declines => Standing::Declined { reason: "no".to_owned() },
            Standing::Absent => Standing::Authorised,
            other => other,
        })
    }

    async fn capture(&self, charge: &Charge) -> Answer<Seen> {
        self.moved(charge, |books, now| match now {
            Standing::Authorised => {
                let taken = books.taken.entry(charge.payment.clone()).or_default();
                *taken = (taken.0 + charge.amount.amount(), taken.1 + 1);
                Standing::Captured
            }
            other => other,
        })
    }

    async fn void(&self, charge: &Charge) -> Answer<Seen> {
        self.moved(charge, |_, now| match now {
            Standing::Absent | Standing::Authorised | Standing::ActionNeeded { .. } => {
                Standing::Voided
            }
            other => other,
        })
    }

    async fn refund(&self, charge: &Charge, refund: &str, amount: Money) -> Answer<bool> {
        self.call(|books| {
            if !books.refuses_refunds {
                books.refunds.insert(charge.refund_key(refund), amount.amount());
            }
            !books.refuses_refunds
        })
    }

    async fn look_up(&self, charge: &Charge) -> Answer<Seen> {
        self.moved(charge, |_, now| now)
    }

    fn read_message(&self, body: &[u8]) -> Option<(String, Option<PaymentId>)> {
        let text = std::str::from_utf8(body).ok()?;
        let (message, payment) = text.split_once(' ')?;
        Some((message.to_owned(), PaymentId::parse(payment).ok()))
    }
}
