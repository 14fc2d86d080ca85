-- What staff set of how the shop presents itself, and the texts of its pages. The configuration and the
-- files hold where nothing is set.
create schema settings;

-- One row. Whoever changes a setting or a text locks it first, so that changes come one after another.
create table settings.shop (
    one boolean primary key default true check (one),
    revision bigint not null default 1 check (revision >= 1),
    version integer not null default 1 check (version >= 1),
    shop_name text check (length(shop_name) between 1 and 60),
    tagline text check (length(tagline) between 1 and 200),
    delivery_note text check (length(delivery_note) between 1 and 200),
    seller text check (length(seller) between 1 and 1000),
    tax_number text check (length(tax_number) between 1 and 120)
);

comment on column settings.shop.revision is 'Moves with every change of a setting or a text; servers look at it each second.';
comment on column settings.shop.version is 'Moves with every change of a setting.';
comment on column settings.shop.seller is 'Name and postal address, a line each.';

insert into settings.shop default values;

-- Pages that were written here. One without a text comes from its file, or is gone.
create table settings.page_text (
    slug text primary key check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 120),
    version integer not null check (version >= 1),
    title text check (length(title) between 1 and 80),
    description text not null default '' check (length(description) <= 200),
    markdown text check (length(markdown) between 1 and 20000),
    changed_at timestamptz not null default statement_timestamp(),
    check ((title is null) = (markdown is null))
);

-- Every version that ever was, with the present one. The audit log names them by their numbers.
create table settings.page_text_version (
    slug text not null references settings.page_text (slug),
    version integer not null check (version >= 1),
    title text,
    description text not null default '',
    markdown text,
    at timestamptz not null default statement_timestamp(),
    primary key (slug, version),
    check ((title is null) = (markdown is null))
);
