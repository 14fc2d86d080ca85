-- What an order costs beside its goods: delivery, tax, coupons.
create schema pricing;

-- Where parcels go. An area is a country or the part of it whose postcodes begin alike; the longest
-- prefix decides, and one without a zone is not served.
create table pricing.delivery_zone (
    code text primary key check (code ~ '^[a-z0-9-]{1,32}$'),
    name text not null check (length(name) between 1 and 80)
);

create table pricing.delivery_area (
    country text not null check (country ~ '^[A-Z]{2}$'),
    postcode_prefix text not null default '' check (postcode_prefix ~ '^[A-Z0-9]{0,10}$'),
    zone text references pricing.delivery_zone (code),
    primary key (country, postcode_prefix)
);

-- Orders before the cut-off leave the same working day.
create table pricing.delivery_method (
    code text primary key check (code ~ '^[a-z0-9-]{1,32}$'),
    name text not null check (length(name) between 1 and 80),
    cutoff_minute integer not null check (cutoff_minute between 0 and 1440),
    active boolean not null default true
);

comment on column pricing.delivery_method.cutoff_minute is 'Minutes after midnight UTC.';

-- How many working days a method takes to a zone after the parcel has left.
create table pricing.delivery_service (
    method text not null references pricing.delivery_method (code),
    zone text not null references pricing.delivery_zone (code),
    min_days integer not null check (min_days between 1 and 60),
    max_days integer not null,
    primary key (method, zone),
    constraint delivery_service_days check (max_days between min_days and 90)
);

-- What it costs up to a weight; the lightest row that carries the order decides. From `free_from`
-- on, the worth of the goods in the same currency, it costs nothing.
create table pricing.delivery_rate (
    method text not null,
    zone text not null,
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    up_to_grams bigint not null check (up_to_grams > 0),
    amount bigint not null check (amount between 0 and 10000000000000),
    free_from bigint check (free_from between 0 and 10000000000000),
    primary key (method, zone, currency, up_to_grams),
    foreign key (method, zone) references pricing.delivery_service (method, zone)
);

-- Days beside Saturday and Sunday on which nothing leaves and nothing arrives.
create table pricing.closed_day (
    day date primary key
);

-- The row of the region, or else of the country (region ''), with the latest day that has come. A
-- country without a row is not sold to: no row is not the same as no tax.
create table pricing.tax_rate (
    country text not null check (country ~ '^[A-Z]{2}$'),
    region text not null default '' check (region = upper(btrim(region))),
    class text not null check (class in ('standard', 'reduced')),
    valid_from date not null,
    basis_points integer not null check (basis_points between 0 and 10000),
    primary key (country, region, class, valid_from)
);

create table pricing.coupon (
    code text primary key check (code ~ '^[A-Z0-9-]{3,32}$'),
    kind text not null check (kind in ('percent', 'amount', 'free_delivery')),
    basis_points integer check (basis_points between 1 and 10000),
    amount_off bigint check (amount_off between 1 and 10000000000000),
    minimum bigint check (minimum between 0 and 10000000000000),
    currency text check (currency ~ '^[A-Z]{3}$'),
    starts_at timestamptz,
    ends_at timestamptz,
    total_limit integer check (total_limit > 0),
    person_limit integer check (person_limit > 0),
    used integer not null default 0,
    active boolean not null default true,
    version integer not null default 1,
    made_at timestamptz not null default statement_timestamp(),
    constraint coupon_kind_fits check (
        (kind = 'percent') = (basis_points is not null)
        and (kind = 'amount') = (amount_off is not null)
    ),
    constraint coupon_currency_fits check (
        (currency is not null) = (amount_off is not null or minimum is not null)
    ),
    constraint coupon_dates_fit check (ends_at > starts_at),
    -- The last word on the limit, whatever a statement says.
    constraint coupon_not_overused check (used >= 0 and (total_limit is null or used <= total_limit))
);

-- One row an order: it has at most one coupon. `person` is a hash of the mail address, so that the
-- table names nobody.
create table pricing.coupon_use (
    order_id text primary key check (length(order_id) between 1 and 64),
    coupon text not null references pricing.coupon (code),
    person text not null check (length(person) = 64),
    used_at timestamptz not null default statement_timestamp(),
    given_back_at timestamptz
);

create index coupon_use_person on pricing.coupon_use (coupon, person) where given_back_at is null;
