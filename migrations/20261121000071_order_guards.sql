-- What no statement may do to an order, whoever writes it.
create function orders.guard_order() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        if new.status <> 'pending_payment' or new.refunded <> 0 then
            raise exception 'an order begins unpaid' using errcode = '23514', constraint = 'order_begins';
        end if;
        return new;
    end if;
    if new.status <> old.status and not exists (
        select from orders.move where from_status = old.status and to_status = new.status)
    then
        raise exception 'an order that is % does not become %', old.status, new.status
            using errcode = '23514', constraint = 'order_moves';
    end if;
    if (new.id, new.checkout, new.currency, new.goods, new.discount, new.shipping, new.tax_added,
        new.tax_included, new.total, new.ordered_at)
       is distinct from
       (old.id, old.checkout, old.currency, old.goods, old.discount, old.shipping, old.tax_added,
        old.tax_included, old.total, old.ordered_at)
       or (old.paid_at is not null and (new.paid_at, new.payment) is distinct from (old.paid_at, old.payment))
       or new.refunded < old.refunded
    then
        raise exception 'what was ordered and paid does not change'
            using errcode = '23514', constraint = 'order_stays';
    end if;
    if new.refunded > 0 and new.paid_at is null and new.cancelled_at is null then
        raise exception 'nothing was paid that could be paid back'
            using errcode = '23514', constraint = 'order_refunds';
    end if;
    new.version := old.version + 1;
    return new;
end
$$;

create trigger order_guard before insert or update on orders.orders
    for each row execute function orders.guard_order();

create function orders.guard_line() returns trigger language plpgsql as $$
begin
    if (to_jsonb(new) - 'returned') is distinct from (to_jsonb(old) - 'returned')
       or new.returned < old.returned
    then
        raise exception 'what was bought does not change'
            using errcode = '23514', constraint = 'line_stays';
    end if;
    return new;
end
$$;

create trigger line_guard before update on orders.line
    for each row execute function orders.guard_line();

create function orders.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are kept as they are', tg_table_name;
end
$$;

create trigger event_append_only before update or delete or truncate on orders.event
    for each statement execute function orders.refuse_change();
create trigger order_kept before delete or truncate on orders.orders
    for each statement execute function orders.refuse_change();
create trigger line_kept before delete or truncate on orders.line
    for each statement execute function orders.refuse_change();

-- By right too, as with the ledger of stock.
revoke update, delete, truncate on orders.event from public, current_user;
revoke delete, truncate on orders.orders, orders.line from public, current_user;
