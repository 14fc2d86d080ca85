-- Reserves all lines of a checkout or none, in place of what it held before, in one round trip.
-- One row says how it went (reserved, replayed or submitted), or one row for each SKU says why not
-- (short, over). Whatever it answers, nothing but reclaimed lines has changed unless it is reserved.
create function inventory.reserve(
    own_checkout text, counted_holder text, wanted_skus text[], wanted_units integer[],
    seconds integer, most integer
) returns table (
    outcome text, short_sku text, short_wanted integer, short_had integer,
    short_until timestamptz, ends_at timestamptz
) language plpgsql as $$
declare
    fresh_end constant timestamptz := statement_timestamp() + make_interval(secs => seconds);
    running_until timestamptz;
    is_same boolean;
    all_skus text[];
    unmoved bigint;
begin
    -- Without a lock: most of those who come when there is nothing left end here.
    if exists (
        select from inventory.hold
        where checkout = own_checkout and state in ('committing', 'consumed')
    ) then
        return query select 'submitted', null::text, null::integer, null::integer,
            null::timestamptz, null::timestamptz;
        return;
    end if;
    return query select 'short', line.sku, line.wanted, line.free, line.until, null::timestamptz
        from inventory.short_lines(own_checkout, wanted_skus, wanted_units, true) as line;
    if found then
        return;
    end if;

    -- A hold that a crash of PostgreSQL loses is only held again; orders wait for the disk.
    perform set_config('synchronous_commit', 'off', true), set_config('lock_timeout', '1500ms', true);
    perform inventory.lock_checkout(own_checkout);
    if exists (
        select from inventory.hold
        where checkout = own_checkout and state in ('committing', 'consumed')
    ) then
        return query select 'submitted', null::text, null::integer, null::integer,
            null::timestamptz, null::timestamptz;
        return;
    end if;

    select bool_and(own.quantity is not distinct from wish.units
                    and own.expires_at > statement_timestamp()),
           min(own.expires_at)
        into is_same, running_until
        from (select hold.sku, quantity, expires_at from inventory.hold
              where checkout = own_checkout and state = 'held') as own
        full join unnest(wanted_skus, wanted_units) as wish (sku, units) on wish.sku = own.sku;
    if is_same then
        return query select 'replayed', null::text, null::integer, null::integer,
            null::timestamptz, running_until;
        return;
    end if;

    -- From here on each statement sees what the last writer of these rows left.
    all_skus := wanted_skus || array(
        select hold.sku from inventory.hold where checkout = own_checkout and state = 'held');
    perform inventory.lock_stock(all_skus);
    -- Own lines that expired are let go below; others' are reclaimed only where they are needed.
    if exists (
        select from unnest(wanted_skus, wanted_units) as wish (sku, units)
        join inventory.stock on stock.sku = wish.sku where free < units
    ) then
        perform inventory.reclaim(wanted_skus);
    end if;

    -- What is due now and was not reclaimed is just being committed: it is not to be had.
    return query select 'short', line.sku, line.wanted, line.free, line.until, null::timestamptz
        from inventory.short_lines(own_checkout, wanted_skus, wanted_units, false) as line;
    if found then
        return;
    end if;
    if most is not null then
        return query select 'over', line.sku, line.wanted, line.held, null::timestamptz, null::timestamptz
            from inventory.hoarded(own_checkout, counted_holder, wanted_skus, wanted_units, most) as line;
        if found then
            return;
        end if;
    end if;

    with own as (
        select hold.sku, quantity from inventory.hold where checkout = own_checkout and state = 'held'
    ), change as (
        select coalesce(wish.sku, own.sku) as sku, coalesce(wish.units, 0) - coalesce(own.quantity, 0) as units
        from unnest(wanted_skus, wanted_units) as wish (sku, units)
        full join own on own.sku = wish.sku
    ), moved as (
        update inventory.stock set free = free - change.units, reserved = reserved + change.units
        from change where stock.sku = change.sku and stock.free >= change.units
        returning 1
    )
    select (select count(*) from change) - (select count(*) from moved) into unmoved;
    if unmoved <> 0 then
        raise exception 'stock that was locked and enough is not: %', wanted_skus;
    end if;

    delete from inventory.hold where checkout = own_checkout and hold.sku <> all (wanted_skus);
    insert into inventory.hold (checkout, sku, quantity, holder, expires_at)
        select own_checkout, wish.sku, wish.units, counted_holder, fresh_end
        from unnest(wanted_skus, wanted_units) as wish (sku, units)
        on conflict on constraint hold_pkey do update
        set quantity = excluded.quantity, state = 'held', holder = excluded.holder,
            expires_at = excluded.expires_at;
    return query select 'reserved', null::text, null::integer, null::integer,
        null::timestamptz, fresh_end;
end
$$;
