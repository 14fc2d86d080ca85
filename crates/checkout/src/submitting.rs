//! SUBMIT: one commit makes the order, its payment and the request's row; then the provider is asked.

use inventory::holds;
use kernel::{CheckoutId, OrderId, PaymentId};
use orders::{BeganRequest, begin_request, bind_request};
use payments::NewPayment;
use storefront::{
    checkout::{
        CheckoutError, CheckoutState, IdempotencyKey, MovedPrice, Submitted, SubmittedOrder,
    },
    orders::{Buyer, Who},
    payment::{Answer as Asked, CardState, CardToken},
};

use crate::{
    answer::Answer, buyer::Owner, desk::CheckoutDesk, ending::own_locked, held::counted,
    planted::planted, quoting::moved, repeating::mark_of, row::Checkout, store, taking::Outside,
    trouble::Trouble,
};

/// How often a submission is begun when somebody else writes in between.
const TRIES: u32 = 3;
/// After how many seconds one asks again how a submission goes that is being worked on.
const ASK_AGAIN: u32 = 2;

/// A submission by its key.
pub(crate) struct Request<'a> {
    pub(crate) scope: String,
    pub(crate) key: &'a IdempotencyKey,
    pub(crate) hash: [u8; 32],
}

/// How an order is paid.
#[derive(Clone, Copy)]
pub(crate) enum Paying<'a> {
    /// By the card that the provider keeps for the checkout.
    ByCard,
    /// It was paid outside the shop.
    Outside(&'a Outside<'a>),
}

/// The same, once the provider was asked for the card.
enum Means<'a> {
    Nothing,
    Card(CardToken),
    Outside(&'a Outside<'a>),
}

/// What came of trying to begin a submission.
enum Began {
    /// It is written, and this payment is to be driven.
    Payment(OrderId, PaymentId),
    /// It is done: nothing had to be paid.
    Done(Answer),
    /// It was sent before.
    Before(BeganRequest),
}

impl CheckoutDesk {
    pub(crate) async fn submit_now(
        &self,
        buyer: &Buyer,
        id: &CheckoutId,
        key: &IdempotencyKey,
    ) -> Result<Submitted, Trouble> {
        let scope = Owner::of(buyer).scope("submit");
        let request = Request { scope, key, hash: mark_of(Some(id)) };
        self.submit_as(buyer, id, &request, Paying::ByCard).await
    }

    /// Submits a checkout that is paid in this way.
    pub(crate) async fn submit_as(
        &self,
        buyer: &Buyer,
        id: &CheckoutId,
        request: &Request<'_>,
        paying: Paying<'_>,
    ) -> Result<Submitted, Trouble> {
        let owner = Owner::of(buyer);
        for _ in 0..TRIES {
            let row = self.own(&owner, id).await?;
            if (row.state != CheckoutState::Open || row.order.is_some())
                && let Some(known) = self.known(request, &row).await?
            {
                return known;
            }
            match row.state_now() {
                CheckoutState::Open => {}
                CheckoutState::Expired => return Err(CheckoutError::HoldExpired.into()),
                CheckoutState::Cancelled => return Err(CheckoutError::Over.into()),
                // By another key: there is one order a checkout, and it is told how that stands.
                CheckoutState::Submitted | CheckoutState::Completed => {
                    return self.stands(&row).await?;
                }
            }
            match self.try_submit(buyer, &row, request, paying).await {
                Ok(Began::Payment(order, payment)) => return self.pay(&order, &payment).await,
                Ok(Began::Done(answer)) => {
                    let told = answer.told(false);
                    self.tell_paid(&told);
                    return Ok(told?);
                }
                Ok(Began::Before(known)) => {
                    let row = self.own(&owner, id).await?;
                    if let Some(answer) = self.repeated(known, &row).await? {
                        return answer;
                    }
                }
                Err(Trouble::Moved) => {}
                Err(other) => return Err(other),
            }
        }
        Err(CheckoutError::InProgress(ASK_AGAIN).into())
    }

    /// Checks all that may stand in the way, and begins.
    async fn try_submit(
        &self,
        buyer: &Buyer,
        row: &Checkout,
        request: &Request<'_>,
        paying: Paying<'_>,
    ) -> Result<Began, Trouble> {
        let missing = self.shown(row).missing();
        if !missing.is_empty() {
            return Err(CheckoutError::Incomplete(missing).into());
        }
        // What is ordered already stays as it was ordered.
        if row.order.is_none() {
            let lines = self.priced_again(row).await?;
            let quote = self.quote(&lines, &row.typed, Some(row)).await?;
            let moved = moved(row, &lines, &quote);
            if !moved.is_empty() {
                self.show_prices(row, &lines, &quote).await?;
                return Err(CheckoutError::PriceChanged(moved).into());
            }
            // By a form that showed another total.
            let now = quote.totals.total;
            let shown = self.total_shown(&row.id, request.key, now);
            if let Some(was) = shown.filter(|shown| *shown != now) {
                return Err(
                    CheckoutError::PriceChanged(vec![MovedPrice { sku: None, was, now }]).into()
                );
            }
            // A coupon that took nothing off is not worth asking about once it is gone.
            if quote.coupon != row.quote.coupon {
                self.show_prices(row, &lines, &quote).await?;
                return Err(Trouble::Moved);
            }
        }
        let means = match paying {
            Paying::Outside(outside) => Means::Outside(outside),
            Paying::ByCard if row.quote.totals.total.amount() == 0 => Means::Nothing,
            Paying::ByCard => match self.provider().card(&row.id, row.declined + 1).await {
                Asked::Known(CardState::Ready(card)) => Means::Card(card),
                Asked::Known(CardState::Missing) => return Err(CheckoutError::NoCard.into()),
                Asked::Unknown => return Err(Trouble::Away),
            },
        };
        self.ask(self.write(buyer, row, request, means)).await
    }

