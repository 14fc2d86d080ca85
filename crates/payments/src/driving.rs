//! Bringing a payment as far as it gets.

use kernel::PaymentId;
use sqlx::PgTransaction;
use storefront::payment::{Answer, PaymentState, PaymentView, Seen, Standing};

use crate::{
    desk::{DeskError, LEASE, PaymentDesk},
    moves::{Move, News, after},
    outside::OUTSIDE,
    steps::{Case, Looked, Step, next},
    store::{
        self,
        payments::{Change, Stored, find, lock, update},
        refunds,
    },
};

/// Steps after which somebody who works at a payment lets go of it: more than any needs.
const MOST_STEPS: usize = 8;
/// The cause of a refund that is asked for since the money is not wanted any more.
pub const CALLED_OFF: &str = "called_off";

/// Writes down what was heard of a payment, and tells its state before and after.
pub(crate) async fn record(
    txn: &mut PgTransaction<'_>,
    payment: &PaymentId,
    news: News,
    change: Change<'_>,
) -> Result<(PaymentState, PaymentState), sqlx::Error> {
    lock(txn, payment).await?;
    let found = find(&mut *txn, payment).await?.ok_or(sqlx::Error::RowNotFound)?;
    let before = found.state;
    let state = match after(before, news) {
        Move::To(state) => state,
        Move::Stay => before,
    };
    if state == PaymentState::NeedsReview && before != state {
        tracing::error!(%payment, before = before.as_str(), ?news, "a payment contradicts itself");
    }
    update(txn, payment, state, change).await?;
    Ok((before, state))
}

impl PaymentDesk {
    /// Brings a payment as far as it gets: sets the money aside and takes it, or lets go of it when
    /// it is not wanted any more. Ends when it is done, when the shopper has something to do, or
    /// when the provider does not answer. Asked twice at once it is still one charge, by its keys.
    ///
    /// # Errors
    /// [`DeskError`]. The recovery worker goes on with it then.
    pub async fn drive(&self, payment: &PaymentId) -> Result<PaymentView, DeskError> {
        let mut looked = Looked::No;
        for count in 0..MOST_STEPS {
            let now = self.load(payment).await?;
            // Nobody knows of it who could be asked.
            if now.provider == OUTSIDE {
                return Ok(now.view());
            }
            let case = Case {
                state: now.state,
                wanted: now.wanted,
                looked,
                asked_before: now.asked_before,
                kept: now.refunding < now.charge.amount,
            };
            let step = next(case);
            if step == Step::Rest {
                break;
            }
            if count == 0 && !now.leased {
                self.ask(store::due::lease(&self.books.pool, payment, LEASE)).await?;
            }
            looked = self.take(step, &now).await?;
        }
        self.put_off(payment).await?;
        self.view(payment).await
    }

    /// Asks the provider how a payment stands, even one that is final: a contradiction is found so.
    ///
    /// # Errors
    /// [`DeskError`].
    pub async fn look_again(&self, payment: &PaymentId) -> Result<PaymentView, DeskError> {
        self.look_after(payment, 0).await?;
        self.view(payment).await
    }

    /// Asks how a payment stands that the provider spoke of so often.
    pub(crate) async fn look_after(
        &self,
        payment: &PaymentId,
        spoken_of: i32,
    ) -> Result<(), DeskError> {
        let now = self.load(payment).await?;
        if now.provider == OUTSIDE {
            return Ok(());
        }
        if let Answer::Known(seen) = self.provider.look_up(&now.charge).await {
            self.note_seen(&now, &seen).await?;
            let noted = store::due::set_looked_at(&self.books.pool, payment, spoken_of);
            self.ask(noted).await?;
        }
        Ok(())
    }

