//! What a change of the tree of categories comes to, worked out before anything is written.

use kernel::CategoryId;
use storefront::shelf_room::{CategoryPlace, CheckedCategory, ShelfError};

use crate::{documents::CategoryDocument, shelf_stop::slug_taken};

/// What is done to the tree. `read` is the version that the writer read.
#[derive(Clone, Copy)]
pub(crate) enum CategoryChange<'a> {
    /// A new one, as the last below `parent`.
    Create { id: &'a CategoryId, checked: &'a CheckedCategory, parent: Option<&'a CategoryId> },
    /// Other words, or another address.
    Write { id: &'a CategoryId, read: i64, checked: &'a CheckedCategory },
    /// Another place.
    Place { id: &'a CategoryId, read: i64, place: &'a CategoryPlace },
    /// The end of one whose products are in `into` already.
    Merge { id: &'a CategoryId, read: i64, into: &'a CategoryId },
    /// The end of one in which nothing is.
    Delete { id: &'a CategoryId, read: i64 },
}

/// What is to be written; nothing where all stands like that already.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct CategoryPlan {
    /// One that is not there yet.
    pub(crate) first: Option<CategoryDocument>,
    /// The next versions of others.
    pub(crate) next: Vec<CategoryDocument>,
    /// One that ends.
    pub(crate) gone: Option<CategoryId>,
}

impl CategoryPlan {
    pub(crate) fn is_empty(&self) -> bool {
        self.first.is_none() && self.next.is_empty() && self.gone.is_none()
    }
}

fn find<'a>(all: &'a [CategoryDocument], id: &CategoryId) -> Option<&'a CategoryDocument> {
    all.iter().find(|category| category.id == *id)
}

/// Stops whoever read another version than the one that is stored.
fn fresh(stored: &CategoryDocument, read: i64) -> Result<(), ShelfError> {
    if stored.version == read { Ok(()) } else { Err(ShelfError::Stale) }
}

/// Whether a category is another, or below it.
fn is_within(all: &[CategoryDocument], id: &CategoryId, above: &CategoryId) -> bool {
    let mut next = Some(id);
    // No way up is longer than there are categories, but for one in a ring.
    for _ in 0..=all.len() {
        match next {
            Some(id) if id == above => return true,
            Some(id) => next = find(all, id).and_then(|category| category.parent.as_ref()),
            None => return false,
        }
    }
    false
}

/// The place after the last of those right below a category.
fn last_place(all: &[CategoryDocument], parent: Option<&CategoryId>) -> u32 {
    let siblings = all.iter().filter(|category| category.parent.as_ref() == parent);
    siblings.map(|category| category.position.saturating_add(1)).max().unwrap_or(0)
}

impl CategoryChange<'_> {
    /// What it comes to in the tree as it is, which is sorted by place.
    pub(crate) fn plan(&self, all: &[CategoryDocument]) -> Result<CategoryPlan, ShelfError> {
        match *self {
            Self::Create { id, checked, parent } => create(all, id, checked, parent),
            Self::Write { id, read, checked } => write(all, id, read, checked),
            Self::Place { id, read, place } => {
                let stored = find(all, id).ok_or(ShelfError::NotFound)?;
                match place {
                    CategoryPlace::Under(parent) => under(all, stored, read, parent),
                    CategoryPlace::Up => beside(all, stored, read, true),
                    CategoryPlace::Down => beside(all, stored, read, false),
                }
            }
            Self::Merge { id, read, into } => merge(all, id, read, into),
            Self::Delete { id, read } => delete(all, id, read),
        }
    }
}

fn slug_is_free(
    all: &[CategoryDocument],
    id: &CategoryId,
    checked: &CheckedCategory,
) -> Result<(), ShelfError> {
    let taken = all.iter().any(|category| category.slug == checked.slug && category.id != *id);
    if taken { Err(slug_taken()) } else { Ok(()) }
}

fn create(
    all: &[CategoryDocument],
    id: &CategoryId,
    checked: &CheckedCategory,
    parent: Option<&CategoryId>,
) -> Result<CategoryPlan, ShelfError> {
    if find(all, id).is_some() {
        return Ok(CategoryPlan::default());
    }
    if parent.is_some_and(|parent| find(all, parent).is_none()) {
        return Err(ShelfError::refused("parent", "Choose one of the categories."));
    }
    slug_is_free(all, id, checked)?;
    let first = CategoryDocument {
        id: id.clone(),
        version: 1,
        slug: checked.slug.clone(),
        name: checked.name.clone(),
        description: checked.description.clone(),
        parent: parent.cloned(),
        position: last_place(all, parent),
        image: None,
    };
    Ok(CategoryPlan { first: Some(first), ..CategoryPlan::default() })
}

