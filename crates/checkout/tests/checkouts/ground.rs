//! A desk over a database of its own, with all that it works with.

use std::{
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use checkout::{CheckoutDesk, CheckoutParts, Settings};
use inventory::{
    MAIN_WAREHOUSE, StockChange,
    holds::{DeskSettings, HoldDesk},
    receive,
};
use kernel::{AccountId, CheckoutId, Currency, Money, OrderId, Quantity, Sku, SystemClock};
use orders::OrderBook;
use payments::PaymentDesk;
use pricing::{OfferBook, PriceBook, TaxMode};
use sqlx::{
    AssertSqlSafe, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use storefront::{
    account::{Caller, Secret},
    checkout::{
        Begin, BeginLine, Begun, CheckoutChange, CheckoutError, CheckoutView, Checkouts,
        IdempotencyKey, Submitted,
    },
    offer_room::{CouponForm, OfferRoom},
    orders::{Buyer, OrderView, Seller},
    pricing::{Benefit, CouponCode, CouponDraft},
    profile::{AddressForm, Country},
    shop::{Chosen, FixedFront, ShopFront, ShopIdentity, TaxBasis},
    staff::{Role, StaffMember},
};
use testkit::TestDatabase;

use crate::{bank::Bank, shelves::Shelves};

/// For how long a patient test lets a store answer on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// Connections at which units are held.
const SERVING: u32 = 8;

/// The shop's front, on which tax can come to be added to prices.
pub(crate) struct Front {
    fixed: FixedFront,
    tax_added: AtomicBool,
}

impl Front {
    /// From now on prices do not hold the tax.
    pub(crate) fn add_tax(&self) {
        self.tax_added.store(true, Ordering::Relaxed);
    }
}

impl ShopFront for Front {
    fn identity(&self) -> Arc<ShopIdentity> {
        self.fixed.identity()
    }

    fn seller(&self) -> Arc<Seller> {
        self.fixed.seller()
    }

    fn chosen(&self) -> Chosen {
        self.fixed.chosen()
    }

    fn tax_basis(&self) -> TaxBasis {
        TaxBasis { included: !self.tax_added.load(Ordering::Relaxed), ..self.fixed.tax_basis }
    }

    fn stamp(&self) -> u64 {
        self.fixed.stamp()
    }
}

/// The same, with who sells.
fn front() -> Arc<Front> {
    let identity = ShopIdentity {
        name: "Quayside".to_owned(),
        logo: None,
        tagline: String::new(),
        delivery_note: String::new(),
        origin: "http://127.0.0.1:3000".to_owned(),
    };
    let seller = Seller::read("Quayside Ltd|Quay 1", "", "").expect("a seller");
    let home = Country::parse("DE").expect("a country");
    let tax_basis = TaxBasis { home, included: true };
    let fixed = FixedFront { identity: Arc::new(identity), seller: Arc::new(seller), tax_basis };
    Arc::new(Front { fixed, tax_added: AtomicBool::new(false) })
}

pub(crate) fn euros(cents: i64) -> Money {
    Money::new(cents, Currency::EUR).expect("an amount")
}

pub(crate) fn sku(code: &str) -> Sku {
    Sku::parse(code).expect("a SKU")
}

pub(crate) fn ada() -> Buyer {
    account("ada")
}

pub(crate) fn account(name: &str) -> Buyer {
    Buyer::Account(AccountId::parse(name).expect("an id"))
}

pub(crate) fn guest(name: &str) -> Buyer {
    Buyer::Guest(Secret::new(format!("what the session of {name} keeps")))
}

pub(crate) fn wish(lines: &[(&str, u32)]) -> Begin {
    let line = |(code, units): &(&str, u32)| BeginLine {
        sku: sku(code),
        quantity: Quantity::new(*units).expect("a quantity"),
    };
    Begin {
        lines: lines.iter().map(line).collect(),
        network: "203.0.113.0/24".to_owned(),
        cart: None,
        newcomer: false,
    }
}

pub(crate) fn key(text: &str) -> IdempotencyKey {
    IdempotencyKey::parse(format!("key-of-{text}")).expect("a key")
}

pub(crate) fn home() -> AddressForm {
    AddressForm {
        line1: "Hafenstr. 7".to_owned(),
        city: "Hamburg".to_owned(),
        postcode: "20457".to_owned(),
        country: "DE".to_owned(),
        ..AddressForm::default()
    }
}

/// All that has to be entered for a parcel to Hamburg.
pub(crate) fn entries(name: &str) -> CheckoutChange {
    CheckoutChange {
        contact: Some((format!("{name}@example.com"), name.to_owned())),
        shipping_address: Some(home()),
        delivery_method: Some("standard".to_owned()),
        ..CheckoutChange::default()
    }
}

pub(crate) struct Ground {
    pub(crate) database: TestDatabase,
    pub(crate) bank: Arc<Bank>,
    pub(crate) shelves: Arc<Shelves>,
    pub(crate) front: Arc<Front>,
    pub(crate) orders: OrderBook,
    pub(crate) payments: Arc<PaymentDesk>,
    pub(crate) desk: CheckoutDesk,
}

/// Free, reserved, sold.
pub(crate) type Columns = (i32, i32, i32);

impl Ground {
    /// With so many units of each SKU, each for 20 euros.
    pub(crate) async fn new(stock: &[(&str, i32)]) -> Self {
        Self::with_most(stock, None).await
    }

    /// The same with the most units that one may hold.
    pub(crate) async fn with_most(stock: &[(&str, i32)], most: Option<u32>) -> Self {
        let database = TestDatabase::new().await;
        let (bank, shelves) = (Arc::new(Bank::default()), Arc::new(Shelves::default()));
        let front = front();
        let (desk, orders, payments) = open_desk(&database, &bank, &shelves, &front, most);
        let ground = Self { database, bank, shelves, front, orders, payments, desk };
        for (code, units) in stock {
            ground.shelves.offer(code, 2_000);
            let change = StockChange {
                sku: sku(code),
                quantity: *units,
                warehouse: MAIN_WAREHOUSE.to_owned(),
                reference: "start".to_owned(),
                reason: "test".to_owned(),
            };
            receive(ground.pool(), &change).await.expect("received");
        }
        ground
    }

    /// The desk of another server of the same shop.
    pub(crate) fn another_desk(&self) -> CheckoutDesk {
        open_desk(&self.database, &self.bank, &self.shelves, &self.front, None).0
    }

    pub(crate) fn pool(&self) -> &PgPool {
        &self.database.pool
    }

    pub(crate) async fn begin(
        &self,
        buyer: &Buyer,
        lines: &[(&str, u32)],
    ) -> Result<Begun, CheckoutError> {
        self.desk.begin(buyer, &wish(lines)).await
    }

    /// A checkout that lacks nothing, with a card entered at the bank.
    pub(crate) async fn ready(
        &self,
        buyer: &Buyer,
        lines: &[(&str, u32)],
        card: &str,
    ) -> CheckoutView {
        let id = self.begin(buyer, lines).await.expect("held").checkout.id;
        self.bank.enter(&id, card);
        self.desk.change(buyer, &id, &entries("ada")).await.expect("entered")
    }

    pub(crate) async fn submit(
        &self,
        buyer: &Buyer,
        id: &CheckoutId,
        by: &str,
    ) -> Result<Submitted, CheckoutError> {
        self.desk.submit(buyer, id, &key(by)).await
    }

    /// A paid order.
    pub(crate) async fn bought(&self, buyer: &Buyer, lines: &[(&str, u32)]) -> OrderId {
        let id = self.ready(buyer, lines, "ok").await.id;
        match self.submit(buyer, &id, "first").await {
            Ok(Submitted::Paid(order)) => order.id,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) async fn order(&self, id: &OrderId) -> OrderView {
        self.orders.view_any(id).await.expect("there")
    }

    pub(crate) async fn columns(&self, code: &str) -> Columns {
        sqlx::query_as("select free, reserved, sold from inventory.stock where sku = $1")
            .bind(code)
            .fetch_one(self.pool())
            .await
            .expect("a row")
    }

    pub(crate) async fn count(&self, query: &'static str) -> i64 {
        sqlx::query_scalar(query).fetch_one(self.pool()).await.expect("a number")
    }

    pub(crate) async fn run(&self, statement: &'static str) {
        sqlx::query(statement).execute(self.pool()).await.expect("done");
    }

    /// A coupon that takes off so many hundredths of a percent.
    pub(crate) async fn coupon(&self, code: &str, basis_points: u32, total_limit: Option<u32>) {
        self.offer(code, basis_points, total_limit, false).await;
    }

    /// The same without a code to type.
    pub(crate) async fn promotion(&self, code: &str, basis_points: u32, total_limit: Option<u32>) {
        self.offer(code, basis_points, total_limit, true).await;
    }

    async fn offer(
        &self,
        code: &str,
        basis_points: u32,
        total_limit: Option<u32>,
        automatic: bool,
    ) {
        let draft = CouponDraft {
            code: CouponCode::parse(code).expect("a code"),
            benefit: Benefit::Percent { basis_points },
            minimum: None,
            starts_at: None,
            ends_at: None,
            total_limit,
            person_limit: None,
            automatic,
            active: true,
        };
        let staff = StaffMember {
            account: AccountId::parse("anna").expect("an id"),
            name: "Anna".to_owned(),
            roles: vec![Role::Catalogue],
            api_token: None,
        };
        let room = OfferBook::new(&prices(self.pool().clone()), Currency::EUR, PATIENCE);
        let form = CouponForm::of(&draft);
        room.create_coupon(&staff, &form, &Caller::default()).await.expect("made");
    }

    /// The ends of all holds that are not being paid for are over.
    pub(crate) async fn end_holds(&self) {
        self.run(
            "update checkout.checkout set expires_at = statement_timestamp() - interval '1 s'
             where state = 'open'",
        )
        .await;
        self.run(
            "update inventory.hold set expires_at = statement_timestamp() - interval '1 s'
             where state = 'held'",
        )
        .await;
    }

    /// The time in which orders have to be paid is over.
    pub(crate) async fn end_pay_time(&self) {
        self.run("update orders.orders set pay_by = statement_timestamp() - interval '1 s'").await;
    }

    /// Whatever waits for a moment to come, and whoever has something for themselves until then:
    /// that moment has come, and nobody has anything.
    pub(crate) async fn pass(&self) {
        for table in ["payment", "refund", "webhook_inbox"] {
            let statement = format!(
                "update payments.{table} set due_at = statement_timestamp() - interval '1 h'"
            );
            sqlx::query(AssertSqlSafe(statement)).execute(self.pool()).await.expect("moved");
        }
        self.run("update payments.payment set leased_until = null").await;
    }

    /// What one server looks after in a while.
    pub(crate) async fn look_after(&self) {
        self.pass().await;
        self.desk.look_after_once().await.expect("PostgreSQL answers");
    }
}

fn prices(pool: PgPool) -> PriceBook {
    PriceBook::new(pool, TaxMode::Included, Country::parse("DE").expect("a country"))
}

fn open_desk(
    database: &TestDatabase,
    bank: &Arc<Bank>,
    shelves: &Arc<Shelves>,
    front: &Arc<Front>,
    most_held: Option<u32>,
) -> (CheckoutDesk, OrderBook, Arc<PaymentDesk>) {
    let pool = |connections| {
        let options = PgConnectOptions::from_str(&database.uri()).expect("an address");
        PgPoolOptions::new().max_connections(connections).connect_lazy_with(options)
    };
    let holds =
        DeskSettings { serving: SERVING as usize, deadline: PATIENCE, ..DeskSettings::default() };
    let holds = HoldDesk::new(pool(SERVING), holds);
    let orders = OrderBook::new(pool(2), PATIENCE);
    let settings = payments::Settings {
        deadline: PATIENCE,
        ..payments::Settings::new("a secret of the tests")
    };
    let payments =
        Arc::new(PaymentDesk::new(pool(4), bank.clone(), Arc::new(SystemClock), settings));
    let desk = CheckoutDesk::new(CheckoutParts {
        postgres: pool(4),
        holds,
        catalogue: shelves.clone(),
        recent: shelves.clone(),
        stock: Some(shelves.clone()),
        prices: PriceBook::live(pool(4), front.clone()),
        orders: orders.clone(),
        payments: payments.clone(),
        copies: None,
        settings: Settings {
            hold_seconds: 300,
            pay_seconds: 300,
            most_held,
            origin: "http://127.0.0.1:3000".to_owned(),
            front: front.clone(),
            key: [7; 32],
            deadline: PATIENCE,
        },
    });
    (desk, orders, payments)
}
