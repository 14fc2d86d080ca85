//! Letting go of what a checkout holds, for staff.

use async_trait::async_trait;
use audit::Deed;
use kernel::CheckoutId;
use serde_json::{Value, json};
use storefront::{
    account::Caller,
    checkout::{CheckoutError, CheckoutState},
    orders::Who,
    staff::{Permission, StaffMember},
    stock_room::{HoldReleasing, StockError},
};

use crate::{desk::CheckoutDesk, held::counted, row::Checkout, store, trouble::Trouble};

/// What came of letting go.
enum Released {
    /// Nothing is held any more, now or since before.
    Yes,
    /// It is being paid for.
    BeingPaid,
    /// It was paid.
    Paid,
}

impl CheckoutDesk {
    /// Ends an open checkout as its shopper could. A copy that is shown while PostgreSQL does not
    /// answer stays as it was until its end, as those do whose shopper lost it elsewhere.
    async fn release_now(
        &self,
        by: &StaffMember,
        id: &CheckoutId,
        caller: &Caller,
    ) -> Result<Released, Trouble> {
        self.ask(async {
            let mut txn = pool::begin(self.pool()).await?;
            let row = store::lock(&mut txn, id).await?.ok_or(CheckoutError::NotFound)?;
            match row.state {
                CheckoutState::Open => {}
                CheckoutState::Expired | CheckoutState::Cancelled => return Ok(Released::Yes),
                CheckoutState::Submitted => return Ok(Released::BeingPaid),
                CheckoutState::Completed => return Ok(Released::Paid),
            }
            let end = CheckoutState::Cancelled;
            self.close_order(&mut txn, &row, end, Who::Staff).await?;
            let subject = format!("checkout {id}");
            let deed = Deed {
                by,
                caller,
                action: "hold_released",
                subject: &subject,
                before: Some(told(row.state, &row)),
                after: Some(json!({ "state": end.name() })),
            };
            audit::write(&mut txn, &deed).await?;
            txn.commit().await?;
            Ok(Released::Yes)
        })
        .await
    }
}

/// A checkout as the audit log tells of it: nothing of whose it is.
fn told(state: CheckoutState, row: &Checkout) -> Value {
    let lines: Vec<_> = counted(&row.lines)
        .map(|(sku, units)| json!({ "sku": sku.as_str(), "quantity": units.units() }))
        .collect();
    json!({ "state": state.name(), "lines": lines })
}

#[async_trait]
impl HoldReleasing for CheckoutDesk {
    async fn release(
        &self,
        by: &StaffMember,
        checkout: &CheckoutId,
        caller: &Caller,
    ) -> Result<(), StockError> {
        by.require(Permission::EditOrders)?;
        match self.release_now(by, checkout, caller).await.map_err(Trouble::told) {
            Ok(Released::Yes) => Ok(()),
            Ok(Released::BeingPaid) => Err(StockError::BeingPaid),
            Ok(Released::Paid) => Err(StockError::Paid),
            Err(CheckoutError::NotFound) => Err(StockError::NotFound),
            Err(_) => Err(StockError::Unavailable),
        }
    }
}
