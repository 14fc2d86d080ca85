-- What staff may do. An account with a role is staff; without one it is a shopper's.
create table accounts.role (
    account text not null references accounts.account (id),
    role text not null
        check (role in ('owner', 'catalogue', 'orders', 'warehouse', 'support', 'analyst')),
    primary key (account, role)
);

create table accounts.second_factor (
    account text constraint second_factor_pkey primary key references accounts.account (id),
    -- Encrypted with the shop's key and bound to the account.
    sealed bytea not null,
    -- The newest half minute whose code was taken: neither it nor an older one is taken again.
    last_step bigint not null,
    since timestamptz not null
);

create table accounts.recovery_code (
    account text not null references accounts.second_factor (account) on delete cascade,
    hash bytea not null check (length(hash) = 32),
    primary key (account, hash)
);

create table accounts.api_token (
    id text primary key,
    account text not null references accounts.account (id),
    label text not null check (length(label) between 1 and 80),
    hash bytea not null constraint api_token_hash unique check (length(hash) = 32),
    roles text[] not null,
    created_at timestamptz not null,
    last_used_at timestamptz,
    revoked_at timestamptz
);

create index api_token_account on accounts.api_token (account);
