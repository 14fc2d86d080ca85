-- What lists of products behind the counter go by: a copy of the catalogue's, which decides. It is made
-- anew where it is lost.
create schema goods;

create table goods.entry (
    product text collate "C" primary key,
    -- The product's. An older one never takes the place of a newer one.
    version bigint not null,
    status text not null check (status in ('active', 'archived', 'draft')),
    brand text not null,
    -- Ids, those above left out.
    categories text[] not null,
    title_key text collate "C" not null,
    -- Minor units.
    price_from bigint not null,
    -- Milliseconds since 1970, as places in lists have them.
    updated_at bigint not null,
    -- By the beginnings of these it is found.
    words tsvector not null,
    -- Which making of the copy it was seen by.
    build bigint not null
);

-- An order each; the lowest price is listed both ways.
create index entry_newest on goods.entry (updated_at, product);
create index entry_titles on goods.entry (title_key, product);
create index entry_prices on goods.entry (price_from, product);
-- What the page begins with: drafts, and what was archived.
create index entry_standing on goods.entry (status, updated_at, product);
create index entry_brands on goods.entry (brand, updated_at, product);
create index entry_categories on goods.entry using gin (categories);
create index entry_words on goods.entry using gin (words);

-- How far the copy is.
create table goods.progress (
    one boolean primary key default true check (one),
    -- The making that is under way, or was the last.
    build bigint not null default 0,
    -- Until when whoever makes it need not give another sign of life; null where nobody does.
    making_until timestamptz,
    -- How often it was written, so that a database that was set back is known by it.
    writes bigint not null default 0,
    -- The place in the catalogue's feed up to which it is whole; null where it has to be made first.
    place text
);
insert into goods.progress default values;
