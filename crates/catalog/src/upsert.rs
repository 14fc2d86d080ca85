//! Writing many products: one read for a batch, and only what differs is written.

use std::collections::{HashMap, HashSet};

use futures::TryStreamExt;
use kernel::{Clock, ProductId, SystemClock};
use mongodb::{
    bson::{Bson, Document, doc, serialize_to_bson},
    error::{ErrorKind, IndexedWriteError},
};
use serde::Deserialize;
use storefront::draft::ProductDraft;

use crate::{
    documents::ProductDocument,
    put_product::{PutOutcome, PutProductError, check},
    redirects::Kind,
    store::{CatalogStore, PRODUCTS, REDIRECTS, StoreError},
    write_errors::Refusal,
};

/// What became of one draft.
pub(crate) type Outcome = Result<PutOutcome, PutProductError>;

/// A document to write, and the place of its draft in the batch.
struct Planned {
    place: usize,
    next: ProductDocument,
}

/// What the server says to an `update` command, as far as it matters here.
#[derive(Deserialize)]
struct UpdateReply {
    n: usize,
    #[serde(rename = "writeErrors", default)]
    write_errors: Vec<IndexedWriteError>,
}

impl CatalogStore {
    /// Writes a batch of products as they are in the drafts, whatever is stored: for imports and
    /// for filling a shop. A few hundred at once are written in a few round trips. The answer has
    /// one outcome for each draft, in their order; one that fails keeps no other from being written.
    ///
    /// # Errors
    /// [`StoreError`] when MongoDB failed as a whole; a part of the batch may be written then, and
    /// writing it again is safe.
    pub async fn upsert_products(
        &self,
        drafts: &[ProductDraft],
    ) -> Result<Vec<Result<PutOutcome, PutProductError>>, StoreError> {
        let stored = self.stored_of(drafts).await?;
        self.upsert(drafts, &stored, false).await
    }

    /// The same for drafts that were made of what is stored: one whose product was changed since is
    /// refused as stale.
    pub(crate) async fn upsert_over(
        &self,
        drafts: &[ProductDraft],
        stored: &HashMap<ProductId, ProductDocument>,
    ) -> Result<Vec<Outcome>, StoreError> {
        self.upsert(drafts, stored, true).await
    }

    async fn upsert(
        &self,
        drafts: &[ProductDraft],
        stored: &HashMap<ProductId, ProductDocument>,
        guarded: bool,
    ) -> Result<Vec<Outcome>, StoreError> {
        let mut outcomes: Vec<Option<Outcome>> = drafts.iter().map(|_| None).collect();
        let known = self.known_categories(drafts).await?;
        let now = SystemClock.now();
        let (mut inserts, mut replaces, mut one_by_one) = (Vec::new(), Vec::new(), Vec::new());
        let mut replaced = Vec::new();
        let mut seen = HashSet::new();
        for (place, draft) in drafts.iter().enumerate() {
            let checked = check(draft).and_then(|()| check_known(draft, &known));
            if let Err(error) = checked {
                outcomes[place] = Some(Err(error));
                continue;
            }
            // What comes twice in a batch is written in turn, the last one last.
            if !seen.insert(&draft.id) {
                one_by_one.push(place);
                continue;
            }
            let next = ProductDocument::first(draft, now);
            match stored.get(&draft.id) {
                None => inserts.push(Planned { place, next }),
                Some(stored) => match next.following(stored) {
                    None => outcomes[place] = Some(Ok(PutOutcome::Unchanged)),
                    Some(next) if next.slug != stored.slug => one_by_one.push(place),
                    Some(next) => {
                        replaced.push(stored);
                        replaces.push(Planned { place, next });
                    }
                },
            }
        }
        self.insert(&inserts, &mut outcomes).await?;
        self.keep_versions(&replaced).await?;
        one_by_one.extend(self.replace(&replaces, &mut outcomes).await?);
        one_by_one.sort_unstable();
        for place in one_by_one {
            let draft = &drafts[place];
            let read = stored.get(&draft.id).filter(|_| guarded).map(|stored| stored.version);
            outcomes[place] = Some(self.put_product(draft, read).await);
        }
        Ok(outcomes
            .into_iter()
            .map(|outcome| outcome.unwrap_or(Ok(PutOutcome::Unchanged)))
            .collect())
    }

