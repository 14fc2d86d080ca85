//! Products of a batch of rows: what is stored, with what the rows say of it.

use std::collections::{HashMap, HashSet};

use kernel::ProductId;
use storefront::{draft::ProductDraft, product_desk::MOST_VARIANTS};

use super::{
    Ground,
    draft::{Fault, picture},
    naming::{self, Names, Stored},
    part::{Columns, Part},
};
use crate::StoreError;

/// The hint by which a product without a category is drawn.
const OTHER: &str = "other";

/// Products of a batch.
pub(super) struct Composed {
    /// The first row of each.
    pub(super) rows: Vec<u64>,
    pub(super) drafts: Vec<ProductDraft>,
    /// What they were made of; none where nothing was looked at.
    pub(super) stored: Option<Stored>,
}

impl Composed {
    /// Products that rows describe as a whole.
    pub(super) fn whole(batch: Vec<(u64, ProductDraft)>) -> Self {
        let (rows, drafts) = batch.into_iter().unzip();
        Self { rows, drafts, stored: None }
    }
}

/// What rows became.
pub(super) struct Outcome {
    pub(super) composed: Composed,
    /// What was wrong with rows.
    pub(super) faults: Vec<(u64, Fault)>,
    /// Rows at the end that the next batch has to see: they are about one product, of which its first row
    /// may say more.
    pub(super) rest: Vec<(u64, Part)>,
}

/// How many rows at the end are about one product. More than a product may have variants are not waited
/// with.
fn open_rows(parts: &[(u64, Part)], mut names: Names, columns: &Columns) -> usize {
    let mut open = 0;
    let mut last = None;
    for (_, part) in parts {
        let id = names.of_row(part, columns).ok();
        if let Some(id) = &id {
            names.claim(part, id);
        }
        open = if id.is_some() && id == last { open + 1 } else { usize::from(id.is_some()) };
        last = id;
    }
    if open > MOST_VARIANTS { 0 } else { open }
}

impl Columns {
    /// Puts the rows of a batch together into products. Rows about the same product are one product.
    pub(super) async fn compose(
        &self,
        ground: &Ground<'_>,
        mut parts: Vec<(u64, Part)>,
        last: bool,
    ) -> Result<Outcome, StoreError> {
        let (stored, mut names) = naming::read(ground.store, &parts).await?;
        let open = if last { 0 } else { open_rows(&parts, names.clone(), self) };
        let rest = parts.split_off(parts.len() - open);
        let mut tree = ground.store.tree().await?;
        // A category may have been made a moment ago.
        if !parts.iter().all(|(_, part)| part.refused || part.is_known(&tree)) {
            tree = ground.store.fresh_tree().await?;
        }
        let mut composed = Composed { rows: Vec::new(), drafts: Vec::new(), stored: None };
        let mut places: HashMap<ProductId, usize> = HashMap::new();
        let mut faults: Vec<(u64, Fault)> = Vec::new();
        let mut seen: HashSet<ProductId> = HashSet::new();
        for (row, part) in parts {
            let id = match names.of_row(&part, self) {
                Ok(id) => id,
                // What was wrong with its cells is told already.
                Err(_) if part.refused => continue,
                Err(fault) => {
                    faults.push((row, fault));
                    continue;
                }
            };
            let first = seen.insert(id.clone());
            if part.refused {
                names.claim(&part, &id);
                continue;
            }
            let place = places.get(&id).copied();
            let begun = match (place, stored.get(&id)) {
                (Some(place), _) => Ok(composed.drafts[place].clone()),
                (None, Some(stored)) => Ok(stored.draft()),
                (None, None) => part.first(&id, self),
            };
            let made = begun.and_then(|mut draft| {
                part.apply(&mut draft, self, &tree, first)?;
                Ok(draft)
            });
            let mut draft = match made {
                Ok(draft) => draft,
                Err(wrong) => {
                    faults.extend(wrong.into_iter().map(|fault| (row, fault)));
                    continue;
                }
            };
            names.claim(&part, &id);
            if let Some(place) = place {
                composed.drafts[place] = draft;
                continue;
            }
            if !stored.contains_key(&id) && !ground.options.dry_run {
                let category = draft.categories.first();
                let category = category.and_then(|id| tree.by_id(id.as_str()));
                let hint = category.map_or(OTHER, |category| category.slug.as_str());
                let drawn = picture(ground.pictures, hint, &draft.title);
                draft.images = drawn.into_iter().collect();
            }
            places.insert(id, composed.drafts.len());
            composed.rows.push(row);
            composed.drafts.push(draft);
        }
        composed.stored = Some(stored);
        Ok(Outcome { composed, faults, rest })
    }
}
