-- Deletes copies that are older than their rows. KEYS: sessions. ARGV: the version of each row.
local dropped = 0
for i, key in ipairs(KEYS) do
  local stored = redis.call('GET', key)
  local version = stored and string.match(stored, '^[sp] (%d+) ')
  if version and tonumber(version) < tonumber(ARGV[i]) then
    dropped = dropped + redis.call('DEL', key)
  end
end
return dropped
