//! The port by which staff write products one by one, answered.

mod rules;
mod writing;

use std::sync::Arc;

use async_trait::async_trait;
use audit::{DeedLog, Doer};
use kernel::{CategoryId, Clock, Currency, ProductId, SystemClock, Timestamp};
use storefront::{
    account::Caller,
    draft::ProductStatus,
    product::Product,
    product_desk::{
        ProductChoices, ProductConflict, ProductDesk, ProductError, ProductForm, ProductHistory,
        ProductSheet, ProductVersion, Saved, SpecSuggestion,
    },
    staff::{Permission, StaffMember},
};

use self::{
    rules::{blank, category_names, cleaned, copy, currency_of, new_id},
    writing::ask,
};
use crate::{documents::ProductDocument, port::sanitised, store::CatalogStore};

/// Products as staff write them, each change of which is in the audit log.
pub struct ProductEditor {
    store: Arc<CatalogStore>,
    deeds: Arc<dyn DeedLog>,
    currency: Currency,
}

impl ProductEditor {
    /// The products of a catalogue. Prices of new ones are in `currency`.
    #[must_use]
    pub fn new(store: Arc<CatalogStore>, deeds: Arc<dyn DeedLog>, currency: Currency) -> Self {
        Self { store, deeds, currency }
    }
}

#[async_trait]
impl ProductDesk for ProductEditor {
    async fn choices(&self, by: &StaffMember) -> Result<ProductChoices, ProductError> {
        by.require(Permission::EditCatalogue)?;
        ask("categories", self.store.product_choices(&[], self.currency)).await
    }

    async fn specs_of(
        &self,
        by: &StaffMember,
        categories: &[CategoryId],
    ) -> Result<Vec<SpecSuggestion>, ProductError> {
        by.require(Permission::EditCatalogue)?;
        ask("specs", self.store.suggested_specs(categories)).await
    }

    async fn sheet(&self, by: &StaffMember, id: &ProductId) -> Result<ProductSheet, ProductError> {
        by.require(Permission::ReadCatalogue)?;
        let stored = self.stored(id).await?;
        let product = stored.draft();
        let currency = currency_of(&product, self.currency);
        let choices = self.store.product_choices(&product.categories, currency);
        let choices = ask("categories and specs", choices).await?;
        Ok(ProductSheet {
            product,
            version: stored.version,
            updated_at: Timestamp::from_millis(stored.updated_at.timestamp_millis()),
            changed_by: stored.changed_by,
            choices,
        })
    }

    async fn preview(
        &self,
        by: &StaffMember,
        id: &ProductId,
    ) -> Result<Arc<Product>, ProductError> {
        by.require(Permission::ReadCatalogue)?;
        let stored = self.stored(id).await?;
        let tree = ask("categories", self.store.tree()).await?;
        Ok(Arc::new(sanitised(tree.product(stored))))
    }

    async fn create(
        &self,
        by: &StaffMember,
        form: &ProductForm,
        caller: &Caller,
    ) -> Result<(ProductId, Saved), ProductError> {
        by.require(Permission::EditCatalogue)?;
        let id = new_id(&form.key)?;
        let nothing = blank(&id, SystemClock.now())?;
        let draft = form.draft(&nothing, self.currency).map_err(ProductError::refused)?;
        let draft = cleaned(draft);
        match self.stored(&id).await {
            Err(ProductError::NotFound) => {}
            Ok(made) if ProductForm::of(&made.draft()) == ProductForm::of(&draft) => {
                return Ok((id, Saved::Before));
            }
            Ok(_) => return Err(ProductError::KeyUsed),
            Err(error) => return Err(error),
        }
        self.free(&draft, form).await?;
        let doer = Doer { by, caller };
        match self.write(doer, "product_created", &draft, None).await {
            // The same form, sent twice at once.
            Err(ProductError::Stale) => Ok((id, Saved::Before)),
            Err(error) => Err(error),
            Ok(saved) => Ok((id, saved)),
        }
    }

