//! What staff ask of orders, and what they note of them. Whether they may is asked before.

use ::audit::Deed;
use kernel::{AccountId, Currency, OrderId};
use patience::ask;
use serde_json::json;
use sqlx::PgTransaction;
use storefront::{
    account::Caller,
    checkout::IdempotencyKey,
    mail::LetterKind,
    order_room::{
        A_PAGE, BoughtBy, FormKey, LONGEST_NOTE, OrderNote, ReturnCursor, ReturnPage, ReturnsQuery,
        RoomPage, RoomQuery,
    },
    orders::{OrderCursor, OrderRefusal, OrderStatus, OrderView},
    staff::StaffMember,
};

use crate::{
    book::OrderBook,
    letters,
    locked::lock,
    port::{away, told},
    refusal::OrderError,
    requests::{BeganRequest, answer_request, begin_request, request_hash},
    store,
};

/// Notes something of an order for staff, once for each form. False when it was noted before, or
/// there is no such order.
///
/// # Errors
/// [`OrderError::BadText`], [`OrderError::Store`].
pub async fn add_note(
    txn: &mut PgTransaction<'_>,
    order: &OrderId,
    by: &StaffMember,
    text: &str,
    key: &FormKey,
) -> Result<bool, OrderError> {
    if !(1..=LONGEST_NOTE).contains(&text.chars().count()) {
        return Err(OrderError::BadText("note"));
    }
    Ok(store::notes::insert(txn, order, by, text, key.as_str()).await?)
}

/// Which letter tells how an order stands.
const fn telling(status: OrderStatus) -> LetterKind {
    match status {
        OrderStatus::PendingPayment => LetterKind::OrderPlaced,
        OrderStatus::Paid | OrderStatus::Allocated => LetterKind::OrderPaid,
        OrderStatus::Shipped => LetterKind::OrderShipped,
        OrderStatus::Cancelled => LetterKind::OrderCancelled,
        OrderStatus::Delivered => LetterKind::OrderDelivered,
        OrderStatus::Returned => LetterKind::OrderLink,
    }
}

impl OrderBook {
    /// Orders as staff list them, whoever bought them, the newest first.
    ///
    /// # Errors
    /// [`OrderRefusal::Unavailable`].
    pub async fn room_page(&self, query: &RoomQuery) -> Result<RoomPage, OrderRefusal> {
        let read = store::room::list(self.desk.pool(), query);
        let mut orders = ask(&self.desk, read).await.map_err(away)?;
        let most = usize::try_from(A_PAGE).unwrap_or(usize::MAX);
        let more = orders.len() > most;
        orders.truncate(most);
        let last = orders.last().filter(|_| more);
        let next_cursor = last
            .map(|last| OrderCursor { ordered_at: last.ordered_at, id: last.id.clone() }.write());
        Ok(RoomPage { orders, next_cursor })
    }

    /// Returns as staff list them.
    ///
    /// # Errors
    /// [`OrderRefusal::Unavailable`].
    pub async fn returns_page(&self, query: &ReturnsQuery) -> Result<ReturnPage, OrderRefusal> {
        let read = store::room_returns::list(self.desk.pool(), query);
        let mut returns = ask(&self.desk, read).await.map_err(away)?;
        let most = usize::try_from(A_PAGE).unwrap_or(usize::MAX);
        let more = returns.len() > most;
        returns.truncate(most);
        let last = returns.last().filter(|_| more);
        let next = last.and_then(|last| ReturnCursor::parse(&last.id).ok());
        Ok(ReturnPage { returns, next })
    }

    /// What an account bought: its newest orders, and what all of them came to.
    ///
    /// # Errors
    /// [`OrderRefusal::Unavailable`].
    pub async fn bought_by(&self, account: &AccountId) -> Result<BoughtBy, OrderRefusal> {
        let read = async {
            let mut txn = pool::begin_reading(self.desk.pool()).await?;
            let orders = store::room::newest_of(&mut txn, account).await?;
            Ok(BoughtBy { orders, sums: store::room::sums_of(&mut txn, account).await? })
        };
        ask::<_, _, sqlx::Error>(&self.desk, read).await.map_err(away)
    }

    /// An order, the account that bought it, if one did, and what staff noted of it.
    ///
    /// # Errors
    /// [`OrderRefusal::NotFound`], [`OrderRefusal::Unavailable`].
    pub async fn view_with_notes(
        &self,
        id: &OrderId,
    ) -> Result<(OrderView, Option<AccountId>, Vec<OrderNote>), OrderRefusal> {
        let read = async {
            let mut txn = pool::begin_reading(self.desk.pool()).await?;
            let found = store::views::view_with_buyer(&mut txn, id).await?;
            let Some((view, buyer)) = found else { return Ok(None) };
            let notes = store::notes::of_order(&mut txn, id).await?;
            Ok(Some((view, buyer, notes)))
        };
        let found = ask::<_, _, sqlx::Error>(&self.desk, read).await;
        found.map_err(away)?.ok_or(OrderRefusal::NotFound)
    }

