-- What a person makes of refunds that a provider refused for good, and of payments that nobody knew the
-- end of.

alter table payments.refund
    -- Asked for once more as another refund, paid back in another way, or let be.
    add column after_refusal text,
    add constraint refund_after_refusal check (
        after_refusal is null
        or (after_refusal in ('again', 'let_be') and state = 'refused')
        or (after_refusal = 'by_hand' and state = 'done')),
    drop constraint refund_once;

-- Of each cause there is one, but for those that were asked for once more.
create unique index refund_once on payments.refund (payment, cause)
    where after_refusal is distinct from 'again';
create index refund_to_look_into on payments.refund (changed_at, id)
    where state = 'refused' and after_refusal is null;
create index payment_to_look_into on payments.payment (changed_at, id) where state = 'needs_review';

-- A person found out what became of the money.
insert into payments.move (before, after) values ('needs_review', 'captured'), ('needs_review', 'voided');
