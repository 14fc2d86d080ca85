-- Who may sign in, and as what.
create schema accounts;

create table accounts.account (
    id text primary key check (id ~ '^[0-9a-f]{32}$'),
    -- Both gone once the account is erased.
    mail text check (length(mail) <= 254),
    name text check (length(name) between 1 and 120),
    created_at timestamptz not null,
    verified_at timestamptz,
    erased_at timestamptz,
    -- Grows with every change, so that a copy can tell which is newer.
    version bigint not null default 1,
    constraint account_erased_whole check (
        (erased_at is null) = (mail is not null) and (erased_at is null) = (name is not null)
        and (erased_at is null or verified_at is null)
    )
);

-- Anyone may claim an address; whose it is, this index decides when the claim is verified.
create unique index account_verified_mail on accounts.account (mail) where verified_at is not null;
create index account_claimed_mail on accounts.account (mail, created_at) where verified_at is null;

create table accounts.password (
    account text primary key references accounts.account (id) on delete cascade,
    -- argon2id with its parameters and salt, as a PHC string.
    phc text not null check (phc like '$argon2id$%'),
    changed_at timestamptz not null
);

-- Secrets that are good once and for a while: links in letters, and the step between password and
-- second factor. Only their SHA-256 is here.
create table accounts.token (
    hash bytea primary key check (length(hash) = 32),
    account text not null references accounts.account (id) on delete cascade,
    kind text not null
        check (kind in ('verify', 'reset', 'invite', 'change_mail', 'second_factor', 'enrol')),
    -- The address that a change of mail is to.
    mail text constraint token_mail_of_change check ((mail is not null) = (kind = 'change_mail')),
    -- The secret of a second factor that is being set up, encrypted.
    sealed bytea constraint token_secret_of_enrolment check ((sealed is not null) = (kind = 'enrol')),
    tries integer not null default 0,
    expires_at timestamptz not null
);

create index token_account on accounts.token (account, kind);
create index token_expiry on accounts.token (expires_at);

-- Letters to send. What they say in secret is wiped, with the address, once they are sent.
create table accounts.letter (
    -- Random, and the same however often it is sent.
    id text primary key,
    account text not null references accounts.account (id) on delete cascade,
    recipient text,
    kind text not null,
    data jsonb not null,
    created_at timestamptz not null,
    -- After that it is not worth sending: its link is too old, or it is news no more.
    not_after timestamptz not null,
    lease text,
    leased_until timestamptz,
    attempts integer not null default 0,
    sent_at timestamptz,
    constraint letter_wiped_when_sent check (
        (sent_at is null) = (recipient is not null) and (sent_at is null or data = '{}')
    )
);

create index letter_due on accounts.letter (created_at, id) where sent_at is null;
create index letter_account on accounts.letter (account);

-- Sessions that have to end since a password changed or a person left, until they have.
create table accounts.session_ending (
    id bigint generated always as identity primary key,
    account text not null,
    -- The handle of the one session that stays.
    keep text,
    -- Whether nothing at all is to be kept of them: the account was erased.
    forget boolean not null,
    created_at timestamptz not null
);
