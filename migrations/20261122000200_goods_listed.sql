-- Lists show what the copy has of a product, too. The table has another name for that: a server of before
-- asks and writes in vain, and lists by the catalogue alone.
update goods.progress set place = null, build = build + 1, making_until = null;
drop table goods.entry;

create table goods.listed (
    product text collate "C" primary key,
    -- The product's. An older one takes the place of a newer one only where its moment is later.
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
    -- The product as lists show it: `GoodsListed` of the storefront. Nobody asks for parts of it.
    shown json not null,
    -- Which making of the copy it was seen by.
    build bigint not null
);

-- An order each; the lowest price is listed both ways.
create index listed_newest on goods.listed (updated_at, product);
create index listed_titles on goods.listed (title_key, product);
create index listed_prices on goods.listed (price_from, product);
-- What the page begins with: drafts, and what was archived.
create index listed_standing on goods.listed (status, updated_at, product);
create index listed_brands on goods.listed (brand, updated_at, product);
create index listed_categories on goods.listed using gin (categories);
create index listed_words on goods.listed using gin (words);
