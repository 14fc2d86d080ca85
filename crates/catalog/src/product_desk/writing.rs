//! What every change of a product by staff has in common: looking first, the log, and the write.

use std::future::Future;

use audit::{Deed, Doer};
use kernel::ProductId;
use serde_json::Value;
use storefront::{
    ShopError,
    draft::ProductDraft,
    product_desk::{ProductError, ProductForm, ProductRefusal, Saved},
};

use super::{
    ProductEditor,
    rules::{refusals, refused, told},
};
use crate::{
    documents::ProductDocument,
    port::answer,
    put_product::{PutOutcome, PutProductError},
    store::StoreError,
};

pub(super) async fn ask<T>(
    asked_for: &'static str,
    question: impl Future<Output = Result<T, StoreError>>,
) -> Result<T, ProductError> {
    answer(asked_for, question).await.map_err(|_: ShopError| ProductError::Unavailable)
}

impl ProductEditor {
    pub(super) async fn stored(&self, id: &ProductId) -> Result<ProductDocument, ProductError> {
        let stored = ask("a product", self.store.stored_product(id)).await?;
        stored.ok_or(ProductError::NotFound)
    }

    /// What a product said in the version that was read, as a form. Where only its rating or its
    /// pictures are others by now, that is what it says still.
    pub(super) async fn base(
        &self,
        stored: &ProductDocument,
        read: i64,
    ) -> Result<ProductForm, ProductError> {
        let theirs = ProductForm::of(&stored.draft());
        if read >= stored.version {
            return Ok(theirs);
        }
        let kept = ask("an earlier version", self.store.version_read(&stored.id, read)).await?;
        Ok(match kept {
            Some(kept) if kept.version < stored.version => {
                ProductForm { pictures: theirs.pictures, ..ProductForm::of(&kept.draft()) }
            }
            _ => theirs,
        })
    }

    /// Stops who read something else than what is stored.
    pub(super) async fn as_read(
        &self,
        stored: &ProductDocument,
        read: i64,
    ) -> Result<(), ProductError> {
        let same = self.base(stored, read).await? == ProductForm::of(&stored.draft());
        if same && read <= stored.version { Ok(()) } else { Err(ProductError::Stale) }
    }

    /// Stops who read other pictures than those that are stored, where what is written brings its own.
    pub(super) async fn pictured_as_read(
        &self,
        stored: &ProductDocument,
        read: i64,
    ) -> Result<(), ProductError> {
        if read >= stored.version {
            return Ok(());
        }
        let kept = ask("an earlier version", self.store.version_read(&stored.id, read)).await?;
        let same = kept.is_none_or(|kept| {
            kept.version >= stored.version
                || kept.images == stored.images && kept.variants == stored.variants
        });
        if same { Ok(()) } else { Err(ProductError::Stale) }
    }

    /// Names what other products have of a draft, and categories that are gone, before anything is in
    /// the log.
    pub(super) async fn free(
        &self,
        draft: &ProductDraft,
        form: &ProductForm,
    ) -> Result<(), ProductError> {
        let taken = ask("slugs and SKUs", self.store.taken(draft)).await?;
        let mut refusals = refusals(&taken, form);
        let tree = ask("categories", self.store.fresh_tree()).await?;
        if draft.categories.iter().any(|id| !tree.contains(id.as_str())) {
            let field = if form.title.is_empty() { "" } else { "category" };
            let message = "A category that it was in is not there any more. Choose again.";
            refusals.push(ProductRefusal::new(field, message));
        }
        if refusals.is_empty() { Ok(()) } else { Err(ProductError::refused(refusals)) }
    }

    async fn log(
        &self,
        doer: Doer<'_>,
        action: &'static str,
        id: &ProductId,
        before: Option<Value>,
        after: Option<Value>,
    ) -> Result<(), ProductError> {
        let subject = format!("product {id}");
        let Doer { by, caller } = doer;
        let deed = Deed { by, caller, action, subject: &subject, before, after };
        self.deeds.write(&deed).await.map_err(|_: ShopError| ProductError::Unavailable)
    }

    /// Writes a draft over the version that was looked at, 0 for one that is not there yet, once what
    /// is different is in the log.
    pub(super) async fn write(
        &self,
        doer: Doer<'_>,
        action: &'static str,
        draft: &ProductDraft,
        stored: Option<&ProductDocument>,
    ) -> Result<Saved, ProductError> {
        let was = stored.map(|stored| ProductForm::of(&stored.draft()));
        let (before, after) =
            told(&ProductForm::of(draft).differences(&was.clone().unwrap_or_default()));
        self.log(doer, action, &draft.id, was.map(|_| before), Some(after)).await?;
        let version = stored.map_or(0, |stored| stored.version);
        let put = async {
            let by = Some(&doer.by.account);
            match self.store.put_product_by(draft, Some(version), by).await {
                Err(PutProductError::Store(error)) => Err(error),
                put => Ok(put),
            }
        };
        match ask("writing a product", Box::pin(put)).await? {
            Ok(PutOutcome::Created | PutOutcome::Updated) => Ok(Saved::Now),
            Ok(PutOutcome::Unchanged) => Ok(Saved::Before),
            Err(error) => Err(refused(error)),
        }
    }
}
