//! The port about the pictures of products, answered.

use std::{collections::BTreeMap, sync::Arc};

use async_trait::async_trait;
use audit::{Deed, DeedLog};
use kernel::ProductId;
use serde_json::{Value, json};
use storefront::{
    ShopError,
    account::Caller,
    picture_room::{
        KeepError, KeptPicture, PictureDone, PictureEdit, PictureKeeping, PictureRoom,
        PictureRoomError, PictureSheet, PicturedVariant,
    },
    shop::ShopFront,
    staff::{Permission, StaffMember},
};

use crate::{
    documents::ProductDocument, picture_changes::PictureChange, port::answer, store::CatalogStore,
};

/// Pictures of products, with all who have a say in them.
pub struct PictureDesk {
    store: Arc<CatalogStore>,
    keeping: Arc<dyn PictureKeeping>,
    deeds: Arc<dyn DeedLog>,
    /// Whose logo is a picture too.
    front: Arc<dyn ShopFront>,
}

fn away(_: ShopError) -> PictureRoomError {
    PictureRoomError::Unavailable
}

fn allowed(by: &StaffMember, permission: Permission) -> Result<(), PictureRoomError> {
    by.require(permission).map_err(|_| PictureRoomError::Forbidden)
}

/// The form of a key, which the folder of pictures gives: nothing else is looked for.
fn is_key(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

impl PictureDesk {
    /// The pictures in a catalogue.
    #[must_use]
    pub fn new(
        store: Arc<CatalogStore>,
        keeping: Arc<dyn PictureKeeping>,
        deeds: Arc<dyn DeedLog>,
        front: Arc<dyn ShopFront>,
    ) -> Self {
        Self { store, keeping, deeds, front }
    }

    async fn stored(&self, product: &ProductId) -> Result<ProductDocument, PictureRoomError> {
        let stored = answer("a product's pictures", self.store.stored_product(product)).await;
        stored.map_err(away)?.ok_or(PictureRoomError::NotFound)
    }

    /// The product is looked at before the line is written, so that nothing stands in the log that
    /// could not be done, or was done before; and once more in the transaction that does it.
    async fn change(
        &self,
        by: &StaffMember,
        product: &ProductId,
        action: &'static str,
        change: PictureChange<'_>,
        caller: &Caller,
    ) -> Result<PictureDone, PictureRoomError> {
        allowed(by, Permission::EditCatalogue)?;
        let stored = self.stored(product).await?;
        let stale = answer("an earlier version", self.store.is_stale(change, &stored)).await;
        let stale = stale.map_err(away)?;
        let Some(next) = change.applied(&stored, stale, &by.account)? else {
            return Ok(PictureDone::Before);
        };
        let subject = format!("product {product}");
        let (before, after) = (Some(told(&stored, &next)), Some(told(&next, &stored)));
        let deed = Deed { by, caller, action, subject: &subject, before, after };
        self.deeds.write(&deed).await.map_err(away)?;
        let changed = self.store.change_pictures(product, &by.account, change);
        answer("a change of pictures", changed).await.map_err(away)?
    }
}

/// What the log is told of a product's pictures, beside another version of it.
fn told(product: &ProductDocument, beside: &ProductDocument) -> Value {
    let pictures: Vec<_> = product
        .images
        .iter()
        .map(|picture| json!({ "key": picture.key, "alt": picture.alt }))
        .collect();
    let key =
        |image: &Option<storefront::image::Image>| image.as_ref().map(|image| image.key.clone());
    let variants: BTreeMap<&str, Option<String>> = product
        .variants
        .iter()
        .zip(&beside.variants)
        .filter(|(one, other)| key(&one.image) != key(&other.image))
        .map(|(one, _)| (one.sku.as_str(), key(&one.image)))
        .collect();
    json!({ "version": product.version, "pictures": pictures, "variants": variants })
}

#[async_trait]
impl PictureRoom for PictureDesk {
    async fn pictures(
        &self,
        by: &StaffMember,
        product: &ProductId,
    ) -> Result<PictureSheet, PictureRoomError> {
        allowed(by, Permission::ReadCatalogue)?;
        let stored = self.stored(product).await?;
        Ok(PictureSheet {
            variants: stored.variants.iter().map(PicturedVariant::from).collect(),
            product: stored.id,
            version: stored.version,
            title: stored.title,
            slug: stored.slug,
            pictures: stored.images,
        })
    }

    async fn attach(
        &self,
        by: &StaffMember,
        product: &ProductId,
        kept: &[KeptPicture],
        caller: &Caller,
    ) -> Result<PictureDone, PictureRoomError> {
        self.change(by, product, "pictures_attached", PictureChange::Attach(kept), caller).await
    }

    async fn edit(
        &self,
        by: &StaffMember,
        product: &ProductId,
        read: i64,
        edit: &PictureEdit,
        caller: &Caller,
    ) -> Result<PictureDone, PictureRoomError> {
        let action = match edit {
            PictureEdit::Arrange(_) => "pictures_arranged",
            PictureEdit::Describe { .. } => "picture_described",
            PictureEdit::Choose { .. } => "picture_chosen",
            PictureEdit::Detach { .. } => "picture_detached",
        };
        self.change(by, product, action, PictureChange::Edit { read, edit }, caller).await
    }

    async fn delete(
        &self,
        by: &StaffMember,
        key: &str,
        caller: &Caller,
    ) -> Result<(), PictureRoomError> {
        allowed(by, Permission::EditCatalogue)?;
        if !is_key(key) {
            return Err(PictureRoomError::NotFound);
        }
        if self.front.identity().logo.as_ref().is_some_and(|logo| logo.key == key) {
            return Err(PictureRoomError::InUse);
        }
        let shown = answer("where a picture is shown", self.store.shows_picture(key)).await;
        if shown.map_err(away)? {
            return Err(PictureRoomError::InUse);
        }
        let subject = format!("picture {key}");
        let action = "picture_deleted";
        let before = Some(json!({ "key": key }));
        let deed = Deed { by, caller, action, subject: &subject, before, after: None };
        self.deeds.write(&deed).await.map_err(away)?;
        self.keeping.discard(by, key).await.map_err(|error| match error {
            KeepError::Forbidden => PictureRoomError::Forbidden,
            _ => PictureRoomError::Unavailable,
        })
    }
}
