//! What the database lets nobody do, not even who writes SQL by hand.

use orders::may_become;
use sqlx::AssertSqlSafe;
use storefront::orders::OrderStatus;

use crate::support::{Shop, ada, order};

#[tokio::test]
async fn the_domain_and_the_database_agree_on_which_status_may_follow_which() {
    let shop = Shop::open().await;
    let rows: Vec<(String, String)> =
        sqlx::query_as("select from_status, to_status from orders.move")
            .fetch_all(&shop.database.pool)
            .await
            .expect("rows");
    for from in OrderStatus::ALL {
        for to in OrderStatus::ALL {
            let there = rows.contains(&(from.name().to_owned(), to.name().to_owned()));
            assert_eq!(there, may_become(from, to), "{from} to {to}");
        }
    }
    shop.close().await;
}

#[tokio::test]
async fn what_was_ordered_stays_whatever_statement_is_tried() {
    let shop = Shop::open().await;
    let id = shop.place(&order("one", ada())).await.id;
    let unpaid = [
        "update orders.orders set status = 'shipped', shipped_at = now(), carrier = 'x'",
        "update orders.orders set status = 'paid'",
        "update orders.orders set total = 1, goods = 1, discount = 0, shipping = 0",
        "update orders.orders set checkout = 'other'",
        "update orders.orders set refunded = 10",
        "update orders.line set quantity = 1, line_total = unit_price",
        "update orders.line set returned = 99",
        "insert into orders.orders (id, checkout, status, currency, goods, discount, shipping,
             tax_added, tax_included, total, delivery_method, delivery_title, pay_by)
         values ('0000-0000-0000', 'x', 'paid', 'EUR', 0, 0, 0, 0, 0, 0, 'x', 'x', now())",
    ];
    let always = [
        "delete from orders.orders",
        "delete from orders.line",
        "truncate orders.event",
        "update orders.event set note = 'otherwise'",
        "delete from orders.event",
        "update orders.tax set tax = 0",
        "delete from orders.tax",
        "update orders.line set tax_basis_points = 0",
        "update orders.orders set seller = null",
    ];
    let refuse = async |statements: &[&str]| {
        for statement in statements {
            let tried = sqlx::query(AssertSqlSafe((*statement).to_owned()));
            assert!(tried.execute(&shop.database.pool).await.is_err(), "{statement}");
        }
    };
    refuse(&unpaid).await;
    refuse(&always).await;
    shop.pay(&id).await;
    refuse(&always).await;
    refuse(&[
        "update orders.orders set status = 'pending_payment'",
        "update orders.orders set payment = 'another'",
        "update orders.orders set payment = null, paid_at = null",
        "update orders.orders set refunded = total + 1",
        "update orders.orders set status = 'cancelled'",
    ])
    .await;
    shop.close().await;
}
