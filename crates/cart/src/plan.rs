//! From what a shopper asks to the operation that does it: what the catalogue and the stock board
//! have to say is asked here, before anything is changed.

use std::collections::HashMap;

use kernel::Sku;
use storefront::{
    cart::{CartChange, CartError, CartOwner, Fix},
    catalogue::Offer,
};

use crate::{
    contents::Shown,
    operation::{Operation, Stock, StockFigures},
    port::CartService,
    shown::{self, Offers},
};

impl CartService {
    /// What the catalogue says of some SKUs; none when it does not answer.
    pub(crate) async fn offers(&self, skus: &[Sku]) -> Offers {
        if skus.is_empty() {
            return Some(HashMap::new());
        }
        self.catalogue.offers(skus).await.ok()
    }

    /// The offer of one SKU; none when the catalogue does not answer.
    async fn offer(&self, sku: &Sku) -> Result<Option<Offer>, CartError> {
        match self.offers(std::slice::from_ref(sku)).await {
            Some(mut offers) => offers.remove(sku).map(Some).ok_or(CartError::NotSold),
            None => Ok(None),
        }
    }

    pub(crate) fn figure(&self, sku: &Sku, tracked: Option<bool>) -> (Sku, Stock) {
        (sku.clone(), Stock { free: self.stock.snapshot().free(sku.as_str()), tracked })
    }

    /// The operation that a change asks for, and the stock figures it may need.
    pub(crate) async fn plan(
        &self,
        owner: &CartOwner,
        change: &CartChange,
    ) -> Result<(Operation, StockFigures), CartError> {
        let counted = |offer: &Option<Offer>| offer.as_ref().map(|offer| offer.stock_tracked);
        Ok(match change.clone() {
            CartChange::Add { sku, quantity } => {
                let offer = self.offer(&sku).await?;
                let shown = match &offer {
                    Some(offer) => shown::shown(offer),
                    None => self.remembered(owner, &sku).await?,
                };
                let figures = HashMap::from([self.figure(&sku, counted(&offer))]);
                (Operation::Add { sku, quantity, shown, at: self.clock.now() }, figures)
            }
            CartChange::SetQuantity { sku, quantity } => {
                let offer = self.offer(&sku).await?;
                let figures = HashMap::from([self.figure(&sku, counted(&offer))]);
                (Operation::Set { sku, quantity }, figures)
            }
            CartChange::MoveBack { sku } => {
                let offer = self.offer(&sku).await?;
                let figures = HashMap::from([self.figure(&sku, counted(&offer))]);
                (Operation::MoveBack { sku }, figures)
            }
            CartChange::Fix { sku, fix: Fix::TakeWhatIsLeft } => {
                let offer = self.offer(&sku).await?;
                let figures = HashMap::from([self.figure(&sku, counted(&offer))]);
                (Operation::TakeWhatIsLeft { sku }, figures)
            }
            CartChange::Fix { sku, fix: Fix::AcceptPrice(price) } => {
                let offer = self.offer(&sku).await?.ok_or(CartError::Unavailable)?;
                let shown = shown::shown(&offer);
                if shown.price != price {
                    return Err(CartError::PriceChanged { now: shown.price });
                }
                (Operation::Accept { sku, shown }, HashMap::new())
            }
            CartChange::TakeOff { sku, quantity } => {
                (Operation::TakeOff { sku, quantity: Some(quantity) }, HashMap::new())
            }
            CartChange::TakeBought { sku, quantity } => {
                (Operation::TakeBought { sku, quantity }, HashMap::new())
            }
            CartChange::Remove { sku } | CartChange::Fix { sku, fix: Fix::Drop } => {
                (Operation::TakeOff { sku, quantity: None }, HashMap::new())
            }
            CartChange::RemoveSaved { sku } => (Operation::RemoveSaved { sku }, HashMap::new()),
            CartChange::SaveForLater { sku } => (Operation::Save { sku }, HashMap::new()),
            CartChange::Clear => (Operation::Clear, HashMap::new()),
            CartChange::Undo => {
                let removed = self.load(owner).await?.removed;
                (Operation::Undo, removed.keys().map(|sku| self.figure(sku, None)).collect())
            }
        })
    }

    /// What the shopper was shown of a line that is in the cart already: without the catalogue, more
    /// of the same can be added and nothing new.
    async fn remembered(&self, owner: &CartOwner, sku: &Sku) -> Result<Shown, CartError> {
        let cart = self.load(owner).await?;
        let line = cart.lines.get(sku).ok_or(CartError::Unavailable)?;
        Ok(line.shown.clone())
    }
}
