-- Deletes a guest's session. Buries any other, and notes that PostgreSQL has yet to end it.
-- KEYS: the session, the notes. ARGV: its hash, seconds that its grave is kept.
local stored = redis.call('GET', KEYS[1])
if stored and string.sub(stored, 1, 2) == 'g ' then
  redis.call('DEL', KEYS[1])
  return 0
end
redis.call('SET', KEYS[1], '-', 'EX', ARGV[2])
redis.call('SADD', KEYS[2], ARGV[1])
return 1
