-- What is searched for, by day. Nothing here tells who searched.
create schema search_log;

create table search_log.query_count (
    day date not null,
    query text not null check (length(query) between 1 and 80),
    searches bigint not null,
    -- How many products the query found when it was last asked that day.
    results bigint not null,
    primary key (day, query)
);
