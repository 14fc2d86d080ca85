//! Orders as staff's programs are answered.

use serde::{Deserialize, Serialize};
use storefront::order_room::{OrderNote, RoomOrder, RoomPage, RoomView};
use utoipa::ToSchema;

use super::{
    super::{body::text, checkout_shapes::AddressBody, order_shapes::OrderBody, shapes::MoneyBody},
    returns::ReturnBody,
};

/// An order in the list of staff.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct RoomOrderBody {
    order_id: String,
    /// pending_payment, paid, allocated, shipped, delivered, cancelled or returned.
    status: &'static str,
    ordered_at: String,
    /// What its buyer is called; null once that was forgotten.
    name: Option<String>,
    units: u32,
    total: MoneyBody,
    /// What of it was paid back.
    refunded: MoneyBody,
    /// Whether a return of it waits for being decided.
    return_waits: bool,
}

impl From<&RoomOrder> for RoomOrderBody {
    fn from(order: &RoomOrder) -> Self {
        Self {
            order_id: order.id.to_string(),
            status: order.status.name(),
            ordered_at: order.ordered_at.rfc3339(),
            name: order.name.clone(),
            units: order.units,
            total: order.total.into(),
            refunded: order.refunded.into(),
            return_waits: order.return_waits,
        }
    }
}

/// A page of orders, the newest first.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct RoomOrdersBody {
    orders: Vec<RoomOrderBody>,
    /// Asks for the next page; null on the last.
    next_cursor: Option<String>,
}

impl From<&RoomPage> for RoomOrdersBody {
    fn from(page: &RoomPage) -> Self {
        Self {
            orders: page.orders.iter().map(Into::into).collect(),
            next_cursor: page.next_cursor.clone(),
        }
    }
}

/// A note of staff.
#[derive(Serialize, ToSchema)]
pub(in crate::http) struct NoteBody {
    at: String,
    /// What its author was called then.
    signed: String,
    text: String,
}

impl From<&OrderNote> for NoteBody {
    fn from(note: &OrderNote) -> Self {
        Self { at: note.at.rfc3339(), signed: note.signed.clone(), text: note.text.clone() }
    }
}

/// An order with all that staff are shown of it.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(in crate::http) struct RoomViewBody {
    #[serde(flatten)]
    order: OrderBody,
    /// Where letters about it go; null once that was forgotten.
    email: Option<String>,
    /// Where it goes; null once that was forgotten.
    shipping_address: Option<AddressBody>,
    /// What was paid and neither went back nor is on its way back.
    left: MoneyBody,
    /// What staff noted, the oldest first.
    notes: Vec<NoteBody>,
    /// What was sent back, or is to be, the oldest first.
    returns: Vec<ReturnBody>,
}

impl From<&RoomView> for RoomViewBody {
    fn from(view: &RoomView) -> Self {
        let order = &view.order;
        Self {
            order: order.into(),
            email: order.contact.as_ref().map(|contact| contact.email.to_string()),
            shipping_address: order.shipping_address.as_ref().map(Into::into),
            left: view.left.into(),
            notes: view.notes.iter().map(Into::into).collect(),
            returns: order.returns.iter().map(Into::into).collect(),
        }
    }
}

/// A parcel that goes off.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(in crate::http) struct ShipAsked {
    #[serde(default, deserialize_with = "text")]
    #[schema(required)]
    pub(super) carrier: String,
    #[serde(default, deserialize_with = "text")]
    pub(super) tracking: String,
    /// Begins with https://.
    #[serde(default, deserialize_with = "text")]
    pub(super) tracking_url: String,
}

/// Why an order is cancelled.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct CancelAsked {
    #[serde(default, deserialize_with = "text")]
    #[schema(required)]
    pub(super) reason: String,
}

/// Money that goes back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct RefundAsked {
    /// Minor units, in the currency of the order.
    pub(super) amount: i64,
    #[serde(default, deserialize_with = "text")]
    #[schema(required)]
    pub(super) reason: String,
}
