//! What staff ask for on a buyer's behalf. Whether they may is asked before.

use ::audit::Deed;
use kernel::OrderId;
use patience::ask;
use serde_json::json;
use storefront::{
    account::Caller,
    orders::{OrderRefusal, ReturnForm, Who},
    staff::StaffMember,
};

use crate::{
    book::OrderBook,
    locked::lock,
    port::{away, told},
};

impl OrderBook {
    /// Asks for a return as its buyer would, by the same rules. The same form again asks for nothing.
    ///
    /// # Errors
    /// [`OrderRefusal`].
    pub async fn ask_return(
        &self,
        by: &StaffMember,
        id: &OrderId,
        form: &ReturnForm,
        caller: &Caller,
    ) -> Result<(), OrderRefusal> {
        let write = async {
            let mut txn = pool::begin(self.desk.pool()).await?;
            let asked = async {
                let mut order = lock(&mut txn, id).await?;
                let reason = form.reason.trim();
                order.request_return(&mut txn, &form.lines, reason, &form.key, Who::Staff).await
            };
            match asked.await {
                Ok(true) => {}
                Ok(false) => return Ok(Ok(())),
                Err(error) => return told(error).map(Err),
            }
            let units =
                form.lines.iter().map(|(sku, units)| (sku.to_string(), units.units().into()));
            let units: serde_json::Map<String, serde_json::Value> = units.collect();
            let deed = Deed {
                by,
                caller,
                action: "return_asked",
                subject: &format!("order {id}"),
                before: None,
                after: Some(json!({ "units": units })),
            };
            ::audit::write(&mut txn, &deed).await?;
            txn.commit().await?;
            Ok(Ok(()))
        };
        ask::<_, _, sqlx::Error>(&self.desk, write).await.map_err(away)?
    }
}
