-- What a shopper is about to buy: lines at the prices that will be charged, and all that was typed.
create schema checkout;

create table checkout.checkout (
    id text constraint checkout_pkey primary key check (id ~ '^[A-Za-z0-9_-]{1,64}$'),
    -- Whose it is: an account's, or a guest's by the digest of their secret.
    account text,
    guest bytea check (length(guest) = 32),
    -- open: held until its end, or again after a declined payment. submitted: its payment is under way.
    -- completed: paid. expired: its end came, or the last payment was declined. cancelled: given up.
    state text not null default 'open'
        check (state in ('open', 'submitted', 'completed', 'expired', 'cancelled')),
    -- The lines with their frozen prices, and what they came to when that was last shown.
    lines jsonb not null,
    quote jsonb not null,
    contact jsonb,
    shipping_address jsonb,
    billing_address jsonb,
    delivery_method text check (length(delivery_method) between 1 and 64),
    coupon text check (length(coupon) between 1 and 80),
    -- The cart that loses what is bought; forgotten once it has.
    cart jsonb,
    -- Whose units are counted together against hoarding.
    holder text not null,
    -- The end of its hold, by this clock.
    expires_at timestamptz not null,
    extensions integer not null default 0 check (extensions between 0 and 2),
    declined integer not null default 0 check (declined between 0 and 3),
    order_id text constraint checkout_of_order unique,
    -- The request that is being answered.
    submit_scope text,
    submit_key text,
    version bigint not null default 1,
    created_at timestamptz not null default statement_timestamp(),
    changed_at timestamptz not null default statement_timestamp(),
    constraint checkout_one_owner check (num_nonnulls(account, guest) <= 1),
    constraint checkout_ordered check (
        state not in ('submitted', 'completed') or order_id is not null)
);

-- Nobody has two open at a time.
create unique index checkout_open_account on checkout.checkout (account)
    where state = 'open' and account is not null;
create unique index checkout_open_guest on checkout.checkout (guest)
    where state = 'open' and guest is not null;
create index checkout_latest_account on checkout.checkout (account, created_at desc)
    where account is not null;
create index checkout_latest_guest on checkout.checkout (guest, created_at desc)
    where guest is not null;
create index checkout_due on checkout.checkout (expires_at) where state = 'open';

-- Which state may follow which; the program decides the same before.
create function checkout.guard_checkout() returns trigger language plpgsql as $$
begin
    if new.state <> old.state and (old.state, new.state) not in (
        ('open', 'submitted'), ('open', 'expired'), ('open', 'cancelled'), ('open', 'completed'),
        ('submitted', 'open'), ('submitted', 'completed'), ('submitted', 'expired'),
        ('submitted', 'cancelled'))
    then
        raise exception 'a checkout that is % does not become %', old.state, new.state
            using errcode = '23514', constraint = 'checkout_moves';
    end if;
    if old.order_id is not null and (
        new.order_id is distinct from old.order_id or new.lines is distinct from old.lines)
    then
        raise exception 'what was ordered does not change'
            using errcode = '23514', constraint = 'checkout_stays';
    end if;
    new.version := old.version + 1;
    new.changed_at := statement_timestamp();
    return new;
end
$$;

create trigger checkout_guard before update on checkout.checkout
    for each row execute function checkout.guard_checkout();
