-- A key is the client's own: what it is made of is not for the shop to say. It is looked up only among
-- those of whoever sends it, so a short one harms nobody.
alter table orders.idempotency
    drop constraint idempotency_key_check,
    add constraint idempotency_key_check check (length(key) between 1 and 255);
