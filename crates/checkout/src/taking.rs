//! Orders that staff take and that were paid outside the shop. They go the way of all others: units
//! are held, prices frozen, and one commit writes the order, sells the units and notes the payment.

use async_trait::async_trait;
use audit::Doer;
use kernel::{CheckoutId, OrderId};
use orders::{BeganRequest, LockedOrder, request_hash};
use payments::{TakenOutside, take_outside};
use serde_json::json;
use sqlx::PgTransaction;
use storefront::{
    account::{Caller, Secret},
    checkout::{
        Begin, CheckoutChange, CheckoutError, Checkouts, IdempotencyKey, MovedPrice, Submitted,
    },
    order_room::FormKey,
    order_taking::{OrderTaking, Reckoned, TakeError, TakeForm, TakeRefusal, check_reference},
    orders::Buyer,
    staff::{Permission, StaffMember},
};

use crate::{
    answer::Answer,
    buyer::Owner,
    desk::CheckoutDesk,
    held::charged,
    row::{Checkout, Typed},
    submitting::{Paying, Request},
    trouble::Trouble,
    view::totals,
};

mod refusing;

use refusing::{entered_or_refused, told, unknown, whole};

/// A payment outside the shop, and who says that it was made.
pub(crate) struct Outside<'a> {
    pub(crate) doer: Doer<'a>,
    /// By what it is found there.
    pub(crate) reference: &'a str,
}

/// An order that is to be taken.
struct Wanted<'a> {
    /// Whom the shop knows by the form alone.
    buyer: Buyer,
    request: Request<'a>,
    entries: CheckoutChange,
    /// The total that the form showed, in minor units.
    shown: i64,
    outside: Outside<'a>,
}

fn allow(by: &StaffMember) -> Result<(), TakeError> {
    by.require(Permission::EditOrders).map_err(|_| TakeError::Forbidden)
}

impl CheckoutDesk {
    /// Sells what is locked and was paid outside, all in one transaction.
    pub(crate) async fn settle_outside(
        &self,
        txn: &mut PgTransaction<'_>,
        row: &Checkout,
        order: LockedOrder,
        outside: &Outside<'_>,
    ) -> Result<Answer, Trouble> {
        let (id, total) = (order.id.clone(), order.total);
        let answer = if total.amount() == 0 {
            self.settle_free(txn, row, order).await?
        } else {
            let taken = TakenOutside {
                order: &id,
                attempt: row.declined + 1,
                reference: outside.reference,
                amount: total,
            };
            let payment = take_outside(txn, &taken).await?;
            let answer = self.sell(txn, row, order, &payment, total).await?;
            payments::settled(txn, &payment).await?;
            answer
        };
        let after = json!({ "total": total });
        outside.doer.tell(txn, "order_taken", &format!("order {id}"), None, Some(after)).await?;
        Ok(answer)
    }

    /// What came of the same form before; none if nothing did.
    async fn taken_before(&self, request: &Request<'_>) -> Result<Option<OrderId>, Trouble> {
        let known = self.looked_up(&request.scope, request.key, &request.hash).await?;
        match known {
            BeganRequest::New => Ok(None),
            BeganRequest::OtherRequest => Err(CheckoutError::KeyUsed.into()),
            BeganRequest::InProgress(_) => Err(CheckoutError::Unavailable.into()),
            BeganRequest::Answered(answer) => {
                let answer: Answer = answer.read()?;
                Ok(Some(answer.told(true)?.order().id.clone()))
            }
        }
    }

    async fn take_now(&self, wanted: &Wanted<'_>, wish: &Begin) -> Result<OrderId, Trouble> {
        if let Some(order) = self.taken_before(&wanted.request).await? {
            return Ok(order);
        }
        match self.hold_and_buy(wanted, wish).await {
            Ok(submitted) => Ok(submitted.order().id.clone()),
            Err(trouble) => self.taken_meanwhile(wanted, trouble).await,
        }
    }

    /// What came of a form that failed here: it may have been sent twice at once, and the other had
    /// the last units. While the other is not done, nobody is told that they are gone.
    async fn taken_meanwhile(
        &self,
        wanted: &Wanted<'_>,
        trouble: Trouble,
    ) -> Result<OrderId, Trouble> {
        // Asked first: a checkout that is completed after this has left its order.
        let other = self.running(&wanted.buyer).await;
        match (self.taken_before(&wanted.request).await, &trouble) {
            (Ok(Some(order)), _) => Ok(order),
            (_, Trouble::Refused(CheckoutError::SoldOut(_))) if !matches!(other, Ok(None)) => {
                Err(CheckoutError::Unavailable.into())
            }
            _ => Err(trouble),
        }
    }

