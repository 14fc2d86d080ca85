-- One branch for each way to find accounts, so that each follows an index of its own and ends at its
-- limit. A branch that is not asked for finds nothing and reads nothing; no account is in two.
with found as (
    (select id, mail, name, created_at, verified_at, erased_at from accounts.account
     where $1::boolean and $2::text is null
       and (created_at, id) < (coalesce($3::timestamptz, 'infinity'), $4::text)
     order by created_at desc, id desc limit $5::bigint)
    union all
    (select id, mail, name, created_at, verified_at, erased_at from accounts.account
     where $1::boolean and $2::text = 'verified' and verified_at is not null
       and (created_at, id) < (coalesce($3::timestamptz, 'infinity'), $4::text)
     order by created_at desc, id desc limit $5::bigint)
    union all
    (select id, mail, name, created_at, verified_at, erased_at from accounts.account
     where $1::boolean and $2::text = 'unverified' and verified_at is null and erased_at is null
       and (created_at, id) < (coalesce($3::timestamptz, 'infinity'), $4::text)
     order by created_at desc, id desc limit $5::bigint)
    union all
    (select id, mail, name, created_at, verified_at, erased_at from accounts.account
     where $1::boolean and $2::text = 'erased' and erased_at is not null
       and (created_at, id) < (coalesce($3::timestamptz, 'infinity'), $4::text)
     order by created_at desc, id desc limit $5::bigint)
    union all
    -- Staff first: they are few among all accounts.
    (select id, mail, name, created_at, verified_at, erased_at
     from (select distinct account from accounts.role offset 0) staff
     join accounts.account on id = staff.account
     where $1::boolean and $2::text = 'staff'
       and (created_at, id) < (coalesce($3::timestamptz, 'infinity'), $4::text)
     order by created_at desc, id desc limit $5::bigint)
    union all
    (select id, mail, name, created_at, verified_at, erased_at from accounts.account claimed
     where mail = $6::text
       and ($2::text is null
            or ($2::text = 'verified' and verified_at is not null)
            or ($2::text = 'unverified' and verified_at is null)
            or ($2::text = 'staff'
                and exists (select from accounts.role where role.account = claimed.id)))
       and (created_at, id) < (coalesce($3::timestamptz, 'infinity'), $4::text)
     order by created_at desc, id desc limit $5::bigint)
    union all
    -- Names first: whoever is called so is few, however many the planner takes them for.
    (select id, mail, name, created_at, verified_at, erased_at
     from (
         select * from accounts.account
         where name is not null and names.words(name) @@ names.begin_with($7::text)
         offset 0
     ) named
     where ($2::text is null
            or ($2::text = 'verified' and verified_at is not null)
            or ($2::text = 'unverified' and verified_at is null)
            or ($2::text = 'staff'
                and exists (select from accounts.role where role.account = named.id)))
       and (created_at, id) < (coalesce($3::timestamptz, 'infinity'), $4::text)
     order by created_at desc, id desc limit $5::bigint)
    union all
    (select id, mail, name, created_at, verified_at, erased_at from accounts.account numbered
     where id = $8::text
       and ($2::text is null
            or ($2::text = 'verified' and verified_at is not null)
            or ($2::text = 'unverified' and verified_at is null and erased_at is null)
            or ($2::text = 'erased' and erased_at is not null)
            or ($2::text = 'staff'
                and exists (select from accounts.role where role.account = numbered.id)))
       and (created_at, id) < (coalesce($3::timestamptz, 'infinity'), $4::text))
)
select id as "id!", mail as "mail?", name as "name?", created_at as "created_at!",
       verified_at as "verified_at?", erased_at as "erased_at?",
       exists (select from accounts.role where role.account = page.id) as "staff!"
from (select * from found order by created_at desc, id desc limit $5::bigint) page
order by created_at desc, id desc
