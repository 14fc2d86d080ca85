//! Connects reviews with the orders that they ask.

use std::sync::Arc;

use async_trait::async_trait;
use audit::DeedLog;
use catalog::{CatalogStore, Purchases, ReviewDesk};
use kernel::{AccountId, Sku};
use orders::OrderBook;
use storefront::ShopError;

/// The orders, as reviews ask for them.
struct SentOrders(OrderBook);

#[async_trait]
impl Purchases for SentOrders {
    async fn has_bought(&self, account: &AccountId, skus: &[Sku]) -> Result<bool, ShopError> {
        self.0.has_bought(account, skus).await.map_err(|_| ShopError::Unavailable)
    }
}

/// Reviews, with what they ask.
pub(super) fn desk(
    catalogue: Arc<CatalogStore>,
    orders: OrderBook,
    deeds: Arc<dyn DeedLog>,
) -> Arc<ReviewDesk> {
    Arc::new(ReviewDesk::new(catalogue, Arc::new(SentOrders(orders)), deeds))
}
