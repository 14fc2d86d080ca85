-- Notes that a session is used, unless that was done of late.
-- KEYS: the session. ARGV: now, the moment before which the last note must lie, seconds to live,
-- and 1 to make a provisional session a guest's for good.
local stored = redis.call('GET', KEYS[1])
if not stored or stored == '-' then return 0 end
local kind, version, used, rest = string.match(stored, '^(%a) (%d+) (%d+)(.*)$')
if not kind then return 0 end
local settles = ARGV[4] == '1' and kind == 'p'
if settles then kind = 'g' end
if not settles and tonumber(used) > tonumber(ARGV[2]) then return 0 end
local text = kind .. ' ' .. version .. ' ' .. ARGV[1] .. rest
redis.call('SET', KEYS[1], text, 'EX', ARGV[3])
return 1
