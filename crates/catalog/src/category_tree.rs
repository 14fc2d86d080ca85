//! The tree of categories, kept in memory: every page asks for it and it seldom changes.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, RwLock},
    time::{Duration, Instant},
};

use futures::TryStreamExt;
use kernel::{CategoryId, Timestamp};
use mongodb::bson::doc;
use storefront::{
    product::{Category, CategoryLink, Product},
    product_desk::CategoryChoice,
};
use tokio::sync::Mutex;

use crate::{
    documents::{CategoryDocument, ProductDocument},
    store::{CatalogStore, StoreError},
};

/// How long a tree is taken for the present one.
const FRESH: Duration = Duration::from_secs(2);
/// How long a page that has an older tree at hand waits for the present one. Well inside the
/// deadline of a page, which would otherwise end the wait with nothing to show.
const REFRESH: Duration = Duration::from_millis(500);

/// All categories at one moment.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    by_slug: HashMap<String, Arc<Category>>,
    by_id: HashMap<String, Arc<Category>>,
    top: Arc<Vec<Arc<Category>>>,
}

impl Tree {
    /// Makes a tree of categories that are sorted by place. What hangs below nothing, or below
    /// itself, is shown at the top: better there than nowhere.
    fn new(stored: &[CategoryDocument]) -> Self {
        let parents: HashMap<&str, &CategoryDocument> =
            stored.iter().map(|category| (category.id.as_str(), category)).collect();
        let mut children: HashMap<&str, Vec<CategoryLink>> = HashMap::new();
        for category in stored {
            if let Some(parent) = &category.parent {
                children.entry(parent.as_str()).or_default().push(link(category));
            }
        }
        let mut tree = Self::default();
        let mut top = Vec::new();
        for category in stored {
            let ancestors = ancestors(category, &parents);
            let is_top = ancestors.is_empty();
            let view = Arc::new(Category {
                id: category.id.clone(),
                slug: category.slug.clone(),
                name: category.name.clone(),
                description: category.description.clone(),
                ancestors,
                children: children.get(category.id.as_str()).cloned().unwrap_or_default(),
                image: category.image.clone(),
            });
            if is_top {
                top.push(view.clone());
            }
            tree.by_slug.insert(category.slug.as_str().to_owned(), view.clone());
            tree.by_id.insert(category.id.as_str().to_owned(), view);
        }
        tree.top = Arc::new(top);
        tree
    }

    pub(crate) fn contains(&self, id: &str) -> bool {
        self.by_id.contains_key(id)
    }

    pub(crate) fn by_slug(&self, slug: &str) -> Option<&Arc<Category>> {
        self.by_slug.get(slug)
    }

    pub(crate) fn by_id(&self, id: &str) -> Option<&Arc<Category>> {
        self.by_id.get(id)
    }

    /// The ids of a category and of all that are below it; none for what is no category.
    pub(crate) fn within(&self, id: &str) -> Vec<&str> {
        let Some(above) = self.by_id(id) else { return Vec::new() };
        let below = |category: &&Arc<Category>| {
            category.id == above.id || category.ancestors.iter().any(|link| link.slug == above.slug)
        };
        self.by_id.values().filter(below).map(|category| category.id.as_str()).collect()
    }

    pub(crate) fn top(&self) -> Arc<Vec<Arc<Category>>> {
        self.top.clone()
    }

    /// Every category, each below the one that it is in.
    pub(crate) fn in_order(&self) -> Vec<CategoryChoice> {
        let mut choices = Vec::new();
        for category in self.top.iter() {
            self.walk(category, 0, &mut choices);
        }
        choices
    }

    fn walk(&self, category: &Category, depth: usize, choices: &mut Vec<CategoryChoice>) {
        // What hangs below itself is met again.
        if choices.iter().any(|known| known.id == category.id) {
            return;
        }
        let (id, name) = (category.id.clone(), category.name.clone());
        choices.push(CategoryChoice { id, name, depth });
        for child in &category.children {
            if let Some(child) = self.by_slug(child.slug.as_str()) {
                self.walk(child, depth + 1, choices);
            }
        }
    }

    /// A stored product as shoppers see it.
    pub(crate) fn product(&self, stored: ProductDocument) -> Product {
        let mut breadcrumbs = Vec::new();
        let mut categories: Vec<CategoryLink> = Vec::new();
        let mut seen = HashSet::new();
        for category in stored.categories.iter().filter_map(|id| self.by_id(id.as_str())) {
            let path = category.ancestors.iter().cloned().chain([view_link(category)]);
            if breadcrumbs.is_empty() {
                breadcrumbs = path.clone().collect();
            }
            categories.extend(path.filter(|link| seen.insert(link.slug.clone())));
        }
        Product {
            id: stored.id,
            version: stored.version,
            slug: stored.slug,
            external_id: stored.external_id,
            title: stored.title,
            brand: stored.brand,
            summary: stored.summary,
            description_html: stored.description_html,
            breadcrumbs,
            categories,
            variants: stored.variants,
            axes: stored.axes,
            specs: stored.specs,
            tags: stored.tags,
            images: stored.images,
            rating: stored.rating,
            stock_tracked: stored.stock_tracked,
            subscription: stored.subscription,
            seo_title: stored.seo_title,
            seo_description: stored.seo_description,
            created_at: Timestamp::from_millis(stored.created_at.timestamp_millis()),
            updated_at: Timestamp::from_millis(stored.updated_at.timestamp_millis()),
        }
    }
}

