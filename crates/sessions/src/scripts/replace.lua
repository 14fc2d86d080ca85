-- Changes the data of a session that is here and of one of these kinds.
-- KEYS: the session. ARGV: kinds, the data.
local stored = redis.call('GET', KEYS[1])
if not stored or stored == '-' then return 0 end
if not string.find(ARGV[1], string.sub(stored, 1, 1), 1, true) then return 0 end
local line = string.match(stored, '^[^\n]*\n')
redis.call('SET', KEYS[1], line .. ARGV[2], 'KEEPTTL')
return 1
