//! Products as staff list them, in pages that go on where the last one ended.

use std::{collections::HashSet, sync::Arc};

use futures::TryStreamExt;
use kernel::{CategoryId, ProductId};
use mongodb::bson::{Document, doc};
use serde::Deserialize;
use storefront::{
    goods_index::{GoodsIndex, GoodsListed},
    goods_room::{
        BulkChosen, GoodsCategory, GoodsPage, GoodsQuery, GoodsRow, GoodsSort, MOST_CHOSEN,
        MOST_MATCHES,
    },
    product::Category,
};

use crate::{
    category_tree::Tree,
    goods_asking::{Asked, order},
    goods_document::{GoodsDocument, parts},
    store::{CatalogStore, StoreError, one_more},
};

/// What was found for a page.
pub(crate) struct Found {
    /// In order; more than a page has, where there are others.
    pub(crate) products: Vec<GoodsListed>,
    /// How many match, up to one more than are counted.
    pub(crate) matches: usize,
}

/// A product that is meant, with as much of its variants as it takes to count them.
#[derive(Deserialize)]
pub(crate) struct ChosenDocument {
    #[serde(rename = "_id")]
    pub(crate) id: ProductId,
    pub(crate) variants: Vec<Document>,
}

/// All categories, each behind the one above it.
fn all_categories(tree: &Tree) -> Vec<GoodsCategory> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    let mut next: Vec<Arc<Category>> = tree.top().iter().rev().cloned().collect();
    while let Some(category) = next.pop() {
        if !seen.insert(category.id.clone()) {
            continue;
        }
        let names = category.ancestors.iter().map(|above| above.name.as_str());
        let path: Vec<&str> = names.chain([category.name.as_str()]).collect();
        found.push(GoodsCategory { id: category.id.clone(), path: path.join(" / ") });
        let children = category.children.iter().rev();
        next.extend(children.filter_map(|link| tree.by_slug(link.slug.as_str()).cloned()));
    }
    found
}

/// What the list says of a product, with the names of its categories.
fn row(product: GoodsListed, tree: &Tree) -> GoodsRow {
    let names = product.categories.iter().filter_map(|id| tree.by_id(id.as_str()));
    GoodsRow {
        categories: names.map(|category| category.name.clone()).collect(),
        id: product.id,
        title: product.title,
        brand: product.brand,
        status: product.status,
        image: product.image,
        skus: product.skus,
        price: product.price,
        price_varies: product.price_varies,
        stock_tracked: product.stock_tracked,
        updated_at: product.updated_at,
    }
}

impl CatalogStore {
    /// A page of the list, by an index where there is one that can be asked.
    pub(crate) async fn goods_page(
        &self,
        query: &GoodsQuery,
        index: Option<&dyn GoodsIndex>,
    ) -> Result<GoodsPage, StoreError> {
        let tree = self.tree().await?;
        let indexed = match index {
            Some(index) => self.indexed_products(query, &tree, index).await?,
            None => None,
        };
        let Found { products: mut found, matches } = match indexed {
            Some(indexed) => indexed,
            None => self.stored_products(query, &tree).await?,
        };
        let more = found.len() > query.page();
        found.truncate(query.page());
        let next = found.last().filter(|_| more).map(|last| last.place(query.sort));
        let rows = found.into_iter().map(|product| row(product, &tree)).collect();
        Ok(GoodsPage { rows, next, matches, categories: all_categories(&tree) })
    }

    /// A page by MongoDB alone: one round trip for its products and their number together.
    async fn stored_products(&self, query: &GoodsQuery, tree: &Tree) -> Result<Found, StoreError> {
        let asked = Asked::of(&query.filter, tree);
        let (products, matches) = futures::try_join!(
            self.listed_products(&asked, query),
            self.matching_products(asked.all())
        )?;
        Ok(Found { products, matches })
    }

    /// After a place, those of the same key and those beyond it are asked for apart: each is one
    /// stretch of an index, however many products are alike.
    async fn listed_products(
        &self,
        asked: &Asked,
        query: &GoodsQuery,
    ) -> Result<Vec<GoodsListed>, StoreError> {
        let (sort, most) = (query.sort, query.page());
        let Some(cursor) = &query.after else {
            return self.first_products(asked.all(), sort, most).await;
        };
        let (mut found, beyond) = futures::try_join!(
            self.first_products(asked.same_key(sort, cursor), sort, most),
            self.first_products(asked.beyond(sort, cursor), sort, most)
        )?;
        // What changed between the two is in both.
        let same: HashSet<ProductId> = found.iter().map(|product| product.id.clone()).collect();
        found.extend(beyond.into_iter().filter(|product| !same.contains(&product.id)));
        Ok(found)
    }

    /// As many as a page has, and one more.
    async fn first_products(
        &self,
        filter: Document,
        sort: GoodsSort,
        most: usize,
    ) -> Result<Vec<GoodsListed>, StoreError> {
        let (field, direction) = order(sort);
        let found = self
            .products()
            .clone_with_type::<GoodsDocument>()
            .find(filter)
            .projection(parts())
            .sort(doc! { field: direction, "_id": direction })
            .limit(one_more(most))
            .await?;
        Ok(found.map_ok(GoodsListed::from).try_collect().await?)
    }

    /// How many match, up to one more than are counted.
    async fn matching_products(&self, filter: Document) -> Result<usize, StoreError> {
        let most = u64::try_from(one_more(MOST_MATCHES)).unwrap_or(u64::MAX);
        let matches = self.products().count_documents(filter).limit(most).await?;
        Ok(usize::try_from(matches).unwrap_or(usize::MAX))
    }

    /// The products that are meant and stored, in the order of their ids, up to one more than may be.
    pub(crate) async fn chosen_products(
        &self,
        chosen: &BulkChosen,
    ) -> Result<Vec<ChosenDocument>, StoreError> {
        let filter = match chosen {
            BulkChosen::These(ids) => {
                let ids: Vec<&str> = ids.iter().map(ProductId::as_str).collect();
                doc! { "_id": { "$in": ids } }
            }
            BulkChosen::All(filter) => {
                let tree = self.tree().await?;
                Asked::of(filter, &tree).all()
            }
        };
        let most = one_more(MOST_CHOSEN);
        let found = self
            .products()
            .clone_with_type::<ChosenDocument>()
            .find(filter)
            .projection(doc! { "variants.sku": 1 })
            .sort(doc! { "_id": 1 })
            .limit(most)
            // All in the first batch: the usual one ends after a hundred.
            .batch_size(u32::try_from(most).unwrap_or(u32::MAX))
            .await?;
        Ok(found.try_collect().await?)
    }

    /// What a category is called; `None` if it is not stored.
    pub(crate) async fn category_name(
        &self,
        category: &CategoryId,
    ) -> Result<Option<String>, StoreError> {
        let tree = self.fresh_tree().await?;
        Ok(tree.by_id(category.as_str()).map(|category| category.name.clone()))
    }
}
