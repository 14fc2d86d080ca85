-- One branch for each way to find orders, so that each follows an index of its own and ends at its
-- limit. A branch whose text is missing finds nothing and reads nothing.
with found as (
    (select id, ordered_at from orders.orders
     where $1::boolean and $2::text is null
       and (ordered_at, id) < (coalesce($3::timestamptz, 'infinity'), $4::text)
     order by ordered_at desc, id desc limit $5::bigint)
    union
    (select id, ordered_at from orders.orders
     where $1::boolean and status = $2::text
       and (ordered_at, id) < (coalesce($3::timestamptz, 'infinity'), $4::text)
     order by ordered_at desc, id desc limit $5::bigint)
    union
    (select id, ordered_at from orders.orders
     where id = $6::text and ($2::text is null or status = $2::text)
       and (ordered_at, id) < (coalesce($3::timestamptz, 'infinity'), $4::text))
    union
    (select id, ordered_at from orders.orders
     where email = $7::text and ($2::text is null or status = $2::text)
       and (ordered_at, id) < (coalesce($3::timestamptz, 'infinity'), $4::text)
     order by ordered_at desc, id desc limit $5::bigint)
    union
    (select orders.id, ordered_at
     from orders.line join orders.orders on orders.id = line.order_id
     where sku = $8::text and ($2::text is null or status = $2::text)
       and (ordered_at, orders.id) < (coalesce($3::timestamptz, 'infinity'), $4::text)
     order by ordered_at desc, orders.id desc limit $5::bigint)
    union
    (select id, ordered_at from orders.orders
     where name is not null
       and lower(name) ~>=~ lower($9::text)
       and lower(name) ~<=~ (lower($9::text) || chr(1114111))
       and ($2::text is null or status = $2::text)
       and (ordered_at, id) < (coalesce($3::timestamptz, 'infinity'), $4::text)
     order by ordered_at desc, id desc limit $5::bigint)
)
select one.id as "id!", one.status as "status!", one.ordered_at as "ordered_at!",
       one.name as "name?", one.total as "total!", one.refunded as "refunded!",
       one.currency as "currency!",
       (select coalesce(sum(quantity), 0) from orders.line
        where line.order_id = one.id)::bigint as "units!",
       exists (select from orders.return_request
               where return_request.order_id = one.id and state = 'requested') as "waits!"
from (select id from found order by ordered_at desc, id desc limit $5::bigint) page
join orders.orders one on one.id = page.id
order by one.ordered_at desc, one.id desc
