//! What was left undone: by a process that died, a provider that did not answer, a shopper who went
//! away.

use futures::{StreamExt, stream};
use kernel::PaymentId;
use storefront::payment::PaymentView;

use crate::{
    desk::{DeskError, LEASE, PaymentDesk},
    refunds::RefundEnded,
    store,
};

/// Payments that one round works at side by side.
const SIDE_BY_SIDE: usize = 4;
/// How long the order has to take note of its payment before this worker speaks of it, in seconds.
const SETTLING: f64 = 15.0;

/// What one round of the recovery worker found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recovered {
    /// Payments that were worked at, as they stand now.
    pub driven: Vec<PaymentView>,
    /// Payments that have ended and whose orders have not taken note: settle these.
    pub unsettled: Vec<PaymentId>,
    /// Refunds that ended in this round.
    pub refunds: usize,
    /// Refunds that ended, now or before, and whose orders have not taken note: tell these.
    pub refunded: Vec<RefundEnded>,
}

impl PaymentDesk {
    /// One round: goes on with at most `limit` payments and `limit` refunds that nobody is at, and
    /// tells which orders have still to learn how their payment or a refund ended. Any number of servers may
    /// run it; what one has taken no other takes for a minute, whatever becomes of it.
    ///
    /// # Errors
    /// [`DeskError::Unavailable`].
    pub async fn recover(&self, limit: usize) -> Result<Recovered, DeskError> {
        self.open_messages(limit).await?;
        let rows = i64::try_from(limit).unwrap_or(i64::MAX);
        let pool = &self.books.pool;
        let due = store::due::take(pool, self.provider.name(), LEASE, rows);
        let due = self.ask(due).await?;
        let driven: Vec<Result<PaymentView, DeskError>> = stream::iter(due)
            .map(|(payment, spoken_of)| async move {
                if spoken_of > 0 {
                    self.look_after(&payment, spoken_of).await?;
                }
                self.drive(&payment).await
            })
            .buffer_unordered(SIDE_BY_SIDE)
            .collect()
            .await;
        // One that cannot be worked at does not keep the others waiting.
        let driven = driven.into_iter().filter_map(|done| {
            let told =
                |error: DeskError| tracing::warn!(%error, "a payment could not be worked at");
            done.map_err(told).ok()
        });
        let driven: Vec<PaymentView> = driven.collect();
        let refunds = self.send_refunds(None, rows).await?;
        let unsettled = self.ask(store::due::unsettled(pool, SETTLING, rows)).await?;
        let refunded = self.ask(store::refunds::unnoted(pool, rows)).await?;
        Ok(Recovered { driven, unsettled, refunds, refunded })
    }
}
