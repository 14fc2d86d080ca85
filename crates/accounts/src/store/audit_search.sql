-- One branch for each way to search the log, so that each follows an index of its own and ends at its
-- limit. A branch that is not asked for finds nothing and reads nothing; no entry is in two.
with found as (
    (select * from accounts.audit
     where cardinality($2::text[]) > 0 and subject = any($2::text[])
       and ($1::text is null or actor = $1::text) and ($3::text is null or action = $3::text)
       and ($4::timestamptz is null or at >= $4::timestamptz)
       and ($5::timestamptz is null or at < $5::timestamptz) and id < $6::bigint
     order by id desc limit $7::bigint)
    union all
    (select * from accounts.audit
     where cardinality($2::text[]) = 0 and actor = $1::text
       and ($3::text is null or action = $3::text)
       and ($4::timestamptz is null or at >= $4::timestamptz)
       and ($5::timestamptz is null or at < $5::timestamptz) and id < $6::bigint
     order by id desc limit $7::bigint)
    union all
    (select * from accounts.audit
     where cardinality($2::text[]) = 0 and $1::text is null and action = $3::text
       and ($4::timestamptz is null or at >= $4::timestamptz)
       and ($5::timestamptz is null or at < $5::timestamptz) and id < $6::bigint
     order by id desc limit $7::bigint)
    union all
    (select * from accounts.audit
     where cardinality($2::text[]) = 0 and $1::text is null and $3::text is null
       and ($4::timestamptz is null or at >= $4::timestamptz)
       and ($5::timestamptz is null or at < $5::timestamptz) and id < $6::bigint
     order by id desc limit $7::bigint)
)
select id as "id!", at as "at!", actor as "actor?", api_token as "api_token?", action as "action!",
       subject as "subject?", before::text as "before?", after::text as "after?",
       address as "address?", agent as "agent?"
from found order by id desc limit $7::bigint
