//! A page of the list by the copy of what lists show and go by, where what changed since the copy was
//! whole is taken from MongoDB. So a page shows what was saved right before, and costs the same however
//! many products there are.

use std::cmp::Ordering;

use futures::TryStreamExt;
use kernel::{CategoryId, ProductId};
use mongodb::bson::{DateTime, Document, RawDocumentBuf, doc};
use serde::Deserialize;
use storefront::{
    goods_index::{GoodsAsked, GoodsIndex, GoodsListed},
    goods_room::{GoodsCursor, GoodsKey, GoodsQuery, GoodsSort, MOST_MATCHES},
};

use crate::{
    category_tree::Tree,
    goods_asking::{Asked, below},
    goods_document::GoodsDocument,
    goods_list::Found,
    raw_products::read,
    store::{CatalogStore, StoreError, one_more},
};

/// How far back from the moment until which the copy is whole changes are looked for, in milliseconds.
/// A write bears a moment from before it was sent, and clocks of two servers differ; what is more than
/// this behind is seen when the change stream tells of it.
const SLACK: i64 = 10_000;
/// More changes than these are not looked at one by one: the list is asked of MongoDB then.
const MOST_CHANGED: usize = 200;
/// The size of a batch that holds them all: the usual first one ends after a hundred.
const ALL_AT_ONCE: u32 = 256;

#[derive(Deserialize)]
struct Changed {
    #[serde(rename = "_id")]
    id: String,
}

/// Which of two places comes first.
fn compare(sort: GoodsSort, one: &GoodsCursor, other: &GoodsCursor) -> Ordering {
    let keys = match (&one.key, &other.key) {
        (GoodsKey::Number(one), GoodsKey::Number(other)) => one.cmp(other),
        (GoodsKey::Text(one), GoodsKey::Text(other)) => one.cmp(other),
        (GoodsKey::Number(_), GoodsKey::Text(_)) => Ordering::Less,
        (GoodsKey::Text(_), GoodsKey::Number(_)) => Ordering::Greater,
    };
    let rising = keys.then_with(|| one.id.as_str().cmp(other.id.as_str()));
    match sort {
        GoodsSort::Title | GoodsSort::PriceUp => rising,
        GoodsSort::Newest | GoodsSort::PriceDown => rising.reverse(),
    }
}

impl CatalogStore {
    /// A page by an index; `None` where it is not to be asked, or does not answer.
    pub(crate) async fn indexed_products(
        &self,
        query: &GoodsQuery,
        tree: &Tree,
        index: &dyn GoodsIndex,
    ) -> Result<Option<Found>, StoreError> {
        let Some(whole_until) = index.whole_until() else { return Ok(None) };
        let since = DateTime::from_millis(whole_until.millis() - SLACK);
        let Some(changed) = self.changed_products(since).await? else { return Ok(None) };
        let shelves: Vec<CategoryId> =
            query.filter.category().map(|category| below(tree, category)).unwrap_or_default();
        let asked = GoodsAsked { query, shelves: &shelves, without: &changed };
        let filter = Asked::of(&query.filter, tree).all();
        let (known, fresh) =
            futures::join!(index.find(asked), self.products_among(&changed, filter));
        let (Ok(known), fresh) = (known, fresh?) else { return Ok(None) };
        let matches = (known.matches + fresh.len()).min(MOST_MATCHES + 1);
        let mut found = known.products;
        found.extend(fresh);
        if let Some(after) = &query.after {
            let later = |product: &GoodsListed| {
                compare(query.sort, &product.place(query.sort), after) == Ordering::Greater
            };
            found.retain(later);
        }
        found.sort_by(|one, other| {
            compare(query.sort, &one.place(query.sort), &other.place(query.sort))
        });
        found.truncate(query.page().saturating_add(1));
        Ok(Some(Found { products: found, matches }))
    }

    /// What was written at a moment or later; `None` where that is more than is looked at.
    async fn changed_products(
        &self,
        since: DateTime,
    ) -> Result<Option<Vec<ProductId>>, StoreError> {
        let changed = self
            .products()
            .clone_with_type::<Changed>()
            .find(doc! { "updated_at": { "$gte": since } })
            .projection(doc! { "_id": 1 })
            .limit(one_more(MOST_CHANGED))
            .batch_size(ALL_AT_ONCE)
            .await?;
        let changed: Vec<Changed> = changed.try_collect().await?;
        if changed.len() > MOST_CHANGED {
            return Ok(None);
        }
        // An id that is none of ours is of no product that a list could show.
        let ids = changed.iter().filter_map(|product| ProductId::parse(&product.id).ok());
        Ok(Some(ids.collect()))
    }

    /// Those of some products that a filter leaves, in no order. Whole ones: the stand-in is slow at
    /// parts of products that are asked for by their ids, and slower still at putting them in order.
    async fn products_among(
        &self,
        ids: &[ProductId],
        mut filter: Document,
    ) -> Result<Vec<GoodsListed>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<&str> = ids.iter().map(ProductId::as_str).collect();
        filter.insert("_id", doc! { "$in": ids });
        let found = self.raw_products().find(filter).batch_size(ALL_AT_ONCE).await?;
        let found: Vec<RawDocumentBuf> = found.try_collect().await?;
        let found = found.iter().filter_map(|stored| read::<GoodsDocument>(stored));
        Ok(found.map(GoodsListed::from).collect())
    }
}
