//! A desk for a test, whose log is a list.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

use async_trait::async_trait;
use audit::{Deed, DeedLog};
use catalog::GoodsDesk;
use kernel::{AccountId, Currency};
use serde_json::Value;
use storefront::{
    ShopError,
    account::Caller,
    goods_room::{
        BulkForm, BulkStanding, GoodsError, GoodsFilter, GoodsPage, GoodsQuery, GoodsRoom,
    },
    staff::{Role, StaffMember},
};

use crate::ground::{Ground, product};

/// What stands in the log.
#[derive(Default)]
pub(super) struct Log {
    lines: Mutex<Vec<String>>,
    /// Before and after of the last line.
    pub(super) last: Mutex<(Value, Value)>,
    pub(super) away: AtomicBool,
}

#[async_trait]
impl DeedLog for Log {
    async fn write(&self, deed: &Deed<'_>) -> Result<(), ShopError> {
        if self.away.load(Ordering::Relaxed) {
            return Err(ShopError::Unavailable);
        }
        let line = format!("{} {}", deed.action, deed.subject);
        self.lines.lock().expect("nobody breaks off").push(line);
        let told =
            (deed.before.clone().unwrap_or_default(), deed.after.clone().unwrap_or_default());
        *self.last.lock().expect("nobody breaks off") = told;
        Ok(())
    }
}

/// A catalogue and the desk for its list.
pub(super) struct Desk {
    pub(super) ground: Ground,
    pub(super) desk: GoodsDesk,
    pub(super) log: Arc<Log>,
}

impl Desk {
    pub(super) async fn open() -> Self {
        let ground = Ground::new().await;
        let log = Arc::new(Log::default());
        let desk = GoodsDesk::new(ground.shared(), log.clone(), Currency::EUR);
        Self { ground, desk, log }
    }

    /// With some products.
    pub(super) async fn with(ids: &[&str]) -> Self {
        let desk = Self::open().await;
        for id in ids {
            desk.ground.put_product(&product(id), None).await.expect("written");
        }
        desk
    }

    pub(super) async fn close(self) {
        drop(self.desk);
        self.ground.clear().await;
    }

    pub(super) async fn list(&self, query: &GoodsQuery) -> GoodsPage {
        self.desk.list(&editor(), query).await.expect("listed")
    }

    /// The ids of what a filter leaves on the first page, sorted.
    pub(super) async fn ids(&self, filter: GoodsFilter) -> Vec<String> {
        let query = GoodsQuery { filter, ..GoodsQuery::default() };
        let page = self.list(&query).await;
        assert_eq!(page.matches, page.rows.len(), "all are on one page");
        let mut ids: Vec<_> = page.rows.into_iter().map(|row| row.id.to_string()).collect();
        ids.sort();
        ids
    }

    /// Sends a form until nothing of it is left to do. One that says nothing of what is meant is looked at
    /// and confirmed first.
    pub(super) async fn apply(&self, form: &BulkForm) -> Result<BulkStanding, GoodsError> {
        let mut form = form.clone();
        if form.meant.is_empty()
            && let Ok(preview) = self.desk.preview(&editor(), &form).await
        {
            form.meant = preview.mark;
        }
        loop {
            let standing = self.desk.apply(&editor(), &form, &Caller::default()).await?;
            if standing.waiting == 0 {
                return Ok(standing);
            }
        }
    }

    pub(super) async fn undo(&self, key: &str) -> Result<BulkStanding, GoodsError> {
        loop {
            let standing = self.desk.undo(&editor(), key, &Caller::default()).await?;
            if standing.back.is_some_and(|back| back.waiting == 0) {
                return Ok(standing);
            }
        }
    }

    pub(super) fn lines(&self) -> Vec<String> {
        self.log.lines.lock().expect("nobody breaks off").clone()
    }
}

pub(super) fn member(roles: &[Role]) -> StaffMember {
    StaffMember {
        account: AccountId::parse("mira").expect("an id"),
        name: "Mira".to_owned(),
        roles: roles.to_vec(),
        api_token: None,
    }
}

pub(super) fn editor() -> StaffMember {
    member(&[Role::Catalogue])
}

pub(super) fn filter(typed: &str, status: &str, category: &str, brand: &str) -> GoodsFilter {
    GoodsFilter::read(typed, status, category, brand).expect("a filter")
}

/// A form for these products.
pub(super) fn form(key: &str, action: &str, ids: &[&str]) -> BulkForm {
    BulkForm {
        ids: ids.iter().map(|id| (*id).to_owned()).collect(),
        action: action.to_owned(),
        key: key.to_owned(),
        ..BulkForm::default()
    }
}
