-- Two people may look after delivery at once: who writes says which version was read.
alter table pricing.delivery_zone add column version integer not null default 1;
alter table pricing.delivery_method add column version integer not null default 1;
alter table pricing.delivery_service add column version integer not null default 1;

-- The countries of a zone.
create index delivery_area_zone on pricing.delivery_area (zone, country, postcode_prefix);