    async fn hold_and_buy(&self, wanted: &Wanted<'_>, wish: &Begin) -> Result<Submitted, Trouble> {
        // What staff hold for a moment is not counted against anybody. Figures know by this name
        // that no shopper began it.
        let holder = format!("staff {}", wanted.outside.doer.by.account);
        let id = self.begin_for(&wanted.buyer, wish, &holder, None).await?.checkout.id;
        let bought = self.buy_taken(&id, wanted).await;
        if !matches!(&bought, Ok(Submitted::Paid(order)) if !order.replayed) {
            // Of a checkout that was sold nothing is held any more, and that is all it says.
            let _ = self.cancel_now(&wanted.buyer, &id).await;
        }
        bought
    }

    async fn buy_taken(&self, id: &CheckoutId, wanted: &Wanted<'_>) -> Result<Submitted, Trouble> {
        let Wanted { buyer, request, entries, shown, outside } = wanted;
        let now = self.change_now(buyer, id, entries).await?.totals.total;
        if now.amount() != *shown {
            // What was paid is what the form showed.
            let moved = vec![MovedPrice { sku: None, was: now, now }];
            return Err(CheckoutError::PriceChanged(moved).into());
        }
        self.submit_as(buyer, id, request, Paying::Outside(outside)).await
    }

    async fn reckon_now(&self, form: &TakeForm) -> Result<Reckoned, TakeError> {
        let checked = whole(form.lines(), entered_or_refused(&form.place()));
        let (lines, typed) = checked.map_err(TakeError::Fields)?;
        let held = self.priced_lately(&lines).await.map_err(|trouble| unknown(form, trouble))?;
        let told = |trouble| told(form, trouble);
        self.refuse_sold_out(&Owner::nobody(), false, &held).await.map_err(told)?;
        let mut quote = self.quote(&held, &typed, None).await.map_err(told)?;
        let cheapest = quote.delivery.first().map(|option| option.code.clone());
        if quote.delivery_method.is_none() && cheapest.is_some() {
            let typed = Typed { delivery_method: cheapest, ..typed };
            quote = self.quote(&held, &typed, None).await.map_err(told)?;
        }
        Ok(Reckoned {
            lines: charged(&held, &quote),
            totals: totals(&quote.totals),
            tax_lines: quote.tax_lines,
            delivery_options: quote.delivery,
            delivery_method: quote.delivery_method,
            undeliverable: quote.undeliverable,
        })
    }
}

#[async_trait]
impl OrderTaking for CheckoutDesk {
    async fn reckon(&self, by: &StaffMember, form: &TakeForm) -> Result<Reckoned, TakeError> {
        allow(by)?;
        self.reckon_now(form).await
    }

    async fn take(
        &self,
        by: &StaffMember,
        form: &TakeForm,
        caller: &Caller,
    ) -> Result<OrderId, TakeError> {
        allow(by)?;
        let entries = form.entries();
        let paid = check_reference(&form.reference);
        let paid = paid.map_err(|error| vec![TakeRefusal::from(error)]);
        let checked = whole(whole(form.lines(), entered_or_refused(&entries)), paid);
        let ((lines, _), reference) = checked.map_err(TakeError::Fields)?;
        let shown = form.shown().map_err(|refusal| TakeError::Fields(vec![refusal]))?;
        let no_key = || TakeError::Fields(vec![TakeRefusal::new("", "Begin this form anew.")]);
        FormKey::read(&form.key).ok_or_else(no_key)?;
        let key = IdempotencyKey::parse(form.key.as_str()).map_err(|_| no_key())?;
        let texts: Vec<&[u8]> = form.texts().into_iter().map(str::as_bytes).collect();
        let hash = request_hash(&texts);
        // By the shop's secret: nobody else comes to this checkout, not even who sends the same form
        // with something else in it, and the same form does again.
        let secret = format!("{} {} {}", by.account, key.as_str(), kernel::hex(&hash));
        let buyer = Buyer::Guest(Secret::new(self.mark("order taken", &secret)));
        let request = Request { scope: format!("take account {}", by.account), key: &key, hash };
        let outside = Outside { doer: Doer { by, caller }, reference: &reference };
        let wish = Begin { lines, network: String::new(), cart: None, newcomer: false };
        let wanted = Wanted { buyer, request, entries, shown, outside };
        self.take_now(&wanted, &wish).await.map_err(|trouble| told(form, trouble))
    }
}
