//! Categories as staff see and write them.

use std::collections::HashMap;

use kernel::{CategoryId, Slug};

use super::{ShelfError, ShelfRefusal, reading};

/// A category with how much is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryEntry {
    /// Its id.
    pub id: CategoryId,
    /// Grows by one with every change.
    pub version: i64,
    /// Where it is: `/c/<slug>`.
    pub slug: Slug,
    /// What it is called.
    pub name: String,
    /// A sentence about it; may be empty.
    pub description: String,
    /// The category above it.
    pub parent: Option<CategoryId>,
    /// Products in it, whatever their status.
    pub products: u64,
    /// Products in it or below it, each counted once.
    pub within: u64,
}

/// A category at its place in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryRow {
    /// The category.
    pub entry: CategoryEntry,
    /// Categories above it.
    pub depth: usize,
    /// Whether it is the first of its siblings.
    pub first: bool,
    /// Whether it is the last of its siblings.
    pub last: bool,
}

/// All categories, each followed by those below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CategoryTree {
    /// In the order to show.
    pub rows: Vec<CategoryRow>,
}

impl CategoryTree {
    /// Makes a tree of categories that are sorted by place. What hangs below nothing, or below
    /// itself, stands at the top.
    #[must_use]
    pub fn grow(entries: Vec<CategoryEntry>) -> Self {
        let known: HashMap<&CategoryId, usize> =
            entries.iter().enumerate().map(|(place, entry)| (&entry.id, place)).collect();
        let mut children: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut top = Vec::new();
        for (place, entry) in entries.iter().enumerate() {
            match entry.parent.as_ref().and_then(|parent| known.get(parent)) {
                Some(above) => children.entry(*above).or_default().push(place),
                None => top.push(place),
            }
        }
        let mut order: Vec<(usize, usize, bool, bool)> = Vec::with_capacity(entries.len());
        let mut seen = vec![false; entries.len()];
        walk(&top, &children, &mut seen, &mut order);
        // What is in a ring hangs below no root.
        for place in 0..entries.len() {
            walk(&[place], &children, &mut seen, &mut order);
        }
        let mut entries: Vec<Option<CategoryEntry>> = entries.into_iter().map(Some).collect();
        let rows = order.into_iter().filter_map(|(place, depth, first, last)| {
            Some(CategoryRow { entry: entries[place].take()?, depth, first, last })
        });
        Self { rows: rows.collect() }
    }

    /// The category with an id.
    #[must_use]
    pub fn row(&self, id: &CategoryId) -> Option<&CategoryRow> {
        self.rows.iter().find(|row| row.entry.id == *id)
    }

    /// A category and all that is below it, in the order to show.
    #[must_use]
    pub fn branch(&self, id: &CategoryId) -> &[CategoryRow] {
        let Some(start) = self.rows.iter().position(|row| row.entry.id == *id) else { return &[] };
        let depth = self.rows[start].depth;
        let below = self.rows[start + 1..].iter().take_while(|row| row.depth > depth).count();
        &self.rows[start..=start + below]
    }

    /// The names from the top to each category, joined: `Home / Kitchen`.
    #[must_use]
    pub fn paths(&self) -> Vec<(CategoryId, String)> {
        let mut names: Vec<&str> = Vec::new();
        let mut paths = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            names.truncate(row.depth);
            names.push(&row.entry.name);
            paths.push((row.entry.id.clone(), names.join(" / ")));
        }
        paths
    }
}

/// Appends these siblings, each followed by those below it: place, depth, whether the first, whether
/// the last.
fn walk(
    siblings: &[usize],
    children: &HashMap<usize, Vec<usize>>,
    seen: &mut [bool],
    order: &mut Vec<(usize, usize, bool, bool)>,
) {
    let ends = |siblings: &[usize], depth: usize| -> Vec<(usize, usize, bool, bool)> {
        let last = siblings.len().saturating_sub(1);
        let at = |(index, place): (usize, &usize)| (*place, depth, index == 0, index == last);
        siblings.iter().enumerate().map(at).rev().collect()
    };
    let mut waiting = ends(siblings, 0);
    while let Some(next) = waiting.pop() {
        let (place, depth, ..) = next;
        if std::mem::replace(&mut seen[place], true) {
            continue;
        }
        order.push(next);
        if let Some(below) = children.get(&place) {
            waiting.extend(ends(below, depth + 1));
        }
    }
}

