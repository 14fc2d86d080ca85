//! What has to be true of all orders.

use sqlx::PgExecutor;

/// Units by SKU of orders that were paid and not cancelled, less those that were put back.
pub(crate) async fn sold_units(
    executor: impl PgExecutor<'_>,
) -> Result<Vec<(String, i64)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select sku as "sku!", sum(units)::bigint as "units!"
           from (
               select sku, quantity as units
               from orders.line join orders.orders on orders.id = line.order_id
               where paid_at is not null and status <> 'cancelled'
               union all
               select sku, -quantity
               from orders.return_line join orders.return_request on id = return_id
               where restocked
           ) moved
           group by sku having sum(units) <> 0 order by sku collate "C""#
    )
    .fetch_all(executor)
    .await?;
    Ok(rows.into_iter().map(|row| (row.sku, row.units)).collect())
}

/// Orders that wait for being paid longer than so many seconds after their time.
pub(crate) async fn pending_too_long(
    executor: impl PgExecutor<'_>,
    grace: f64,
) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "select id from orders.orders
         where status = 'pending_payment'
           and pay_by < statement_timestamp() - make_interval(secs => $1)
         order by pay_by, id",
        grace
    )
    .fetch_all(executor)
    .await
}

/// Orders whose checkout has another.
pub(crate) async fn sharing_a_checkout(
    executor: impl PgExecutor<'_>,
) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "select id from orders.orders
         where checkout in (
             select checkout from orders.orders group by checkout having count(*) > 1)
         order by id"
    )
    .fetch_all(executor)
    .await
}

/// Orders whose lines, parts, total and captured amount contradict each other. Asked of the columns
/// as they are, for a constraint may have been off while somebody wrote them.
pub(crate) async fn not_adding_up(
    executor: impl PgExecutor<'_>,
) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "select orders.id from orders.orders
         left join lateral (
             select sum(line_total) as goods,
                    bool_and(line_total = quantity::bigint * unit_price) as multiply
             from orders.line where line.order_id = orders.id
         ) bought on true
         left join lateral (
             select sum(amount) as captured, count(*) as times
             from orders.event where event.order_id = orders.id and what = 'paid'
         ) paid on true
         where bought.goods is distinct from orders.goods
            or not bought.multiply
            or total <> orders.goods - discount + tax_added + shipping
            or paid.times <> (case when paid_at is null then 0 else 1 end)
            or (paid_at is not null and paid.captured is distinct from total)
         order by orders.id"
    )
    .fetch_all(executor)
    .await
}