fn write(
    all: &[CategoryDocument],
    id: &CategoryId,
    read: i64,
    checked: &CheckedCategory,
) -> Result<CategoryPlan, ShelfError> {
    let stored = find(all, id).ok_or(ShelfError::NotFound)?;
    let next = CategoryDocument {
        slug: checked.slug.clone(),
        name: checked.name.clone(),
        description: checked.description.clone(),
        ..stored.clone()
    };
    if next == *stored {
        return Ok(CategoryPlan::default());
    }
    fresh(stored, read)?;
    slug_is_free(all, id, checked)?;
    Ok(after(vec![next]))
}

fn under(
    all: &[CategoryDocument],
    stored: &CategoryDocument,
    read: i64,
    parent: &str,
) -> Result<CategoryPlan, ShelfError> {
    let refused = |sentence: &str| ShelfError::refused("parent", sentence);
    let parent = match parent {
        "" => None,
        id => {
            let known = all.iter().find(|category| category.id.as_str() == id);
            Some(&known.ok_or_else(|| refused("Choose one of the categories."))?.id)
        }
    };
    if stored.parent.as_ref() == parent {
        return Ok(CategoryPlan::default());
    }
    fresh(stored, read)?;
    if parent.is_some_and(|parent| is_within(all, parent, &stored.id)) {
        return Err(refused("A category cannot be below itself. Choose another."));
    }
    let next = CategoryDocument {
        parent: parent.cloned(),
        position: last_place(all, parent),
        ..stored.clone()
    };
    Ok(after(vec![next]))
}

/// Puts one before or after its neighbour. Siblings of one place get places of their own then.
fn beside(
    all: &[CategoryDocument],
    stored: &CategoryDocument,
    read: i64,
    up: bool,
) -> Result<CategoryPlan, ShelfError> {
    fresh(stored, read)?;
    let mut siblings: Vec<&CategoryDocument> =
        all.iter().filter(|category| category.parent == stored.parent).collect();
    let at = siblings.iter().position(|category| category.id == stored.id);
    let at = at.ok_or(ShelfError::NotFound)?;
    let other = if up { at.checked_sub(1) } else { Some(at + 1) };
    let Some(other) = other.filter(|other| *other < siblings.len()) else {
        return Ok(CategoryPlan::default());
    };
    siblings.swap(at, other);
    let placed = (0_u32..).zip(siblings);
    // The one that moves is among them in any case: sent again, its version is another.
    let moved = placed
        .filter(|(position, category)| category.position != *position || category.id == stored.id);
    let next = moved.map(|(position, category)| CategoryDocument { position, ..category.clone() });
    Ok(after(next.collect()))
}

fn merge(
    all: &[CategoryDocument],
    id: &CategoryId,
    read: i64,
    into: &CategoryId,
) -> Result<CategoryPlan, ShelfError> {
    let Some(stored) = find(all, id) else { return Ok(CategoryPlan::default()) };
    if find(all, into).is_none() {
        return Err(ShelfError::refused("into", "Choose one of the categories."));
    }
    if is_within(all, into, id) {
        let sentence = "Choose a category that is not this one and not below it.";
        return Err(ShelfError::refused("into", sentence));
    }
    fresh(stored, read)?;
    let children = all.iter().filter(|category| category.parent.as_ref() == Some(id));
    let next = (last_place(all, Some(into))..).zip(children).map(|(position, child)| {
        CategoryDocument { parent: Some(into.clone()), position, ..child.clone() }
    });
    Ok(CategoryPlan { gone: Some(id.clone()), ..after(next.collect()) })
}

fn delete(
    all: &[CategoryDocument],
    id: &CategoryId,
    read: i64,
) -> Result<CategoryPlan, ShelfError> {
    let Some(stored) = find(all, id) else { return Ok(CategoryPlan::default()) };
    fresh(stored, read)?;
    if all.iter().any(|category| category.parent.as_ref() == Some(id)) {
        let sentence = "There are categories below it. Move them first, or merge it into another.";
        return Err(ShelfError::refused("", sentence));
    }
    Ok(CategoryPlan { gone: Some(id.clone()), ..CategoryPlan::default() })
}

/// These as their next versions.
fn after(mut next: Vec<CategoryDocument>) -> CategoryPlan {
    for category in &mut next {
        category.version += 1;
    }
    CategoryPlan { next, ..CategoryPlan::default() }
}

#[cfg(test)]
#[path = "category_plan/tests.rs"]
mod tests;
