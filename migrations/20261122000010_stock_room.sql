-- Stock as staff look at it. SKUs are listed and searched by their beginning, byte by byte.
create index stock_by_sku on inventory.stock (sku collate "C");

-- SKUs of which few units are free. No index of stock names a column that sales change: with one,
-- rows would no longer be updated in place. What is low is noted here when it becomes so, and
-- forgotten when it is no longer; a sale that crosses no border writes nothing. No foreign key: rows
-- are written under the lock of the SKU's row, which is never removed.
create table inventory.low_stock (
    sku text collate "C" primary key
);

insert into inventory.low_stock (sku) select sku from inventory.stock where free <= 5;

create function inventory.note_low_stock() returns trigger language plpgsql as $$
begin
    if new.free <= 5 then
        insert into inventory.low_stock (sku) values (new.sku) on conflict (sku) do nothing;
    else
        delete from inventory.low_stock where low_stock.sku = new.sku collate "C";
    end if;
    return null;
end
$$;

create trigger stock_low_at_first after insert on inventory.stock
    for each row when (new.free <= 5) execute function inventory.note_low_stock();
create trigger stock_low after update on inventory.stock
    for each row when ((old.free <= 5) <> (new.free <= 5)) execute function inventory.note_low_stock();

-- What checkouts have, in the order in which it ends. Changes of these columns were never made in
-- place: the other indexes name them, too.
create index hold_by_end on inventory.hold (expires_at, checkout, sku)
    where state in ('held', 'committing');
