-- What becomes of held lines. Each is one call and belongs into the transaction that decides it.

-- Moves the end of a checkout's lines, unless one of them is no longer held. No row: they are not.
create function inventory.extend_hold(own_checkout text, seconds integer) returns timestamptz
language plpgsql as $$
declare
    fresh_end constant timestamptz := statement_timestamp() + make_interval(secs => seconds);
    sound boolean;
begin
    perform inventory.lock_checkout(own_checkout);
    select bool_and(line.state = 'held' and line.expires_at > statement_timestamp()) into sound
        from (select state, expires_at from inventory.hold
              where checkout = own_checkout order by sku for update) as line;
    if not coalesce(sound, false) then
        return null;
    end if;
    -- Never nearer than it was.
    update inventory.hold set expires_at = greatest(expires_at, fresh_end) where checkout = own_checkout;
    return (select min(expires_at) from inventory.hold where checkout = own_checkout);
end
$$;

-- Moves the lines of a checkout that are in one state to another, and their units between the columns
-- of stock: to free or to sold. Returns the number of lines.
create function inventory.move_lines(
    own_checkout text, from_state text, to_state text
) returns integer language plpgsql as $$
declare
    lines integer;
begin
    perform inventory.lock_checkout(own_checkout);
    perform inventory.lock_stock(array(
        select sku from inventory.hold where checkout = own_checkout and state = from_state));
    with gone as (
        update inventory.hold set state = to_state
        where checkout = own_checkout and state = from_state
        returning sku, quantity
    ), moved as (
        update inventory.stock
        set reserved = reserved - gone.quantity,
            free = free + case when to_state = 'released' then gone.quantity else 0 end,
            sold = sold + case when to_state = 'consumed' then gone.quantity else 0 end
        from gone where stock.sku = gone.sku
        returning 1
    )
    select count(*) into lines from moved;
    return lines;
end
$$;

-- Marks the lines of a checkout as being paid for, if what it holds are exactly these SKUs and units
-- and none has expired; else none. No row of stock is touched.
create function inventory.commit_lines(
    own_checkout text, ordered_skus text[], ordered_units integer[]
) returns text language plpgsql as $$
begin
    perform inventory.lock_checkout(own_checkout);
    -- Whoever reclaims one of the lines is waited for here; the statements below see what they left.
    perform from inventory.hold where checkout = own_checkout order by sku for update;
    if exists (
        select from inventory.hold
        where checkout = own_checkout and state in ('committing', 'consumed')
    ) then
        return 'submitted';
    end if;
    if exists (
        select from (
            select hold.sku, quantity from inventory.hold
            where checkout = own_checkout and state = 'held' and expires_at > statement_timestamp()
        ) as own
        full join unnest(ordered_skus, ordered_units) as line (sku, units) on line.sku = own.sku
        where own.quantity is distinct from line.units
    ) then
        return 'expired';
    end if;
    update inventory.hold set state = 'committing'
        where checkout = own_checkout and state = 'held' and expires_at > statement_timestamp();
    return 'committed';
end
$$;

-- Holds the lines of a declined payment again, from now on. Returns their end, or none where no line
-- was committing.
create function inventory.hold_again(own_checkout text, seconds integer) returns timestamptz
language plpgsql as $$
declare
    fresh_end constant timestamptz := statement_timestamp() + make_interval(secs => seconds);
begin
    perform inventory.lock_checkout(own_checkout);
    update inventory.hold set state = 'held', expires_at = fresh_end
        where checkout = own_checkout and state = 'committing';
    return case when found then fresh_end end;
end
$$;

-- Makes sold units free again. Returns the SKUs of which fewer were sold; then nothing has moved.
create function inventory.return_sold(back_skus text[], back_units integer[]) returns setof text
language plpgsql as $$
begin
    perform inventory.lock_stock(back_skus);
    return query select back.sku from unnest(back_skus, back_units) as back (sku, units)
        left join inventory.stock on stock.sku = back.sku
        where coalesce(stock.sold, 0) < back.units order by back.sku;
    if found then
        return;
    end if;
    update inventory.stock set sold = sold - back.units, free = free + back.units
        from unnest(back_skus, back_units) as back (sku, units) where stock.sku = back.sku;
end
$$;

-- Gives back what expired, SKU by SKU, so that figures are right before anyone needs the units. A
-- SKU that someone works on is left to them. Returns the number of lines.
create function inventory.sweep_holds(most_skus integer) returns integer language plpgsql as $$
declare
    swept integer := 0;
    next_sku text;
begin
    perform set_config('synchronous_commit', 'off', true);
    for next_sku in
        select distinct sku from inventory.hold
        where state = 'held' and expires_at <= statement_timestamp() order by sku limit most_skus
    loop
        perform from inventory.stock where sku = next_sku for no key update skip locked;
        if found then
            swept := swept + inventory.reclaim(array[next_sku]);
        end if;
    end loop;
    return swept;
end
$$;
