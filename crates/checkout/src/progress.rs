//! How a submission stands.

use kernel::CheckoutId;
use storefront::{
    checkout::{CheckoutError, CheckoutState, Submitted},
    orders::Buyer,
    payment::PaymentState,
};

use crate::{buyer::Owner, desk::CheckoutDesk, row::Checkout, trouble::Trouble};

/// After how many seconds one asks again how a payment goes that somebody works at.
const ASK_AGAIN: u32 = 2;

impl CheckoutDesk {
    /// What has become of a submission. Where nobody knows, the provider is asked.
    pub(crate) async fn progress_now(
        &self,
        buyer: &Buyer,
        id: &CheckoutId,
    ) -> Result<Submitted, Trouble> {
        let row = self.own(&Owner::of(buyer), id).await?;
        let Some(order) = &row.order else { return Err(CheckoutError::NotFound.into()) };
        if row.state == CheckoutState::Submitted {
            let payments = self.inner.payments.of_order(order).await?;
            if let Some(last) = payments.last().filter(|last| !last.state.is_decided()) {
                // Somebody at work on it is not disturbed.
                if !last.being_worked_at || last.state == PaymentState::RequiresAction {
                    self.inner.payments.look_again(&last.id).await?;
                    self.inner.payments.drive(&last.id).await?;
                }
            }
        }
        Ok(self.settle(order).await??)
    }

    /// How a submitted checkout stands, without asking the provider.
    pub(crate) async fn stands(
        &self,
        row: &Checkout,
    ) -> Result<Result<Submitted, Trouble>, Trouble> {
        let Some(order) = &row.order else {
            return Ok(Err(CheckoutError::InProgress(ASK_AGAIN).into()));
        };
        let payments = self.inner.payments.of_order(order).await?;
        let working = payments.last().is_some_and(|last| {
            let begun = matches!(
                last.state,
                PaymentState::Created | PaymentState::Authorising | PaymentState::Authorised
            );
            begun && last.being_worked_at
        });
        if working && row.state == CheckoutState::Submitted {
            return Ok(Err(CheckoutError::InProgress(ASK_AGAIN).into()));
        }
        Ok(self.settle(order).await?.map_err(Trouble::from))
    }
}
