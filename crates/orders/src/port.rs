//! The port, answered.

use async_trait::async_trait;
use kernel::{AccountId, Email, OrderId};
use patience::{Away, ask};
use sqlx::PgTransaction;
use storefront::{
    account::Secret,
    mail::LetterKind,
    orders::{
        Buyer, OrderCursor, OrderPage, OrderQuery, OrderRefusal, OrderView, Orders, ReturnForm, Who,
    },
};

use crate::{
    book::OrderBook,
    digest::digest,
    letters,
    locked::lock,
    refusal::OrderError,
    store::{self, views::Owner},
};

pub(crate) fn away(_: Away) -> OrderRefusal {
    OrderRefusal::Unavailable
}

fn owner(buyer: &Buyer) -> Owner<'_> {
    match buyer {
        Buyer::Account(account) => Owner { account: Some(account.as_str()), guest: None },
        Buyer::Guest(secret) => Owner { account: None, guest: Some(digest(secret)) },
    }
}

/// What a shopper is told, or that the store failed.
pub(crate) fn told(error: OrderError) -> Result<OrderRefusal, sqlx::Error> {
    Ok(match error {
        OrderError::Store(error) => return Err(error),
        OrderError::NoWay { from, .. } => OrderRefusal::NotNow(from),
        OrderError::TooLate => OrderRefusal::TooLate,
        OrderError::NotThoseUnits => OrderRefusal::NotThoseUnits,
        OrderError::NotFound => OrderRefusal::NotFound,
        // Nothing else is said of what a shopper asks for.
        _ => OrderRefusal::BadForm,
    })
}

/// Asks for a return of an order that whoever asks was found to hold.
async fn write_return(
    mut txn: PgTransaction<'_>,
    id: &OrderId,
    form: &ReturnForm,
) -> Result<Result<OrderView, OrderRefusal>, sqlx::Error> {
    let asked = async {
        let mut order = lock(&mut txn, id).await?;
        let reason = form.reason.trim();
        order.request_return(&mut txn, &form.lines, reason, &form.key, Who::Shopper).await
    };
    if let Err(error) = asked.await {
        return told(error).map(Err);
    }
    let Some(view) = store::views::view(&mut txn, id).await? else {
        return Ok(Err(OrderRefusal::NotFound));
    };
    txn.commit().await?;
    Ok(Ok(view))
}

#[async_trait]
impl Orders for OrderBook {
    async fn list(&self, buyer: &Buyer, query: &OrderQuery) -> Result<OrderPage, OrderRefusal> {
        let limit = query.limit.clamp(1, OrderQuery::MOST);
        let query = OrderQuery { limit, ..query.clone() };
        let owner = owner(buyer);
        let read = store::views::list(self.desk.pool(), &owner, &query);
        let mut orders = ask(&self.desk, read).await.map_err(away)?;
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = orders.len() > most;
        orders.truncate(most);
        let last = orders.last().filter(|_| more);
        let next_cursor = last
            .map(|last| OrderCursor { ordered_at: last.ordered_at, id: last.id.clone() }.write());
        Ok(OrderPage { orders, next_cursor, limit })
    }

    async fn view(&self, buyer: &Buyer, id: &OrderId) -> Result<OrderView, OrderRefusal> {
        let owner = owner(buyer);
        let read = async {
            let mut txn = pool::begin_reading(self.desk.pool()).await?;
            if !store::views::is_owned(&mut txn, id, &owner).await? {
                return Ok(None);
            }
            store::views::view(&mut txn, id).await
        };
        ask(&self.desk, read).await.map_err(away)?.ok_or(OrderRefusal::NotFound)
    }

    async fn by_link(&self, link: &Secret) -> Result<OrderView, OrderRefusal> {
        let hash = digest(link);
        let read = async {
            let mut txn = pool::begin_reading(self.desk.pool()).await?;
            match store::links::order_of(&mut txn, &hash).await? {
                Some(id) => store::views::view(&mut txn, &id).await,
                None => Ok(None),
            }
        };
        ask(&self.desk, read).await.map_err(away)?.ok_or(OrderRefusal::NotFound)
    }

    async fn request_return(
        &self,
        buyer: &Buyer,
        id: &OrderId,
        form: &ReturnForm,
    ) -> Result<OrderView, OrderRefusal> {
        let owner = owner(buyer);
        let write = async {
            let mut txn = pool::begin(self.desk.pool()).await?;
            if !store::views::is_owned(&mut txn, id, &owner).await? {
                return Ok(Err(OrderRefusal::NotFound));
            }
            write_return(txn, id, form).await
        };
        ask::<_, _, sqlx::Error>(&self.desk, write).await.map_err(away)?
    }

    async fn request_return_by_link(
        &self,
        link: &Secret,
        form: &ReturnForm,
    ) -> Result<OrderView, OrderRefusal> {
        let hash = digest(link);
        let write = async {
            let mut txn = pool::begin(self.desk.pool()).await?;
            match store::links::order_of(&mut txn, &hash).await? {
                Some(id) => write_return(txn, &id, form).await,
                None => Ok(Err(OrderRefusal::NotFound)),
            }
        };
        ask::<_, _, sqlx::Error>(&self.desk, write).await.map_err(away)?
    }

    async fn send_link(&self, id: &OrderId, email: &Email) -> Result<(), OrderRefusal> {
        let sent = async {
            let mut txn = pool::begin(self.desk.pool()).await?;
            let order = store::views::view(&mut txn, id).await?;
            let contact = order.and_then(|order| order.contact);
            if contact.is_some_and(|contact| contact.email == *email) {
                letters::write(&mut txn, id, LetterKind::OrderLink, None).await?;
                txn.commit().await?;
            }
            Ok(())
        };
        ask::<_, _, sqlx::Error>(&self.desk, sent).await.map_err(away)
    }

    async fn adopt(&self, guest: &Secret, account: &AccountId) -> Result<u64, OrderRefusal> {
        let hash = digest(guest);
        let adopt = store::owners::adopt(self.desk.pool(), &hash, account);
        ask(&self.desk, adopt).await.map_err(away)
    }

    async fn forget(&self, account: &AccountId) -> Result<(), OrderRefusal> {
        let forget = async {
            let mut txn = pool::begin(self.desk.pool()).await?;
            let over = store::owners::over(&mut txn, account).await?;
            store::owners::wipe(&mut txn, &over).await?;
            store::owners::mark_forgotten(&mut txn, account).await?;
            txn.commit().await
        };
        ask(&self.desk, forget).await.map_err(away)
    }
}

#[cfg(test)]
mod tests {
    use storefront::orders::OrderStatus;

    use super::*;

    #[test]
    fn a_shopper_is_told_where_the_order_stands() {
        let (from, to) = (OrderStatus::Paid, OrderStatus::Returned);
        let refusal = told(OrderError::NoWay { from, to }).expect("no failure");
        assert_eq!(refusal, OrderRefusal::NotNow(OrderStatus::Paid));
        assert!(told(OrderError::Store(sqlx::Error::PoolTimedOut)).is_err());
    }
}
