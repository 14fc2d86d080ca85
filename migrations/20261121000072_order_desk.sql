-- Links, letters, requests and returns around orders.

-- Each letter brings a link of its own. Only the digest of its secret is here.
create table orders.link (
    hash bytea primary key check (length(hash) = 32),
    order_id text not null references orders.orders (id),
    created_at timestamptz not null default statement_timestamp()
);

create index link_order on orders.link (order_id);

-- Letters to send. Address and secret are wiped once they are sent.
create table orders.letter (
    -- Random, and the same however often it is sent.
    id text primary key,
    order_id text not null references orders.orders (id),
    recipient text,
    kind text not null,
    secret text,
    -- What was paid back, in letters that tell of it.
    amount bigint,
    created_at timestamptz not null default statement_timestamp(),
    lease text,
    leased_until timestamptz,
    attempts integer not null default 0,
    sent_at timestamptz,
    constraint letter_wiped_when_sent check (
        (sent_at is null) = (recipient is not null) and (sent_at is null) = (secret is not null))
);

create index letter_due on orders.letter (created_at, id) where sent_at is null;
create index letter_order on orders.letter (order_id);

-- Requests that are done once, and what was answered.
create table orders.idempotency (
    -- Who asked, and what for.
    scope text not null check (length(scope) between 1 and 200),
    key text not null check (length(key) between 8 and 128),
    request_hash bytea not null check (length(request_hash) = 32),
    order_id text references orders.orders (id),
    -- Nothing until it is answered.
    answer jsonb,
    created_at timestamptz not null default statement_timestamp(),
    primary key (scope, key)
);

create index idempotency_age on orders.idempotency (created_at);

create table orders.return_request (
    id text primary key check (id ~ '^[0-9a-f]{32}$'),
    order_id text not null references orders.orders (id),
    key text not null check (length(key) between 8 and 128),
    state text not null default 'requested' check (state in ('requested', 'approved', 'refused')),
    reason text not null check (length(reason) <= 500),
    asked_at timestamptz not null default statement_timestamp(),
    decided_at timestamptz,
    refund bigint check (refund >= 0),
    -- Whether its units are free again.
    restocked boolean,
    constraint return_once unique (order_id, key),
    constraint return_decided check (
        (state = 'requested') = (decided_at is null)
        and (state = 'approved') = (refund is not null)
        and (state = 'approved') = (restocked is not null))
);

create index return_waiting on orders.return_request (asked_at) where state = 'requested';

create table orders.return_line (
    return_id text not null references orders.return_request (id),
    sku text not null,
    quantity integer not null check (quantity between 1 and 99),
    primary key (return_id, sku)
);
