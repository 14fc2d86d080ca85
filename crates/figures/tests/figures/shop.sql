-- A shop at 14:05 UTC on Saturday, 21 November 2026. The last seven days begin on Sunday, the 15th; those
-- before them begin on the 8th and are counted until 14:05 on the 14th.
insert into orders.orders (id, checkout, currency, goods, discount, shipping, tax_added,
    tax_included, total, delivery_method, delivery_title, pay_by)
select '0000-0000-' || number, 'c' || number, currency, goods, discount, shipping, 0, 0,
       goods - discount + shipping, 'standard', 'Standard', now()
from (values
    ('0001', 'EUR', 7000, 0, 500), ('0002', 'EUR', 1000, 100, 0), ('0003', 'EUR', 1000, 0, 0),
    ('0004', 'EUR', 2000, 0, 0), ('0005', 'EUR', 4000, 0, 0), ('0006', 'EUR', 9000, 0, 0),
    ('0007', 'EUR', 6000, 0, 0), ('0008', 'EUR', 7000, 0, 0), ('0009', 'EUR', 2000, 0, 0),
    ('0010', 'CHF', 800, 0, 0), ('0011', 'EUR', 600, 0, 0)
) as bought (number, currency, goods, discount, shipping);

insert into orders.line (order_id, position, sku, title, options, quantity, unit_price, line_total)
select '0000-0000-' || number, place, sku, title, '[]', quantity, price, quantity * price
from (values
    ('0001', 0, 'TEA', 'Green tea', 2, 1000), ('0001', 1, 'POT', 'Pot', 1, 5000),
    ('0002', 0, 'TEA', 'Tea', 1, 1000), ('0003', 0, 'TEA', 'Tea', 1, 1000),
    ('0004', 0, 'TEA', 'Tea', 2, 1000), ('0005', 0, 'POT', 'Pot', 1, 4000),
    ('0006', 0, 'POT', 'Pot', 2, 4500), ('0007', 0, 'CUP', 'Cup', 6, 1000),
    ('0008', 0, 'CUP', 'Cup', 7, 1000), ('0009', 0, 'TEA', 'Tea', 2, 1000),
    ('0010', 0, 'TEA', 'Tea', 1, 800), ('0011', 0, 'CUP', 'Cup', 1, 600)
) as line (number, place, sku, title, quantity, price);

update orders.orders set status = 'paid', paid_at = paid.at, payment = repeat(right(id, 1), 32)
from (values
    ('0001', timestamptz '2026-11-21 10:00:00+00'),
    -- The first moment of the span.
    ('0002', timestamptz '2026-11-15 00:00:00+00'),
    -- After the span before has ended, before this one begins.
    ('0003', timestamptz '2026-11-14 23:59:59.999+00'),
    -- The last moment of the span before, and its first.
    ('0004', timestamptz '2026-11-14 14:04:59.999+00'),
    ('0005', timestamptz '2026-11-08 00:00:00+00'),
    -- Too early for both.
    ('0006', timestamptz '2026-11-07 23:59:59.999+00'),
    -- Now is not over yet.
    ('0007', timestamptz '2026-11-21 14:05:00+00'),
    ('0008', timestamptz '2026-11-20 11:00:00+00'),
    ('0009', timestamptz '2026-11-20 12:00:00+00'),
    ('0010', timestamptz '2026-11-20 13:00:00+00')
) as paid (number, at)
where id = '0000-0000-' || paid.number;

-- One was cancelled, of one half came back.
update orders.orders set status = 'cancelled', cancelled_at = '2026-11-20 15:00:00+00', refunded = total
where id = '0000-0000-0008';
update orders.orders set refunded = 1000 where id = '0000-0000-0009';
update orders.line set returned = 1 where order_id = '0000-0000-0009';

insert into checkout.checkout (id, state, contact, delivery_method, lines, quote, holder, expires_at,
    order_id, created_at)
values
    -- Paid by somebody who asked to be forgotten since.
    ('a', 'completed', null, 'standard', '[]', '{}', 'somebody', now(), 'o1', '2026-11-21 10:00:00+00'),
    ('b', 'open', '{}', 'standard', '[]', '{}', 'somebody', now(), null, '2026-11-21 11:00:00+00'),
    ('c', 'open', null, null, '[]', '{}', 'somebody', now(), null, '2026-11-21 12:00:00+00'),
    ('d', 'expired', '{}', null, '[]', '{}', 'somebody', now(), null, '2026-11-21 00:00:00+00'),
    ('e', 'submitted', '{}', 'standard', '[]', '{}', 'somebody', now(), 'o2', '2026-11-20 23:59:59.999+00'),
    ('f', 'completed', '{}', 'standard', '[]', '{}', 'somebody', now(), 'o3', '2026-11-10 10:00:00+00'),
    ('g', 'open', null, null, '[]', '{}', 'somebody', now(), null, '2026-11-14 20:00:00+00'),
    ('h', 'open', null, null, '[]', '{}', 'somebody', now(), null, '2026-11-21 14:05:00+00'),
    -- Staff took these for somebody: one was bought, of one the form was refused.
    ('i', 'completed', '{}', 'standard', '[]', '{}', 'staff rita', now(), 'o4', '2026-11-21 13:00:00+00'),
    ('j', 'cancelled', null, null, '[]', '{}', 'staff rita', now(), null, '2026-11-21 13:30:00+00'),
    -- A shopper is no member of staff for what their cart is called.
    ('k', 'open', null, null, '[]', '{}', 'staffordshire', now(), null, '2026-11-14 10:00:00+00');

insert into search_log.query_count (day, query, searches, results)
values ('2026-11-21', 'lamp', 5, 3), ('2026-11-15', 'lamp', 2, 0), ('2026-11-14', 'lamp', 99, 3),
       ('2026-11-16', 'mug', 7, 4), ('2026-11-17', 'chair', 3, 5), ('2026-11-20', 'chair', 1, 0),
       ('2026-11-18', 'sofa', 9, 0), ('2026-11-22', 'tomorrow', 50, 0);
