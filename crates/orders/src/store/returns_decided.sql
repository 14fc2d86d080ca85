-- Returns that are decided, the last decided first, after the one whose id is $1; from the beginning if
-- none of them has it.
select id, order_id, state, asked_at, decided_at, reason, refund,
       (select currency from orders.orders where orders.id = order_id) as "currency!"
from orders.return_request
where state <> 'requested'
  and (decided_at, id) < (
      select coalesce(max(last.decided_at), 'infinity'), coalesce(max(last.id), '')
      from orders.return_request last where last.id = $1::text)
order by decided_at desc, id desc limit $2::bigint
