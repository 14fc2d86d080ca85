-- Carts of accounts: Redis serves them, and every change is written through to here.
create schema cart;

create table cart.account_cart (
    account text constraint account_cart_pkey primary key,
    -- Grows with every change; an older cart never replaces a newer one.
    version bigint not null check (version >= 0),
    -- The cart whole: its lines, those saved for later, what was last removed, and the tokens of the
    -- last operations.
    lines jsonb not null,
    changed_at timestamptz not null default now()
);
