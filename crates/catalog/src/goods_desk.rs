//! The port about the list of products, answered.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use async_trait::async_trait;
use audit::{Deed, DeedLog};
use kernel::{Clock, Currency, ProductId, SystemClock};
use mongodb::bson::DateTime;
use serde_json::json;
use storefront::{
    ShopError,
    account::Caller,
    enquiry::FieldError,
    goods_index::GoodsIndex,
    goods_room::{
        BulkBack, BulkChosen, BulkDeed, BulkForm, BulkOrder, BulkPreview, BulkStanding, GoodsError,
        GoodsPage, GoodsQuery, GoodsRoom, MOST_CHOSEN, bulk_key,
    },
    staff::{Permission, StaffMember},
};

use crate::{
    goods_bulk::{PartStanding, Step},
    goods_bulk_documents::{DeedDocument, PartDocument, PartState},
    goods_deed_log::{self as deed_log, mark},
    port::{answer, answer_within},
    store::CatalogStore,
};

/// How long a request goes on with parts of a deed. What is left waits for the next one.
const TURN: Duration = Duration::from_secs(5);
/// How long MongoDB may take for one part. Together with a turn it stays below what a page may take.
const PART_DEADLINE: Duration = Duration::from_secs(7);
/// How long MongoDB may take to name ten thousand products, or to write them down.
const CHOICE_DEADLINE: Duration = Duration::from_secs(4);

/// The list of products, with all who have a say in it.
pub struct GoodsDesk {
    store: Arc<CatalogStore>,
    deeds: Arc<dyn DeedLog>,
    currency: Currency,
    index: Option<Arc<dyn GoodsIndex>>,
}

/// What an order would change, and to which products.
struct Plan {
    preview: BulkPreview,
    chosen: BulkChosen,
    ids: Vec<ProductId>,
}

fn away(_: ShopError) -> GoodsError {
    GoodsError::Unavailable
}

fn refused(field: &'static str, message: &'static str) -> GoodsError {
    GoodsError::Refused(vec![FieldError { field, message }])
}

fn may(by: &StaffMember, permission: Permission) -> Result<(), GoodsError> {
    by.require(permission).map_err(|_| GoodsError::Forbidden)
}

impl GoodsDesk {
    /// Lists of a catalogue. Amounts are typed in this currency.
    #[must_use]
    pub fn new(store: Arc<CatalogStore>, deeds: Arc<dyn DeedLog>, currency: Currency) -> Self {
        Self { store, deeds, currency, index: None }
    }

    /// Has lists go by a copy of what they show, whenever that can be asked.
    #[must_use]
    pub fn by_index(mut self, index: Arc<dyn GoodsIndex>) -> Self {
        self.index = Some(index);
        self
    }

    async fn plan(&self, order: BulkOrder) -> Result<Plan, GoodsError> {
        let category = match order.change.category() {
            Some(category) => {
                let name = answer("a category", self.store.category_name(category)).await;
                let gone = refused("shelf", "There is no such category any more.");
                Some(name.map_err(away)?.ok_or(gone)?)
            }
            None => None,
        };
        let chosen = self.store.chosen_products(&order.chosen);
        let chosen = answer_within(CHOICE_DEADLINE, "chosen products", chosen).await;
        let chosen = chosen.map_err(away)?;
        if chosen.is_empty() {
            return Err(refused("all", "No product is meant any more."));
        }
        if chosen.len() > MOST_CHOSEN {
            return Err(refused("all", "More than 10,000 products match. Narrow the list first."));
        }
        let preview = BulkPreview {
            change: order.change,
            category,
            products: chosen.len(),
            skus: chosen.iter().map(|product| product.variants.len()).sum(),
            mark: mark(chosen.iter().map(|product| &product.id)),
        };
        let ids = chosen.into_iter().map(|product| product.id).collect();
        Ok(Plan { preview, chosen: order.chosen, ids })
    }

    /// The plan, if it is about the products that were confirmed.
    async fn confirmed(&self, order: BulkOrder, meant: &str) -> Result<Plan, GoodsError> {
        let plan = self.plan(order).await?;
        if meant == plan.preview.mark { Ok(plan) } else { Err(GoodsError::Changed) }
    }

    async fn read(
        &self,
        key: &str,
    ) -> Result<Option<(DeedDocument, Vec<PartStanding>)>, GoodsError> {
        answer("a deed", self.store.deed(key)).await.map_err(away)
    }

    async fn found(&self, key: &str) -> Result<(DeedDocument, Vec<PartStanding>), GoodsError> {
        let key = bulk_key(key).ok_or(GoodsError::NotFound)?;
        self.read(key).await?.ok_or(GoodsError::NotFound)
    }

    /// Takes a step with the parts that are left, until the turn is over.
    async fn go_on(
        &self,
        deed: &DeedDocument,
        parts: &[PartStanding],
        step: Step<'_>,
    ) -> Result<BulkStanding, GoodsError> {
        let begun = Instant::now();
        let left = parts.iter().filter(|part| match step {
            Step::Do => part.state == PartState::Waiting,
            Step::Back(_) => part.state != PartState::Back,
        });
        let left: Vec<i64> = left.map(|part| part.number).collect();
        for number in left {
            if begun.elapsed() >= TURN {
                break;
            }
            let done = Box::pin(self.store.step(deed, number, step));
            answer_within(PART_DEADLINE, "a part of a deed", done).await.map_err(away)?;
        }
        let (deed, parts) = self.found(&deed.key).await?;
        Ok(standing(&deed, &parts))
    }

