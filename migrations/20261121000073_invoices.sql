-- What an invoice says for good: the tax by rate, and who sold.

alter table orders.line
    -- In hundredths of a percent.
    add column tax_basis_points integer check (tax_basis_points between 0 and 10000);

-- All that is taxed at one rate: goods after discount and their share of delivery. The rates of an
-- order add up to its total and to its tax, which whoever places it checks.
create table orders.tax (
    order_id text not null references orders.orders (id),
    basis_points integer not null check (basis_points between 0 and 10000),
    net bigint not null check (net >= 0),
    tax bigint not null check (tax >= 0),
    primary key (order_id, basis_points)
);

create trigger tax_kept before update or delete or truncate on orders.tax
    for each statement execute function orders.refuse_change();
revoke update, delete, truncate on orders.tax from public, current_user;

alter table orders.orders add column seller jsonb check (jsonb_typeof(seller) = 'object');

create trigger order_seller_kept before update on orders.orders
    for each row when (old.seller is distinct from new.seller)
    execute function orders.refuse_change();
