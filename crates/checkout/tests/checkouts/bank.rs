//! A provider in memory. What it does is decided by the card, and it knows each thing it was asked by
//! its key, so that nothing is done twice unseen.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard},
};

use async_trait::async_trait;
use kernel::{CheckoutId, Money, PaymentId};
use storefront::payment::{Answer, CardState, CardToken, Charge, PaymentProvider, Seen, Standing};

/// How the way to the bank is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Line {
    /// Open.
    #[default]
    Open,
    /// Nothing arrives.
    Cut,
    /// What is asked is done, and the answer is lost.
    Mute,
    /// What is asked does not arrive, and whoever asks waits for ever.
    Hanging,
}

#[derive(Default)]
struct Books {
    line: Line,
    cards: HashMap<CheckoutId, CardToken>,
    standing: HashMap<PaymentId, Standing>,
    /// What was done, by key: the amount of each.
    captures: HashMap<String, (PaymentId, i64)>,
    refunds: HashMap<String, (PaymentId, i64)>,
    calls: u32,
    refuses_refunds: bool,
}

/// The bank.
#[derive(Default)]
pub(crate) struct Bank(Mutex<Books>);

impl Bank {
    fn books(&self) -> MutexGuard<'_, Books> {
        self.0.lock().expect("no test died with it")
    }

    /// Enters a card: `ok`, `declined`, `action`.
    pub(crate) fn enter(&self, checkout: &CheckoutId, card: &str) {
        let card = CardToken::parse(card).expect("a name");
        self.books().cards.insert(checkout.clone(), card);
    }

    pub(crate) fn line(&self, line: Line) {
        self.books().line = line;
    }

    /// Whether it says no to each refund that it has not made yet.
    pub(crate) fn refuse_refunds(&self, refuses: bool) {
        self.books().refuses_refunds = refuses;
    }

    /// How often it was asked for anything but a card.
    pub(crate) fn calls(&self) -> u32 {
        self.books().calls
    }

    /// How many charges it took, and what they come to.
    pub(crate) fn taken(&self) -> (usize, i64) {
        let books = self.books();
        (books.captures.len(), books.captures.values().map(|(_, amount)| amount).sum())
    }

    /// How many refunds it made, and what they come to.
    pub(crate) fn given_back(&self) -> (usize, i64) {
        let books = self.books();
        (books.refunds.len(), books.refunds.values().map(|(_, amount)| amount).sum())
    }

    /// Takes so much for each charge that it has set money aside for, as it was asked to, and the answer
    /// is lost.
    pub(crate) fn take(&self, amount: i64) {
        let mut books = self.books();
        let Books { standing, captures, .. } = &mut *books;
        for (payment, standing) in standing.iter_mut() {
            if *standing == Standing::Authorised {
                *standing = Standing::Captured;
                captures.insert(format!("taken:{payment}"), (payment.clone(), amount));
            }
        }
    }

    /// What it took for a payment less what it gave back.
    pub(crate) fn balance(&self, payment: &str) -> i64 {
        let books = self.books();
        let sum = |entries: &HashMap<String, (PaymentId, i64)>| {
            let of = entries.values().filter(|(of, _)| of.as_str() == payment);
            of.map(|(_, amount)| amount).sum::<i64>()
        };
        sum(&books.captures) - sum(&books.refunds)
    }

    /// How the one payment stands that was ever asked for.
    pub(crate) fn only(&self) -> Option<Standing> {
        let books = self.books();
        assert!(books.standing.len() <= 1, "{:?}", books.standing);
        books.standing.values().next().cloned()
    }

    /// The shopper has seen the bank's page, and said yes or no.
    pub(crate) fn answer_action(&self, yes: bool) {
        let no = Standing::Declined { reason: "authentication_failed".to_owned() };
        for standing in self.books().standing.values_mut() {
            if let Standing::ActionNeeded { .. } = standing {
                *standing = if yes { Standing::Authorised } else { no.clone() };
            }
        }
    }

    async fn call<T>(&self, act: impl FnOnce(&mut Books) -> T + Send) -> Answer<T> {
        let line = {
            let mut books = self.books();
            books.calls += 1;
            books.line
        };
        // Others get their turn between, as with a bank that is far away.
        tokio::task::yield_now().await;
        match line {
            Line::Open => Answer::Known(act(&mut self.books())),
            Line::Cut => Answer::Unknown,
            Line::Mute => {
                act(&mut self.books());
                Answer::Unknown
            }
            Line::Hanging => std::future::pending().await,
        }
    }

    async fn moved(
        &self,
        charge: &Charge,
        act: impl FnOnce(&mut Books, Standing) -> Standing + Send,
    ) -> Answer<Seen> {
        self.call(|books| {
            let now = books.standing.get(&charge.payment).cloned().unwrap_or(Standing::Absent);
            let standing = act(books, now);
            if standing != Standing::Absent {
                books.standing.insert(charge.payment.clone(), standing.clone());
            }
            Seen { standing, reference: Some(format!("ref_{}", charge.payment)) }
        })
        .await
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

    async fn card(&self, checkout: &CheckoutId, _: u32) -> Answer<CardState> {
        let books = self.books();
        if books.line == Line::Cut {
            return Answer::Unknown;
        }
        let card = books.cards.get(checkout).cloned();
        Answer::Known(card.map_or(CardState::Missing, CardState::Ready))
    }

    async fn authorise(&self, charge: &Charge) -> Answer<Seen> {
        let card = charge.card.as_str().to_owned();
        self.moved(charge, |_, now| match (now, card.as_str()) {
            (Standing::Absent, "declined") => {
                Standing::Declined { reason: "insufficient_funds".to_owned() }
            }
            (Standing::Absent, "action") => {
                Standing::ActionNeeded { url: "https://bank.example/3ds".to_owned() }
            }
            (Standing::Absent, _) => Standing::Authorised,
            (other, _) => other,
        })
        .await
    }

    async fn capture(&self, charge: &Charge) -> Answer<Seen> {
        self.moved(charge, |books, now| match now {
            Standing::Authorised => {
                let taken = (charge.payment.clone(), charge.amount.amount());
                let before = books.captures.insert(charge.capture_key(), taken);
                assert_eq!(before, None, "one payment is taken once");
                Standing::Captured
            }
            other => other,
        })
        .await
    }

    async fn void(&self, charge: &Charge) -> Answer<Seen> {
        self.moved(charge, |_, now| match now {
            Standing::Absent | Standing::Authorised | Standing::ActionNeeded { .. } => {
                Standing::Voided
            }
            other => other,
        })
        .await
    }

    async fn refund(&self, charge: &Charge, refund: &str, amount: Money) -> Answer<bool> {
        self.call(|books| {
            let key = charge.refund_key(refund);
            let back = (charge.payment.clone(), amount.amount());
            if books.refuses_refunds && !books.refunds.contains_key(&key) {
                return false;
            }
            let before = books.refunds.insert(key, back.clone());
            assert!(before.is_none_or(|before| before == back), "a key means one refund");
            true
        })
        .await
    }

    async fn look_up(&self, charge: &Charge) -> Answer<Seen> {
        self.moved(charge, |_, now| now).await
    }

    fn read_message(&self, _: &[u8]) -> Option<(String, Option<PaymentId>)> {
        None
    }
}
