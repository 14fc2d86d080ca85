-- Rates of value added tax in the member states of the European Union, to begin with. Source: the
-- European Commission's database "Taxes in Europe" (TEDB) and the changes that members announced for
-- 2025 and 2026. `reduced` is the rate that most favoured goods have there; a country with several has
-- the others for goods that this shop does not tell apart. Check them before you sell; a change is a
-- new row with its first day, so an order of the day before is still explained.
insert into pricing.tax_rate (country, class, valid_from, basis_points)
select country, class, valid_from, basis_points
from (values
    ('AT', date '2021-01-01', 2000, 1000),
    ('BE', date '2021-01-01', 2100, 600),
    ('BG', date '2021-01-01', 2000, 900),
    ('CY', date '2021-01-01', 1900, 500),
    ('CZ', date '2024-01-01', 2100, 1200),
    ('DE', date '2021-01-01', 1900, 700),
    ('DK', date '2021-01-01', 2500, 2500),
    ('EE', date '2024-01-01', 2200, 900),
    ('EE', date '2025-07-01', 2400, 900),
    ('ES', date '2021-01-01', 2100, 1000),
    ('FI', date '2024-09-01', 2550, 1400),
    ('FI', date '2026-01-01', 2550, 1350),
    ('FR', date '2021-01-01', 2000, 550),
    ('GR', date '2021-01-01', 2400, 1300),
    ('HR', date '2021-01-01', 2500, 1300),
    ('HU', date '2021-01-01', 2700, 500),
    ('IE', date '2021-03-01', 2300, 1350),
    ('IT', date '2021-01-01', 2200, 1000),
    ('LT', date '2021-01-01', 2100, 900),
    ('LT', date '2026-01-01', 2100, 1200),
    ('LU', date '2024-01-01', 1700, 800),
    ('LV', date '2021-01-01', 2100, 1200),
    ('MT', date '2021-01-01', 1800, 500),
    ('NL', date '2021-01-01', 2100, 900),
    ('PL', date '2021-01-01', 2300, 800),
    ('PT', date '2021-01-01', 2300, 600),
    ('RO', date '2021-01-01', 1900, 900),
    ('RO', date '2025-08-01', 2100, 1100),
    ('SE', date '2021-01-01', 2500, 1200),
    ('SI', date '2021-01-01', 2200, 950),
    ('SK', date '2025-01-01', 2300, 1900)
) as member (country, valid_from, standard, reduced)
cross join lateral (values ('standard', standard), ('reduced', reduced)) as rate (class, basis_points);

-- Exports: the shop charges no tax, and whoever receives the parcel pays what their country asks.
insert into pricing.tax_rate (country, class, valid_from, basis_points)
select country, class, date '2021-01-01', 0
from unnest(array['AU', 'CA', 'CH', 'GB', 'IS', 'JP', 'LI', 'NO', 'NZ', 'US']) as country
cross join unnest(array['standard', 'reduced']) as class;
