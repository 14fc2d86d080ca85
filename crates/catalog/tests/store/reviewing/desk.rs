//! A desk for a test: who bought what is said beforehand, and the log is a list.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

use async_trait::async_trait;
use audit::{Deed, DeedLog};
use catalog::{Purchases, ReviewDesk};
use kernel::{AccountId, Sku};
use storefront::{
    ShopError,
    account::Caller,
    catalogue::Catalogue,
    product::{Product, Rating},
    reviews::{
        Decision, DecisionForm, ReviewBoard, ReviewDeskEntry, ReviewDeskQuery, ReviewError,
        ReviewForm, ReviewQuery, ReviewRoom, Reviewed, ShownReview,
    },
    staff::{Role, StaffMember},
};

use crate::ground::{Ground, product, product_id};

/// Everybody but `stranger` bought everything.
struct Buyers;

#[async_trait]
impl Purchases for Buyers {
    async fn has_bought(&self, account: &AccountId, skus: &[Sku]) -> Result<bool, ShopError> {
        Ok(account.as_str() != "stranger" && !skus.is_empty())
    }
}

/// What stands in the log.
#[derive(Default)]
pub(super) struct Log {
    pub(super) lines: Mutex<Vec<String>>,
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
        Ok(())
    }
}

/// A catalogue with the products `one` and `two`, and the desk for their reviews.
pub(super) struct Desk {
    pub(super) ground: Ground,
    pub(super) desk: ReviewDesk,
    pub(super) log: Arc<Log>,
}

impl Desk {
    pub(super) async fn open() -> Self {
        let ground = Ground::new().await;
        for id in ["one", "two"] {
            ground.put_product(&product(id), None).await.expect("written");
        }
        let log = Arc::new(Log::default());
        let desk = ReviewDesk::new(ground.shared(), Arc::new(Buyers), log.clone());
        Self { ground, desk, log }
    }

    pub(super) async fn close(self) {
        drop(self.desk);
        self.ground.clear().await;
    }

    pub(super) async fn product(&self, id: &str) -> Arc<Product> {
        self.ground.product(&product_id(id)).await.expect("there")
    }

    pub(super) async fn rating(&self) -> Option<Rating> {
        self.product("one").await.rating
    }

    /// Somebody writes about `one`.
    pub(super) async fn write(&self, who: &str, stars: u8) -> Result<Reviewed, ReviewError> {
        let product = self.product("one").await;
        self.desk.write(&account(who), &product, &form(stars)).await
    }

    /// The id of what somebody wrote about `one`.
    pub(super) async fn id(&self, who: &str) -> String {
        let product = self.product("one").await;
        let standing = self.desk.standing(&account(who), &product, &[]).await.expect("answered");
        standing.own.expect("a review").id
    }

    /// Staff decide about what somebody wrote, as it stands now.
    pub(super) async fn decide(
        &self,
        who: &str,
        decision: Decision,
    ) -> Result<Reviewed, ReviewError> {
        let id = self.id(who).await;
        let version = self.entry(&id).await.version.to_string();
        let form = DecisionForm { version, reason: "It names somebody.".to_owned() };
        self.desk.decide(&moderator(), &id, decision, &form, &Caller::default()).await
    }

    /// Somebody writes, and it is published.
    pub(super) async fn publish(&self, who: &str, stars: u8) -> String {
        assert_eq!(self.write(who, stars).await, Ok(Reviewed::Now));
        assert_eq!(self.decide(who, Decision::Publish).await, Ok(Reviewed::Now));
        self.id(who).await
    }

    pub(super) async fn list(&self, query: &ReviewDeskQuery) -> Vec<ReviewDeskEntry> {
        self.desk.list(&moderator(), query).await.expect("listed").entries
    }

    pub(super) async fn entry(&self, id: &str) -> ReviewDeskEntry {
        let all = self.list(&ReviewDeskQuery::default()).await;
        all.into_iter().find(|entry| entry.id == id).expect("listed")
    }

    pub(super) async fn published(&self) -> Vec<ShownReview> {
        let query = ReviewQuery::default();
        self.desk.published(&product_id("one"), &query).await.expect("answered").reviews
    }

    pub(super) fn lines(&self) -> Vec<String> {
        self.log.lines.lock().expect("nobody breaks off").clone()
    }
}

pub(super) fn account(id: &str) -> AccountId {
    AccountId::parse(id).expect("an id")
}

pub(super) fn form(stars: u8) -> ReviewForm {
    ReviewForm {
        stars: stars.to_string(),
        title: "So it is".to_owned(),
        text: "It does what it should.".to_owned(),
        name: "Ines".to_owned(),
    }
}

pub(super) fn member(role: Role) -> StaffMember {
    StaffMember {
        account: account("mira"),
        name: "Mira".to_owned(),
        roles: vec![role],
        api_token: None,
    }
}

pub(super) fn moderator() -> StaffMember {
    member(Role::Catalogue)
}
