-- Units in checkouts. A line is of one reservation; what a checkout held before it is not kept.
create table inventory.hold (
    checkout text not null check (checkout ~ '^[A-Za-z0-9_-]{1,64}$'),
    -- No foreign key: a line is only written under the lock of the SKU's row, which is never removed.
    sku text not null,
    quantity integer not null constraint hold_quantity_above_zero check (quantity > 0),
    -- held: free again when it expires. committing: its payment is under way, and only a known
    -- outcome of that moves it on. consumed: sold. released: let go. expired: reclaimed after its end.
    state text not null default 'held'
        check (state in ('held', 'committing', 'consumed', 'released', 'expired')),
    -- Whose units are counted together against hoarding: an account, or a network.
    holder text not null check (length(holder) between 1 and 200),
    expires_at timestamptz not null,
    constraint hold_pkey primary key (checkout, sku)
);

-- Whoever needs a SKU finds its expired lines by this.
create index hold_running on inventory.hold (sku, expires_at) where state = 'held';
create index hold_holder on inventory.hold (holder, sku) where state in ('held', 'committing');
-- What is over is forgotten after a while.
create index hold_over on inventory.hold (expires_at)
    where state in ('consumed', 'released', 'expired');

-- Whoever changes lines of a checkout comes here first, so that two of them never meet among its
-- lines. The order of locks: the checkout's or order's own row, this, rows of stock by SKU, lines.
create function inventory.lock_checkout(wanted_checkout text) returns void language sql as $$
    select pg_advisory_xact_lock(hashtextextended('inventory.hold ' || wanted_checkout, 0))
$$;

-- Locks rows of stock by SKU ascending.
create function inventory.lock_stock(wanted_skus text[]) returns void language plpgsql as $$
begin
    perform from inventory.stock where sku = any (wanted_skus) order by sku for no key update;
end
$$;

-- Gives back what expired of these SKUs, whose rows the caller has locked: they are therefore as the
-- last writer left them. A line that someone is just committing is skipped, never waited for.
create function inventory.reclaim(locked_skus text[]) returns integer language plpgsql as $$
declare
    lines integer;
begin
    with due as (
        select checkout, sku from inventory.hold
        where sku = any (locked_skus) and state = 'held' and expires_at <= statement_timestamp()
        for update skip locked
    ), gone as (
        update inventory.hold set state = 'expired' from due
        where hold.checkout = due.checkout and hold.sku = due.sku
        returning hold.sku, hold.quantity
    ), per_sku as (
        select sku, sum(quantity)::integer as units, count(*)::integer as lines from gone group by sku
    ), given_back as (
        update inventory.stock set free = free + units, reserved = reserved - units
        from per_sku where stock.sku = per_sku.sku
        returning per_sku.lines
    )
    select coalesce(sum(given_back.lines), 0) into lines from given_back;
    return lines;
end
$$;

-- Lines of a wish that cannot be had, by the same snapshot: what is free, what expired if that may
-- still be reclaimed, and what the checkout holds itself are all to be had. Others' lines, which may be
-- thousands, are looked at only where what is free is not enough.
create function inventory.short_lines(
    own_checkout text, wanted_skus text[], wanted_units integer[], with_due boolean
) returns table (sku text, wanted integer, free integer, until timestamptz)
language sql stable as $$
    select wish.sku, wish.units, coalesce(stock.free, 0) + own.units + due.units, (
        select min(expires_at) from inventory.hold
        where hold.sku = wish.sku and state = 'held' and checkout <> own_checkout
            and expires_at > statement_timestamp()
    )
    from unnest(wanted_skus, wanted_units) as wish (sku, units)
    left join inventory.stock on stock.sku = wish.sku
    cross join lateral (
        select coalesce(sum(quantity), 0)::integer as units from inventory.hold
        where checkout = own_checkout and hold.sku = wish.sku and state = 'held'
    ) as own
    cross join lateral (
        select coalesce(sum(quantity), 0)::integer as units from inventory.hold
        where with_due and coalesce(stock.free, 0) + own.units < wish.units
            and hold.sku = wish.sku and state = 'held' and checkout <> own_checkout
            and expires_at <= statement_timestamp()
    ) as due
    where coalesce(stock.free, 0) + own.units + due.units < wish.units
    order by wish.sku
$$;

-- SKUs of a wish with which a holder would have more units in checkouts than allowed.
create function inventory.hoarded(
    own_checkout text, counted_holder text, wanted_skus text[], wanted_units integer[], most integer
) returns table (sku text, wanted integer, held integer) language sql stable as $$
    select wish.sku, wish.units, elsewhere.units
    from unnest(wanted_skus, wanted_units) as wish (sku, units)
    cross join lateral (
        select coalesce(sum(quantity), 0)::integer as units from inventory.hold
        where holder = counted_holder and hold.sku = wish.sku and checkout <> own_checkout
            and (state = 'committing' or state = 'held' and expires_at > statement_timestamp())
    ) as elsewhere
    where elsewhere.units + wish.units > most
    order by wish.sku
$$;
