-- Puts a cart (ARGV[3...]: fields and texts) at KEYS[1] for ARGV[2] seconds, unless what is there is
-- newer than its version ARGV[1]. Of two with the same version PostgreSQL's, which this is, counts.
if tonumber(redis.call('HGET', KEYS[1], 'v') or '-1') > tonumber(ARGV[1]) then return 0 end
redis.call('DEL', KEYS[1])
for i = 3, #ARGV, 2 do redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 1]) end
redis.call('EXPIRE', KEYS[1], ARGV[2])
return 1
