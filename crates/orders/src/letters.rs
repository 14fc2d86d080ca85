//! Letters about orders that wait for being sent.

use std::sync::Arc;

use kernel::{Email, LetterId, Money, OrderId};
use patience::{Away, ask};
use sqlx::PgTransaction;
use storefront::{
    ShopError,
    account::Secret,
    mail::LetterKind,
    orders::{OrderView, ReturnView},
};

use crate::{
    book::Desk,
    digest::{digest, new_link},
    store::{self, letters::Told},
};

/// How long one may take over sending what it has taken, in seconds.
const LEASE: f64 = 120.0;
/// The first pause before a letter that could not be sent is tried again, in seconds; each is twice
/// as long.
const FIRST_PAUSE: u32 = 30;
/// The longest pause, in seconds.
const LONGEST_PAUSE: u32 = 60 * 60;

/// Writes a letter to whom an order's letters go, with a link of its own. False when nobody is left to
/// write to: they asked to be forgotten.
pub(crate) async fn write(
    txn: &mut PgTransaction<'_>,
    order: &OrderId,
    kind: LetterKind,
    amount: Option<Money>,
) -> Result<bool, sqlx::Error> {
    tell(txn, order, kind, Told { amount: amount.map(Money::amount), about: None }).await
}

/// The same about a return of it, named by its id.
pub(crate) async fn write_of_return(
    txn: &mut PgTransaction<'_>,
    order: &OrderId,
    kind: LetterKind,
    return_id: &str,
) -> Result<bool, sqlx::Error> {
    tell(txn, order, kind, Told { amount: None, about: Some(return_id) }).await
}

async fn tell(
    txn: &mut PgTransaction<'_>,
    order: &OrderId,
    kind: LetterKind,
    told: Told<'_>,
) -> Result<bool, sqlx::Error> {
    let secret = new_link();
    let written = store::letters::insert(txn, order, kind.name(), secret.reveal(), told).await?;
    if written {
        store::links::insert(txn, &digest(&secret), order).await?;
    }
    Ok(written)
}

/// A letter to send now.
#[derive(Clone, Debug)]
pub struct DueLetter {
    /// Names the letter, however often it is sent.
    pub id: LetterId,
    /// Shows that it was given to us, and not since to another.
    pub lease: String,
    /// How often it was given out, this time among them.
    pub attempts: u32,
    /// To whom.
    pub to: Email,
    /// What it is about.
    pub kind: LetterKind,
    /// The secret for the link to the order.
    pub link: Secret,
    /// The order as it stands now.
    pub order: OrderView,
    /// What was paid back, in a letter that tells of it.
    pub amount: Option<Money>,
    /// What is sent back, in a letter that tells of it.
    pub returned: Option<ReturnView>,
    /// Why that is not taken back; empty in any other letter.
    pub reason: String,
}

/// The letters that wait. Several servers may send from it: each letter is given to one of them
/// for two minutes. One that dies between sending and [`LetterQueue::mark_sent`] has it sent again.
#[derive(Clone)]
pub struct LetterQueue {
    desk: Arc<Desk>,
}

fn away(_: Away) -> ShopError {
    ShopError::Unavailable
}

impl LetterQueue {
    pub(crate) fn new(desk: Arc<Desk>) -> Self {
        Self { desk }
    }

    /// Takes letters to send, the oldest first. Letters older than a week are not among them.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`].
    pub async fn due_letters(&self, limit: u32) -> Result<Vec<DueLetter>, ShopError> {
        let lease = kernel::random_token::<16>();
        let take = async {
            let pool = self.desk.pool();
            let taken = store::letters::take(pool, &lease, LEASE, i64::from(limit)).await?;
            let mut due = Vec::with_capacity(taken.len());
            for letter in taken {
                match self.read(&lease, letter).await? {
                    Ok(letter) => due.push(letter),
                    Err(id) => tracing::error!(letter = id, "a letter that waits cannot be read"),
                }
            }
            Ok::<_, sqlx::Error>(due)
        };
        ask(&self.desk, take).await.map_err(away)
    }

    /// A letter with its order, or the id of one that cannot be read.
    async fn read(
        &self,
        lease: &str,
        letter: store::letters::Taken,
    ) -> Result<Result<DueLetter, String>, sqlx::Error> {
        let kind = LetterKind::parse(&letter.kind);
        let (id, to) = (LetterId::parse(letter.id.as_str()), Email::parse(&letter.recipient));
        let order = OrderId::parse(letter.order);
        let (Some(kind), Ok(id), Ok(to), Ok(order)) = (kind, id, to, order) else {
            return Ok(Err(letter.id));
        };
        let mut conn = self.desk.pool().acquire().await?;
        let Some(order) = store::views::view(&mut conn, &order).await? else {
            return Ok(Err(letter.id));
        };
        let currency = order.summary.total.currency();
        let amount = letter.amount.and_then(|amount| Money::new(amount, currency).ok());
        let about = letter.about.as_deref();
        let returned = order.returns.iter().find(|one| Some(one.id.as_str()) == about).cloned();
        Ok(Ok(DueLetter {
            id,
            lease: lease.to_owned(),
            attempts: u32::try_from(letter.attempts).unwrap_or_default(),
            to,
            kind,
            link: Secret::new(letter.secret),
            order,
            amount,
            returned,
            reason: letter.reason.unwrap_or_default(),
        }))
    }

    /// Notes that a letter was sent, and wipes to whom, and its link. False when it had been given
    /// to another meanwhile.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`].
    pub async fn mark_sent(&self, letter: &DueLetter) -> Result<bool, ShopError> {
        let sent = store::letters::set_sent(self.desk.pool(), letter.id.as_str(), &letter.lease);
        ask(&self.desk, sent).await.map_err(away)
    }

    /// Gives back a letter that could not be sent. It is due again after a pause that doubles with
    /// each attempt, from half a minute to an hour.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`]; it is then due again when the lease ends.
    pub async fn put_back(&self, letter: &DueLetter) -> Result<(), ShopError> {
        let doubled = FIRST_PAUSE << letter.attempts.saturating_sub(1).min(7);
        let pause = f64::from(doubled.min(LONGEST_PAUSE));
        let (id, pool) = (letter.id.as_str(), self.desk.pool());
        let back = store::letters::give_back(pool, id, &letter.lease, pause);
        ask(&self.desk, back).await.map_err(away)
    }

    /// Forgets a letter that no server will ever take: its address does not exist, or we are
    /// refused.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`]; it is then due again when the lease ends.
    pub async fn give_up(&self, letter: &DueLetter) -> Result<(), ShopError> {
        let gone = store::letters::give_up(self.desk.pool(), letter.id.as_str(), &letter.lease);
        ask(&self.desk, gone).await.map_err(away)
    }

    /// How many letters wait.
    ///
    /// # Errors
    /// [`ShopError::Unavailable`].
    pub async fn waiting(&self) -> Result<u64, ShopError> {
        let count = ask(&self.desk, store::letters::waiting(self.desk.pool())).await;
        count.map(|count| u64::try_from(count).unwrap_or_default()).map_err(away)
    }
}
