-- A coupon that needs no code: every order that fits it gets it. Its code is then only its name.
alter table pricing.coupon add column automatic boolean not null default false;

-- Those are looked for with every price that is reckoned.
create index coupon_automatic on pricing.coupon (code) where automatic and active;
