//! What was bought: what the ports answer is said beforehand.

use std::sync::{Arc, Mutex, MutexGuard};

use async_trait::async_trait;
use kernel::{AccountId, Currency, Email, Money, OrderId, Quantity, Sku, Timestamp};
use storefront::{
    account::Secret,
    order_room::{OrderRoomError, OwedRefund, ReturnPage, ReturnsQuery, RoomPage, RoomQuery},
    order_taking::{Reckoned, TakeError},
    orders::{
        Buyer, Contact, Delivery, Happening, OrderCancelling, OrderLine, OrderPage, OrderQuery,
        OrderRefusal, OrderStatus, OrderSummary, OrderTotals, OrderView, Orders, ReturnForm,
        Seller, TimelineEntry, Who,
    },
    payment_room::{RefusedRefund, ToLookInto},
    pricing::TaxLine,
    product::OptionChoice,
};

use super::{bought_room, bought_taking, people};

/// The number of the order that there is.
pub(crate) const NUMBER: &str = "7K2M-9QXT-4B0D";
/// The secret of a link to it.
pub(crate) const LINK: &str = "5f1c0a9be27d4438a6b1f7c2d90e4a53";

/// What the ports answer.
pub(crate) struct Bought {
    /// A page of orders.
    pub(crate) page: Result<OrderPage, OrderRefusal>,
    /// The one order, for its buyer and for who has the link.
    pub(crate) order: Result<OrderView, OrderRefusal>,
    /// What was asked of the list.
    pub(crate) asked: Vec<OrderQuery>,
    /// A page of orders for staff.
    pub(crate) room: Result<RoomPage, OrderRoomError>,
    /// What was asked of the list of staff.
    pub(crate) room_asked: Vec<RoomQuery>,
    /// A page of returns.
    pub(crate) returns: Result<ReturnPage, OrderRoomError>,
    /// What was asked of the list of returns.
    pub(crate) returns_asked: Vec<ReturnsQuery>,
    /// What of the one order has to be paid back by hand; nothing of one that was paid by card.
    pub(crate) owed: Vec<OwedRefund>,
    /// Refunds of the one order that were refused.
    pub(crate) refused: Vec<RefusedRefund>,
    /// Whether its payment is in doubt.
    pub(crate) in_doubt: bool,
    /// What of all orders waits for being looked into.
    pub(crate) to_look_into: Result<Vec<ToLookInto>, OrderRoomError>,
    /// What an order comes to that staff take.
    pub(crate) reckoned: Result<Reckoned, TakeError>,
}

/// The ports about orders.
pub(crate) struct FakeOrders(Mutex<Bought>);

impl FakeOrders {
    /// With one order of somebody's.
    pub(crate) fn of(name: &str) -> Arc<Self> {
        let order = order(name, OrderStatus::Paid);
        let page = OrderPage { orders: vec![order.summary.clone()], next_cursor: None, limit: 24 };
        Arc::new(Self(Mutex::new(Bought {
            page: Ok(page),
            order: Ok(order),
            asked: Vec::new(),
            room: Ok(RoomPage { orders: vec![bought_room::row(name)], next_cursor: None }),
            room_asked: Vec::new(),
            returns: Ok(ReturnPage { returns: vec![bought_room::waiting(name)], next: None }),
            returns_asked: Vec::new(),
            owed: Vec::new(),
            refused: Vec::new(),
            in_doubt: false,
            to_look_into: Ok(Vec::new()),
            reckoned: Ok(bought_taking::reckoned(name)),
        })))
    }

    /// What is answered from now on.
    pub(crate) fn answers(&self) -> MutexGuard<'_, Bought> {
        self.0.lock().expect("no test breaks off while it holds this")
    }

    /// The one order is another from now on.
    pub(crate) fn change(&self, change: impl FnOnce(&mut OrderView)) {
        change(self.answers().order.as_mut().expect("an order"));
    }
}

/// Days after the order, as a moment.
pub(crate) const fn day(number: i64) -> Timestamp {
    Timestamp::from_millis(1_795_269_900_000 + number * 86_400_000)
}

/// So many euros.
pub(crate) fn euros(amount: i64) -> Money {
    Money::new(amount * 100, Currency::EUR).expect("a price")
}

/// Something that happened.
pub(crate) fn happened(at: Timestamp, what: Happening, who: Who) -> TimelineEntry {
    TimelineEntry { at, what, who, note: String::new(), amount: None }
}

