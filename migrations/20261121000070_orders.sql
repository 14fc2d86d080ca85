-- What was bought. An order is made by one checkout, is paid once, and never changes what it costs.
create schema orders;

-- Which status may follow which. The domain decides the same before; this is for whoever does not ask it.
create table orders.move (
    from_status text not null,
    to_status text not null,
    primary key (from_status, to_status)
);

insert into orders.move (from_status, to_status) values
    ('pending_payment', 'paid'),
    ('pending_payment', 'cancelled'),
    ('paid', 'allocated'),
    ('paid', 'shipped'),
    ('paid', 'cancelled'),
    ('allocated', 'shipped'),
    ('allocated', 'cancelled'),
    ('shipped', 'delivered'),
    ('shipped', 'returned'),
    ('delivered', 'returned');

-- In the plural, for "order" is a word of SQL.
create table orders.orders (
    -- Legible and without an order of its own, so that it tells nobody how much is sold.
    id text primary key check (id ~ '^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$'),
    checkout text not null constraint order_once_a_checkout unique,
    -- Whose it is: an account's, or a guest's by the digest of their secret, or nobody's any more.
    account text,
    guest bytea check (length(guest) = 32),
    status text not null default 'pending_payment' check (status in (
        'pending_payment', 'paid', 'allocated', 'shipped', 'delivered', 'cancelled', 'returned')),
    -- Grows with every change, so that a copy can tell which is newer.
    version bigint not null default 1,
    email text check (length(email) <= 254),
    name text check (length(name) between 1 and 120),
    -- The person asked to be forgotten: done as soon as nothing has to be sent to them any more.
    forget boolean not null default false,
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    goods bigint not null check (goods >= 0),
    discount bigint not null check (discount >= 0),
    shipping bigint not null check (shipping >= 0),
    tax_added bigint not null check (tax_added >= 0),
    tax_included bigint not null check (tax_included >= 0),
    total bigint not null check (total >= 0),
    refunded bigint not null default 0,
    coupon text,
    delivery_method text not null check (length(delivery_method) between 1 and 64),
    delivery_title text not null,
    arrives_from timestamptz,
    arrives_by timestamptz,
    -- To the millisecond: it is half of a cursor.
    ordered_at timestamptz not null default date_trunc('milliseconds', statement_timestamp()),
    pay_by timestamptz not null,
    payment text,
    paid_at timestamptz,
    shipped_at timestamptz,
    delivered_at timestamptz,
    cancelled_at timestamptz,
    carrier text check (length(carrier) between 1 and 80),
    tracking text check (length(tracking) <= 80),
    tracking_url text check (tracking_url ~ '^https://' and length(tracking_url) <= 300),
    constraint order_adds_up check (total = goods - discount + shipping + tax_added),
    constraint order_one_owner check (num_nonnulls(account, guest) <= 1),
    constraint order_refunds check (refunded between 0 and total),
    constraint order_paid_by_something check ((paid_at is null) = (payment is null)),
    constraint order_paid_when_sold check (
        paid_at is not null or status in ('pending_payment', 'cancelled')),
    constraint order_shipped_by_somebody check ((shipped_at is null) = (carrier is null)),
    constraint order_dates check (
        (status <> 'cancelled' or cancelled_at is not null)
        and (status not in ('shipped', 'delivered', 'returned') or shipped_at is not null)
        and (status <> 'delivered' or delivered_at is not null))
);

create index order_account on orders.orders (account, ordered_at desc, id desc) where account is not null;
create index order_guest on orders.orders (guest, ordered_at desc, id desc) where guest is not null;
create index order_pending on orders.orders (pay_by) where status = 'pending_payment';

create table orders.line (
    order_id text not null references orders.orders (id),
    position integer not null check (position between 0 and 199),
    sku text not null,
    product_slug text,
    title text not null,
    -- The variant's choices and its picture, as they were shown.
    options jsonb not null,
    image jsonb,
    quantity integer not null check (quantity between 1 and 99),
    unit_price bigint not null check (unit_price >= 0),
    line_total bigint not null,
    returned integer not null default 0,
    primary key (order_id, position),
    constraint line_once unique (order_id, sku),
    constraint line_total_multiplies check (line_total = quantity * unit_price),
    constraint line_returns check (returned between 0 and quantity)
);

create index line_sku on orders.line (sku);

create table orders.address (
    order_id text not null references orders.orders (id),
    kind text not null check (kind in ('shipping', 'billing')),
    name text not null,
    line1 text not null,
    line2 text not null,
    city text not null,
    region text not null,
    postcode text not null,
    country text not null check (country ~ '^[A-Z]{2}$'),
    phone text not null,
    primary key (order_id, kind)
);

-- What happened, for good. No personal data: it outlives who is forgotten.
create table orders.event (
    id bigint generated always as identity primary key,
    order_id text not null references orders.orders (id),
    at timestamptz not null default statement_timestamp(),
    what text not null check (what ~ '^[a-z_]{1,40}$'),
    who text not null check (who in ('shopper', 'staff', 'shop')),
    note text not null default '' check (length(note) <= 500),
    amount bigint check (amount >= 0),
    -- What makes it happen once: a payment, a refund, a return.
    reference text not null default '',
    constraint event_once unique (order_id, what, reference)
);

create index event_order on orders.event (order_id, id);
