//! The ports, answered.

use async_trait::async_trait;
use kernel::{CheckoutId, OrderId};
use storefront::{
    account::Secret,
    checkout::{
        Begin, Begun, CheckoutChange, CheckoutError, CheckoutState, CheckoutView, Checkouts,
        IdempotencyKey, Submitted,
    },
    orders::{Buyer, OrderCancelling, OrderRefusal, OrderView, Orders, Who},
    payment::Answer,
};

use crate::{buyer::Owner, desk::CheckoutDesk, store, trouble::Trouble};

#[async_trait]
impl Checkouts for CheckoutDesk {
    async fn begin(&self, buyer: &Buyer, wish: &Begin) -> Result<Begun, CheckoutError> {
        let Begun { checkout, replayed } =
            self.begin_now(buyer, wish).await.map_err(Trouble::told)?;
        Ok(Begun { checkout: self.copied(buyer, Ok(checkout))?, replayed })
    }

    async fn running(&self, buyer: &Buyer) -> Result<Option<CheckoutView>, CheckoutError> {
        let owner = Owner::of(buyer);
        let latest = self.ask(async { Ok(store::latest(self.pool(), &owner).await?) }).await;
        let running = latest.map_err(Trouble::told)?.filter(|row| {
            matches!(row.state_now(), CheckoutState::Open | CheckoutState::Submitted)
        });
        Ok(running.map(|row| self.shown(&row)))
    }

    async fn view(&self, buyer: &Buyer, id: &CheckoutId) -> Result<CheckoutView, CheckoutError> {
        self.view_or_copy(buyer, id).await
    }

    async fn change(
        &self,
        buyer: &Buyer,
        id: &CheckoutId,
        change: &CheckoutChange,
    ) -> Result<CheckoutView, CheckoutError> {
        self.copied(buyer, self.change_now(buyer, id, change).await)
    }

    async fn extend(&self, buyer: &Buyer, id: &CheckoutId) -> Result<CheckoutView, CheckoutError> {
        self.copied(buyer, self.extend_now(buyer, id).await)
    }

    async fn cancel(&self, buyer: &Buyer, id: &CheckoutId) -> Result<CheckoutView, CheckoutError> {
        self.copied(buyer, self.cancel_now(buyer, id).await)
    }

    async fn submit(
        &self,
        buyer: &Buyer,
        id: &CheckoutId,
        key: &IdempotencyKey,
    ) -> Result<Submitted, CheckoutError> {
        self.submit_by_key(buyer, id, key).await.map_err(Trouble::told)
    }

    async fn key_is_used(
        &self,
        buyer: &Buyer,
        key: &IdempotencyKey,
    ) -> Result<bool, CheckoutError> {
        self.key_stands_for_another(buyer, key, None).await.map_err(Trouble::told)
    }

    async fn progress(&self, buyer: &Buyer, id: &CheckoutId) -> Result<Submitted, CheckoutError> {
        self.progress_now(buyer, id).await.map_err(Trouble::told)
    }

    async fn card_page(&self, buyer: &Buyer, id: &CheckoutId) -> Result<String, CheckoutError> {
        let row = self.own(&Owner::of(buyer), id).await.map_err(Trouble::told)?;
        let back = format!("{}/checkout/{id}?step=review&card=ready", self.settings().origin);
        match self.provider().card_page(id, row.declined + 1, &back).await {
            Answer::Known(url) => Ok(url),
            Answer::Unknown => Err(CheckoutError::Unavailable),
        }
    }

    fn order_link(&self, order: &OrderId) -> Secret {
        self.link_of(order)
    }

    async fn adopt(&self, guest: &Buyer, account: &Buyer) -> Result<(), CheckoutError> {
        let (guest, account) = (Owner::of(guest), Owner::of(account));
        let adopted = async { Ok(store::adopt(self.pool(), &guest, &account).await?) };
        self.ask(adopted).await.map_err(Trouble::told)
    }
}

#[async_trait]
impl OrderCancelling for CheckoutDesk {
    async fn cancel(&self, buyer: &Buyer, id: &OrderId) -> Result<OrderView, OrderRefusal> {
        self.cancel_order_of(buyer, id).await
    }

    async fn cancel_by_link(&self, link: &Secret) -> Result<OrderView, OrderRefusal> {
        let id = self.inner.orders.by_link(link).await?.summary.id;
        self.cancel_order(&id, Who::Shopper, "").await?;
        self.inner.orders.by_link(link).await
    }
}