    /// What [`Self::upsert_products`] would do with each draft, as far as reading tells. Categories are not
    /// looked up, since an import brings its own.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn preview_products(
        &self,
        drafts: &[ProductDraft],
    ) -> Result<Vec<Result<PutOutcome, PutProductError>>, StoreError> {
        self.preview_over(drafts, &self.stored_of(drafts).await?).await
    }

    /// The same for drafts that were made of what is stored.
    pub(crate) async fn preview_over(
        &self,
        drafts: &[ProductDraft],
        stored: &HashMap<ProductId, ProductDocument>,
    ) -> Result<Vec<Outcome>, StoreError> {
        let now = SystemClock.now();
        let mut taken = self.taken_names(drafts, stored).await?;
        let outcome = |draft: &ProductDraft| {
            check(draft)?;
            if let Some(what) = taken.double(draft) {
                return Err(PutProductError::Taken(what));
            }
            let next = ProductDocument::first(draft, now);
            Ok(match stored.get(&draft.id) {
                None => PutOutcome::Created,
                Some(stored) if next.following(stored).is_none() => PutOutcome::Unchanged,
                Some(_) => PutOutcome::Updated,
            })
        };
        Ok(drafts.iter().map(outcome).collect())
    }

    async fn stored_of(
        &self,
        drafts: &[ProductDraft],
    ) -> Result<HashMap<ProductId, ProductDocument>, StoreError> {
        let ids: Vec<&str> = drafts.iter().map(|draft| draft.id.as_str()).collect();
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        self.stored_by(doc! { "_id": { "$in": ids } }).await
    }

    /// Products that a filter finds, by id.
    pub(crate) async fn stored_by(
        &self,
        filter: Document,
    ) -> Result<HashMap<ProductId, ProductDocument>, StoreError> {
        let found = self.products().find(filter).await?;
        Ok(found.map_ok(|stored| (stored.id.clone(), stored)).try_collect().await?)
    }

    /// The tree is read again only for a category that the last one lacks.
    async fn known_categories(
        &self,
        drafts: &[ProductDraft],
    ) -> Result<HashSet<String>, StoreError> {
        let wanted: HashSet<&str> = drafts
            .iter()
            .flat_map(|draft| &draft.categories)
            .map(kernel::CategoryId::as_str)
            .collect();
        let mut tree = self.tree().await?;
        if !wanted.iter().all(|id| tree.contains(id)) {
            tree = self.fresh_tree().await?;
        }
        Ok(wanted.into_iter().filter(|id| tree.contains(id)).map(str::to_owned).collect())
    }

    async fn insert(
        &self,
        planned: &[Planned],
        outcomes: &mut [Option<Outcome>],
    ) -> Result<(), StoreError> {
        if planned.is_empty() {
            return Ok(());
        }
        for plan in planned {
            outcomes[plan.place] = Some(Ok(PutOutcome::Created));
        }
        let documents = planned.iter().map(|plan| &plan.next);
        if let Err(error) = self.products().insert_many(documents).ordered(false).await {
            match error.kind.as_ref() {
                ErrorKind::InsertMany(failed) if failed.write_concern_error.is_none() => {
                    refuse(failed.write_errors.iter().flatten(), planned, outcomes);
                }
                _ => return Err(error.into()),
            }
        }
        let slugs: Vec<String> =
            planned.iter().map(|plan| Kind::Product.key(&plan.next.slug)).collect();
        let live = doc! { "_id": { "$in": slugs } };
        self.database.collection::<Document>(REDIRECTS).delete_many(live).await?;
        Ok(())
    }

    /// Replaces what still has the version that was read, and says which have another by now.
    async fn replace(
        &self,
        planned: &[Planned],
        outcomes: &mut [Option<Outcome>],
    ) -> Result<Vec<usize>, StoreError> {
        if planned.is_empty() {
            return Ok(Vec::new());
        }
        let mut updates = Vec::with_capacity(planned.len());
        for plan in planned {
            outcomes[plan.place] = Some(Ok(PutOutcome::Updated));
            let read = plan.next.version - 1;
            let next = serialize_to_bson(&plan.next).map_err(mongodb::error::Error::from)?;
            updates.push(Bson::Document(
                doc! { "q": { "_id": plan.next.id.as_str(), "version": read }, "u": next },
            ));
        }
        let command = doc! {
            "update": PRODUCTS,
            "updates": updates,
            "ordered": false,
            "writeConcern": { "w": "majority", "j": true },
        };
        let reply = self.database.run_command(command).await?;
        let reply: UpdateReply =
            mongodb::bson::deserialize_from_document(reply).map_err(mongodb::error::Error::from)?;
        refuse(reply.write_errors.iter(), planned, outcomes);
        if reply.n + reply.write_errors.len() >= planned.len() {
            return Ok(Vec::new());
        }
        self.overtaken(planned, &reply).await
    }

    async fn overtaken(
        &self,
        planned: &[Planned],
        reply: &UpdateReply,
    ) -> Result<Vec<usize>, StoreError> {
        let refused: HashSet<usize> = reply.write_errors.iter().map(|error| error.index).collect();
        let ids: Vec<&str> = planned.iter().map(|plan| plan.next.id.as_str()).collect();
        let found = self.products().find(doc! { "_id": { "$in": ids } }).await?;
        let stored: HashMap<ProductId, ProductDocument> =
            found.map_ok(|stored| (stored.id.clone(), stored)).try_collect().await?;
        let overtaken = planned.iter().enumerate().filter(|(index, plan)| {
            !refused.contains(index) && stored.get(&plan.next.id) != Some(&plan.next)
        });
        Ok(overtaken.map(|(_, plan)| plan.place).collect())
    }
}

fn check_known(draft: &ProductDraft, known: &HashSet<String>) -> Result<(), PutProductError> {
    match draft.categories.iter().find(|id| !known.contains(id.as_str())) {
        Some(id) => Err(PutProductError::Invalid(format!("there is no category `{id}`"))),
        None => Ok(()),
    }
}

fn refuse<'a>(
    errors: impl Iterator<Item = &'a IndexedWriteError>,
    planned: &[Planned],
    outcomes: &mut [Option<Outcome>],
) {
    for error in errors {
        let Some(plan) = planned.get(error.index) else { continue };
        let refused = match Refusal::read(error.code, &error.message) {
            Some(refusal) => PutProductError::refused(refusal),
            None => PutProductError::Invalid(format!("MongoDB refused it: {}", error.message)),
        };
        outcomes[plan.place] = Some(Err(refused));
    }
}
