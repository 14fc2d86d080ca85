//! Brands behind the counter.

use std::ops::Bound;

use audit::Doer;
use serde_json::json;
use storefront::{
    shelf_room::{BrandForm, BrandPage, BrandRow, SHELF_PAGE, ShelfError, Shelved},
    staff::{Permission, StaffMember},
};

use crate::{
    port::answer,
    product_rewriting::{Rewrite, Rewritten},
    shelf_counts::brand_key,
    shelf_desk::{ShelfDesk, away, broken_off},
};

impl ShelfDesk {
    pub(crate) async fn brand_page(
        &self,
        by: &StaffMember,
        after: Option<&str>,
    ) -> Result<BrandPage, ShelfError> {
        by.require(Permission::ReadCatalogue)?;
        let counts = self.counts.get(&self.store).await.map_err(away)?;
        let start = after.map_or(Bound::Unbounded, |after| Bound::Excluded(brand_key(after)));
        let mut left = counts.brands.range((start, Bound::Unbounded));
        let page = left.by_ref().take(SHELF_PAGE);
        let rows: Vec<BrandRow> = page
            .map(|((_, name), products)| BrandRow { name: name.clone(), products: *products })
            .collect();
        let more = left.next().is_some();
        let next = rows.last().filter(|_| more).map(|last| last.name.clone());
        Ok(BrandPage { rows, next })
    }

    /// Products first, then the rules of collections: what is broken off is gone on with by the same
    /// form, which finds what is left of the old brand.
    pub(crate) async fn renamed_brand(
        &self,
        doer: Doer<'_>,
        form: &BrandForm,
    ) -> Result<Shelved, ShelfError> {
        doer.by.require(Permission::EditCatalogue)?;
        let checked = form.check()?;
        let (from, to) = (checked.from.as_str(), checked.to.as_str());
        let known = async {
            futures::try_join!(
                self.store.brand_is_used(from),
                self.store.rule_of_brand(from),
                self.store.brand_is_used(to)
            )
        };
        let (used, rule, other) = answer("a brand", known).await.map_err(away)?;
        if from == to || (!used && rule.is_none()) {
            return Ok(Shelved::Before);
        }
        if other && !checked.merge {
            let sentence = format!(
                "There is a brand “{to}” already. Tick this if both are to be one: it cannot be undone."
            );
            return Err(ShelfError::refused("merge", sentence));
        }
        let after = json!({ "brand": to, "merged": other });
        let subject = format!("brand {from}");
        self.note(doer, "brand_renamed", &subject, Some(json!({ "brand": from })), Some(after))
            .await?;
        let by = &doer.by.account;
        let rewritten = self.store.rewrite_products(Rewrite::Brand { from, to }, by).await;
        self.counts.forget().await;
        match rewritten.map_err(|error| broken_off(&error))? {
            Rewritten::Partly => Ok(Shelved::Partly),
            Rewritten::All => {
                let rules = self.store.rename_brand_in_rules(from, to, by);
                answer("the rules of a brand", rules).await.map_err(away)?;
                Ok(Shelved::Now)
            }
        }
    }
}
