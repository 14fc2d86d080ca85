-- Tokens of one member of staff, the newest first, after the one whose id is $1; from the beginning if none has it.
select id, account, label, roles, created_at, last_used_at, revoked_at
from accounts.api_token
where account = $3::text and (created_at, id) < (
    select coalesce(max(last.created_at), 'infinity'), coalesce(max(last.id), '')
    from accounts.api_token last where last.id = $1::text)
order by created_at desc, id desc limit $2::bigint
