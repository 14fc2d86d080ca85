//! Doing something to many products, and setting them back: part by part, each one transaction.

use std::time::Duration;

use futures::TryStreamExt;
use kernel::{AccountId, Clock, ProductId, SystemClock};
use mongodb::{
    ClientSession,
    bson::{Bson, DateTime, Document, doc, serialize_to_bson},
};
use serde::Deserialize;

use crate::{
    documents::ProductDocument,
    goods_bulk_documents::{DeedDocument, ItemDocument, PartDocument, PartState, count, part_id},
    put_product::ATTEMPTS,
    store::{CatalogStore, PRODUCTS, StoreError},
    write_errors::Refusal,
};

/// How often a part is tried that somebody else is at, by a second click say.
const PART_ATTEMPTS: u32 = 10;
/// How much longer is waited before each further attempt. All waits together are shorter than what
/// MongoDB may take for one part.
const PAUSE: Duration = Duration::from_millis(100);
/// How long it is known how to set something back: a day, in milliseconds.
pub(crate) const KEPT: i64 = 86_400_000;
/// Deeds that are forgotten in one turn.
const FORGOTTEN: i64 = 20;

/// How far a part is, without its products.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct PartStanding {
    pub(crate) number: i64,
    pub(crate) state: PartState,
    pub(crate) meant: i64,
    pub(crate) changed: i64,
    pub(crate) set_back: i64,
}

/// What is done to a part.
#[derive(Clone, Copy)]
pub(crate) enum Step<'a> {
    /// What the deed says.
    Do,
    /// It is set back, by somebody.
    Back(&'a AccountId),
}

fn now() -> DateTime {
    DateTime::from_millis(SystemClock.now().millis())
}

/// The parts of a deed, by their ids.
pub(crate) fn parts_of(key: &str) -> Document {
    doc! { "_id": { "$gt": format!("{key}/"), "$lt": format!("{key}0") } }
}

impl CatalogStore {
    /// Writes down what is to be done. Somebody else who just did the same is as good.
    pub(crate) async fn begin_deed(
        &self,
        deed: &DeedDocument,
        parts: &[PartDocument],
    ) -> Result<(), StoreError> {
        let mut attempt = 1;
        loop {
            let mut session = self.begin().await?;
            let error = match self.write_deed(&mut session, deed, parts).await {
                Ok(()) => return Ok(()),
                Err(error) => error,
            };
            self.abandon(session).await;
            if matches!(Refusal::of(&error), Some(Refusal::Taken(_))) {
                return Ok(());
            }
            let error = StoreError::from(error);
            if !error.is_transient() || attempt >= ATTEMPTS {
                return Err(error);
            }
            attempt += 1;
        }
    }

    async fn write_deed(
        &self,
        session: &mut ClientSession,
        deed: &DeedDocument,
        parts: &[PartDocument],
    ) -> Result<(), mongodb::error::Error> {
        self.bulk_deeds().insert_one(deed).session(&mut *session).await?;
        self.bulk_parts().insert_many(parts).session(&mut *session).await?;
        session.commit_transaction().await
    }

    /// A deed and how far its parts are, in their order.
    pub(crate) async fn deed(
        &self,
        key: &str,
    ) -> Result<Option<(DeedDocument, Vec<PartStanding>)>, StoreError> {
        let parts = async {
            let found = self
                .bulk_parts()
                .clone_with_type::<PartStanding>()
                .find(parts_of(key))
                .projection(
                    doc! { "number": 1, "state": 1, "meant": 1, "changed": 1, "set_back": 1 },
                )
                .sort(doc! { "_id": 1 })
                .await?;
            found.try_collect::<Vec<_>>().await
        };
        let deed = async { self.bulk_deeds().find_one(doc! { "_id": key }).await };
        let (deed, parts) = futures::try_join!(deed, parts)?;
        Ok(deed.map(|deed| (deed, parts)))
    }

    /// From now on nothing more of a deed is done.
    pub(crate) async fn end_deed(&self, key: &str) -> Result<(), StoreError> {
        let end = doc! { "$set": { "back": true } };
        self.bulk_deeds().update_one(doc! { "_id": key }, end).await?;
        Ok(())
    }

    /// Forgets deeds that are so old that nobody sets them back any more.
    pub(crate) async fn forget_deeds(&self) -> Result<(), StoreError> {
        let past = DateTime::from_millis(SystemClock.now().millis() - KEPT);
        let old: Vec<DeedDocument> = self
            .bulk_deeds()
            .find(doc! { "at": { "$lt": past } })
            .sort(doc! { "at": 1 })
            .limit(FORGOTTEN)
            .await?
            .try_collect()
            .await?;
        for deed in old {
            self.bulk_parts().delete_many(parts_of(&deed.key)).await?;
            self.bulk_deeds().delete_one(doc! { "_id": deed.key }).await?;
        }
        Ok(())
    }

    /// Does a step with one part of a deed, whole or not at all. Where it was done before, nothing
    /// happens.
    pub(crate) async fn step(
        &self,
        deed: &DeedDocument,
        number: i64,
        step: Step<'_>,
    ) -> Result<(), StoreError> {
        let mut attempt = 1;
        loop {
            let mut session = self.begin().await?;
            let outcome = match self.step_in(&mut session, deed, number, step).await {
                Ok(true) => session.commit_transaction().await.map_err(StoreError::from),
                Ok(false) => {
                    self.abandon(session).await;
                    return Ok(());
                }
                Err(error) => {
                    self.abandon(session).await;
                    Err(error)
                }
            };
            match outcome {
                Err(error) if error.is_transient() && attempt < PART_ATTEMPTS => {
                    tokio::time::sleep(PAUSE * attempt).await;
                    attempt += 1;
                }
                outcome => return outcome,
            }
        }
    }

