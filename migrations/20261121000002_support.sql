-- Letters from shoppers.
create schema support;

create table support.enquiry (
    id bigint generated always as identity primary key,
    -- Rendered into the form, so that sending it twice stores it once.
    key text not null constraint enquiry_once unique,
    name text not null,
    email text not null,
    message text not null,
    received_at timestamptz not null default now()
);
