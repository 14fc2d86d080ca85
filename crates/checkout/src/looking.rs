//! Money that a person has to look into, and what they say of it.

use async_trait::async_trait;
use audit::Doer;
use kernel::{OrderId, PaymentId};
use orders::add_note;
use payments::{FoundOut, RefusalEnded, call_off, end_refused, found_out};
use serde_json::json;
use storefront::{
    account::Caller,
    checkout::CheckoutState,
    order_room::{FormKey, OrderRoomError},
    order_taking::check_reference,
    orders::{OrderRefusal, OrderStatus, Who},
    payment_room::{AfterRefusal, Found, MOST_TO_LOOK_INTO, PaymentRoom, Said, ToLookInto},
    staff::{Permission, StaffMember},
};

use crate::{
    cancelling::{not_now, refused},
    desk::CheckoutDesk,
    fulfilling::returned_by,
    noting::note,
    room::{about, allow},
    trouble::Trouble,
};

impl CheckoutDesk {
    /// Says what becomes of a refused refund.
    async fn end_refused_by(
        &self,
        doer: Doer<'_>,
        id: &OrderId,
        (refund, after): (&str, AfterRefusal),
        reference: &str,
    ) -> Result<(), OrderRefusal> {
        let ended = self.ask(async {
            let mut txn = pool::begin(self.pool()).await?;
            let (_, mut order) = self.locked_with_checkout(&mut txn, id).await?;
            let ended = match end_refused(&mut txn, id, refund, after).await? {
                RefusalEnded::Now(ended) => ended,
                RefusalEnded::Before => return Ok(()),
                RefusalEnded::Otherwise | RefusalEnded::TooMuch => {
                    return Err(Trouble::Order(OrderRefusal::BadForm));
                }
                RefusalEnded::NotThere => return Err(Trouble::Order(OrderRefusal::NotFound)),
            };
            let before =
                json!({ "refund": refund, "state": "refused", "refunded": order.refunded });
            let of_return = returned_by(&ended.cause);
            let paid_it = order.payment.as_ref() == Some(&ended.payment);
            let amount = ended.amount;
            let text = match after {
                AfterRefusal::Again => {
                    format!("{amount} that was refused is asked for again: {reference}")
                }
                AfterRefusal::ByHand => {
                    if paid_it {
                        // As the worker notes those that a provider sends.
                        let cause = of_return.unwrap_or(&ended.id);
                        order.refunded(&mut txn, cause, amount, Who::Staff).await?;
                    }
                    format!("{amount} that was refused was paid back in another way: {reference}")
                }
                AfterRefusal::LetBe => {
                    if let Some(of_return) = of_return {
                        order.waive_refund(&mut txn, of_return).await?;
                    }
                    format!("{amount} that was refused does not go back: {reference}")
                }
            };
            self.write_down(&mut txn, doer, id, (&ended.id, &text)).await?;
            let state = after.as_str();
            let after = json!({
                "refund": refund,
                "state": state,
                "amount": amount,
                "refunded": order.refunded,
                "reference": reference,
            });
            note(&mut txn, Some(doer), "refusal_ended", id, (before, after)).await?;
            Ok(txn.commit().await?)
        });
        ended.await.map_err(refused)?;
        if after == AfterRefusal::Again {
            self.give_back_soon(id).await;
        }
        Ok(())
    }

    /// Says what became of a payment's money. Its order takes note of it as of any other end.
    async fn found_out_by(
        &self,
        doer: Doer<'_>,
        id: &OrderId,
        (payment, found): (&PaymentId, Found),
        reference: &str,
    ) -> Result<(), OrderRefusal> {
        let written = self.ask(async {
            let mut txn = pool::begin(self.pool()).await?;
            let (row, order) = self.locked_with_checkout(&mut txn, id).await?;
            // Its units are paid for no longer once a payment was declined: they are held for another one,
            // or somebody else's by now.
            let sells = order.status == OrderStatus::PendingPayment;
            if found == Found::Taken && sells && row.state != CheckoutState::Submitted {
                return Err(Trouble::Order(OrderRefusal::BadForm));
            }
            match found_out(&mut txn, id, payment, found).await? {
                FoundOut::Now => {}
                FoundOut::Before => return Ok(()),
                FoundOut::NoDoubt | FoundOut::Overtaken => {
                    return Err(Trouble::Order(OrderRefusal::BadForm));
                }
                FoundOut::NotThere => return Err(Trouble::Order(OrderRefusal::NotFound)),
            }
            if found == Found::Taken && order.status == OrderStatus::Cancelled {
                // Nobody gets anything for it, so it goes back.
                call_off(&mut txn, id).await?;
            }
            let text = match found {
                Found::Taken => format!("Its payment in doubt was taken: {reference}"),
                Found::NotTaken => {
                    format!("Of its payment in doubt nothing was taken: {reference}")
                }
            };
            self.write_down(&mut txn, doer, id, (payment.as_str(), &text)).await?;
            let before = json!({ "payment": payment.as_str(), "state": "needs_review" });
            let after = json!({
                "payment": payment.as_str(),
                "state": found.as_str(),
                "reference": reference,
            });
            note(&mut txn, Some(doer), "payment_found_out", id, (before, after)).await?;
            Ok(txn.commit().await?)
        });
        written.await.map_err(refused)?;
        // What is left of it is left to the recovery worker.
        match self.settle(id).await {
            Ok(_) => self.give_back_soon(id).await,
            Err(error) => tracing::warn!(%error, order = %id, "an order was left to the worker"),
        }
        Ok(())
    }

    /// Keeps why for staff, under the id of what it is about.
    async fn write_down(
        &self,
        txn: &mut sqlx::PgTransaction<'_>,
        doer: Doer<'_>,
        order: &OrderId,
        (id, text): (&str, &str),
    ) -> Result<(), Trouble> {
        let key = FormKey::read(&format!("looked-into-{id}"))
            .ok_or_else(|| Trouble::Wrong("what is looked into has no id".to_owned()))?;
        add_note(txn, order, doer.by, text, &key).await.map_err(not_now)?;
        Ok(())
    }
}

#[async_trait]
impl PaymentRoom for CheckoutDesk {
    async fn to_look_into(&self, by: &StaffMember) -> Result<Vec<ToLookInto>, OrderRoomError> {
        allow(by, Permission::ReadOrders)?;
        let found = self.inner.payments.to_look_into(MOST_TO_LOOK_INTO + 1).await;
        Ok(found.map_err(|_| OrderRefusal::Unavailable)?)
    }

    async fn say(
        &self,
        by: &StaffMember,
        order: &OrderId,
        said: Said<'_>,
        reference: &str,
        caller: &Caller,
    ) -> Result<(), OrderRoomError> {
        allow(by, Permission::Refund)?;
        let reference =
            check_reference(reference).map_err(|error| OrderRoomError::Fields(vec![error]))?;
        let doer = Doer { by, caller };
        match said {
            Said::Refund(refund, after) => {
                let done = self.end_refused_by(doer, order, (refund, after), &reference).await;
                done.map_err(|refusal| {
                    about(refusal, "what", "So much is not left of what was paid, or somebody said otherwise meanwhile.")
                })
            }
            Said::Payment(payment, found) => {
                let done = self.found_out_by(doer, order, (payment, found), &reference).await;
                done.map_err(|refusal| {
                    about(refusal, "what", "It is in no doubt any more, or another payment may follow it: give its money back at the provider then, and say that none was taken.")
                })
            }
        }
    }
}
