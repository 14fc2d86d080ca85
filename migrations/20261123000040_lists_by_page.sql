-- Staff list returns page by page: those that wait, the oldest first; those that are decided, the last
-- decided first; and all of them, the newest first. The id tells apart what was asked for at one moment.
drop index orders.return_waiting;
create index return_open on orders.return_request (asked_at, id) where state = 'requested';
create index return_over on orders.return_request (decided_at, id) where state <> 'requested';
create index return_asked on orders.return_request (asked_at, id);

-- Tokens of the API, the newest first: all of them, and those of one member of staff.
drop index accounts.api_token_account;
create index api_token_newest on accounts.api_token (created_at, id);
create index api_token_of on accounts.api_token (account, created_at, id);
