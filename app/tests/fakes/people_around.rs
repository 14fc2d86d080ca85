//! What stands around people: carts, limits, and the folder of letters.

use async_trait::async_trait;
use kernel::{AccountId, Email, LetterId};
use storefront::{
    ShopError,
    cart::{CartChange, CartError, CartOwner, CartView, Carts, Changed, OperationToken, SeenLines},
    limits::{Ask, Limiter, Verdict},
    mail::{LetterBox, LetterSummary, WrittenLetter},
};

use super::people::FakePeople;

#[async_trait]
impl Carts for FakePeople {
    async fn view(&self, _: &CartOwner) -> Result<CartView, CartError> {
        Err(CartError::Unavailable)
    }

    async fn count(&self, _: &CartOwner) -> Result<u32, CartError> {
        Ok(0)
    }

    async fn change(
        &self,
        _: &CartOwner,
        _: CartChange,
        _: Option<&OperationToken>,
    ) -> Result<Changed, CartError> {
        Err(CartError::Unavailable)
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

#[async_trait]
impl Limiter for FakePeople {
    async fn check(&self, _: &[Ask<'_>]) -> Verdict {
        Verdict::UNLIMITED
    }
}

#[async_trait]
impl LetterBox for FakePeople {
    async fn newest(&self, limit: usize) -> Result<Vec<LetterSummary>, ShopError> {
        let answers = self.answers();
        Ok(answers.letters.iter().take(limit).map(|letter| letter.summary.clone()).collect())
    }

    async fn letter(&self, id: &LetterId) -> Result<WrittenLetter, ShopError> {
        let answers = self.answers();
        let found = answers.letters.iter().find(|letter| letter.summary.id == *id);
        found.cloned().ok_or(ShopError::NotFound)
    }

    async fn forget(&self, _: &Email) -> Result<usize, ShopError> {
        Err(ShopError::Unavailable)
    }
}