/// Where a category is moved to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CategoryPlace {
    /// Right below the category with this id, as the last there; to the top where it is empty.
    Under(String),
    /// Before the sibling that it follows.
    Up,
    /// After the sibling that follows it.
    Down,
}

/// The fields of a category, as they were posted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CategoryForm {
    /// The form's own key, for a new one.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// Where it is; made of the name if empty.
    pub slug: String,
    /// A sentence about it.
    pub description: String,
    /// The id of the category above a new one; empty at the top.
    pub parent: String,
    /// The version that was read.
    pub version: String,
}

/// A category as it shall be. Only [`CategoryForm::check`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedCategory {
    /// Where it is.
    pub slug: Slug,
    /// What it is called, 1 to 200 characters.
    pub name: String,
    /// A sentence about it, at most 2,000 characters.
    pub description: String,
}

impl CategoryForm {
    /// Reads what stands in a category.
    ///
    /// # Errors
    /// [`ShelfError::Refused`] (`name`, `slug`, `description`).
    pub fn check(&self) -> Result<CheckedCategory, ShelfError> {
        let mut refused: Vec<ShelfRefusal> = Vec::new();
        let name = reading::named(&self.name, &mut refused);
        let slug = reading::slug(&self.slug, &name, &mut refused);
        let description = reading::description(&self.description, &mut refused);
        match slug {
            Some(slug) if refused.is_empty() => Ok(CheckedCategory { slug, name, description }),
            _ => Err(ShelfError::Refused(refused)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> CategoryId {
        CategoryId::parse(text).expect("an id")
    }

    fn entry(name: &str, parent: Option<&str>) -> CategoryEntry {
        CategoryEntry {
            id: id(name),
            version: 1,
            slug: Slug::parse(name).expect("a slug"),
            name: name.to_uppercase(),
            description: String::new(),
            parent: parent.map(id),
            products: 0,
            within: 0,
        }
    }

    #[test]
    fn each_category_is_followed_by_those_below_it() {
        let tree = CategoryTree::grow(vec![
            entry("b", None),
            entry("a", None),
            entry("deep", Some("low")),
            entry("low", Some("b")),
            entry("lost", Some("nowhere")),
            entry("next", Some("b")),
        ]);
        let rows: Vec<_> = tree
            .rows
            .iter()
            .map(|row| (row.entry.id.as_str(), row.depth, row.first, row.last))
            .collect();
        assert_eq!(
            rows,
            [
                ("b", 0, true, false),
                ("low", 1, true, false),
                ("deep", 2, true, true),
                ("next", 1, false, true),
                ("a", 0, false, false),
                ("lost", 0, false, true),
            ]
        );
        let below: Vec<_> = tree.branch(&id("b")).iter().map(|row| row.entry.id.as_str()).collect();
        assert_eq!(below, ["b", "low", "deep", "next"]);
        assert!(tree.branch(&id("none")).is_empty() && tree.row(&id("a")).is_some());
        let paths = tree.paths();
        assert_eq!(paths[2], (id("deep"), "B / LOW / DEEP".to_owned()));
        assert_eq!(paths[4].1, "A");
    }

    #[test]
    fn what_is_in_a_ring_is_shown_once() {
        let tree = CategoryTree::grow(vec![
            entry("a", Some("b")),
            entry("b", Some("a")),
            entry("own", Some("own")),
        ]);
        let ids: Vec<_> = tree.rows.iter().map(|row| row.entry.id.as_str()).collect();
        assert_eq!(ids, ["a", "b", "own"]);
    }

    #[test]
    fn a_form_is_read_whole_or_refused_whole() {
        let form = CategoryForm { name: " Pots ".to_owned(), ..CategoryForm::default() };
        let checked = form.check().expect("a category");
        assert_eq!((checked.name.as_str(), checked.slug.as_str()), ("Pots", "pots"));
        let bad = CategoryForm { slug: "No!".to_owned(), ..CategoryForm::default() };
        let Err(ShelfError::Refused(refused)) = bad.check() else { panic!("nothing is named") };
        assert_eq!(refused.iter().map(|error| error.field).collect::<Vec<_>>(), ["name", "slug"]);
    }
}
