//! A desk for a test, whose log is a list.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

use async_trait::async_trait;
use audit::{Deed, DeedLog};
use catalog::ShelfDesk;
use kernel::{AccountId, CategoryId, Currency};
use mongodb::bson::{Document, doc};
use storefront::{
    ShopError,
    account::Caller,
    catalogue::{Catalogue, Found},
    shelf_room::{CategoryEntry, CategoryForm, CategoryPlace, ShelfError, ShelfRoom, Shelved},
    staff::{Role, StaffMember},
};

use crate::ground::{Ground, category, product, slug};

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

/// A catalogue with the categories `a`, `b` below it, `c` below that, and `d` beside `a`.
pub(super) struct Desk {
    pub(super) ground: Ground,
    pub(super) room: ShelfDesk,
    pub(super) log: Arc<Log>,
}

impl Desk {
    pub(super) async fn open() -> Self {
        let ground = Ground::new().await;
        for (id, parent) in [("a", None), ("b", Some("a")), ("c", Some("b")), ("d", None)] {
            ground.put_category(&category(id, parent)).await.expect("written");
        }
        let log = Arc::new(Log::default());
        let room = ShelfDesk::new(ground.shared(), log.clone(), Currency::EUR);
        Self { ground, room, log }
    }

    pub(super) async fn close(self) {
        drop(self.room);
        self.ground.clear().await;
    }

    /// Writes so many products into categories.
    pub(super) async fn fill(&self, name: &str, count: usize, categories: &[&str]) {
        let drafts: Vec<_> = (0..count)
            .map(|number| {
                let mut draft = product(&format!("{name}-{number}"));
                draft.categories = categories.iter().map(|name| id(name)).collect();
                draft
            })
            .collect();
        for outcome in self.ground.upsert_products(&drafts).await.expect("written") {
            outcome.expect("written");
        }
    }

    /// A category as it stands now.
    pub(super) async fn entry(&self, name: &str) -> CategoryEntry {
        let tree = self.room.categories(&editor()).await.expect("a tree");
        tree.row(&id(name)).expect("a category").entry.clone()
    }

    /// The ids of all categories, in the order to show.
    pub(super) async fn order(&self) -> Vec<String> {
        let tree = self.room.categories(&editor()).await.expect("a tree");
        tree.rows.iter().map(|row| row.entry.id.to_string()).collect()
    }

    pub(super) async fn place(
        &self,
        name: &str,
        place: &CategoryPlace,
        version: i64,
    ) -> Result<Shelved, ShelfError> {
        self.room.place_category(&editor(), &id(name), place, version, &Caller::default()).await
    }

    /// Merges to the end, however often the form has to be sent on a slow machine.
    pub(super) async fn merge(
        &self,
        name: &str,
        into: &str,
        version: i64,
    ) -> Result<Shelved, ShelfError> {
        let (by, caller, id) = (editor(), Caller::default(), id(name));
        loop {
            match self.room.merge_category(&by, &id, into, version, &caller).await {
                Ok(Shelved::Partly) => {}
                outcome => return outcome,
            }
        }
    }

    pub(super) async fn rename(
        &self,
        name: &str,
        form: &CategoryForm,
    ) -> Result<Shelved, ShelfError> {
        self.room.change_category(&editor(), &id(name), form, &Caller::default()).await
    }

    /// Where the address of a category leads.
    pub(super) async fn leads(&self, from: &str) -> Option<String> {
        let redirects = self.ground.database.collection::<Document>("slug_redirects");
        let there = doc! { "_id": format!("category/{from}") };
        let target = redirects.find_one(there).await.expect("answered")?;
        Some(target.get_str("target").expect("a target").to_owned())
    }

    /// How many products are in a category.
    pub(super) async fn held(&self, name: &str) -> u64 {
        let products = self.ground.database.collection::<Document>("products");
        products.count_documents(doc! { "categories": name }).await.expect("counted")
    }

    /// Whether a category is found by its slug, or by one that it had.
    pub(super) async fn found(&self, name: &str) -> bool {
        matches!(
            self.ground.category_by_slug(&slug(name)).await,
            Ok(Found::Here(_) | Found::MovedTo(_))
        )
    }

    pub(super) fn lines(&self) -> Vec<String> {
        self.log.lines.lock().expect("nobody breaks off").clone()
    }
}

pub(super) fn id(text: &str) -> CategoryId {
    CategoryId::parse(text).expect("an id")
}

pub(super) fn form(name: &str, slug: &str, version: i64) -> CategoryForm {
    CategoryForm {
        key: format!("key-{name}"),
        name: name.to_owned(),
        slug: slug.to_owned(),
        version: version.to_string(),
        ..CategoryForm::default()
    }
}

pub(super) fn member(role: Role) -> StaffMember {
    StaffMember {
        account: AccountId::parse("mira").expect("an id"),
        name: "Mira".to_owned(),
        roles: vec![role],
        api_token: None,
    }
}

pub(super) fn editor() -> StaffMember {
    member(Role::Catalogue)
}

/// The field that was refused first.
pub(super) fn refused<T: std::fmt::Debug>(result: Result<T, ShelfError>) -> &'static str {
    match result {
        Err(ShelfError::Refused(refused)) => refused[0].field,
        other => panic!("{other:?}"),
    }
}
