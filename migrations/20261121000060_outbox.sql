-- What happened, written in the transaction in which it happened, and read by others in order.
create schema outbox;

create table outbox.event (
    id bigint generated always as identity primary key,
    -- The transaction that wrote it. Readers go by this and never by the id alone: ids are given out
    -- before their transactions end, so a reader that goes by them passes over those that end late.
    xid xid8 not null default pg_current_xact_id(),
    topic text not null check (topic ~ '^[a-z]+(\.[a-z_]+)+$'),
    -- What it is about: an order's id, a SKU.
    key text not null check (length(key) between 1 and 200),
    payload jsonb not null,
    at timestamptz not null default statement_timestamp()
);

create index event_in_order on outbox.event (xid, id);
create index event_key on outbox.event (key, xid, id);

-- How far each reader has come, and who reads for it just now.
create table outbox.consumer (
    name text constraint consumer_pkey primary key check (name ~ '^[a-z0-9_-]{1,64}$'),
    xid xid8 not null,
    event bigint not null,
    -- Whoever reads says for how long; after that, and never before, another may.
    lease text,
    leased_until timestamptz,
    check ((lease is null) = (leased_until is null))
);

-- Events that a reader could not make sense of, set aside so that the next ones are not kept waiting.
create table outbox.parked (
    consumer text not null references outbox.consumer (name) on delete cascade,
    event bigint not null references outbox.event (id),
    reason text not null,
    at timestamptz not null default statement_timestamp(),
    constraint parked_pkey primary key (consumer, event)
);

create function outbox.refuse_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and current_setting('outbox.renumbering', true) = 'on' then
        return null;
    end if;
    raise exception 'events are append-only: what happened has happened';
end
$$;

create trigger event_append_only before update or delete or truncate on outbox.event
    for each statement execute function outbox.refuse_change();

-- A dump that is restored elsewhere brings numbers of transactions from another server. They mean
-- nothing here and may be above all that will be given out for years: all events of the dump would
-- wait, and new ones be passed over. So the old ones are counted as written by one transaction of
-- long ago, and each reader goes back to the first event that it has not had. Returns whether that
-- was needed.
create function outbox.renumber() returns boolean language plpgsql as $$
declare
    given_out constant xid8 := pg_snapshot_xmax(pg_current_snapshot());
    last_foreign bigint;
begin
    lock table outbox.consumer, outbox.event in exclusive mode;
    select max(id) into last_foreign from outbox.event where xid >= given_out;
    if last_foreign is null and not exists (select from outbox.consumer where xid >= given_out) then
        return false;
    end if;
    -- What was written here since has a higher id than all of the dump, and no reader has had it.
    update outbox.consumer set lease = null, leased_until = null, xid = '3', event = coalesce(
        (select min(event.id) - 1 from outbox.event
         where (event.xid, event.id) > (consumer.xid, consumer.event) or event.id > last_foreign),
        (select max(event.id) from outbox.event), 0);
    perform set_config('outbox.renumbering', 'on', true);
    update outbox.event set xid = '3';
    perform set_config('outbox.renumbering', 'off', true);
    return true;
end
$$;