    /// Writes down what is to be done: first in the log, then where it is done.
    async fn begin(
        &self,
        by: &StaffMember,
        key: &str,
        plan: Plan,
        caller: &Caller,
    ) -> Result<(), GoodsError> {
        answer("forgetting old deeds", self.store.forget_deeds()).await.map_err(away)?;
        let Plan { preview, chosen, ids } = plan;
        let told = self.store.told_of_deed(by, &preview.change, &ids);
        let told = answer("what products are before a deed", told).await.map_err(away)?;
        let subject = format!("bulk {key}");
        let line = Deed {
            by,
            caller,
            action: "products_changed",
            subject: &subject,
            before: Some(json!({ "first": told.before })),
            after: Some(json!({
                "change": preview.change,
                "chosen": deed_log::chosen(&chosen),
                "products": preview.products,
                "first": told.after,
            })),
        };
        self.deeds.write(&line).await.map_err(away)?;
        let deed = DeedDocument {
            key: key.to_owned(),
            by: by.account.clone(),
            signed: by.name.clone(),
            at: DateTime::from_millis(SystemClock.now().millis()),
            change: preview.change,
            back: false,
        };
        let parts = PartDocument::all(key, &ids);
        let written = self.store.begin_deed(&deed, &parts);
        answer_within(CHOICE_DEADLINE, "a new deed", written).await.map_err(away)
    }
}

/// How a deed stands by its parts.
pub(crate) fn standing(deed: &DeedDocument, parts: &[PartStanding]) -> BulkStanding {
    let sum = |state: Option<PartState>, of: fn(&PartStanding) -> i64| {
        let counted = parts.iter().filter(|part| state.is_none_or(|state| part.state == state));
        usize::try_from(counted.map(of).sum::<i64>()).unwrap_or_default()
    };
    let changed = sum(None, |part| part.changed);
    let done = sum(Some(PartState::Done), |part| part.meant);
    let never = sum(Some(PartState::Back), |part| part.meant);
    let back = deed.back.then(|| {
        let back = sum(Some(PartState::Back), |part| part.set_back);
        let waiting = sum(Some(PartState::Done), |part| part.changed);
        BulkBack { back, left: changed.saturating_sub(back + waiting), waiting }
    });
    BulkStanding {
        key: deed.key.clone(),
        changed,
        same: (done + never).saturating_sub(changed),
        waiting: sum(Some(PartState::Waiting), |part| part.meant),
        back,
    }
}

#[async_trait]
impl GoodsRoom for GoodsDesk {
    fn currency(&self) -> Currency {
        self.currency
    }

    async fn list(&self, by: &StaffMember, query: &GoodsQuery) -> Result<GoodsPage, GoodsError> {
        may(by, Permission::ReadCatalogue)?;
        let page = Box::pin(self.store.goods_page(query, self.index.as_deref()));
        answer("products for staff", page).await.map_err(away)
    }

    async fn preview(&self, by: &StaffMember, form: &BulkForm) -> Result<BulkPreview, GoodsError> {
        may(by, Permission::EditCatalogue)?;
        let order = form.check(self.currency).map_err(GoodsError::Refused)?;
        Ok(self.plan(order).await?.preview)
    }

    async fn apply(
        &self,
        by: &StaffMember,
        form: &BulkForm,
        caller: &Caller,
    ) -> Result<BulkStanding, GoodsError> {
        may(by, Permission::EditCatalogue)?;
        let key = bulk_key(&form.key).ok_or(GoodsError::NotFound)?;
        if self.read(key).await?.is_none() {
            let order = form.check(self.currency).map_err(GoodsError::Refused)?;
            match self.confirmed(order, &form.meant).await {
                Ok(plan) => self.begin(by, key, plan, caller).await?,
                // Sent twice at once, the other may have begun meanwhile, and what matched matches no
                // longer.
                Err(error) => {
                    if self.read(key).await?.is_none() {
                        return Err(error);
                    }
                }
            }
        }
        let (deed, parts) = self.found(key).await?;
        if deed.back {
            return Ok(standing(&deed, &parts));
        }
        self.go_on(&deed, &parts, Step::Do).await
    }

    async fn undo(
        &self,
        by: &StaffMember,
        key: &str,
        caller: &Caller,
    ) -> Result<BulkStanding, GoodsError> {
        may(by, Permission::EditCatalogue)?;
        let (deed, parts) = self.found(key).await?;
        if !deed.back {
            let changed = standing(&deed, &parts).changed;
            let subject = format!("bulk {}", deed.key);
            let line = Deed {
                by,
                caller,
                action: "products_set_back",
                subject: &subject,
                before: Some(json!({ "change": deed.change, "products": changed })),
                after: Some(json!({ "set_back": true })),
            };
            self.deeds.write(&line).await.map_err(away)?;
            answer("the end of a deed", self.store.end_deed(&deed.key)).await.map_err(away)?;
        }
        self.go_on(&deed, &parts, Step::Back(&by.account)).await
    }

    async fn deed(&self, by: &StaffMember, key: &str) -> Result<BulkStanding, GoodsError> {
        may(by, Permission::ReadCatalogue)?;
        let (deed, parts) = self.found(key).await?;
        Ok(standing(&deed, &parts))
    }

    async fn deeds(&self, by: &StaffMember) -> Result<Vec<BulkDeed>, GoodsError> {
        may(by, Permission::ReadCatalogue)?;
        answer("deeds of a day", self.store.recent_deeds()).await.map_err(away)
    }
}
