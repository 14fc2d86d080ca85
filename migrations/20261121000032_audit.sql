-- Who did what. It outlives erased accounts, so it names people by their ids only.
create table accounts.audit (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    actor text,
    -- The API token that the actor came with, if any.
    api_token text,
    action text not null check (action ~ '^[a-z_]{1,40}$'),
    subject text,
    before jsonb,
    after jsonb,
    -- The network only: /24 or /48.
    address text,
    agent text check (length(agent) <= 200)
);

create index audit_actor on accounts.audit (actor, id);
create index audit_subject on accounts.audit (subject, id);
create index audit_action on accounts.audit (action, id);

create function accounts.refuse_audit_change() returns trigger language plpgsql as $$
begin
    raise exception 'the audit log is append-only';
end
$$;

create trigger audit_append_only before update or delete or truncate on accounts.audit
    for each statement execute function accounts.refuse_audit_change();

-- By right too, as with the ledger of stock.
revoke update, delete, truncate on accounts.audit from public, current_user;
