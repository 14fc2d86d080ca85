//! Changes of the pictures of a product: each one transaction, and the product's next version.

use kernel::{AccountId, Clock, ProductId, SystemClock};
use mongodb::{
    ClientSession,
    bson::{DateTime, Document, doc},
};
use storefront::{
    image::Image,
    picture_room::{KeptPicture, PictureDone, PictureEdit, PictureRoomError, attached},
};

use crate::{
    documents::ProductDocument,
    put_product::ATTEMPTS,
    store::{CATEGORIES, CatalogStore, PRODUCTS, StoreError},
};

/// What is done to the pictures of a product.
#[derive(Clone, Copy)]
pub(crate) enum PictureChange<'a> {
    /// These stand behind the others.
    Attach(&'a [KeptPicture]),
    /// Those of version `read` are edited.
    Edit { read: i64, edit: &'a PictureEdit },
}

impl PictureChange<'_> {
    /// The version of a product after it; `None` if that says the same. `stale` when the pictures were
    /// others when they were read: then nobody knows which of them are meant.
    pub(crate) fn applied(
        self,
        stored: &ProductDocument,
        stale: bool,
        by: &AccountId,
    ) -> Result<Option<ProductDocument>, PictureRoomError> {
        let (images, variants) = match self {
            Self::Attach(kept) => {
                (attached(&stored.images, kept, &stored.title)?, stored.variants.clone())
            }
            Self::Edit { edit, .. } => edit.apply(&stored.images, &stored.variants)?,
        };
        if images == stored.images && variants == stored.variants {
            return Ok(None);
        }
        if stale {
            return Err(PictureRoomError::Stale);
        }
        Ok(Some(ProductDocument {
            version: stored.version + 1,
            images,
            variants,
            updated_at: DateTime::from_millis(SystemClock.now().millis()),
            changed_by: Some(by.clone()),
            ..stored.clone()
        }))
    }
}

/// Why a change was not made.
enum Stop {
    /// It may not be.
    Denied(PictureRoomError),
    /// MongoDB failed.
    Store(StoreError),
}

impl From<mongodb::error::Error> for Stop {
    fn from(error: mongodb::error::Error) -> Self {
        Self::Store(error.into())
    }
}

/// The pictures of a product and of its variants.
fn pictures(product: &ProductDocument) -> (&[Image], Vec<(&str, Option<&str>)>) {
    let variants = product.variants.iter().map(|variant| {
        (variant.sku.as_str(), variant.image.as_ref().map(|image| image.key.as_str()))
    });
    (&product.images, variants.collect())
}

impl CatalogStore {
    /// Whether the pictures of a product are others than those that a change was made for. A rating, or
    /// another text, changes none of them.
    pub(crate) async fn is_stale(
        &self,
        change: PictureChange<'_>,
        stored: &ProductDocument,
    ) -> Result<bool, StoreError> {
        match change {
            PictureChange::Edit { read, .. } if read > stored.version => Ok(true),
            PictureChange::Edit { read, .. } if read < stored.version => {
                let seen = self.version_read(&stored.id, read).await?;
                Ok(seen.is_some_and(|seen| pictures(&seen) != pictures(stored)))
            }
            _ => Ok(false),
        }
    }

    /// Makes a change, whole or not at all.
    pub(crate) async fn change_pictures(
        &self,
        product: &ProductId,
        by: &AccountId,
        change: PictureChange<'_>,
    ) -> Result<Result<PictureDone, PictureRoomError>, StoreError> {
        let mut attempt = 1;
        loop {
            let mut session = self.begin().await?;
            let outcome = match self.change_pictures_in(&mut session, product, by, change).await {
                Ok(PictureDone::Now) => session
                    .commit_transaction()
                    .await
                    .map(|()| PictureDone::Now)
                    .map_err(Stop::from),
                outcome => {
                    self.abandon(session).await;
                    outcome
                }
            };
            match outcome {
                Ok(done) => return Ok(Ok(done)),
                Err(Stop::Denied(error)) => return Ok(Err(error)),
                Err(Stop::Store(error)) if error.is_transient() && attempt < ATTEMPTS => {
                    attempt += 1;
                }
                Err(Stop::Store(error)) => return Err(error),
            }
        }
    }

    async fn change_pictures_in(
        &self,
        session: &mut ClientSession,
        product: &ProductId,
        by: &AccountId,
        change: PictureChange<'_>,
    ) -> Result<PictureDone, Stop> {
        let same = doc! { "_id": product.as_str() };
        let stored = self.products().find_one(same.clone()).session(&mut *session).await?;
        let stored = stored.ok_or(Stop::Denied(PictureRoomError::NotFound))?;
        let stale = self.is_stale(change, &stored).await.map_err(Stop::Store)?;
        let Some(next) = change.applied(&stored, stale, by).map_err(Stop::Denied)? else {
            return Ok(PictureDone::Before);
        };
        self.keep_version(&mut *session, &stored).await?;
        self.products().replace_one(same, &next).session(&mut *session).await?;
        Ok(PictureDone::Now)
    }

    /// Whether a product, a variant or a category shows a picture.
    pub(crate) async fn shows_picture(&self, key: &str) -> Result<bool, StoreError> {
        let (products, variants, categories) = futures::try_join!(
            self.has_one(PRODUCTS, doc! { "images.key": key }),
            self.has_one(PRODUCTS, doc! { "variants.image.key": key }),
            self.has_one(CATEGORIES, doc! { "image.key": key })
        )?;
        Ok(products || variants || categories)
    }

    async fn has_one(&self, collection: &str, filter: Document) -> Result<bool, StoreError> {
        let documents = self.database.collection::<Document>(collection);
        let found = documents.find_one(filter).projection(doc! { "_id": 1 }).await?;
        Ok(found.is_some())
    }
}
