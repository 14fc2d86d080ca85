-- The shop's logo, its own country, and whether its prices hold tax. The configuration holds where the
-- last two are not set.
alter table settings.shop
    add column country text check (country ~ '^[A-Z]{2}$'),
    add column tax text check (tax in ('included', 'added')),
    add column logo_key text check (logo_key ~ '^[0-9a-f]{32}$'),
    add column logo_width integer check (logo_width between 1 and 16383),
    add column logo_height integer check (logo_height between 1 and 16383),
    add column logo_see_through boolean,
    add check (num_nonnulls(logo_key, logo_width, logo_height, logo_see_through) in (0, 4));

comment on column settings.shop.tax is 'Whether prices hold the tax, or it is added to them.';
comment on column settings.shop.logo_key is 'A picture in the folder of pictures.';
