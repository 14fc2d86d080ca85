-- Sessions of those who are signed in. Redis serves them; here is the truth, and whoever ends one
-- ends it here first.
create schema sessions;

create table sessions.session (
    -- SHA-256 of the realm and the id; the id itself is kept nowhere.
    hash bytea constraint session_pkey primary key check (length(hash) = 32),
    -- By which a person names a session of theirs; it opens nothing.
    handle text not null constraint session_handle unique,
    -- None once the account was erased.
    account text,
    second_factor boolean not null,
    -- Grows with every change of the data; an older copy never replaces a newer one.
    version bigint not null default 1 check (version > 0),
    data jsonb not null,
    -- What the browser called itself, in short.
    device text not null,
    -- The network the person signed in from, never the whole address.
    address text not null,
    signed_in_at timestamptz not null,
    last_used_at timestamptz not null,
    -- The end, however much it is used.
    ends_at timestamptz not null,
    revoked_at timestamptz,
    -- The transaction that last changed the data or ended the session. Followers ask for all changes
    -- since the oldest transaction that was still open at their last look, so none is missed.
    changed_xid xid8 not null default pg_current_xact_id()
);

create index session_account on sessions.session (account) where revoked_at is null;
-- Followers look once a second; the rows are wide and may be many.
create index session_changed on sessions.session (changed_xid);

-- When all sessions of an account were last ended: a sign-in that had begun before is refused.
create table sessions.cutoff (
    account text constraint cutoff_pkey primary key,
    at timestamptz not null
);
