-- What waits now. $1 whether orders and returns are told, $2 payments, $3 stock; $4 how many SKUs.
-- What is not told is not read.
select
    case when $1::boolean then
        (select count(*) from orders.orders where status in ('paid', 'allocated'))
    end as "orders?",
    case when $1::boolean then
        (select count(*) from orders.return_request where state = 'requested')
    end as "returns?",
    case when $2::boolean then
        (select count(*) from payments.payment where state = 'needs_review')
        + (select count(*) from payments.refund where state = 'refused' and after_refusal is null)
    end as "payments?",
    case when $3::boolean then
        (select coalesce(jsonb_agg(jsonb_build_object('sku', low.sku, 'free', stock.free)
             order by low.sku), '[]')
         from (select sku from inventory.low_stock order by sku limit $4::bigint) as low
         cross join lateral (
             select free from inventory.stock where stock.sku collate "C" = low.sku limit 1
         ) as stock)
    end as "low?: Json<Vec<Low>>"
