-- A shop in which everything agrees. TEA: 100 owned, 3 held, 2 being paid for, 5 sold of 8 bought.
insert into inventory.stock (sku, free, reserved, sold) values ('TEA', 90, 5, 5), ('POT', 6, 0, 0);
insert into inventory.stock_ledger (sku, warehouse, quantity, kind, reference, reason)
values ('TEA', 'main', 104, 'receive', 'delivery 1', 'arrived'),
       ('TEA', 'main', -4, 'write_off', 'count 1', 'torn'),
       ('POT', 'main', 6, 'receive', 'delivery 1', 'arrived');
insert into inventory.hold (checkout, sku, quantity, state, holder, expires_at)
values ('open', 'TEA', 3, 'held', 'somebody', now() + interval '5 minutes'),
       ('late', 'POT', 1, 'expired', 'somebody', now() - interval '5 minutes'),
       ('pending', 'TEA', 2, 'committing', 'somebody', now() + interval '5 minutes'),
       ('paid', 'TEA', 4, 'consumed', 'somebody', now()),
       ('returned', 'TEA', 3, 'consumed', 'somebody', now()),
       ('cancelled', 'TEA', 1, 'consumed', 'somebody', now());

insert into pricing.coupon (code, kind, amount_off, currency, total_limit, person_limit, used)
values ('SPRING', 'amount', 100, 'EUR', 2, 1, 1), ('AUTUMN', 'free_delivery', null, null, null, null, 0);

insert into orders.orders (id, checkout, currency, goods, discount, shipping, tax_added,
    tax_included, total, coupon, delivery_method, delivery_title, pay_by)
values
    ('0000-0000-0001', 'pending', 'EUR', 1000, 0, 490, 0, 238, 1490, null, 'standard', 'Standard',
     now() + interval '5 minutes'),
    ('0000-0000-0002', 'paid', 'EUR', 2500, 100, 490, 0, 461, 2890, 'SPRING', 'standard',
     'Standard', now() - interval '1 hour'),
    ('0000-0000-0003', 'returned', 'EUR', 1500, 0, 490, 0, 318, 1990, null, 'standard', 'Standard',
     now() - interval '1 hour'),
    ('0000-0000-0004', 'cancelled', 'EUR', 500, 0, 490, 0, 158, 990, null, 'standard', 'Standard',
     now() - interval '1 hour'),
    ('0000-0000-0005', 'unpaid', 'EUR', 500, 100, 490, 0, 142, 890, 'SPRING', 'standard',
     'Standard', now() - interval '1 hour'),
    ('0000-0000-0006', 'gift', 'EUR', 0, 0, 0, 0, 0, 0, null, 'none', 'None', now());
insert into orders.line (order_id, position, sku, title, options, quantity, unit_price, line_total)
values ('0000-0000-0001', 0, 'TEA', 'Tea', '[]', 2, 500, 1000),
       ('0000-0000-0002', 0, 'TEA', 'Tea', '[]', 4, 500, 2000),
       -- Not kept in stock, so nobody counts it.
       ('0000-0000-0002', 1, 'CLUB', 'Tea club', '[]', 1, 500, 500),
       ('0000-0000-0003', 0, 'TEA', 'Tea', '[]', 3, 500, 1500),
       ('0000-0000-0004', 0, 'TEA', 'Tea', '[]', 1, 500, 500),
       ('0000-0000-0005', 0, 'TEA', 'Tea', '[]', 1, 500, 500);
insert into pricing.coupon_use (order_id, coupon, person, given_back_at)
values ('0000-0000-0002', 'SPRING', repeat('a', 64), null),
       ('0000-0000-0005', 'SPRING', repeat('b', 64), now());

insert into payments.payment (id, order_id, attempt, provider, card, return_url, amount, currency,
    due_at)
select repeat(attempt, 32), order_id, 1,
    -- One was paid outside the shop.
    case attempt when '3' then 'manual' else 'sandbox' end, 'card', 'http://127.0.0.1/', amount, 'EUR', now()
from (values ('1', '0000-0000-0001', 1490), ('2', '0000-0000-0002', 2890),
             ('3', '0000-0000-0003', 1990), ('4', '0000-0000-0004', 990),
             ('5', '0000-0000-0005', 890)) as paid (attempt, order_id, amount);
update payments.payment set state = 'authorising';
update payments.payment set state = 'declined', settled_at = now()
where order_id = '0000-0000-0005';
update payments.payment set state = 'authorised' where state = 'authorising' and attempt = 1
    and order_id <> '0000-0000-0001';
update payments.payment set state = 'captured', settled_at = now() where state = 'authorised';
update payments.payment set refunding = amount, refunded = amount, state = 'refunded'
where order_id = '0000-0000-0004';

update orders.orders set status = 'paid', paid_at = now() - interval '1 hour',
    payment = repeat(right(id, 1), 32)
where id not in ('0000-0000-0001', '0000-0000-0005');
update orders.orders set status = 'shipped', shipped_at = now(), carrier = 'Post'
where id = '0000-0000-0003';
update orders.orders set status = 'cancelled', cancelled_at = now() - interval '30 minutes'
where id in ('0000-0000-0004', '0000-0000-0005');
insert into orders.return_request (id, order_id, key, state, reason, decided_at, refund, restocked)
values (repeat('7', 32), '0000-0000-0003', 'return-1', 'approved', '', now(), 1000, true),
       (repeat('8', 32), '0000-0000-0003', 'return-2', 'approved', 'torn', now(), 500, false);
insert into orders.return_line (return_id, sku, quantity)
values (repeat('7', 32), 'TEA', 2), (repeat('8', 32), 'TEA', 1);

insert into outbox.event (topic, key, payload)
select 'order.paid', id, '{}'::jsonb from orders.orders where paid_at is not null
union all select 'order.placed', id, '{}'::jsonb from orders.orders;

insert into checkout.checkout (id, state, lines, quote, holder, expires_at, order_id)
select checkout, case when paid_at is not null then 'completed' when status = 'cancelled' then 'expired'
                      else 'submitted' end, '[]'::jsonb, '{}'::jsonb, 'somebody', now(), id
from orders.orders
union all select 'open', 'open', '[]'::jsonb, '{}'::jsonb, 'somebody', now() + interval '5 minutes', null;
