//! Carts that only tell what was taken off them.

use std::sync::{Mutex, MutexGuard};

use async_trait::async_trait;
use kernel::AccountId;
use storefront::cart::{
    CartChange, CartError, CartOwner, CartView, Carts, Changed, OperationToken, SeenLines,
};

/// What was taken off, and whether nobody answers.
#[derive(Default)]
struct Log {
    taken: Vec<(String, u32)>,
    away: bool,
}

/// The carts.
#[derive(Default)]
pub(crate) struct Taken(Mutex<Log>);

impl Taken {
    fn log(&self) -> MutexGuard<'_, Log> {
        self.0.lock().expect("no test died with it")
    }

    pub(crate) fn go_away(&self, away: bool) {
        self.log().away = away;
    }

    pub(crate) fn taken_off(&self) -> Vec<(String, u32)> {
        self.log().taken.clone()
    }
}

#[async_trait]
impl Carts for Taken {
    async fn view(&self, _: &CartOwner) -> Result<CartView, CartError> {
        Err(CartError::Unavailable)
    }

    async fn count(&self, _: &CartOwner) -> Result<u32, CartError> {
        Err(CartError::Unavailable)
    }

    async fn change(
        &self,
        _: &CartOwner,
        change: CartChange,
        token: Option<&OperationToken>,
    ) -> Result<Changed, CartError> {
        let mut log = self.log();
        if log.away {
            return Err(CartError::Unavailable);
        }
        assert!(token.is_some(), "sent again it would be taken off again");
        let CartChange::TakeBought { sku, quantity } = change else { panic!("{change:?}") };
        log.taken.push((sku.as_str().to_owned(), quantity.units()));
        Ok(Changed::default())
    }

    async fn change_and_view(
        &self,
        _: &CartOwner,
        _: CartChange,
        _: Option<&OperationToken>,
    ) -> Result<(Changed, CartView), CartError> {
        Err(CartError::Unavailable)
    }

    async fn seen(&self, _: &CartOwner, _: SeenLines) -> Result<Changed, CartError> {
        Err(CartError::Unavailable)
    }

    async fn merge(&self, _: &CartOwner, _: &CartOwner) -> Result<Changed, CartError> {
        Err(CartError::Unavailable)
    }

    async fn forget(&self, _: &AccountId) -> Result<(), CartError> {
        Err(CartError::Unavailable)
    }
}