    /// Whether there was something to do. The part itself is written first, so that of two who do
    /// the same one has to begin again, and finds it done.
    async fn step_in(
        &self,
        session: &mut ClientSession,
        deed: &DeedDocument,
        number: i64,
        step: Step<'_>,
    ) -> Result<bool, StoreError> {
        let by_id = doc! { "_id": part_id(&deed.key, number) };
        let part = self.bulk_parts().find_one(by_id.clone()).session(&mut *session).await?;
        let Some(part) = part else { return Ok(false) };
        let state = match (step, part.state) {
            (Step::Do, PartState::Waiting) => PartState::Done,
            (Step::Back(_), PartState::Waiting | PartState::Done) => PartState::Back,
            (Step::Do, PartState::Done | PartState::Back) | (Step::Back(_), PartState::Back) => {
                return Ok(false);
            }
        };
        let as_read = doc! { "_id": part.id.as_str(), "state": part.state.name() };
        let claim = doc! { "$set": { "state": state.name() } };
        let claimed = self.bulk_parts().update_one(as_read, claim).session(&mut *session).await?;
        if claimed.matched_count == 0 {
            return Ok(false);
        }
        let next = match step {
            Step::Do => self.do_part(session, deed, part).await?,
            // What was not done has nothing to set back.
            Step::Back(by) => self.set_part_back(session, deed, by, part).await?,
        };
        self.bulk_parts().replace_one(by_id, &next).session(session).await?;
        Ok(true)
    }

    async fn do_part(
        &self,
        session: &mut ClientSession,
        deed: &DeedDocument,
        part: PartDocument,
    ) -> Result<PartDocument, StoreError> {
        let now = now();
        let (mut items, mut changed) = (Vec::new(), Vec::new());
        let tree = self.fresh_tree().await?;
        for stored in self.products_in(session, &part.products).await? {
            let Some(next) = stored.changed(&deed.change, &deed.by, now) else { continue };
            // The category may have been deleted, or merged into another, since the deed began.
            let added = next.categories.iter().find(|id| !stored.categories.contains(id));
            if added.is_some_and(|id| !tree.contains(id.as_str())) {
                continue;
            }
            self.keep_version(session, &stored).await?;
            let before = stored.before();
            items.push(ItemDocument { id: stored.id, version: next.version, before });
            changed.push(next);
        }
        self.replace_in(session, &changed).await?;
        Ok(PartDocument { state: PartState::Done, changed: count(items.len()), items, ..part })
    }

    async fn set_part_back(
        &self,
        session: &mut ClientSession,
        deed: &DeedDocument,
        by: &AccountId,
        part: PartDocument,
    ) -> Result<PartDocument, StoreError> {
        let now = now();
        let ids: Vec<ProductId> = part.items.iter().map(|item| item.id.clone()).collect();
        let mut changed = Vec::new();
        let tree = self.fresh_tree().await?;
        for stored in self.products_in(session, &ids).await? {
            let Some(item) = part.items.iter().find(|item| item.id == stored.id) else { continue };
            // Somebody who changed that since has seen it as it is.
            if item.version != stored.version && !stored.is_left_by(&deed.change, &item.before) {
                continue;
            }
            self.keep_version(session, &stored).await?;
            let mut next = stored.set_back(&item.before, by, now);
            // One that was emptied may have been deleted since.
            next.categories.retain(|category| tree.contains(category.as_str()));
            changed.push(next);
        }
        self.replace_in(session, &changed).await?;
        Ok(PartDocument { state: PartState::Back, set_back: count(changed.len()), ..part })
    }

    async fn products_in(
        &self,
        session: &mut ClientSession,
        ids: &[ProductId],
    ) -> Result<Vec<ProductDocument>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<&str> = ids.iter().map(ProductId::as_str).collect();
        let mut found =
            self.products().find(doc! { "_id": { "$in": ids } }).session(&mut *session).await?;
        let mut products = Vec::new();
        while let Some(product) = found.next(&mut *session).await.transpose()? {
            products.push(product);
        }
        Ok(products)
    }

    /// Replaces products by their next versions, in one round trip.
    async fn replace_in(
        &self,
        session: &mut ClientSession,
        next: &[ProductDocument],
    ) -> Result<(), StoreError> {
        if next.is_empty() {
            return Ok(());
        }
        let mut updates = Vec::with_capacity(next.len());
        for product in next {
            let read = product.version - 1;
            let document = serialize_to_bson(product).map_err(mongodb::error::Error::from)?;
            updates.push(Bson::Document(
                doc! { "q": { "_id": product.id.as_str(), "version": read }, "u": document },
            ));
        }
        let command = doc! { "update": PRODUCTS, "updates": updates };
        let reply = self.database.run_command(command).session(session).await?;
        let written = reply.get("n").and_then(|n| n.as_i64().or(n.as_i32().map(i64::from)));
        if written == i64::try_from(next.len()).ok() {
            return Ok(());
        }
        tracing::error!(?reply, "products were not changed together");
        Err(mongodb::error::Error::custom("products were not changed together").into())
    }
}
