//! Money that goes back without a return.

use audit::Doer;
use kernel::{Money, OrderId};
use orders::add_note;
use payments::{PaidBack, RefundError, ask_refund, paid_back, refund_asked, refund_noted};
use serde_json::json;
use storefront::{
    order_room::FormKey,
    orders::{OrderRefusal, OrderStatus, Who},
};

use crate::{
    cancelling::{not_now, refused},
    desk::CheckoutDesk,
    fulfilling::returned_by,
    noting::note,
    trouble::Trouble,
};

/// What the cause of such a refund begins with; the key of its form follows.
const PART: &str = "part ";

/// Some of what was paid, that shall go back.
pub(crate) struct Part<'a> {
    pub(crate) amount: Money,
    /// For staff alone.
    pub(crate) reason: &'a str,
    pub(crate) key: &'a FormKey,
}

/// What came of asking for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PartAsked {
    /// It goes back, or the same form asked for it before.
    Done,
    /// So much is not left.
    TooMuch,
    /// The same form asked for another amount before, or for something else.
    Otherwise,
}

impl CheckoutDesk {
    /// Has some of what was paid go back. Each form does that once.
    pub(crate) async fn refund_part_by(
        &self,
        doer: Doer<'_>,
        id: &OrderId,
        part: &Part<'_>,
    ) -> Result<PartAsked, OrderRefusal> {
        let asked = self.ask(self.ask_part(doer, id, part)).await.map_err(refused)?;
        if asked == PartAsked::Done {
            self.give_back_soon(id).await;
        }
        Ok(asked)
    }

    async fn ask_part(
        &self,
        doer: Doer<'_>,
        id: &OrderId,
        part: &Part<'_>,
    ) -> Result<PartAsked, Trouble> {
        let mut txn = pool::begin(self.pool()).await?;
        let (_, order) = self.locked_with_checkout(&mut txn, id).await?;
        // All of a cancelled one is on its way back already.
        let open = order.status != OrderStatus::Cancelled && order.total.amount() > 0;
        let Some(payment) = order.payment.as_ref().filter(|_| open) else {
            return Err(Trouble::Order(OrderRefusal::NotNow(order.status)));
        };
        let cause = format!("{PART}{}", part.key.as_str());
        let before = refund_asked(&mut txn, payment, &cause).await?;
        match ask_refund(&mut txn, payment, &cause, part.amount).await {
            Ok(_) => {}
            Err(RefundError::TooMuch) => return Ok(PartAsked::TooMuch),
            Err(RefundError::Different) => return Ok(PartAsked::Otherwise),
            Err(RefundError::Store(error)) => return Err(Trouble::Store(error)),
        }
        // Asked for before, it was written down then.
        if !before {
            let text = format!("{} to go back: {}", part.amount, part.reason);
            // A key that wrote another note keeps no refund out of the log: nothing goes back.
            if !add_note(&mut txn, id, doer.by, &text, part.key).await.map_err(not_now)? {
                return Ok(PartAsked::Otherwise);
            }
            let before = json!({ "refunded": order.refunded });
            let after = json!({ "refunded": order.refunded, "goes_back": part.amount });
            note(&mut txn, Some(doer), "order_refunded", id, (before, after)).await?;
        }
        txn.commit().await?;
        Ok(PartAsked::Done)
    }

    /// Notes that a refund of a payment outside the shop was paid back by hand. A second time nothing
    /// is done.
    pub(crate) async fn paid_back_by(
        &self,
        doer: Doer<'_>,
        id: &OrderId,
        refund: &str,
        reference: &str,
    ) -> Result<(), OrderRefusal> {
        self.ask(async {
            let mut txn = pool::begin(self.pool()).await?;
            let (_, mut order) = self.locked_with_checkout(&mut txn, id).await?;
            let ended = match paid_back(&mut txn, id, refund).await? {
                PaidBack::Now(ended) => ended,
                PaidBack::Before => return Ok(()),
                PaidBack::NotThere => return Err(Trouble::Order(OrderRefusal::NotFound)),
            };
            let before = json!({ "refunded": order.refunded });
            refund_noted(&mut txn, &ended.id).await?;
            // As the worker notes those that a provider sends.
            let cause = returned_by(&ended.cause).unwrap_or(&ended.id);
            order.refunded(&mut txn, cause, ended.amount, Who::Staff).await?;
            let text = format!("{} was paid back by hand: {reference}", ended.amount);
            let key = FormKey::read(&ended.id)
                .ok_or_else(|| Trouble::Wrong("a refund has no id".to_owned()))?;
            add_note(&mut txn, id, doer.by, &text, &key).await?;
            let after = json!({ "refunded": order.refunded });
            note(&mut txn, Some(doer), "refund_settled", id, (before, after)).await?;
            Ok(txn.commit().await?)
        })
        .await
        .map_err(refused)
    }
}
