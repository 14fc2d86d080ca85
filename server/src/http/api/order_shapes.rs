//! Orders as the API answers them.

use serde::Serialize;
use storefront::orders::{OrderPage, OrderSummary, OrderView};
use utoipa::ToSchema;

use super::{
    checkout_shapes::{BoughtLineBody, TotalsBody},
    shapes::MoneyBody,
};

/// An order in a list.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct OrderRowBody {
    order_id: String,
    /// pending_payment, paid, allocated, shipped, delivered, cancelled or returned.
    status: &'static str,
    ordered_at: String,
    /// The day by which it should be there; when it came, once it has.
    arrival_at: Option<String>,
    lines: Vec<BoughtLineBody>,
    total: MoneyBody,
}

impl From<&OrderSummary> for OrderRowBody {
    fn from(order: &OrderSummary) -> Self {
        Self {
            order_id: order.id.to_string(),
            status: order.status.name(),
            ordered_at: order.ordered_at.rfc3339(),
            arrival_at: order.arrival_at.map(kernel::Timestamp::rfc3339),
            lines: order.lines.iter().map(Into::into).collect(),
            total: order.total.into(),
        }
    }
}

/// A page of orders.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct OrdersBody {
    orders: Vec<OrderRowBody>,
    /// Asks for the next page; null on the last.
    next_cursor: Option<String>,
    limit: u32,
}

impl OrdersBody {
    /// The list of somebody who has bought nothing.
    pub(super) const fn empty(limit: u32) -> Self {
        Self { orders: Vec::new(), next_cursor: None, limit }
    }
}

impl From<&OrderPage> for OrdersBody {
    fn from(page: &OrderPage) -> Self {
        Self {
            orders: page.orders.iter().map(Into::into).collect(),
            next_cursor: page.next_cursor.clone(),
            limit: page.limit,
        }
    }
}

/// An order with all that is told of it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct OrderBody {
    #[serde(flatten)]
    row: OrderRowBody,
    totals: TotalsBody,
    /// What of it was paid back.
    refunded: MoneyBody,
    /// Whether it may be cancelled now.
    cancellable: bool,
    /// What happened to it, the oldest first.
    timeline: Vec<HappeningBody>,
}

/// Something that happened to an order.
#[derive(Serialize, ToSchema)]
pub(super) struct HappeningBody {
    at: String,
    /// placed, payment_declined, paid, allocated, shipped, delivered, cancel_requested, cancelled,
    /// return_requested, return_approved, return_refused, returned or refunded.
    what: &'static str,
}

impl From<&OrderView> for OrderBody {
    fn from(order: &OrderView) -> Self {
        Self {
            row: (&order.summary).into(),
            totals: (&order.totals).into(),
            refunded: order.refunded.into(),
            cancellable: order.cancellable,
            timeline: order
                .timeline
                .iter()
                .map(|entry| HappeningBody { at: entry.at.rfc3339(), what: entry.what.name() })
                .collect(),
        }
    }
}
