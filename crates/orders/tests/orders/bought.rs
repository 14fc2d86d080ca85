//! Whether somebody bought something.

use sqlx::AssertSqlSafe;

use crate::support::{Shop, account, ada, guest, order, sku};

#[tokio::test]
async fn what_was_sent_to_somebody_was_bought() {
    let shop = Shop::open().await;
    let bought = async |who: &str, skus: &[&str]| {
        let skus: Vec<_> = skus.iter().copied().map(sku).collect();
        shop.book.has_bought(&account(who), &skus).await.expect("answered")
    };
    let placed = shop.place(&order("c1", ada())).await.id;
    assert!(!bought("ada", &["cup"]).await, "nobody has paid");
    shop.pay(&placed).await;
    assert!(!bought("ada", &["cup"]).await, "it is here still");
    shop.shipped(&order("c2", ada())).await;
    assert!(bought("ada", &["cup"]).await && bought("ada", &["fork", "spoon"]).await);
    assert!(!bought("ada", &["fork"]).await && !bought("ada", &[]).await);
    shop.shipped(&order("c3", guest())).await;
    assert!(!bought("eve", &["cup"]).await);
    shop.close().await;
}

#[tokio::test]
async fn it_is_found_by_an_index() {
    let shop = Shop::open().await;
    for statement in [
        "insert into orders.orders (id, checkout, account, currency, goods, discount, shipping,
             tax_added, tax_included, total, delivery_method, delivery_title, pay_by)
         select '0000-0000-' || lpad(number::text, 4, '0'), 'c' || number, 'a' || number % 1000,
             'EUR', 10, 0, 0, 0, 0, 10, 'standard', 'Standard', statement_timestamp()
         from generate_series(1, 9000) as number",
        "insert into orders.line (order_id, position, sku, title, options, quantity, unit_price,
             line_total)
         select '0000-0000-' || lpad(number::text, 4, '0'), 0, 'S-' || number % 300, 'One', '[]',
             1, 10, 10
         from generate_series(1, 9000) as number",
        "analyze orders.orders",
        "analyze orders.line",
    ] {
        let done = sqlx::query(AssertSqlSafe(statement.to_owned())).execute(&shop.database.pool);
        done.await.expect("done");
    }
    let explain = "explain select exists (
             select from (
                 select id, status from orders.orders where account = 'a7' offset 0
             ) as own join orders.line on line.order_id = own.id
             where own.status in ('shipped', 'delivered')
                 and line.sku = any('{S-7,S-8}'::text[])
         )";
    let plan: Vec<String> =
        sqlx::query_scalar(explain).fetch_all(&shop.database.pool).await.expect("explained");
    let plan = plan.join("\n");
    assert!(plan.contains("order_account") && !plan.contains("Seq Scan"), "{plan}");
    shop.close().await;
}
