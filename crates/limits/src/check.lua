-- Counts one more in each window if none is full, and else in none; the same rule as window.rs.
-- KEYS: windows, each a hash of slice and count. ARGV: now, then limit, window and slice of each.
local now, full = tonumber(ARGV[1]), false
local windows = {}
for i, key in ipairs(KEYS) do
  local limit, window, slice = tonumber(ARGV[3 * i - 1]), tonumber(ARGV[3 * i]), tonumber(ARGV[3 * i + 1])
  local oldest, newest = math.floor((now - window) / slice), math.floor((now + window) / slice)
  local counts, past, used = {}, {}, 0
  local stored = redis.call('HGETALL', key)
  for at = 1, #stored, 2 do
    local number, count = tonumber(stored[at]), tonumber(stored[at + 1])
    if number < oldest or number > newest then
      past[#past + 1] = stored[at]
    else
      counts[number] = count
      used = used + count
    end
  end
  if used >= limit then full = true end
  windows[i] = {limit = limit, window = window, slice = slice, counts = counts, past = past, used = used}
end
local answer = {full and 0 or 1}
for i, key in ipairs(KEYS) do
  local w = windows[i]
  if not full then
    local current = math.floor(now / w.slice)
    -- Counted after the last look at the key, which may stand here twice.
    local count = redis.call('HINCRBY', key, string.format('%d', current), 1)
    w.used = w.used + count - (w.counts[current] or 0)
    w.counts[current] = count
    if #w.past > 0 then redis.call('HDEL', key, unpack(w.past)) end
    redis.call('PEXPIRE', key, string.format('%d', w.window + w.slice))
  end
  local numbers = {}
  for number in pairs(w.counts) do numbers[#numbers + 1] = number end
  table.sort(numbers)
  local left, frees_at = w.used, nil
  for _, number in ipairs(numbers) do
    left = left - w.counts[number]
    if left < w.limit then
      frees_at = (number + 1) * w.slice + w.window
      break
    end
  end
  answer[#answer + 1] = w.used
  answer[#answer + 1] = frees_at or (w.limit == 0 and now + w.window or now)
end
return answer