    /// The one commit.
    async fn write(
        &self,
        buyer: &Buyer,
        seen: &Checkout,
        request: &Request<'_>,
        means: Means<'_>,
    ) -> Result<Began, Trouble> {
        let owner = Owner::of(buyer);
        let mut txn = pool::begin(self.pool()).await?;
        let row = own_locked(&mut txn, &owner, &seen.id).await?;
        let began = begin_request(&mut txn, &request.scope, request.key, &request.hash).await?;
        if began != BeganRequest::New {
            return Ok(Began::Before(began));
        }
        if row.version != seen.version {
            return Err(Trouble::Moved);
        }
        if row.state_now() != CheckoutState::Open {
            return Err(CheckoutError::HoldExpired.into());
        }
        if counted(&row.lines).next().is_some() && !planted("submit-leaves-held") {
            holds::commit_lines(&mut txn, &row.id, counted(&row.lines)).await?;
        }
        if !matches!(means, Means::Card(_)) {
            // Nothing is to be paid any more, so the units are sold in this commit: now, for stock is
            // locked before a coupon is.
            holds::settle_lines(&mut txn, &row.id).await?;
        }
        let by = if matches!(means, Means::Outside(_)) { Who::Staff } else { Who::Shopper };
        let order = match &row.order {
            Some(order) => order.clone(),
            None => self.order(&mut txn, buyer, &row, by).await?,
        };
        bind_request(&mut txn, &request.scope, request.key, &order).await?;
        let submission = (request.scope.as_str(), request.key.as_str());
        store::set_submitted(&mut txn, &row.id, &order, submission).await?;
        let mut locked = orders::lock(&mut txn, &order).await?;
        locked.pay_within(&mut txn, self.settings().pay_seconds).await?;
        let card = match means {
            Means::Card(card) => card,
            Means::Nothing => {
                let row = own_locked(&mut txn, &owner, &seen.id).await?;
                let answer = self.settle_free(&mut txn, &row, locked).await?;
                txn.commit().await?;
                return Ok(Began::Done(answer));
            }
            Means::Outside(outside) => {
                let row = own_locked(&mut txn, &owner, &seen.id).await?;
                let answer = self.settle_outside(&mut txn, &row, locked, outside).await?;
                txn.commit().await?;
                return Ok(Began::Done(answer));
            }
        };
        let payment = NewPayment {
            order: order.clone(),
            attempt: row.declined + 1,
            provider: self.provider().name(),
            card,
            return_url: format!("{}/checkout/{}", self.settings().origin, row.id),
            amount: row.quote.totals.total,
        };
        let opened = payments::open(&mut txn, &payment).await?;
        txn.commit().await?;
        Ok(Began::Payment(order, opened.payment))
    }

    /// What is known of a submission that may have been sent before.
    async fn known(
        &self,
        request: &Request<'_>,
        row: &Checkout,
    ) -> Result<Option<Result<Submitted, Trouble>>, Trouble> {
        let began = self.looked_up(&request.scope, request.key, &request.hash).await?;
        self.repeated(began, row).await
    }

    async fn repeated(
        &self,
        began: BeganRequest,
        row: &Checkout,
    ) -> Result<Option<Result<Submitted, Trouble>>, Trouble> {
        Ok(match began {
            BeganRequest::New => None,
            BeganRequest::OtherRequest => Some(Err(CheckoutError::KeyUsed.into())),
            BeganRequest::Answered(answer) => {
                let answer: Answer = answer.read()?;
                Some(answer.told(true).map_err(Trouble::from))
            }
            BeganRequest::InProgress(None) => {
                Some(Err(CheckoutError::InProgress(ASK_AGAIN).into()))
            }
            BeganRequest::InProgress(Some(_)) => Some(self.stands(row).await?.map(again)),
        })
    }

    /// Brings a payment as far as it gets, and the order after it.
    async fn pay(&self, order: &OrderId, payment: &PaymentId) -> Result<Submitted, Trouble> {
        // Whatever happens to whoever waits for this, it is carried to its end.
        let (desk, order, payment) = (self.clone(), order.clone(), payment.clone());
        let carried = tokio::spawn(async move {
            desk.inner.payments.drive(&payment).await?;
            desk.settle(&order).await
        });
        let settled = match carried.await {
            Ok(settled) => settled,
            Err(error) => Err(Trouble::Wrong(error.to_string())),
        };
        match settled {
            Ok(submitted) => submitted.map_err(Trouble::from),
            // It is ordered, and the recovery worker goes on: the same key tells what came of it.
            Err(error) => {
                tracing::warn!(%error, "a payment was left to the recovery worker");
                Err(CheckoutError::Unavailable.into())
            }
        }
    }
}

/// Marks what was answered before: it is waited for still.
fn again(submitted: Submitted) -> Submitted {
    let marked = |order| SubmittedOrder { replayed: true, ..order };
    match submitted {
        Submitted::Waiting(order) => Submitted::Waiting(marked(order)),
        Submitted::ActionNeeded(order, url) => Submitted::ActionNeeded(marked(order), url),
        // Known only now.
        Submitted::Paid(order) => Submitted::Paid(order),
    }
}
