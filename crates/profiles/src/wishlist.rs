//! Wishlists.

use kernel::{AccountId, ProductId};
use mongodb::bson::{Bson, doc, serialize_to_bson};
use serde::Deserialize;
use storefront::profile::{MOST_WISHES, MOST_WISHES_SHOWN};

use crate::{
    change::{ChangeError, Verdict, living},
    documents::WishDocument,
    store::{ProfileStore, StoreError},
};

/// A part of a wishlist as it is stored.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Page {
    pub(crate) total: usize,
    pub(crate) wishes: Vec<WishDocument>,
}

/// Of a wishlist, the products alone.
#[derive(Deserialize)]
struct Listed {
    #[serde(default)]
    wishlist: Vec<ListedProduct>,
}

#[derive(Deserialize)]
struct ListedProduct {
    product: ProductId,
}

impl ProfileStore {
    pub(crate) async fn wish_added(
        &self,
        account: &AccountId,
        product: &ProductId,
        title: &str,
    ) -> Result<(), ChangeError> {
        let now = self.now();
        let last = format!("wishlist.{}", MOST_WISHES - 1);
        let guard = doc! {
            "wishlist.product": { "$ne": product.as_str() },
            last: { "$exists": false },
        };
        let wish = WishDocument { product: product.clone(), title: title.to_owned(), at: now };
        let wish = serialize_to_bson(&wish).map_err(StoreError::from)?;
        let update = doc! {
            "$push": { "wishlist": { "$each": [wish], "$position": 0 } },
            "$set": { "updated_at": now },
        };
        self.change(account, guard, update, |stored| {
            if stored.wishlist.iter().any(|wish| wish.product == *product) {
                Verdict::AsWanted
            } else if stored.wishlist.len() >= MOST_WISHES {
                Verdict::Refused(ChangeError::Full)
            } else {
                Verdict::Again
            }
        })
        .await?;
        Ok(())
    }

    pub(crate) async fn wish_removed(
        &self,
        account: &AccountId,
        product: &ProductId,
    ) -> Result<(), StoreError> {
        let listed = living(account, doc! { "wishlist.product": product.as_str() });
        let update = doc! {
            "$pull": { "wishlist": { "product": product.as_str() } },
            "$set": { "updated_at": self.now() },
        };
        self.documents().update_one(listed, update).await?;
        Ok(())
    }

    /// The wishes from the one at `skip` on, at most `limit` of them.
    pub(crate) async fn wishes(
        &self,
        account: &AccountId,
        skip: usize,
        limit: usize,
    ) -> Result<Page, StoreError> {
        let limit = limit.min(MOST_WISHES_SHOWN);
        let (from, most) = (place(skip), place(limit));
        // `$slice` takes no nothing.
        let part = if most == 0 {
            Bson::Array(Vec::new())
        } else {
            doc! { "$slice": ["$wishlist", from, most] }.into()
        };
        let stages = [
            doc! { "$match": living(account, doc! {}) },
            doc! { "$project": { "total": { "$size": "$wishlist" }, "wishes": part } },
        ];
        let mut found = self.documents().aggregate(stages).with_type::<Page>().await?;
        if found.advance().await? { Ok(found.deserialize_current()?) } else { Ok(Page::default()) }
    }

    /// Which of these are wished for.
    pub(crate) async fn wished_among(
        &self,
        account: &AccountId,
        products: &[ProductId],
    ) -> Result<Vec<ProductId>, StoreError> {
        if products.is_empty() {
            return Ok(Vec::new());
        }
        let found = self
            .profiles()
            .clone_with_type::<Listed>()
            .find_one(living(account, doc! {}))
            .projection(doc! { "_id": 0, "wishlist.product": 1 })
            .await?;
        let listed = found.map(|found| found.wishlist).unwrap_or_default();
        let is_listed = |product: &&ProductId| listed.iter().any(|one| one.product == **product);
        Ok(products.iter().filter(is_listed).cloned().collect())
    }
}

/// A place in a wishlist, as MongoDB counts; one behind its end if it is further.
fn place(number: usize) -> i32 {
    i32::try_from(number.min(MOST_WISHES)).unwrap_or(i32::MAX)
}
