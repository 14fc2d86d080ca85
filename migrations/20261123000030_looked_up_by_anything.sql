-- Who rings or writes says a name, a number or a place. Staff find orders and customers by any of them.

-- Names as they are looked for, by orders and by accounts alike.
create schema names;

-- The words of a name: in small letters and without accents, whatever stands between them.
create function names.words(name text) returns tsvector
language sql immutable strict parallel safe
return to_tsvector('simple'::regconfig, regexp_replace(
    regexp_replace(normalize(name, NFKD), '[\u0300-\u036f]+', '', 'g'), '[^[:alnum:]]+', ' ', 'g'));

-- Names of which each typed word begins one. Nothing if none was typed.
create function names.begin_with(typed text) returns tsquery
language sql immutable strict parallel safe
return (select string_agg('''' || lexeme || ''':*', ' & ')::tsquery from unnest(names.words(typed)));

-- Such an index keeps aside what was written lately and looks through all of it: 64 kB at most.
create index order_name_words on orders.orders using gin (names.words(name))
    with (gin_pending_list_limit = 64) where name is not null;
create index account_name_words on accounts.account using gin (names.words(name))
    with (gin_pending_list_limit = 64) where name is not null;
drop index orders.order_name;
drop index accounts.account_name;

-- SKUs in capital letters or small ones; they are of letters that have no language.
create index line_sku_any_case on orders.line (lower(sku collate "C"));

-- Telephones by their last seven digits, for some write the country before them and some do not; and
-- postcodes without what people set between.
create index address_phone on orders.address ((right(regexp_replace(phone, '[^0-9]+', '', 'g'), 7)))
    where phone <> '';
create index address_postcode on orders.address ((upper(translate(postcode, ' -', ''))));

-- What was done on some days.
create index audit_at on accounts.audit (at);
