-- All figures of a span, and the sums of the span before it, of one moment.
-- $1 the beginnings of the steps, $2 the end of the last; $3 and $4 the span before; $5 how many of a
-- list. A step is counted from 1; 0 is the span before. Orders that were cancelled were not sold. All
-- money is in minor units. A checkout that staff went through for somebody says nothing of how many of
-- those who begin to buy have bought: its units were held for `staff` and an account.
with sold as materialized (
    select id, currency, total - refunded as kept, paid_at,
           width_bucket(paid_at, $1::timestamptz[]) as step
    from orders.orders
    where paid_at >= $3::timestamptz and paid_at < $2::timestamptz and status <> 'cancelled'
      and (paid_at < $4::timestamptz or paid_at >= ($1::timestamptz[])[1])
), sold_line as materialized (
    select sold.currency, sold.step, sold.paid_at, line.sku, line.title,
           line.quantity - line.returned as units,
           (line.quantity - line.returned) * line.unit_price as money
    from sold join orders.line on line.order_id = sold.id
), step_sold as (
    select counted.step, counted.currency, money, orders, coalesce(units, 0) as units
    from (
        select step, currency, sum(kept) as money, count(*) as orders
        from sold group by step, currency
    ) as counted
    left join (
        select step, currency, sum(units) as units from sold_line group by step, currency
    ) as line on line.step = counted.step and line.currency = counted.currency
), product as (
    select currency, sku, (array_agg(title order by paid_at desc))[1] as title,
           sum(units) as units, sum(money) as money
    from sold_line where step > 0 group by currency, sku having sum(units) > 0
), ranked as (
    select product.*,
           row_number() over (partition by currency order by units desc, money desc, sku) as by_units,
           row_number() over (partition by currency order by money desc, units desc, sku) as by_money
    from product
), begun as (
    select width_bucket(created_at, $1::timestamptz[]) as step,
           count(*) as begun,
           count(*) filter (where order_id is not null
               or contact is not null and delivery_method is not null) as described,
           count(*) filter (where order_id is not null) as submitted,
           count(*) filter (where state = 'completed') as paid
    from checkout.checkout
    where created_at >= $3::timestamptz and created_at < $2::timestamptz
      and (created_at < $4::timestamptz or created_at >= ($1::timestamptz[])[1])
      and not starts_with(holder, 'staff ')
    group by 1
), asked as materialized (
    select query, sum(searches) as searches, (array_agg(results order by day desc))[1] as results
    from search_log.query_count
    where day >= (($1::timestamptz[])[1] at time zone 'utc')::date
      and day <= ($2::timestamptz at time zone 'utc')::date
    group by query
)
select
    (select coalesce(jsonb_agg(jsonb_build_object(
         'step', step, 'currency', currency, 'money', money, 'orders', orders, 'units', units)), '[]')
     from step_sold) as "sold!: Json<Vec<StepSold>>",
    (select coalesce(jsonb_agg(jsonb_build_object(
         'currency', currency, 'sku', sku, 'title', title, 'units', units, 'money', money,
         'by_units', by_units, 'by_money', by_money)), '[]')
     from ranked where by_units <= $5::bigint or by_money <= $5::bigint)
        as "products!: Json<Vec<Ranked>>",
    (select coalesce(jsonb_agg(jsonb_build_object(
         'step', step, 'begun', begun, 'described', described, 'submitted', submitted,
         'paid', paid)), '[]')
     from begun) as "checkouts!: Json<Vec<StepBegun>>",
    (select coalesce(jsonb_agg(jsonb_build_object(
         'query', query, 'searches', searches, 'results', results)
         order by searches desc, query), '[]')
     from (select * from asked order by searches desc, query limit $5::bigint) as most)
        as "searches!: Json<Vec<Search>>",
    (select coalesce(jsonb_agg(jsonb_build_object(
         'query', query, 'searches', searches, 'results', results)
         order by searches desc, query), '[]')
     from (select * from asked where results = 0
           order by searches desc, query limit $5::bigint) as vain)
        as "in_vain!: Json<Vec<Search>>"
