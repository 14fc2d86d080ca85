-- Files of products that staff import: what they are, where they stand, and who works on them. The
-- files themselves, and what was wrong with their rows, are in the data folder.
create schema imports;

create table imports.run (
    id text primary key check (id ~ '^[0-9a-f]{32}$'),
    -- The key of the form that sent the file: sent again, it makes no second run.
    form_key text not null constraint run_once unique check (length(form_key) between 1 and 64),
    account text not null,
    by_name text not null,
    file_name text not null check (length(file_name) between 1 and 200),
    bytes bigint not null check (bytes > 0),
    format text not null check (format in ('comma', 'semicolon', 'tab', 'json_lines')),
    -- The names of its columns, and its first rows.
    sample jsonb not null,
    -- What its columns are, once somebody has said so.
    mapping jsonb,
    state text not null default 'uploaded' check (state in (
        'uploaded', 'checking', 'checked', 'running', 'done', 'cancelled', 'failed')),
    -- Grows with what staff do to it, not with its progress.
    version integer not null default 1,
    -- To the millisecond: it is half of a cursor.
    uploaded_at timestamptz not null default date_trunc('milliseconds', statement_timestamp()),
    -- When it began to write products.
    started_at timestamptz,
    rows_read bigint not null default 0,
    bytes_read bigint not null default 0,
    created bigint not null default 0,
    updated bigint not null default 0,
    unchanged bigint not null default 0,
    errors bigint not null default 0,
    -- Somebody wants it stopped.
    stop boolean not null default false,
    failure text,
    -- Who works on it, and the last sign of life.
    worker text,
    heartbeat timestamptz,
    file_gone boolean not null default false,
    constraint run_mapped check (state in ('uploaded', 'cancelled') or mapping is not null)
);

create index run_newest on imports.run (uploaded_at desc, id desc);
create index run_waiting on imports.run (uploaded_at) where state in ('checking', 'running');
create index run_files on imports.run (uploaded_at) where not file_gone;
