-- Puts the copy of a row, unless a newer one is here or the session is buried.
-- KEYS: the session. ARGV: its version, its text, seconds to live.
local stored = redis.call('GET', KEYS[1])
if stored == '-' then return 0 end
local version = stored and string.match(stored, '^s (%d+) ')
if version and tonumber(version) >= tonumber(ARGV[1]) then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
return 1
