//! Settings over a database of their own.

use std::{sync::Arc, time::Duration};

use async_trait::async_trait;
use kernel::{AccountId, Currency, Money, Slug};
use settings::{LiveFront, MarkdownFiles, SettingsBook};
use storefront::{
    account::Caller,
    pricing::{DeliveryOption, Pricing, PricingError, Quote, QuoteRequest},
    profile::Country,
    settings_room::{SettingsForm, ShopDefaults, TextForm},
    staff::{Role, StaffMember},
};
use testkit::TestDatabase;

/// For how long a patient test lets PostgreSQL answer on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Ground {
    pub(crate) database: TestDatabase,
    /// What the server shows on which somebody changes something.
    pub(crate) front: Arc<LiveFront>,
    /// What another server shows.
    pub(crate) elsewhere: Arc<LiveFront>,
    pub(crate) room: SettingsBook,
}

/// Somebody of staff.
pub(crate) fn member(role: Role) -> StaffMember {
    StaffMember {
        account: AccountId::parse("wanda").expect("an id"),
        name: "Wanda".to_owned(),
        roles: vec![role],
        api_token: None,
    }
}

pub(crate) fn caller() -> Caller {
    Caller { address: "203.0.113.77".parse().ok(), agent: "a test".to_owned() }
}

pub(crate) fn slug(text: &str) -> Slug {
    Slug::parse(text).expect("a slug")
}

/// The settings with another tagline.
pub(crate) fn tagline(tagline: &str, version: &str) -> SettingsForm {
    SettingsForm {
        tagline: tagline.to_owned(),
        version: version.to_owned(),
        ..SettingsForm::default()
    }
}

/// A page that says this.
pub(crate) fn page(slug: &str, markdown: &str, version: &str) -> TextForm {
    TextForm {
        slug: slug.to_owned(),
        title: "Our words".to_owned(),
        description: String::new(),
        markdown: markdown.to_owned(),
        version: version.to_owned(),
    }
}

fn defaults() -> ShopDefaults {
    ShopDefaults {
        shop_name: "Quayside".to_owned(),
        name_chosen: false,
        tagline: "Good things.".to_owned(),
        delivery_note: "In 2 days.".to_owned(),
        note_chosen: false,
        seller: String::new(),
        tax_number: String::new(),
        origin: "https://shop.example".to_owned(),
        currency: Currency::EUR,
        country: Country::parse("DE").expect("a country"),
        tax_included: true,
    }
}

/// It is sold to Germany and Switzerland.
struct Nearby;

#[async_trait]
impl Pricing for Nearby {
    async fn quote(&self, _: &QuoteRequest) -> Result<Quote, PricingError> {
        Err(PricingError::Unavailable)
    }

    async fn delivery_to(
        &self,
        _: Country,
        _: u64,
        _: Money,
    ) -> Result<Vec<DeliveryOption>, PricingError> {
        Err(PricingError::Unavailable)
    }

    async fn destinations(&self) -> Result<Vec<Country>, PricingError> {
        Ok(["DE", "CH"].map(|code| Country::parse(code).expect("a country")).to_vec())
    }
}

impl Ground {
    pub(crate) async fn new() -> Self {
        let database = TestDatabase::new().await;
        let front = async || {
            let files = MarkdownFiles::read(None).expect("shipped pages");
            LiveFront::load(database.pool.clone(), files, defaults()).await.expect("read")
        };
        let (front, elsewhere) = (front().await, front().await);
        let room = SettingsBook::new(front.clone(), Arc::new(Nearby), PATIENCE);
        Self { database, front, elsewhere, room }
    }

    /// What was done and how it is told, the oldest first.
    pub(crate) async fn audit(&self) -> Vec<String> {
        sqlx::query_scalar(
            "select concat_ws(' ', actor, action, subject, before, after) from accounts.audit order by id",
        )
        .fetch_all(&self.database.pool)
        .await
        .expect("read")
    }
}
