-- What staff ask of orders, and what they note of them.

-- All orders, and those of one status, the newest first.
create index order_newest on orders.orders (ordered_at desc, id desc);
create index order_status on orders.orders (status, ordered_at desc, id desc);
-- Those of a mail address, and those of names that begin alike. By bytes, so that a beginning is a range
-- whatever language the database sorts by.
create index order_mail on orders.orders (email, ordered_at desc, id desc) where email is not null;
create index order_name on orders.orders (lower(name) text_pattern_ops) where name is not null;

-- What staff tell one another about an order. Its buyer never reads it.
create table orders.note (
    id bigint generated always as identity primary key,
    order_id text not null references orders.orders (id),
    -- The form's own, so that sending it twice notes it once.
    key text not null check (length(key) between 1 and 255),
    author text not null,
    -- What the author was called then.
    signed text not null,
    at timestamptz not null default statement_timestamp(),
    text text not null check (length(text) between 1 and 2000),
    constraint note_once unique (order_id, key)
);

create index note_order on orders.note (order_id, id);

create trigger note_append_only before update or truncate on orders.note
    for each statement execute function orders.refuse_change();

-- Who bought it may be named in it, so it goes with them when that is forgotten, and not before.
create function orders.guard_note() returns trigger language plpgsql as $$
begin
    if exists (select from orders.orders where id = old.order_id and email is not null) then
        raise exception 'notes are kept as long as it is known who bought';
    end if;
    return old;
end
$$;

create trigger note_kept before delete on orders.note
    for each row execute function orders.guard_note();

revoke update, truncate on orders.note from public, current_user;