    /// What an order is paid in.
    ///
    /// # Errors
    /// [`OrderRefusal::NotFound`], [`OrderRefusal::Unavailable`].
    pub async fn currency(&self, id: &OrderId) -> Result<Currency, OrderRefusal> {
        let read = store::room::currency(self.desk.pool(), id);
        ask(&self.desk, read).await.map_err(away)?.ok_or(OrderRefusal::NotFound)
    }

    /// What an order is paid in that has this return.
    ///
    /// # Errors
    /// [`OrderRefusal::NotFound`] when the return is another order's, [`OrderRefusal::Unavailable`].
    pub async fn currency_of_return(
        &self,
        id: &OrderId,
        return_id: &str,
    ) -> Result<Currency, OrderRefusal> {
        let read = store::room::currency_of_return(self.desk.pool(), id, return_id);
        ask(&self.desk, read).await.map_err(away)?.ok_or(OrderRefusal::NotFound)
    }

    /// Notes something of an order for staff. The same form again notes nothing.
    ///
    /// # Errors
    /// [`OrderRefusal::NotFound`], [`OrderRefusal::BadForm`], [`OrderRefusal::Unavailable`].
    pub async fn note(
        &self,
        by: &StaffMember,
        id: &OrderId,
        (text, key): (&str, &FormKey),
        caller: &Caller,
    ) -> Result<(), OrderRefusal> {
        let write = async {
            let mut txn = pool::begin(self.desk.pool()).await?;
            match add_note(&mut txn, id, by, text, key).await {
                Ok(true) => {}
                Ok(false) => {
                    let known = store::room::currency(&mut *txn, id).await?;
                    return Ok(known.map(|_| ()).ok_or(OrderRefusal::NotFound));
                }
                Err(error) => return told(error).map(Err),
            }
            let deed = Deed {
                by,
                caller,
                action: "order_noted",
                subject: &format!("order {id}"),
                before: None,
                after: Some(json!({ "characters": text.chars().count() })),
            };
            ::audit::write(&mut txn, &deed).await?;
            txn.commit().await?;
            Ok(Ok(()))
        };
        ask::<_, _, sqlx::Error>(&self.desk, write).await.map_err(away)?
    }

    /// Sends the letter again that tells how an order stands, with a new link. The same form again
    /// sends nothing.
    ///
    /// # Errors
    /// [`OrderRefusal::BadForm`] when nobody is left to write to, [`OrderRefusal::NotFound`],
    /// [`OrderRefusal::Unavailable`].
    pub async fn resend(
        &self,
        by: &StaffMember,
        id: &OrderId,
        key: &FormKey,
        caller: &Caller,
    ) -> Result<(), OrderRefusal> {
        let key = IdempotencyKey::parse(key.as_str()).map_err(|_| OrderRefusal::BadForm)?;
        let scope = format!("resend {}", by.account);
        let hash = request_hash(&[id.as_str().as_bytes()]);
        let write = async {
            let mut txn = pool::begin(self.desk.pool()).await?;
            match begin_request(&mut txn, &scope, &key, &hash).await {
                Ok(BeganRequest::New) => {}
                Ok(BeganRequest::OtherRequest) => return Ok(Err(OrderRefusal::BadForm)),
                Ok(BeganRequest::InProgress(_) | BeganRequest::Answered(_)) => return Ok(Ok(())),
                Err(error) => return told(error).map(Err),
            }
            let kind = match lock(&mut txn, id).await {
                Ok(order) => telling(order.status),
                Err(error) => return told(error).map(Err),
            };
            if !letters::write(&mut txn, id, kind, None).await? {
                return Ok(Err(OrderRefusal::BadForm));
            }
            let deed = Deed {
                by,
                caller,
                action: "order_letter_resent",
                subject: &format!("order {id}"),
                before: None,
                after: Some(json!({ "letter": kind.name() })),
            };
            ::audit::write(&mut txn, &deed).await?;
            if let Err(error) = answer_request(&mut txn, &scope, &key, &true).await {
                return told(error).map(Err);
            }
            txn.commit().await?;
            Ok(Ok(()))
        };
        ask::<_, _, sqlx::Error>(&self.desk, write).await.map_err(away)?
    }
}
