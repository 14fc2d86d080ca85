-- A row without a rate ends what counted before it: from its day on a country is not sold to, and a
-- region has the rate of its country.
alter table pricing.tax_rate alter column basis_points drop not null;
