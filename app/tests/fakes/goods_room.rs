//! The list of products. Pages only read, so whatever changes something is away.

use std::sync::{Arc, Mutex, MutexGuard};

use async_trait::async_trait;
use kernel::{CategoryId, Currency, Money, ProductId, Sku, Timestamp};
use storefront::{
    account::Caller,
    draft::ProductStatus,
    goods_room::{
        BulkDeed, BulkForm, BulkPreview, BulkStanding, GOODS_PAGE, GoodsCategory, GoodsCursor,
        GoodsError, GoodsKey, GoodsPage, GoodsQuery, GoodsRoom, GoodsRow,
    },
    staff::StaffMember,
};

/// What is stored.
pub(crate) struct Stored {
    /// Products, in whichever order is asked for.
    pub(crate) rows: Vec<GoodsRow>,
    /// What became of the deed with the key `key1`.
    pub(crate) deed: BulkStanding,
    /// What was done within a day.
    pub(crate) deeds: Vec<BulkDeed>,
    /// What the category is called that a deed is about.
    pub(crate) category: String,
    /// Why nothing is answered, if so.
    pub(crate) refused: Option<GoodsError>,
}

/// The port that is about the list of products.
pub(crate) struct FakeGoodsRoom(Mutex<Stored>);

/// A product that costs ten euros.
pub(crate) fn row(id: &str, title: &str, status: ProductStatus) -> GoodsRow {
    GoodsRow {
        id: ProductId::parse(id).expect("an id"),
        title: title.to_owned(),
        brand: "Quay & Sons".to_owned(),
        status,
        image: None,
        skus: vec![Sku::parse(format!("{id}-1")).expect("a SKU")],
        price: Money::new(1_000, Currency::EUR).ok(),
        price_varies: false,
        categories: vec!["Cups".to_owned()],
        stock_tracked: true,
        updated_at: Timestamp::from_millis(1_795_269_900_000),
    }
}

impl FakeGoodsRoom {
    /// With one product of each status.
    pub(crate) fn filled() -> Arc<Self> {
        let deed =
            BulkStanding { key: "key1".to_owned(), changed: 42, same: 3, waiting: 0, back: None };
        let rows = vec![
            row("mug", "Harbour mug", ProductStatus::Active),
            row("lamp", "Pier lamp", ProductStatus::Draft),
            row("old", "Old rope", ProductStatus::Archived),
        ];
        let category = "Cups".to_owned();
        Arc::new(Self(Mutex::new(Stored {
            rows,
            deed,
            deeds: Vec::new(),
            category,
            refused: None,
        })))
    }

    /// What is stored from now on.
    pub(crate) fn stored(&self) -> MutexGuard<'_, Stored> {
        self.0.lock().expect("no test breaks off while it holds this")
    }

    fn open(&self) -> Result<MutexGuard<'_, Stored>, GoodsError> {
        let stored = self.stored();
        match &stored.refused {
            Some(error) => Err(error.clone()),
            None => Ok(stored),
        }
    }
}

#[async_trait]
impl GoodsRoom for FakeGoodsRoom {
    fn currency(&self) -> Currency {
        Currency::EUR
    }

    async fn list(&self, _: &StaffMember, query: &GoodsQuery) -> Result<GoodsPage, GoodsError> {
        let stored = self.open()?;
        let status = query.filter.status();
        let fits = |row: &&GoodsRow| status.is_none_or(|status| row.status == status);
        let all: Vec<GoodsRow> = stored.rows.iter().filter(fits).cloned().collect();
        let begin = query.after.as_ref().and_then(|after| {
            let place = all.iter().position(|row| row.id == after.id);
            place.map(|place| place + 1)
        });
        let rest = &all[begin.unwrap_or_default()..];
        let rows: Vec<GoodsRow> = rest.iter().take(GOODS_PAGE).cloned().collect();
        let last = rows.last().filter(|_| rest.len() > GOODS_PAGE);
        let next = last.map(|last| GoodsCursor { key: GoodsKey::Number(7), id: last.id.clone() });
        let cups = CategoryId::parse("cups").expect("an id");
        let categories = vec![GoodsCategory { id: cups, path: stored.category.clone() }];
        Ok(GoodsPage { rows, next, matches: all.len(), categories })
    }

    async fn preview(&self, _: &StaffMember, form: &BulkForm) -> Result<BulkPreview, GoodsError> {
        let stored = self.open()?;
        let order = form.check(Currency::EUR).map_err(GoodsError::Refused)?;
        let category = order.change.category().map(|_| stored.category.clone());
        let mark = "2-mark".to_owned();
        Ok(BulkPreview { change: order.change, category, products: 2, skus: 3, mark })
    }

    async fn apply(
        &self,
        _: &StaffMember,
        _: &BulkForm,
        _: &Caller,
    ) -> Result<BulkStanding, GoodsError> {
        Err(GoodsError::Unavailable)
    }

    async fn undo(&self, _: &StaffMember, _: &str, _: &Caller) -> Result<BulkStanding, GoodsError> {
        Err(GoodsError::Unavailable)
    }

    async fn deed(&self, _: &StaffMember, key: &str) -> Result<BulkStanding, GoodsError> {
        let deed = self.open()?.deed.clone();
        if deed.key == key { Ok(deed) } else { Err(GoodsError::NotFound) }
    }

    async fn deeds(&self, _: &StaffMember) -> Result<Vec<BulkDeed>, GoodsError> {
        Ok(self.open()?.deeds.clone())
    }
}
