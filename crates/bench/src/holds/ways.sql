-- Three ways to see to it that no unit is held twice, each at its best: one round trip, the same narrow
-- row of stock, the same line. They differ in nothing but how they keep out of each other's way.
drop schema if exists bench_holds cascade;
create schema bench_holds;

create table bench_holds.stock (
    sku integer primary key,
    free integer not null check (free >= 0),
    reserved integer not null default 0,
    version bigint not null default 0
) with (fillfactor = 50);

create table bench_holds.hold (
    buyer bigint not null,
    sku integer not null,
    expires_at timestamptz not null,
    primary key (buyer, sku)
);

-- The condition is in the update; who comes second waits for the row and looks again.
create function bench_holds.conditional(buyer bigint, wanted integer) returns text
language plpgsql as $$
begin
    update bench_holds.stock set free = free - 1, reserved = reserved + 1
        where sku = wanted and free >= 1;
    if not found then
        return 'sold out';
    end if;
    insert into bench_holds.hold values (buyer, wanted, statement_timestamp() + interval '5 minutes');
    return 'held';
end
$$;

-- The row is locked at once or not at all: an error for whoever comes second.
create function bench_holds.no_wait(buyer bigint, wanted integer) returns text
language plpgsql as $$
declare
    there integer;
begin
    select free into there from bench_holds.stock where sku = wanted;
    if there < 1 then
        return 'sold out';
    end if;
    select free into there from bench_holds.stock where sku = wanted for update nowait;
    if there < 1 then
        return 'sold out';
    end if;
    update bench_holds.stock set free = free - 1, reserved = reserved + 1 where sku = wanted;
    insert into bench_holds.hold values (buyer, wanted, statement_timestamp() + interval '5 minutes');
    return 'held';
end
$$;

-- What was read is written only if nobody has written since.
create function bench_holds.versioned(buyer bigint, wanted integer) returns text
language plpgsql as $$
declare
    there integer;
    seen bigint;
begin
    select free, version into there, seen from bench_holds.stock where sku = wanted;
    if there < 1 then
        return 'sold out';
    end if;
    update bench_holds.stock
        set free = there - 1, reserved = reserved + 1, version = version + 1
        where sku = wanted and version = seen;
    if not found then
        return 'collided';
    end if;
    insert into bench_holds.hold values (buyer, wanted, statement_timestamp() + interval '5 minutes');
    return 'held';
end
$$;
