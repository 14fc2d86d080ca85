-- Coupons as staff list them, each list in an order of its own: running ones by their end, coming
-- ones by their beginning, ended ones by their end, and those that are switched off by code. No index
-- names the counter, so that counting a use is done in place.
create index coupon_by_end on pricing.coupon
    (coalesce(ends_at, timestamptz '9999-12-31 00:00:00+00'), code) where active;
create index coupon_by_beginning on pricing.coupon (starts_at, code)
    where active and starts_at is not null;
create index coupon_switched_off on pricing.coupon (code) where not active;

-- Whether a coupon was ever used: its code then stays.
create index coupon_use_coupon on pricing.coupon_use (coupon);
