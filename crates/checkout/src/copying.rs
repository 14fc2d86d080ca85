//! Copies of checkouts: made after each change, shown while PostgreSQL does not answer.

use kernel::{CheckoutId, Clock, SystemClock};
use storefront::{
    checkout::{CheckoutError, CheckoutView},
    orders::Buyer,
};

use crate::{buyer::Owner, desk::CheckoutDesk, trouble::Trouble};

impl CheckoutDesk {
    /// Has a copy kept of what is shown now. Nobody waits for that.
    pub(crate) fn copied(
        &self,
        buyer: &Buyer,
        view: Result<CheckoutView, Trouble>,
    ) -> Result<CheckoutView, CheckoutError> {
        let view = view.map_err(Trouble::told)?;
        if let Some(copies) = self.inner.copies.clone() {
            let (buyer, view) = (buyer.clone(), view.clone());
            tokio::spawn(async move { copies.keep(&buyer, &view).await });
        }
        Ok(view)
    }

    /// A checkout as it is; its copy while PostgreSQL does not answer.
    pub(crate) async fn view_or_copy(
        &self,
        buyer: &Buyer,
        id: &CheckoutId,
    ) -> Result<CheckoutView, CheckoutError> {
        match self.own(&Owner::of(buyer), id).await {
            Ok(row) => Ok(self.shown(&row)),
            Err(trouble @ (Trouble::Away | Trouble::Store(_))) => {
                let copy = match &self.inner.copies {
                    Some(copies) => copies.find(buyer, id).await,
                    None => None,
                };
                // Whoever asks for the time has to ask this machine for once.
                let copy = copy.map(|copy| CheckoutView {
                    confirmed: false,
                    now: SystemClock.now(),
                    ..copy
                });
                copy.ok_or_else(|| trouble.told())
            }
            Err(trouble) => Err(trouble.told()),
        }
    }
}
