-- Money asked for at a payment provider, and what the provider said. No card's number ever comes here.
create schema payments;

create table payments.payment (
    id text constraint payment_pkey primary key check (id ~ '^[0-9a-f]{32}$'),
    order_id text not null,
    attempt integer not null check (attempt between 1 and 100),
    provider text not null,
    -- What the provider calls the card.
    card text not null check (length(card) between 1 and 255),
    return_url text not null,
    amount bigint not null check (amount > 0),
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    state text not null default 'created' check (state in (
        'created', 'authorising', 'requires_action', 'authorised', 'captured', 'declined', 'voided',
        'refunded', 'unknown', 'needs_review')),
    -- Whether the shop still wants the money. Once it does not, it never will again.
    wanted boolean not null default true,
    -- What the provider calls the payment.
    reference text,
    action_url text,
    decline_reason text,
    -- What was asked back and not refused, and what of it is known to have gone back.
    refunding bigint not null default 0,
    refunded bigint not null default 0,
    version bigint not null default 1,
    created_at timestamptz not null default statement_timestamp(),
    changed_at timestamptz not null default statement_timestamp(),
    -- When the provider was first asked. It remembers keys for a day.
    asked_at timestamptz,
    -- Before that the recovery worker leaves it alone: somebody is at it, or was a moment ago.
    due_at timestamptz not null,
    -- Until then somebody is at it, unless they let go of it before.
    leased_until timestamptz,
    tries integer not null default 0,
    -- How often the provider spoke of it since it was last asked: then even what is final is looked at.
    spoken_of integer not null default 0 check (spoken_of >= 0),
    -- When the order took note of how it ended.
    settled_at timestamptz,
    constraint payment_attempt_once unique (order_id, attempt),
    constraint payment_refunds check (0 <= refunded and refunded <= refunding and refunding <= amount),
    constraint payment_action check (state <> 'requires_action' or action_url is not null)
);

-- An order is charged once: a second attempt needs a first one that is known to have failed.
create unique index payment_one_open on payments.payment (order_id)
    where state not in ('declined', 'voided', 'needs_review');
create index payment_due on payments.payment (due_at)
    where state in ('created', 'authorising', 'requires_action', 'authorised', 'unknown')
       or (state = 'captured' and not wanted) or spoken_of > 0;
create index payment_unsettled on payments.payment (changed_at)
    where settled_at is null and state in ('captured', 'declined', 'voided', 'refunded');

-- Which moves there are. The rule is written in the shop; this is for whoever comes past it.
create table payments.move (
    before text not null,
    after text not null,
    constraint move_pkey primary key (before, after)
);
insert into payments.move (before, after)
select 'created', unnest(array['authorising', 'voided'])
union all select 'authorising', unnest(array['requires_action', 'authorised', 'captured', 'declined',
    'voided', 'refunded', 'unknown', 'needs_review'])
union all select 'requires_action', unnest(array['authorised', 'captured', 'declined', 'voided',
    'refunded', 'needs_review'])
union all select 'unknown', unnest(array['requires_action', 'authorised', 'captured', 'declined',
    'voided', 'refunded', 'needs_review'])
union all select 'authorised', unnest(array['captured', 'declined', 'voided', 'refunded', 'unknown',
    'needs_review'])
union all select 'captured', unnest(array['refunded', 'needs_review'])
union all select unnest(array['declined', 'voided', 'refunded']), 'needs_review';

create function payments.guard_payment() returns trigger language plpgsql as $$
begin
    if new.state <> old.state
       and not exists (select from payments.move where before = old.state and after = new.state) then
        raise exception 'a payment does not go from % to %', old.state, new.state
            using errcode = 'check_violation', constraint = 'payment_moves';
    end if;
    if (new.id, new.order_id, new.attempt, new.provider, new.card, new.amount, new.currency)
       is distinct from
       (old.id, old.order_id, old.attempt, old.provider, old.card, old.amount, old.currency) then
        raise exception 'what a payment is for never changes'
            using errcode = 'check_violation', constraint = 'payment_purpose';
    end if;
    if new.wanted and not old.wanted then
        raise exception 'a payment that was called off stays so'
            using errcode = 'check_violation', constraint = 'payment_called_off';
    end if;
    new.version := old.version + 1;
    if new.state <> old.state then
        new.changed_at := statement_timestamp();
        insert into payments.history (payment, before, after) values (new.id, old.state, new.state);
    end if;
    return new;
end $$;

-- Each move of each payment, for ever.
create table payments.history (
    id bigint generated always as identity primary key,
    payment text not null references payments.payment (id),
    before text not null,
    after text not null,
    at timestamptz not null default statement_timestamp()
);
create index history_payment on payments.history (payment, id);

create trigger payment_guard before update on payments.payment
    for each row execute function payments.guard_payment();

create table payments.refund (
    id text constraint refund_pkey primary key check (id ~ '^[0-9a-f]{32}$'),
    payment text not null references payments.payment (id),
    -- By which whoever asks for it asks again for the same.
    cause text not null,
    amount bigint not null check (amount > 0),
    state text not null default 'asked' check (state in ('asked', 'done', 'refused')),
    created_at timestamptz not null default statement_timestamp(),
    changed_at timestamptz not null default statement_timestamp(),
    due_at timestamptz not null,
    tries integer not null default 0,
    -- Whether the order took note of how it ended.
    noted boolean not null default false,
    constraint refund_once unique (payment, cause)
);
create index refund_due on payments.refund (due_at) where state = 'asked';
create index refund_unnoted on payments.refund (changed_at) where state <> 'asked' and not noted;

-- What the provider sent, each once. Only a hint: the provider is asked how things stand.
create table payments.webhook_inbox (
    provider text not null,
    message text not null check (length(message) between 1 and 255),
    payment text,
    received_at timestamptz not null default statement_timestamp(),
    due_at timestamptz not null default statement_timestamp(),
    tries integer not null default 0,
    handled_at timestamptz,
    constraint webhook_once primary key (provider, message)
);
create index webhook_due on payments.webhook_inbox (due_at) where handled_at is null;