    /// Does one step.
    async fn take(&self, step: Step, now: &Stored) -> Result<Looked, DeskError> {
        let (charge, provider) = (&now.charge, &self.provider);
        let answer = match step {
            Step::CallOff => return self.note(now, News::CalledOff, Change::default()).await,
            Step::GiveBack => return self.give_back(now).await,
            Step::Review => return self.hand_over(now).await,
            Step::Authorise => {
                let asking = Change { asking: true, ..Change::default() };
                self.note(now, News::Asking, asking).await?;
                // Called off between: what was written down in time is not asked for.
                if !self.load(&charge.payment).await?.wanted {
                    return Ok(Looked::No);
                }
                provider.authorise(charge).await
            }
            Step::Capture => provider.capture(charge).await,
            Step::Void => provider.void(charge).await,
            Step::LookUp => provider.look_up(charge).await,
            Step::Rest => return Ok(Looked::Silent),
        };
        match answer {
            Answer::Unknown => {
                self.note(now, News::Silence, Change::default()).await?;
                Ok(Looked::Silent)
            }
            Answer::Known(seen) => self.note_seen(now, &seen).await,
        }
    }

    /// Writes down how a payment stands with the provider.
    async fn note_seen(&self, now: &Stored, seen: &Seen) -> Result<Looked, DeskError> {
        let mut change = Change { reference: seen.reference.as_deref(), ..Change::default() };
        let news = match &seen.standing {
            Standing::Absent => return Ok(Looked::Absent),
            Standing::ActionNeeded { url } => {
                change.action_url = Some(url);
                News::ActionNeeded
            }
            Standing::Declined { reason } => {
                change.decline_reason = Some(reason);
                News::Declined
            }
            Standing::Authorised => News::Authorised,
            Standing::Captured => News::Captured,
            Standing::Voided => News::Voided,
            Standing::Refunded => News::Refunded,
        };
        self.note(now, news, change).await
    }

    async fn note(
        &self,
        now: &Stored,
        news: News,
        change: Change<'_>,
    ) -> Result<Looked, DeskError> {
        let written = async {
            let mut txn = pool::begin(&self.books.pool).await?;
            record(&mut txn, &now.charge.payment, news, change).await?;
            txn.commit().await
        };
        self.ask(written).await?;
        Ok(Looked::Seen)
    }

    /// Asks for all that was taken, and is not going back yet, to go back.
    async fn give_back(&self, now: &Stored) -> Result<Looked, DeskError> {
        let payment = &now.charge.payment;
        let written = async {
            let mut txn = pool::begin(&self.books.pool).await?;
            lock(&mut txn, payment).await?;
            let now = find(&mut txn, payment).await?.ok_or(sqlx::Error::RowNotFound)?;
            let left = now.charge.amount.amount() - now.refunding.amount();
            let asked = refunds::of_cause(&mut txn, payment, CALLED_OFF).await?.is_some();
            if !asked && left > 0 && refunds::reserve(&mut txn, payment, left).await? {
                refunds::insert(&mut txn, payment, CALLED_OFF, left).await?;
            }
            txn.commit().await
        };
        self.ask(written).await?;
        // It goes back with all other refunds.
        Ok(Looked::Silent)
    }

    /// Hands a payment to a person.
    async fn hand_over(&self, now: &Stored) -> Result<Looked, DeskError> {
        let payment = &now.charge.payment;
        let written = async {
            let mut txn = pool::begin(&self.books.pool).await?;
            lock(&mut txn, payment).await?;
            let now = find(&mut txn, payment).await?.ok_or(sqlx::Error::RowNotFound)?;
            if matches!(now.state, PaymentState::Authorising | PaymentState::Unknown) {
                update(&mut txn, payment, PaymentState::NeedsReview, Change::default()).await?;
            }
            txn.commit().await
        };
        tracing::error!(%payment, "nobody knows how a payment ended, and its key is too old");
        self.ask(written).await?;
        Ok(Looked::Silent)
    }

    async fn put_off(&self, payment: &PaymentId) -> Result<(), DeskError> {
        self.ask(store::due::put_off(&self.books.pool, payment)).await
    }
}
