//! A shop with orders in a database of its own.

use std::time::Duration;

use kernel::{
    AccountId, CheckoutId, Currency, Email, Money, OrderId, PaymentId, Quantity, Sku, Timestamp,
};
use orders::{LockedOrder, NewOrder, OrderBook, OrderError, Placed, lock, place};
use sqlx::PgTransaction;
use storefront::{
    account::Secret,
    orders::{Buyer, Contact, Delivery, OrderLine, OrderTotals, Seller, Shipment, Who},
    pricing::TaxLine,
    product::OptionChoice,
    profile::AddressForm,
};
use testkit::TestDatabase;

pub(crate) struct Shop {
    pub(crate) database: TestDatabase,
    pub(crate) book: OrderBook,
}

impl Shop {
    pub(crate) async fn open() -> Self {
        Self::with(Duration::from_secs(60)).await
    }

    pub(crate) async fn with(deadline: Duration) -> Self {
        let database = TestDatabase::new().await;
        let book = OrderBook::new(database.pool.clone(), deadline);
        Self { database, book }
    }

    pub(crate) async fn begin(&self) -> PgTransaction<'static> {
        self.database.pool.begin().await.expect("a transaction")
    }

    pub(crate) async fn place(&self, order: &NewOrder) -> Placed {
        let mut txn = self.begin().await;
        let placed = place(&mut txn, order).await.expect("placed");
        txn.commit().await.expect("committed");
        placed
    }

    /// Does something to an order and commits, or rolls back what went wrong.
    pub(crate) async fn on<T>(
        &self,
        id: &OrderId,
        action: impl AsyncFnOnce(&mut LockedOrder, &mut PgTransaction<'static>) -> Result<T, OrderError>,
    ) -> Result<T, OrderError> {
        let mut txn = self.begin().await;
        let mut order = lock(&mut txn, id).await?;
        let done = action(&mut order, &mut txn).await?;
        txn.commit().await?;
        Ok(done)
    }

    pub(crate) async fn pay(&self, id: &OrderId) {
        self.on(id, async |order, txn| {
            let total = order.total;
            order.paid(txn, &payment(id.as_str()), total).await
        })
        .await
        .expect("paid");
    }

    /// An order that was placed, paid and shipped.
    pub(crate) async fn shipped(&self, order: &NewOrder) -> OrderId {
        let id = self.place(order).await.id;
        self.pay(&id).await;
        self.on(&id, async |order, txn| order.ship(txn, &shipment(), Who::Staff).await)
            .await
            .expect("shipped");
        id
    }

    /// One number from the database.
    pub(crate) async fn count(&self, query: &'static str) -> i64 {
        sqlx::query_scalar(query).fetch_one(&self.database.pool).await.expect("a number")
    }

    pub(crate) async fn close(self) {
        drop(self.book);
        self.database.drop().await;
    }
}

pub(crate) fn euros(cents: i64) -> Money {
    Money::new(cents, Currency::EUR).expect("an amount")
}

pub(crate) fn payment(text: &str) -> PaymentId {
    PaymentId::parse(format!("pay-{text}")).expect("an id")
}

pub(crate) fn account(text: &str) -> AccountId {
    AccountId::parse(text).expect("an id")
}

pub(crate) fn ada() -> Buyer {
    Buyer::Account(account("ada"))
}

pub(crate) fn guest() -> Buyer {
    Buyer::Guest(Secret::new("what the session keeps"))
}

pub(crate) fn sku(text: &str) -> Sku {
    Sku::parse(text).expect("a SKU")
}

pub(crate) fn units(units: u32) -> Quantity {
    Quantity::new(units).expect("a quantity")
}

pub(crate) fn shipment() -> Shipment {
    Shipment {
        carrier: "Post".to_owned(),
        tracking: "00340".to_owned(),
        tracking_url: Some("https://post.example/00340".to_owned()),
    }
}

pub(crate) fn line(name: &str, quantity: u32, cents: i64) -> OrderLine {
    OrderLine {
        sku: sku(name),
        product_slug: None,
        title: format!("One {name}"),
        options: vec![OptionChoice { axis: "Size".to_owned(), value: "L".to_owned() }],
        image: None,
        quantity: units(quantity),
        unit_price: euros(cents),
        line_total: euros(cents).checked_mul(quantity).expect("a total"),
        returned: 0,
        tax_basis_points: Some(1_900),
    }
}

/// Two cups and three spoons: 2 x 10.00 + 3 x 2.50 - 1.50 + 3.90 = 29.90.
pub(crate) fn order(checkout: &str, buyer: Buyer) -> NewOrder {
    let home = AddressForm {
        name: "Ada Byron".to_owned(),
        line1: "Hafenstrasse 7".to_owned(),
        city: "Hamburg".to_owned(),
        postcode: "20457".to_owned(),
        country: "DE".to_owned(),
        ..AddressForm::default()
    };
    NewOrder {
        checkout: CheckoutId::parse(checkout).expect("an id"),
        buyer,
        by: Who::Shopper,
        lines: vec![line("spoon", 3, 250), line("cup", 2, 1_000)],
        totals: OrderTotals {
            goods: euros(2_750),
            discount: euros(150),
            shipping: euros(390),
            tax_added: euros(0),
            tax_included: euros(477),
            total: euros(2_990),
        },
        tax_lines: vec![TaxLine { basis_points: 1_900, net: euros(2_513), tax: euros(477) }],
        seller: Seller {
            name: "Quayside Ltd".to_owned(),
            address: vec!["Quay 1".to_owned(), "20457 Hamburg".to_owned()],
            tax_number: Some("DE123456789".to_owned()),
        },
        contact: Contact {
            email: Email::parse("ada@example.com").expect("an address"),
            name: "Ada Byron".to_owned(),
        },
        shipping_address: home.check().expect("an address"),
        billing_address: None,
        delivery: Delivery {
            method: "standard".to_owned(),
            title: "Standard".to_owned(),
            earliest: Some(Timestamp::from_millis(1_800_000_000_000)),
            latest: Some(Timestamp::from_millis(1_800_086_400_000)),
        },
        coupon: Some("HARBOUR".to_owned()),
        pay_within: 300,
    }
}
