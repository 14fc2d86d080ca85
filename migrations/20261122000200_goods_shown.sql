-- Lists show what the copy has of a product, too; it is made anew for that.
truncate goods.entry;
update goods.progress set place = null;

alter table goods.entry
    -- The product as lists show it: `GoodsListed` of the storefront. Nobody asks for parts of it.
    add column shown json not null;
