-- Accounts as staff list them, the newest first: all, and each kind. Staff are few and need no index of
-- their own.
create index account_newest on accounts.account (created_at desc, id desc);
create index account_verified on accounts.account (created_at desc, id desc)
    where verified_at is not null;
create index account_unverified on accounts.account (created_at desc, id desc)
    where verified_at is null and erased_at is null;
create index account_erased on accounts.account (created_at desc, id desc)
    where erased_at is not null;
-- Those of a mail address, and those of names that begin alike. By bytes, so that a beginning is a range
-- whatever language the database sorts by.
create index account_mail on accounts.account (mail, created_at desc, id desc) where mail is not null;
create index account_name on accounts.account (lower(name) text_pattern_ops) where name is not null;

-- How many wrong codes were entered for an account of late.
create index audit_code_refused on accounts.audit (subject, at) where action = 'code_refused';
