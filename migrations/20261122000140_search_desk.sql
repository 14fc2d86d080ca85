-- What staff say of search: which words mean the same, and what comes first for a query.
create schema search_desk;

-- Its number rises with every change of what follows; every server looks at it each second. Whoever
-- changes something locks this row first.
create table search_desk.edition (
    only_one boolean primary key default true check (only_one),
    number bigint not null default 1
);

insert into search_desk.edition default values;

-- Words in lower case and in order, so that the same group is not there twice. With `also` empty they
-- find each other; otherwise they find what stands there too, and not the other way round.
create table search_desk.synonym (
    id bigint generated always as identity primary key,
    words text[] not null check (cardinality(words) >= 1),
    also text[] not null,
    version integer not null default 1,
    constraint synonym_words check (cardinality(words) + cardinality(also) between 2 and 12),
    constraint synonym_said_once unique (words, also)
);

-- What comes first for a query, with the SKUs by which staff know the products.
create table search_desk.pin (
    query text collate "C" primary key check (length(query) between 1 and 80),
    products text[] not null check (cardinality(products) between 1 and 10),
    skus text[] not null,
    version integer not null default 1,
    constraint pin_skus check (cardinality(skus) = cardinality(products))
);

-- The counts of the last 7, 30 and 90 days, put in order once a minute by one of the servers.
create table search_log.query_rank (
    days smallint not null check (days in (7, 30, 90)),
    query text not null,
    searches bigint not null,
    -- How many products the query found when it was last asked.
    results bigint not null,
    primary key (days, query)
);

create index query_rank_by_searches on search_log.query_rank (days, searches, query);
create index query_rank_in_vain on search_log.query_rank (days, searches, query) where results = 0;

-- When that was last done. Whoever does it locks the row.
create table search_log.ranking (
    only_one boolean primary key default true check (only_one),
    ranked_at timestamptz
);

insert into search_log.ranking default values;
