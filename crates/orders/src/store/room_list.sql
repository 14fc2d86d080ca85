-- One branch for each way to find orders, so that each follows an index of its own and ends at its
-- limit. A branch whose text is missing finds nothing and reads nothing.
with found as (
    (select id, status, ordered_at, name, total, refunded, currency from orders.orders
     where $1::boolean and $2::text is null and (ordered_at, id) < (coalesce($3::timestamptz, 'infinity'), $4::text)
     order by ordered_at desc, id desc limit $5::bigint)
    union
    (select id, status, ordered_at, name, total, refunded, currency from orders.orders
     where $1::boolean and status = $2::text and (ordered_at, id) < (coalesce($3::timestamptz, 'infinity'), $4::text)
     order by ordered_at desc, id desc limit $5::bigint)
    union
    (select id, status, ordered_at, name, total, refunded, currency from orders.orders
     where id = $6::text and ($2::text is null or status = $2::text)
       and (ordered_at, id) < (coalesce($3::timestamptz, 'infinity'), $4::text))
    union
    (select id, status, ordered_at, name, total, refunded, currency from orders.orders
     where email = $7::text and ($2::text is null or status = $2::text)
       and (ordered_at, id) < (coalesce($3::timestamptz, 'infinity'), $4::text)
     order by ordered_at desc, id desc limit $5::bigint)
    union
    (select id, status, ordered_at, name, total, refunded, currency
     from orders.line join orders.orders on orders.id = line.order_id
     where lower(sku collate "C") = lower($8::text collate "C") and ($2::text is null or status = $2::text)
       and (ordered_at, id) < (coalesce($3::timestamptz, 'infinity'), $4::text)
     order by ordered_at desc, id desc limit $5::bigint)
    union
    -- Names first: whoever is called so is few, however many the planner takes them for.
    (select id, status, ordered_at, name, total, refunded, currency
     from (
         select * from orders.orders
         where name is not null and names.words(name) @@ names.begin_with($9::text)
         offset 0
     ) named
     where ($2::text is null or status = $2::text)
       and (ordered_at, id) < (coalesce($3::timestamptz, 'infinity'), $4::text)
     order by ordered_at desc, id desc limit $5::bigint)
    union
    -- Addresses first, for the same reason.
    (select id, status, ordered_at, name, total, refunded, currency
     from (
         select order_id from orders.address
         where phone <> '' and right(regexp_replace(phone, '[^0-9]+', '', 'g'), 7) = $10::text
         union
         select order_id from orders.address
         where upper(translate(postcode, ' -', '')) = $11::text
         offset 0
     ) reached join orders.orders on orders.id = reached.order_id
     where ($2::text is null or status = $2::text)
       and (ordered_at, id) < (coalesce($3::timestamptz, 'infinity'), $4::text)
     order by ordered_at desc, id desc limit $5::bigint)
)
select id as "id!", status as "status!", ordered_at as "ordered_at!", name as "name?",
       total as "total!", refunded as "refunded!", currency as "currency!",
       (select coalesce(sum(quantity), 0) from orders.line
        where line.order_id = page.id)::bigint as "units!",
       exists (select from orders.return_request
               where return_request.order_id = page.id
                 and return_request.state = 'requested') as "waits!"
from (select * from found order by ordered_at desc, id desc limit $5::bigint) page
order by ordered_at desc, id desc
