//! A checkout that is submitted becomes an order.

use kernel::OrderId;
use orders::{NewOrder, place};
use pricing::{Person, use_coupon};
use sqlx::PgTransaction;
use storefront::{
    checkout::CheckoutError,
    orders::{Buyer, Who},
};

use crate::{
    desk::CheckoutDesk,
    ending::publish,
    held::charged,
    row::Checkout,
    trouble::Trouble,
    view::{delivery, totals},
};

impl CheckoutDesk {
    /// Places the order, and has it use its coupon.
    pub(crate) async fn order(
        &self,
        txn: &mut PgTransaction<'_>,
        buyer: &Buyer,
        row: &Checkout,
        by: Who,
    ) -> Result<OrderId, Trouble> {
        let incomplete = || CheckoutError::Incomplete(self.shown(row).missing());
        let contact = row.typed.contact.clone().ok_or_else(incomplete)?;
        let shipping_address = row.typed.shipping_address.clone().ok_or_else(incomplete)?;
        let person = Person::of(&contact.email);
        let new = NewOrder {
            checkout: row.id.clone(),
            buyer: buyer.clone(),
            by,
            lines: charged(&row.lines, &row.quote),
            totals: totals(&row.quote.totals),
            tax_lines: row.quote.tax_lines.clone(),
            seller: (*self.settings().front.seller()).clone(),
            contact,
            shipping_address,
            billing_address: row.typed.billing_address.clone(),
            delivery: delivery(row),
            coupon: row.quote.coupon.as_ref().map(|coupon| coupon.as_str().to_owned()),
            pay_within: self.settings().pay_seconds,
        };
        let placed = place(txn, &new).await?;
        if !placed.before {
            orders::add_link(txn, &placed.id, &self.link_of(&placed.id)).await?;
        }
        if let Some(coupon) = &row.quote.coupon {
            use_coupon(txn, coupon, &placed.id, &person, row.quote.totals.lines).await?;
        }
        let locked = orders::lock(txn, &placed.id).await?;
        publish(txn, "order.placed", &locked).await?;
        Ok(placed.id)
    }
}