fn link(category: &CategoryDocument) -> CategoryLink {
    CategoryLink { slug: category.slug.clone(), name: category.name.clone() }
}

fn view_link(category: &Category) -> CategoryLink {
    CategoryLink { slug: category.slug.clone(), name: category.name.clone() }
}

/// The categories above one, root first.
fn ancestors(
    category: &CategoryDocument,
    parents: &HashMap<&str, &CategoryDocument>,
) -> Vec<CategoryLink> {
    let up = |id: &Option<CategoryId>| id.as_ref().and_then(|id| parents.get(id.as_str()).copied());
    let mut path = Vec::new();
    let mut seen = HashSet::from([category.id.as_str()]);
    let mut next = up(&category.parent);
    while let Some(above) = next {
        if !seen.insert(above.id.as_str()) {
            return Vec::new();
        }
        path.push(link(above));
        next = up(&above.parent);
    }
    path.reverse();
    path
}

/// The last tree that was read.
#[derive(Debug, Default)]
pub(crate) struct TreeCache {
    last: RwLock<Option<(Instant, Arc<Tree>)>>,
    reading: Mutex<()>,
}

impl TreeCache {
    fn last(&self) -> Option<(Instant, Arc<Tree>)> {
        // A poisoned lock guards a whole tree all the same: it is replaced in one step.
        self.last.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    fn keep(&self, tree: &Arc<Tree>) {
        *self.last.write().unwrap_or_else(std::sync::PoisonError::into_inner) =
            Some((Instant::now(), tree.clone()));
    }
}

impl CatalogStore {
    /// The tree, at most two seconds old; older while MongoDB does not answer or another task
    /// is reading it already.
    pub(crate) async fn tree(&self) -> Result<Arc<Tree>, StoreError> {
        let last = match self.tree.last() {
            Some((read_at, tree)) if read_at.elapsed() < FRESH => return Ok(tree),
            last => last,
        };
        let Some((_, last)) = last else {
            let _reading = self.tree.reading.lock().await;
            // Whoever held the lock has read it meanwhile.
            return match self.tree.last() {
                Some((_, tree)) => Ok(tree),
                None => self.fresh_tree().await,
            };
        };
        let Ok(_reading) = self.tree.reading.try_lock() else { return Ok(last) };
        match tokio::time::timeout(REFRESH, self.fresh_tree()).await {
            Ok(Ok(tree)) => Ok(tree),
            Ok(Err(error)) => {
                tracing::warn!(%error, "the last known categories are shown");
                self.tree.keep(&last);
                Ok(last)
            }
            Err(_) => {
                tracing::warn!("the last known categories are shown: MongoDB is too slow");
                self.tree.keep(&last);
                Ok(last)
            }
        }
    }

    /// The tree as it is stored now.
    pub(crate) async fn fresh_tree(&self) -> Result<Arc<Tree>, StoreError> {
        let stored: Vec<CategoryDocument> = self
            .categories()
            .find(doc! {})
            .sort(doc! { "position": 1, "_id": 1 })
            .await?
            .try_collect()
            .await?;
        let tree = Arc::new(Tree::new(&stored));
        self.tree.keep(&tree);
        Ok(tree)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Slug;

    fn category(id: &str, parent: Option<&str>) -> CategoryDocument {
        CategoryDocument {
            id: CategoryId::parse(id).expect("an id"),
            version: 1,
            slug: Slug::parse(id).expect("a slug"),
            name: id.to_uppercase(),
            description: String::new(),
            parent: parent.map(|id| CategoryId::parse(id).expect("an id")),
            position: 0,
            image: None,
        }
    }

    #[test]
    fn paths_run_from_the_root() {
        let tree = Tree::new(&[
            category("a", None),
            category("b", Some("a")),
            category("c", Some("b")),
            category("lost", Some("nowhere")),
        ]);
        let path = |id: &str| {
            let above = &tree.by_id(id).expect("stored").ancestors;
            above.iter().map(|link| link.slug.as_str().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(path("c"), ["a", "b"]);
        assert_eq!(tree.by_slug("a").expect("stored").children.len(), 1);
        let top: Vec<_> = tree.top().iter().map(|c| c.id.as_str().to_owned()).collect();
        assert_eq!(top, ["a", "lost"]);
        let mut within = tree.within("b");
        within.sort_unstable();
        assert_eq!(within, ["b", "c"]);
        assert!(tree.within("nowhere").is_empty());
    }

    #[test]
    fn a_ring_ends() {
        let tree = Tree::new(&[category("a", Some("b")), category("b", Some("a"))]);
        assert_eq!(tree.top().len(), 2);
    }
}
