//! Products as staff list them, in pages that go on where the last one ended.

use std::{collections::HashSet, sync::Arc};

use futures::TryStreamExt;
use kernel::{CategoryId, ProductId, Timestamp};
use mongodb::bson::{DateTime, Document, doc};
use serde::Deserialize;
use storefront::{
    draft::ProductStatus,
    goods_index::GoodsIndex,
    goods_room::{
        BulkChosen, GoodsCategory, GoodsCursor, GoodsKey, GoodsPage, GoodsQuery, GoodsRow,
        GoodsSort, MOST_CHOSEN, MOST_MATCHES,
    },
    image::Image,
    product::{Category, Variant},
};

use crate::{
    category_tree::Tree,
    documents::Status,
    goods_asking::{Asked, order},
    goods_indexed::Indexed,
    store::{CatalogStore, StoreError},
};

/// What the list shows of a product, and is sorted by.
#[derive(Deserialize)]
pub(crate) struct ListedDocument {
    #[serde(rename = "_id")]
    pub(crate) id: ProductId,
    title: String,
    brand: String,
    status: Status,
    images: Vec<Image>,
    variants: Vec<Variant>,
    categories: Vec<CategoryId>,
    stock_tracked: bool,
    updated_at: DateTime,
    #[serde(default)]
    title_key: String,
    #[serde(default)]
    price_from: i64,
}

/// A product that is meant, with as much of its variants as it takes to count them.
#[derive(Deserialize)]
pub(crate) struct ChosenDocument {
    #[serde(rename = "_id")]
    pub(crate) id: ProductId,
    pub(crate) variants: Vec<Document>,
}

const fn status_of(stored: Status) -> ProductStatus {
    match stored {
        Status::Draft => ProductStatus::Draft,
        Status::Active => ProductStatus::Active,
        Status::Archived => ProductStatus::Archived,
    }
}

/// One more than a page, or a choice, tells whether there are others.
fn one_more(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX - 1) + 1
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

impl ListedDocument {
    pub(crate) fn place(&self, sort: GoodsSort) -> GoodsCursor {
        let key = match sort {
            GoodsSort::Newest => GoodsKey::Number(self.updated_at.timestamp_millis()),
            GoodsSort::Title => GoodsKey::Text(self.title_key.clone()),
            GoodsSort::PriceUp | GoodsSort::PriceDown => GoodsKey::Number(self.price_from),
        };
        GoodsCursor { key, id: self.id.clone() }
    }

    /// Whether it was written at a moment or later.
    pub(crate) fn changed(&self, since: DateTime) -> bool {
        self.updated_at >= since
    }

    fn row(self, tree: &Tree) -> GoodsRow {
        let names = self.categories.iter().filter_map(|id| tree.by_id(id.as_str()));
        let prices = || self.variants.iter().map(|variant| variant.price);
        let lowest = prices().min();
        GoodsRow {
            categories: names.map(|category| category.name.clone()).collect(),
            price: lowest,
            price_varies: prices().any(|price| Some(price) != lowest),
            skus: self.variants.iter().map(|variant| variant.sku.clone()).collect(),
            id: self.id,
            title: self.title,
            brand: self.brand,
            status: status_of(self.status),
            image: self.images.into_iter().next(),
            stock_tracked: self.stock_tracked,
            updated_at: Timestamp::from_millis(self.updated_at.timestamp_millis()),
        }
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
        let Indexed { mut found, matches } = match indexed {
            Some(indexed) => indexed,
            None => self.stored_products(query, &tree).await?,
        };
        let more = found.len() > query.page();
        found.truncate(query.page());
        let next = found.last().filter(|_| more).map(|last| last.place(query.sort));
        let rows = found.into_iter().map(|product| product.row(&tree)).collect();
        Ok(GoodsPage { rows, next, matches, categories: all_categories(&tree) })
    }

    /// A page by MongoDB alone: one round trip for its products and their number together.
    async fn stored_products(
        &self,
        query: &GoodsQuery,
        tree: &Tree,
    ) -> Result<Indexed, StoreError> {
        let asked = Asked::of(&query.filter, tree);
        let (found, matches) = futures::try_join!(
            self.listed_products(&asked, query),
            self.matching_products(asked.all())
        )?;
        Ok(Indexed { found, matches })
    }

    /// After a place, those of the same key and those beyond it are asked for apart: each is one
    /// stretch of an index, however many products are alike.
    async fn listed_products(
        &self,
        asked: &Asked,
        query: &GoodsQuery,
    ) -> Result<Vec<ListedDocument>, StoreError> {
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
    ) -> Result<Vec<ListedDocument>, StoreError> {
        let (field, direction) = order(sort);
        let found = self
            .products()
            .clone_with_type::<ListedDocument>()
            .find(filter)
            .projection(doc! {
                "title": 1, "brand": 1, "status": 1, "images": 1, "variants": 1, "categories": 1,
                "stock_tracked": 1, "updated_at": 1, "title_key": 1, "price_from": 1,
            })
            .sort(doc! { field: direction, "_id": direction })
            .limit(one_more(most))
            .await?;
        Ok(found.try_collect().await?)
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
