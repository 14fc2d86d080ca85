//! Answers for wishlists and for what was looked at, with what has become of the products.

use std::sync::atomic::{AtomicBool, Ordering};

use async_trait::async_trait;
use futures::{StreamExt, TryStreamExt, stream};
use kernel::{AccountId, ProductId};
use storefront::{
    ShopError,
    profile::{Glimpse, PersonalLists, ProfileError, Wish, Wished, Wishlist},
};

use super::answer;
use crate::{
    documents::{WishDocument, moment},
    store::ProfileStore,
};

/// How many products of a list are asked for at a time.
const AT_ONCE: usize = 8;

#[async_trait]
impl PersonalLists for ProfileStore {
    async fn wish(&self, account: &AccountId, product: &ProductId) -> Result<(), ProfileError> {
        let sold = self.catalogue.product(product).await.map_err(|error| match error {
            ShopError::NotFound | ShopError::Gone => ProfileError::NotFound,
            ShopError::Unavailable => ProfileError::Unavailable,
        })?;
        answer("wishing", self.wish_added(account, product, &sold.title)).await
    }

    async fn unwish(&self, account: &AccountId, product: &ProductId) -> Result<(), ProfileError> {
        answer("taking off a wish", self.wish_removed(account, product)).await
    }

    async fn wishlist(
        &self,
        account: &AccountId,
        skip: usize,
        limit: usize,
    ) -> Result<Wishlist, ProfileError> {
        let page = answer("a wishlist", self.wishes(account, skip, limit)).await?;
        // A catalogue that is away is waited for once, not once a line.
        let away = AtomicBool::new(false);
        let wishes = stream::iter(page.wishes)
            .map(|wish| self.resolved(wish, &away))
            .buffered(AT_ONCE)
            .collect()
            .await;
        Ok(Wishlist { total: page.total, wishes })
    }

    async fn wished(
        &self,
        account: &AccountId,
        products: &[ProductId],
    ) -> Result<Vec<ProductId>, ProfileError> {
        answer("what is wished for", self.wished_among(account, products)).await
    }

    async fn note_view(
        &self,
        account: &AccountId,
        product: &ProductId,
    ) -> Result<(), ProfileError> {
        answer("remembering a view", self.view_noted(account, product)).await
    }

    async fn viewed(&self, account: &AccountId) -> Result<Vec<Glimpse>, ProfileError> {
        let views = answer("what was looked at", self.views(account)).await?;
        stream::iter(views)
            .map(|view| async move { self.glimpse(&view.product).await })
            .buffered(AT_ONCE)
            .try_filter_map(|glimpse| async move { Ok(glimpse) })
            .try_collect()
            .await
    }
}

impl ProfileStore {
    async fn resolved(&self, wish: WishDocument, away: &AtomicBool) -> Wish {
        let asked = if away.load(Ordering::Relaxed) {
            None
        } else {
            Some(self.glimpse(&wish.product).await)
        };
        let now = match asked {
            Some(Ok(Some(glimpse))) => Wished::Here(glimpse),
            Some(Ok(None)) => Wished::NoLongerSold,
            Some(Err(_)) | None => {
                away.store(true, Ordering::Relaxed);
                Wished::Unknown
            }
        };
        Wish { product: wish.product, title: wish.title, wished_at: moment(wish.at), now }
    }

    /// The product as a list shows it; none if it is not sold any more.
    async fn glimpse(&self, product: &ProductId) -> Result<Option<Glimpse>, ProfileError> {
        match self.catalogue.product(product).await {
            Ok(product) => Ok(Some(Glimpse::from(&*product))),
            Err(ShopError::NotFound | ShopError::Gone) => Ok(None),
            Err(ShopError::Unavailable) => Err(ProfileError::Unavailable),
        }
    }
}