    async fn change(
        &self,
        by: &StaffMember,
        id: &ProductId,
        form: &ProductForm,
        caller: &Caller,
    ) -> Result<Saved, ProductError> {
        by.require(Permission::EditCatalogue)?;
        let read: i64 = form.version.trim().parse().map_err(|_| ProductError::Stale)?;
        let stored = self.stored(id).await?;
        let base = self.base(&stored, read).await?;
        let chosen = form.chosen(&base);
        let resolved = |error| match error {
            ProductError::Refused { refusals, .. } if !form.choices.is_empty() => {
                ProductError::Refused { refusals, resolved: Some(Box::new(chosen.clone())) }
            }
            error => error,
        };
        let kept = stored.draft();
        let draft = chosen.draft(&kept, currency_of(&kept, self.currency));
        let draft = cleaned(draft.map_err(|refusals| resolved(ProductError::refused(refusals)))?);
        let (mine, theirs) = (ProductForm::of(&draft), ProductForm::of(&kept));
        if mine == theirs {
            return Ok(Saved::Before);
        }
        if base != theirs {
            let mut merge = mine.merged(&base, &theirs);
            let tree = ask("categories", self.store.tree()).await?;
            for both in merge.conflicts.iter_mut().filter(|both| both.part == "categories") {
                both.mine = category_names(&tree, &both.mine);
                both.theirs = category_names(&tree, &both.theirs);
            }
            let form = ProductForm {
                version: stored.version.to_string(),
                prefix: form.prefix.clone(),
                ..merge.form
            };
            let conflict = ProductConflict { form, conflicts: merge.conflicts };
            return Err(ProductError::Conflict(Box::new(conflict)));
        }
        self.free(&draft, &chosen).await.map_err(resolved)?;
        self.write(Doer { by, caller }, "product_changed", &draft, Some(&stored)).await
    }

    async fn set_status(
        &self,
        by: &StaffMember,
        id: &ProductId,
        status: ProductStatus,
        read: i64,
        caller: &Caller,
    ) -> Result<Saved, ProductError> {
        by.require(Permission::EditCatalogue)?;
        let stored = self.stored(id).await?;
        let mut draft = stored.draft();
        if draft.status == status {
            return Ok(Saved::Before);
        }
        self.as_read(&stored, read).await?;
        draft.status = status;
        let action = match status {
            ProductStatus::Draft => "product_withdrawn",
            ProductStatus::Active => "product_published",
            ProductStatus::Archived => "product_archived",
        };
        self.write(Doer { by, caller }, action, &draft, Some(&stored)).await
    }

    async fn duplicate(
        &self,
        by: &StaffMember,
        id: &ProductId,
        key: &str,
        caller: &Caller,
    ) -> Result<ProductId, ProductError> {
        by.require(Permission::EditCatalogue)?;
        let new = new_id(key)?;
        let stored = self.stored(id).await?;
        match self.stored(&new).await {
            Ok(_) => return Ok(new),
            Err(ProductError::NotFound) => {}
            Err(error) => return Err(error),
        }
        let now = SystemClock.now();
        let mut draft = copy(&stored.draft(), &new, "-COPY", now)?;
        let taken = ask("slugs and SKUs", self.store.taken(&draft)).await?;
        if !taken.skus.is_empty() {
            let own: String = key.chars().rev().take(8).collect();
            draft = copy(&stored.draft(), &new, &format!("-COPY-{own}"), now)?;
        }
        match self.write(Doer { by, caller }, "product_duplicated", &draft, None).await {
            Ok(_) | Err(ProductError::Stale) => Ok(new),
            Err(error) => Err(error),
        }
    }

    async fn history(
        &self,
        by: &StaffMember,
        id: &ProductId,
    ) -> Result<ProductHistory, ProductError> {
        by.require(Permission::ReadCatalogue)?;
        let stored = self.stored(id).await?;
        let kept = ask("earlier versions", self.store.kept_versions(id)).await?;
        let title = stored.title.clone();
        let kept = kept.into_iter().filter(|kept| kept.version < stored.version);
        let all: Vec<ProductDocument> = std::iter::once(stored.clone()).chain(kept).collect();
        let tree = ask("categories", self.store.tree()).await?;
        let told = |version: &ProductDocument| {
            let form = ProductForm::of(&version.draft());
            let names = category_names(&tree, &form.categories.join(", "));
            ProductForm { categories: vec![names], ..form }
        };
        let forms: Vec<ProductForm> = all.iter().map(told).collect();
        let versions = all.iter().enumerate().map(|(at, version)| ProductVersion {
            version: version.version,
            at: Timestamp::from_millis(version.updated_at.timestamp_millis()),
            by: version.changed_by.clone(),
            differences: forms
                .get(at + 1)
                .map(|earlier| forms[at].differences(earlier))
                .unwrap_or_default(),
        });
        Ok(ProductHistory { title, versions: versions.collect() })
    }

    async fn restore(
        &self,
        by: &StaffMember,
        id: &ProductId,
        earlier: i64,
        read: i64,
        caller: &Caller,
    ) -> Result<Saved, ProductError> {
        by.require(Permission::EditCatalogue)?;
        let stored = self.stored(id).await?;
        let kept = ask("an earlier version", self.store.kept_version(id, earlier)).await?;
        let draft = kept.ok_or(ProductError::NotFound)?.draft();
        if draft == stored.draft() {
            return Ok(Saved::Before);
        }
        self.as_read(&stored, read).await?;
        self.pictured_as_read(&stored, read).await?;
        // The page of the history has no fields that a refusal could stand beside.
        self.free(&draft, &ProductForm::default()).await?;
        self.write(Doer { by, caller }, "product_restored", &draft, Some(&stored)).await
    }
}
