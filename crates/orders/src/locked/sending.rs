//! Sending.

use sqlx::PgTransaction;
use storefront::{
    mail::LetterKind,
    orders::{Happening, OrderStatus, Shipment, Who},
};

use super::{LockedOrder, bounded};
use crate::{
    letters,
    refusal::OrderError,
    store::{events, orders},
};

impl LockedOrder {
    /// Its parcels are planned.
    ///
    /// # Errors
    /// [`OrderError::NoWay`], [`OrderError::Store`].
    pub async fn allocate(&mut self, txn: &mut PgTransaction<'_>) -> Result<(), OrderError> {
        self.become_next(txn, OrderStatus::Allocated, Happening::Allocated, Who::Shop, "").await
    }

    /// It was handed to a carrier.
    ///
    /// # Errors
    /// [`OrderError::NoWay`], [`OrderError::BadText`], [`OrderError::Store`].
    pub async fn ship(
        &mut self,
        txn: &mut PgTransaction<'_>,
        shipment: &Shipment,
        who: Who,
    ) -> Result<(), OrderError> {
        self.allow(OrderStatus::Shipped)?;
        bounded("tracking number", &shipment.tracking, 80)?;
        bounded("carrier", &shipment.carrier, 80)?;
        if shipment.carrier.is_empty() {
            return Err(OrderError::BadText("carrier"));
        }
        if let Some(url) = &shipment.tracking_url {
            let plain =
                url.starts_with("https://") && url.bytes().all(|byte| byte.is_ascii_graphic());
            if !plain || url.len() > 300 {
                return Err(OrderError::BadText("tracking page"));
            }
        }
        let done = orders::set_shipped(txn, &self.id, self.status, shipment).await?;
        self.moved(done, OrderStatus::Shipped)?;
        let shipped = events::New::once(Happening::Shipped, who, &shipment.carrier);
        events::insert(txn, &self.id, shipped).await?;
        letters::write(txn, &self.id, LetterKind::OrderShipped, None).await?;
        Ok(())
    }

    /// It arrived.
    ///
    /// # Errors
    /// [`OrderError::NoWay`], [`OrderError::Store`].
    pub async fn deliver(
        &mut self,
        txn: &mut PgTransaction<'_>,
        who: Who,
    ) -> Result<(), OrderError> {
        self.become_next(txn, OrderStatus::Delivered, Happening::Delivered, who, "").await?;
        letters::write(txn, &self.id, LetterKind::OrderDelivered, None).await?;
        self.forget_when_over(txn).await
    }
}
