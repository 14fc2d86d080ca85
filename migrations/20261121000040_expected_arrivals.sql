-- When what is sold out is expected back, as suppliers have promised: told to shoppers, sold by nobody.
create table inventory.expected_arrival (
    sku text primary key references inventory.stock (sku),
    day date not null
);
