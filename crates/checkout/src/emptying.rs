//! A cart loses what was bought, once it is paid.

use std::sync::Arc;

use kernel::{OrderId, Quantity};
use outbox::{Refusal, WrittenEvent};
use storefront::cart::{CartChange, CartError, Carts, OperationToken};

use crate::{desk::CheckoutDesk, store};

/// Takes off carts what their owners have bought. Cheap to clone.
#[derive(Clone)]
pub struct CartEmptier {
    desk: CheckoutDesk,
    carts: Arc<dyn Carts>,
}

impl CartEmptier {
    /// One that knows from the desk whose cart it is.
    #[must_use]
    pub fn new(desk: CheckoutDesk, carts: Arc<dyn Carts>) -> Self {
        Self { desk, carts }
    }

    /// Takes in one event of the outbox. The same one again takes nothing off once more.
    ///
    /// # Errors
    /// [`Refusal::Later`] while a store is away.
    pub async fn take_in(&self, event: &WrittenEvent) -> Result<(), Refusal> {
        if event.topic != "order.paid" {
            return Ok(());
        }
        let order = OrderId::parse(event.key.as_str())
            .map_err(|error| Refusal::Never(error.to_string()))?;
        let later = |error: sqlx::Error| Refusal::Later(error.to_string());
        let pool = self.desk.pool();
        let Some(owner) = store::cart_of(pool, &order).await.map_err(later)? else {
            return Ok(());
        };
        for (place, line) in event.payload["lines"].as_array().into_iter().flatten().enumerate() {
            let bought = line["sku"].as_str().and_then(|sku| kernel::Sku::parse(sku).ok()).zip(
                line["quantity"]
                    .as_u64()
                    .and_then(|units| Quantity::new(u32::try_from(units).ok()?).ok()),
            );
            let Some((sku, quantity)) = bought else { continue };
            let plain: String =
                order.as_str().chars().filter(char::is_ascii_alphanumeric).collect();
            let token = OperationToken::parse(format!("paid{plain}{place}"))
                .map_err(|error| Refusal::Never(error.to_string()))?;
            let change = CartChange::TakeBought { sku, quantity };
            match self.carts.change(&owner, change, Some(&token)).await {
                // Gone already, by another hand: so much the better.
                Ok(_) | Err(CartError::NoSuchLine | CartError::NotSold) => {}
                Err(CartError::Unavailable) => {
                    return Err(Refusal::Later("the cart is away".to_owned()));
                }
                Err(error) => tracing::warn!(%error, %order, "a cart keeps what was bought"),
            }
        }
        store::forget_cart(pool, &order).await.map_err(later)
    }
}