/// Units of something that costs ten euros each.
pub(crate) fn line(sku: &str, title: &str, units: u32) -> OrderLine {
    OrderLine {
        sku: Sku::parse(sku).expect("a SKU"),
        product_slug: None,
        title: title.to_owned(),
        options: vec![OptionChoice { axis: "Size".to_owned(), value: "M".to_owned() }],
        image: None,
        quantity: Quantity::new(units).expect("a quantity"),
        unit_price: euros(10),
        line_total: euros(10 * i64::from(units)),
        returned: 0,
        tax_basis_points: Some(1_900),
    }
}

/// An order of two lines, three units in all, that stands here.
pub(crate) fn order(name: &str, status: OrderStatus) -> OrderView {
    let paid = status != OrderStatus::PendingPayment;
    let mut timeline = vec![happened(day(0), Happening::Placed, Who::Shopper)];
    if paid {
        timeline.push(happened(day(0), Happening::Paid, Who::Shop));
    }
    OrderView {
        summary: OrderSummary {
            id: OrderId::parse(NUMBER).expect("a number"),
            status,
            ordered_at: day(0),
            arrival_at: Some(day(4)),
            lines: vec![line("mug", "Mug", 2), line("tea/green", "Green tea", 1)],
            total: euros(33),
        },
        totals: OrderTotals {
            goods: euros(30),
            discount: euros(2),
            shipping: euros(5),
            tax_added: euros(0),
            tax_included: euros(4),
            total: euros(33),
        },
        tax_lines: vec![
            TaxLine { basis_points: 1_900, net: euros(20), tax: euros(3) },
            TaxLine { basis_points: 700, net: euros(9), tax: euros(1) },
        ],
        seller: Some(Seller {
            name: "Quayside Ltd".to_owned(),
            address: vec!["Harbour 2".to_owned(), "20457 Hamburg".to_owned()],
            tax_number: Some("DE123456789".to_owned()),
        }),
        refunded: euros(0),
        coupon: Some("WELCOME".to_owned()),
        contact: Some(Contact {
            email: Email::parse("ada@example.com").expect("an address"),
            name: name.to_owned(),
        }),
        shipping_address: Some(people::address("home", name).address),
        billing_address: None,
        delivery: Delivery {
            method: "standard".to_owned(),
            title: "Standard".to_owned(),
            earliest: Some(day(2)),
            latest: Some(day(4)),
        },
        shipment: None,
        paid_at: paid.then_some(day(0)),
        pay_by: (!paid).then_some(day(1)),
        timeline,
        returns: Vec::new(),
        cancellable: matches!(
            status,
            OrderStatus::PendingPayment | OrderStatus::Paid | OrderStatus::Allocated
        ),
        returnable_until: None,
    }
}

#[async_trait]
impl Orders for FakeOrders {
    async fn list(&self, _: &Buyer, query: &OrderQuery) -> Result<OrderPage, OrderRefusal> {
        self.answers().asked.push(query.clone());
        self.answers().page.clone()
    }

    async fn view(&self, _: &Buyer, id: &OrderId) -> Result<OrderView, OrderRefusal> {
        if id.as_str() == NUMBER {
            self.answers().order.clone()
        } else {
            Err(OrderRefusal::NotFound)
        }
    }

    async fn by_link(&self, link: &Secret) -> Result<OrderView, OrderRefusal> {
        if link.reveal() == LINK {
            self.answers().order.clone()
        } else {
            Err(OrderRefusal::NotFound)
        }
    }

    async fn send_link(&self, _: &OrderId, _: &Email) -> Result<(), OrderRefusal> {
        Ok(())
    }

    async fn request_return(
        &self,
        _: &Buyer,
        _: &OrderId,
        _: &ReturnForm,
    ) -> Result<OrderView, OrderRefusal> {
        Err(OrderRefusal::Unavailable)
    }

    async fn request_return_by_link(
        &self,
        _: &Secret,
        _: &ReturnForm,
    ) -> Result<OrderView, OrderRefusal> {
        Err(OrderRefusal::Unavailable)
    }

    async fn adopt(&self, _: &Secret, _: &AccountId) -> Result<u64, OrderRefusal> {
        Err(OrderRefusal::Unavailable)
    }

    async fn forget(&self, _: &AccountId) -> Result<(), OrderRefusal> {
        Err(OrderRefusal::Unavailable)
    }
}

#[async_trait]
impl OrderCancelling for FakeOrders {
    async fn cancel(&self, _: &Buyer, _: &OrderId) -> Result<OrderView, OrderRefusal> {
        Err(OrderRefusal::Unavailable)
    }

    async fn cancel_by_link(&self, _: &Secret) -> Result<OrderView, OrderRefusal> {
        Err(OrderRefusal::Unavailable)
    }
}
