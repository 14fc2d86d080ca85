-- How the functions of holds are planned.
--
-- All that touch lines take a handful of rows by key, whatever the statistics say: those of a fresh shop
-- are none, and while everybody buys one thing its lines are most of the table. So they are planned
-- once a connection and not at each call, and by index; what they call runs under the same.
do $$
declare
    function regprocedure;
begin
    for function in
        select oid from pg_proc
        where oid in (
            'inventory.reserve'::regproc, 'inventory.extend_hold'::regproc,
            'inventory.move_lines'::regproc, 'inventory.commit_lines'::regproc,
            'inventory.hold_again'::regproc, 'inventory.return_sold'::regproc)
    loop
        execute format(
            'alter function %s set plan_cache_mode = force_generic_plan '
            'set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off',
            function);
    end loop;
end
$$;

-- Each index for those alone who name its first column, which all rows have: for any question that
-- names only a state it would else do too, and without statistics the lines of one checkout would be
-- looked for among all that are held.
drop index inventory.hold_running;
drop index inventory.hold_holder;
-- Whoever needs a SKU finds its expired lines by this, and whoever sweeps those of all.
create index hold_of_sku on inventory.hold (sku, expires_at)
    where state = 'held' and sku is not null;
create index hold_of_holder on inventory.hold (holder, sku)
    where state in ('held', 'committing') and holder is not null;

-- Lines of a wish that cannot be had, by the same snapshot: what is free, what expired if that may
-- still be reclaimed, and what the checkout holds itself are all to be had. Others' lines, which may be
-- thousands, are looked at only where what is free is not enough.
create or replace function inventory.short_lines(
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
        -- By the key of the line: with the state among the conditions the index of all lines of the SKU
        -- in that state would do as well.
        select coalesce(sum(quantity) filter (where state = 'held'), 0)::integer as units
        from inventory.hold where checkout = own_checkout and hold.sku = wish.sku
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

-- Gives back what expired, SKU by SKU, so that figures are right before anyone needs the units. A
-- SKU that someone works on is left to them. Returns the number of lines.
create or replace function inventory.sweep_holds(most_skus integer) returns integer language plpgsql as $$
declare
    swept integer := 0;
    next_sku text;
begin
    perform set_config('synchronous_commit', 'off', true);
    for next_sku in
        select distinct sku from inventory.hold
        where sku is not null and state = 'held' and expires_at <= statement_timestamp()
        order by sku limit most_skus
    loop
        perform from inventory.stock where sku = next_sku for no key update skip locked;
        if found then
            swept := swept + inventory.reclaim(array[next_sku]);
        end if;
    end loop;
    return swept;
end
$$;

-- The same for the end of a checkout: whoever names only the state would else read all that are open.
drop index checkout.checkout_due;
create index checkout_due on checkout.checkout (expires_at)
    where state = 'open' and expires_at is not null;

-- The checkout that an account or a guest has open: one of the two is given. Each is looked for by its
-- own index; one condition with `or` would have all open checkouts read.
create function checkout.open_of(own_account text, own_guest bytea)
returns setof checkout.checkout language sql stable as $$
    select * from checkout.checkout where state = 'open' and account = own_account
    union all
    select * from checkout.checkout where state = 'open' and guest = own_guest
$$;

-- Holds all lines for a buyer or none, and writes the checkout that they are for, in one round trip.
-- A buyer's open checkout is taken on: with the same lines it is answered again, with others its units
-- are exchanged. The first column says how it went: reserved, replayed; ordered (it has an order that
-- waits for another payment, and the lines are others); or what inventory.reserve says.
create or replace function checkout.begin(
    new_id text, own_account text, own_guest bytea, counted_holder text,
    new_lines jsonb, new_quote jsonb, typed jsonb, own_cart jsonb,
    held_skus text[], held_units integer[], seconds integer, most integer
) returns table (
    outcome text, checkout_id text, short_sku text, short_wanted integer, short_had integer,
    short_until timestamptz, ends_at timestamptz
) language plpgsql
set plan_cache_mode = force_generic_plan
set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off as $$
declare
    running checkout.checkout;
    own_id text;
    answer record;
    done boolean := false;
begin
    -- Without a lock: most of those who come when there is nothing left end here.
    select open.id into own_id from checkout.open_of(own_account, own_guest) as open
        where open.expires_at > statement_timestamp();
    return query
        select 'short', coalesce(own_id, new_id), line.sku, line.wanted, line.free, line.until,
               null::timestamptz
        from inventory.short_lines(coalesce(own_id, new_id), held_skus, held_units, true) as line;
    if found then
        return;
    end if;

    -- Who waits too long for a row is told to come again, and PostgreSQL is not taken to be away.
    perform set_config('lock_timeout', '1500ms', true);
    -- Two wishes of one buyer come one after the other.
    perform pg_advisory_xact_lock(
        hashtextextended('checkout.begin ' || coalesce(own_account, encode(own_guest, 'hex')), 0));
    select * into running from checkout.checkout
        where state = 'open' and id = (select open.id from checkout.open_of(own_account, own_guest) as open)
        for update;
    if found and running.expires_at <= statement_timestamp() and running.order_id is null then
        -- Its lines are reclaimed where they are needed: to let go of them here would lock stock twice
        -- in one transaction, and two who do that can wait for each other.
        update checkout.checkout set state = 'expired' where id = running.id;
        running := null;
    end if;
    if running.id is not null and checkout.same_lines(running.lines, new_lines)
        and running.expires_at > statement_timestamp()
    then
        return query select 'replayed', running.id, null::text, null::integer, null::integer,
            null::timestamptz, running.expires_at;
        return;
    end if;
    if running.order_id is not null then
        return query select 'ordered', running.id, null::text, null::integer, null::integer,
            null::timestamptz, null::timestamptz;
        return;
    end if;

    own_id := coalesce(running.id, new_id);
    for answer in
        select * from inventory.reserve(own_id, counted_holder, held_skus, held_units, seconds, most)
    loop
        done := answer.outcome in ('reserved', 'replayed');
        outcome := case when done then 'reserved' else answer.outcome end;
        checkout_id := own_id;
        short_sku := answer.short_sku;
        short_wanted := answer.short_wanted;
        short_had := answer.short_had;
        short_until := answer.short_until;
        ends_at := answer.ends_at;
        return next;
    end loop;
    if not done then
        return;
    end if;
    if running.id is null then
        insert into checkout.checkout (
            id, account, guest, lines, quote, contact, shipping_address, billing_address,
            delivery_method, coupon, cart, holder, expires_at)
        values (
            own_id, own_account, own_guest, new_lines, new_quote,
            nullif(typed -> 'contact', 'null'), nullif(typed -> 'shipping_address', 'null'),
            nullif(typed -> 'billing_address', 'null'), typed ->> 'delivery_method',
            typed ->> 'coupon', own_cart, counted_holder, ends_at);
    else
        update checkout.checkout
        set lines = new_lines, quote = new_quote, cart = own_cart, holder = counted_holder,
            expires_at = begin.ends_at, extensions = 0
        where id = own_id;
    end if;
end
$$;
