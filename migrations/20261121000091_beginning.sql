-- Whether two lists of lines are of the same SKUs and units, in whatever order.
create function checkout.same_lines(one jsonb, other jsonb) returns boolean
language sql immutable as $$
    select (select array_agg((line -> 'line' ->> 'sku') || ' ' || (line -> 'line' ->> 'quantity') order by (line -> 'line' ->> 'sku'))
            from (select jsonb_array_elements(one) as line) as a)
         = (select array_agg((line -> 'line' ->> 'sku') || ' ' || (line -> 'line' ->> 'quantity') order by (line -> 'line' ->> 'sku'))
            from (select jsonb_array_elements(other) as line) as b)
$$;

-- Holds all lines for a buyer or none, and writes the checkout that they are for, in one round trip.
-- A buyer's open checkout is taken on: with the same lines it is answered again, with others its units
-- are exchanged. The first column says how it went: reserved, replayed; ordered (it has an order that
-- waits for another payment, and the lines are others); or what inventory.reserve says.
create function checkout.begin(
    new_id text, own_account text, own_guest bytea, counted_holder text,
    new_lines jsonb, new_quote jsonb, typed jsonb, own_cart jsonb,
    held_skus text[], held_units integer[], seconds integer, most integer
) returns table (
    outcome text, checkout_id text, short_sku text, short_wanted integer, short_had integer,
    short_until timestamptz, ends_at timestamptz
) language plpgsql as $$
declare
    running checkout.checkout;
    own_id text;
    answer record;
    done boolean := false;
begin
    -- Without a lock: most of those who come when there is nothing left end here.
    select checkout.id into own_id from checkout.checkout
        where state = 'open' and expires_at > statement_timestamp()
            and (checkout.account = own_account or checkout.guest = own_guest);
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
        where state = 'open' and (checkout.account = own_account or checkout.guest = own_guest)
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
