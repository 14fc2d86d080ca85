-- Three ways of delivery from a shop in Germany, to begin with. The prices are examples: a merchant
-- puts in what their carrier asks.
insert into pricing.delivery_zone (code, name) values
    ('home', 'Germany'), ('union', 'European Union'), ('near', 'Rest of Europe'), ('world', 'World');

insert into pricing.delivery_area (country, zone)
select country, case
    when country = 'DE' then 'home'
    when country in ('CH', 'GB', 'IS', 'LI', 'NO') then 'near'
    when country in ('AU', 'CA', 'JP', 'NZ', 'US') then 'world'
    else 'union' end
from (select distinct country from pricing.tax_rate) as taxed;

-- Belongs to a member state and not to its area of value added tax (Council Directive 2006/112/EC,
-- article 6). Not served, for the rates above would be wrong there.
insert into pricing.delivery_area (country, postcode_prefix, zone) values
    ('DE', '27498', null), ('DE', '78266', null),
    ('ES', '35', null), ('ES', '38', null), ('ES', '51', null), ('ES', '52', null),
    ('FI', '22', null),
    ('FR', '971', null), ('FR', '972', null), ('FR', '973', null), ('FR', '974', null),
    ('FR', '975', null), ('FR', '976', null), ('FR', '977', null), ('FR', '978', null),
    ('FR', '98', null),
    ('GR', '63086', null), ('IT', '22061', null), ('IT', '23041', null);

insert into pricing.delivery_method (code, name, cutoff_minute) values
    ('standard', 'Standard delivery', 780),
    ('express', 'Express delivery', 780),
    ('freight', 'Freight, to the kerb', 600);

insert into pricing.delivery_service (method, zone, min_days, max_days) values
    ('standard', 'home', 2, 3), ('standard', 'union', 3, 6), ('standard', 'near', 4, 8),
    ('standard', 'world', 7, 15),
    ('express', 'home', 1, 1), ('express', 'union', 1, 3), ('express', 'near', 2, 4),
    ('express', 'world', 3, 6),
    ('freight', 'home', 3, 6), ('freight', 'union', 5, 10), ('freight', 'near', 7, 14);

insert into pricing.delivery_rate (method, zone, currency, up_to_grams, amount, free_from) values
    ('standard', 'home', 'EUR', 5000, 490, 5000),
    ('standard', 'home', 'EUR', 31500, 990, 10000),
    ('standard', 'union', 'EUR', 5000, 1290, 15000),
    ('standard', 'union', 'EUR', 31500, 2490, null),
    ('standard', 'near', 'EUR', 5000, 1990, null),
    ('standard', 'near', 'EUR', 31500, 3990, null),
    ('standard', 'world', 'EUR', 5000, 3490, null),
    ('standard', 'world', 'EUR', 31500, 9900, null),
    ('express', 'home', 'EUR', 5000, 1190, null),
    ('express', 'home', 'EUR', 31500, 1990, null),
    ('express', 'union', 'EUR', 5000, 2490, null),
    ('express', 'union', 'EUR', 31500, 5900, null),
    ('express', 'near', 'EUR', 5000, 3490, null),
    ('express', 'near', 'EUR', 31500, 7900, null),
    ('express', 'world', 'EUR', 5000, 5900, null),
    ('express', 'world', 'EUR', 31500, 17900, null),
    ('freight', 'home', 'EUR', 1000000, 4900, null),
    ('freight', 'union', 'EUR', 1000000, 14900, null),
    ('freight', 'near', 'EUR', 1000000, 24900, null);
