-- What is in stock. PostgreSQL alone decides it; every other place holds a copy.
create schema inventory;

create table inventory.warehouse (
    code text primary key check (code ~ '^[a-z0-9-]{1,32}$'),
    name text not null
);

insert into inventory.warehouse (code, name) values ('main', 'Main warehouse');

-- One narrow row a SKU, updated in place: room is left on each page for the new version of a row.
create table inventory.stock (
    sku text primary key,
    free integer not null default 0 constraint stock_free_not_negative check (free >= 0),
    reserved integer not null default 0 constraint stock_reserved_not_negative check (reserved >= 0),
    sold integer not null default 0 constraint stock_sold_not_negative check (sold >= 0),
    -- The transaction that last changed the row. Readers ask for all changes since the oldest
    -- transaction that was still open at their last look, so none is missed.
    changed_xid xid8 not null default pg_current_xact_id()
) with (fillfactor = 50);

create index stock_changed on inventory.stock (changed_xid);

create function inventory.note_stock_change() returns trigger language plpgsql as $$
begin
    new.changed_xid := pg_current_xact_id();
    return new;
end
$$;

create trigger stock_changed before update on inventory.stock
    for each row execute function inventory.note_stock_change();

-- Every change of the number of units owned, for good. Holds and sales move units between the
-- columns of stock and are not written here.
create table inventory.stock_ledger (
    id bigint generated always as identity primary key,
    sku text not null references inventory.stock (sku),
    warehouse text not null references inventory.warehouse (code),
    quantity integer not null constraint ledger_quantity_not_zero check (quantity <> 0),
    kind text not null check (kind in ('receive', 'correct', 'write_off')),
    reference text not null check (length(reference) between 1 and 200),
    reason text not null check (length(reason) between 1 and 500),
    at timestamptz not null default now(),
    constraint ledger_once unique (kind, reference, sku)
);

create index stock_ledger_sku on inventory.stock_ledger (sku, id);

create function inventory.refuse_ledger_change() returns trigger language plpgsql as $$
begin
    raise exception 'the stock ledger is append-only: write a correcting row instead';
end
$$;

create trigger stock_ledger_append_only before update or delete or truncate on inventory.stock_ledger
    for each statement execute function inventory.refuse_ledger_change();
