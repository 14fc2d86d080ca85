-- One operation on the cart at KEYS[1]: the rules of rules.rs, done atomically where the cart is.
-- A cart is a hash: v its version, p the next place, t the tokens of its last operations, n what it
-- has to tell, and its lines: l:<sku>, saved s:<sku>, removed u:<sku>. A line is "<quantity>
-- <place> <added> <tracked> <shown>", of which this script never reads what was shown.
-- KEYS[2], if given, is the cart that is merged into this one; it goes when that is done.
--
-- ARGV: operation, token, seconds to live, least version (-1: may be missing), most units, most
-- lines, most tokens, most tellings, number of stock figures, then for each sku, free, tracked (0,
-- 1, or ? where only the line knows), then what the operation needs.
-- Answers: what became of it, a number for that, then the cart as HGETALL has it.
local key, op, token = KEYS[1], ARGV[1], ARGV[2]
local MOST, LINES = tonumber(ARGV[5]), tonumber(ARGV[6])
local stock, at = {}, 10
for _ = 1, tonumber(ARGV[9]) do
  stock[ARGV[at]] = { free = tonumber(ARGV[at + 1]), tracked = ARGV[at + 2] }
  at = at + 3
end
local function arg(n) return ARGV[at + n - 1] end

local function read(text)
  local q, place, added, tracked, shown = string.match(text, '^(%d+) (%d+) (%d+) ([01]) (.*)$')
  return { q = tonumber(q), place = tonumber(place), added = added, tracked = tracked, shown = shown }
end
local function text(line)
  if type(line) == 'string' then return line end
  return string.format('%d %d %s %s %s', line.q, line.place, line.added, line.tracked, line.shown)
end

-- Lines stay texts until somebody looks at one: most operations are about a single line.
local cart, size, had = { l = {}, s = {}, u = {} }, 0, {}
local stored = redis.call('HGETALL', key)
for i = 1, #stored, 2 do
  local field, value = stored[i], stored[i + 1]
  had[field] = value
  if string.byte(field, 2) == 58 then -- a colon
    local kind = string.sub(field, 1, 1)
    cart[kind][string.sub(field, 3)] = value
    if kind ~= 'u' then size = size + 1 end
  end
end
local version, place = tonumber(had.v or '0'), tonumber(had.p or '0')
local told = had.n or ''
local function line_of(kind, sku)
  local line = cart[kind][sku]
  if type(line) == 'string' then
    line = read(line)
    cart[kind][sku] = line
  end
  return line
end

-- The cart as it is stored, with what this operation wrote into it: text by field, false where it
-- is deleted. It is not read a second time.
local written = {}
local function answer(what, number)
  local all, n = { what, tostring(number or 0) }, 2
  for i = 1, #stored, 2 do
    local now = written[stored[i]]
    if now ~= false then
      all[n + 1], all[n + 2] = stored[i], now or stored[i + 1]
      n = n + 2
    end
  end
  for field, now in pairs(written) do
    if now and not had[field] then
      all[n + 1], all[n + 2] = field, now
      n = n + 2
    end
  end
  return all
end

local least = tonumber(ARGV[4])
if (least >= 0 and #stored == 0) or version < least then return answer('behind') end
if KEYS[2] and (redis.call('HGET', KEYS[2], 'v') or '') ~= arg(1) then return answer('moved') end
local tokens = had.t or ''
if string.find(' ' .. tokens .. ' ', ' ' .. token .. ' ', 1, true) then return answer('same') end

local writes = {} -- by field: the text to write, or false to delete it
local function put(kind, sku, line)
  if not cart[kind][sku] and kind ~= 'u' then size = size + 1 end
  cart[kind][sku] = line
  writes[kind .. ':' .. sku] = kind == 'u' and line or text(line)
end
local function drop(kind, sku)
  if kind ~= 'u' then size = size - 1 end
  cart[kind][sku] = nil
  writes[kind .. ':' .. sku] = false
end
local function new_place()
  place = place + 1
  return place - 1
end
local function tell(kind, sku, wanted, got, line)
  told = told .. string.format('%s %s %d %d %s\n', kind, sku, wanted, got, line.shown)
  local _, count = string.gsub(told, '\n', '\n')
  if count > tonumber(ARGV[8]) then told = string.match(told, '^[^\n]*\n(.*)$') end
end

-- What a rule refuses, as an answer; it ends the operation wherever it is.
local function refuse(what, number) error({ refused = what, number = number }) end
local function figure(sku)
  if not stock[sku] then refuse('missing') end
  return stock[sku]
end
local function tracked(sku, remembered)
  local known = figure(sku).tracked
  if known == '?' then return remembered end
  return known
end
local function available(sku, remembered)
  if tracked(sku, remembered) == '1' then return stock[sku].free end
  return 4294967295
end
local function within(units, free)
  if units > free then refuse('short', free) end
  if units > MOST then refuse('most') end
  return units
end
local function joined(one, other, free)
  local sum = math.min(one + other, free, MOST)
  if sum > 0 then return sum end
  return math.max(one, other)
end
local function the(kind, sku)
  return line_of(kind, sku) or refuse('none')
end
local function remove(kind, sku)
  for old in pairs(cart.u) do drop('u', old) end
  local line = cart[kind][sku]
  drop(kind, sku)
  put('u', sku, kind .. ' ' .. text(line))
end
-- Two lines of a SKU may remember differently whether it is counted; the careful one is believed.
local function careful(sku, line)
  local there = line_of('l', sku)
  if there and there.tracked == '1' then line.tracked = '1' end
end
local function take_in(sku, line)
  careful(sku, line)
  local free = available(sku, line.tracked)
  local there, wanted = line_of('l', sku), line.q
  if there then
    wanted = wanted + there.q
    there.q = joined(there.q, line.q, free)
  else
    there = line
    if free > 0 then there.q = math.min(line.q, free) end
    there.place = new_place()
  end
  put('l', sku, there)
  if there.q < wanted then tell('c', sku, wanted, there.q, line) end
end
local function save(sku, line)
  local there = line_of('s', sku)
  if there then
    there.q = joined(there.q, line.q, MOST)
  else
    there = line
    there.place = new_place()
  end
  put('s', sku, there)
end

local act = {}
function act.add()
  local sku = arg(1)
  local line = line_of('l', sku)
  local counted = tracked(sku, line and line.tracked or '1')
  local quantity = within((line and line.q or 0) + tonumber(arg(2)), available(sku, counted))
  if not line then
    if size >= LINES then refuse('lines') end
    line = { added = arg(3), shown = arg(4), place = new_place() }
  end
  line.q, line.tracked = quantity, counted
  put('l', sku, line)
end
function act.set()
  local sku = arg(1)
  local line = the('l', sku)
  line.q = within(tonumber(arg(2)), available(sku, line.tracked))
  line.tracked = tracked(sku, line.tracked)
  put('l', sku, line)
end
function act.take_off()
  local line = the('l', arg(1))
  local left = arg(2) == '' and 0 or line.q - tonumber(arg(2))
  if left > 0 then
    line.q = left
    put('l', arg(1), line)
  else
    remove('l', arg(1))
  end
end
function act.take_bought()
  local line = the('l', arg(1))
  line.q = line.q - tonumber(arg(2))
  if line.q > 0 then put('l', arg(1), line) else drop('l', arg(1)) end
end
function act.remove_saved()
  the('s', arg(1))
  remove('s', arg(1))
end
function act.undo()
  local removed, more = {}, 0
  for sku, taken in pairs(cart.u) do
    local kind, line = string.match(taken, '^([ls]) (.*)$')
    removed[#removed + 1] = { kind = kind, sku = sku, line = read(line) }
    if not cart[kind][sku] then more = more + 1 end
  end
  if #removed == 0 then refuse('nothing') end
  if size + more > LINES then refuse('lines') end
  table.sort(removed, function(one, other) return one.line.place < other.line.place end)
  for _, back in ipairs(removed) do
    drop('u', back.sku)
    local there = cart[back.kind][back.sku]
    if not there then
      put(back.kind, back.sku, back.line)
    elseif back.kind == 's' then
      save(back.sku, back.line)
    else
      take_in(back.sku, back.line)
    end
  end
end
function act.save()
  local line = the('l', arg(1))
  drop('l', arg(1))
  save(arg(1), line)
end
function act.move_back()
  local line = the('s', arg(1))
  careful(arg(1), line)
  if available(arg(1), line.tracked) == 0 then refuse('short', 0) end
  drop('s', arg(1))
  take_in(arg(1), line)
end
function act.clear()
  if not next(cart.l) then return end
  for old in pairs(cart.u) do drop('u', old) end
  for sku, line in pairs(cart.l) do
    put('u', sku, 'l ' .. text(line))
    drop('l', sku)
  end
end
function act.take_what_is_left()
  local line = the('l', arg(1))
  local free = available(arg(1), line.tracked)
  if free == 0 then refuse('short', 0) end
  line.q = math.min(line.q, free)
  put('l', arg(1), line)
end
function act.accept()
  local line = the('l', arg(1))
  line.shown = arg(2)
  put('l', arg(1), line)
end
function act.seen()
  if tonumber(arg(1)) ~= version then return end
  told = ''
  for n = 2, #ARGV - at, 2 do
    for _, kind in ipairs({ 'l', 's' }) do
      local line = line_of(kind, arg(n))
      if line then
        line.shown = arg(n + 1)
        put(kind, arg(n), line)
      end
    end
  end
end
function act.merge() -- the first argument is the version of KEYS[2], looked at above
  for n = 2, #ARGV - at, 3 do
    local kind, sku, line = arg(n), arg(n + 1), read(arg(n + 2))
    if not cart[kind][sku] and size >= LINES then
      tell('o', sku, 0, 0, line)
    elseif kind == 'l' then
      take_in(sku, line)
    else
      save(sku, line)
    end
  end
end

local done, problem = pcall(act[op])
if not done then
  if type(problem) == 'table' and problem.refused then
    return answer(problem.refused, problem.number)
  end
  error(problem)
end

-- Only what differs is written; a cart in which nothing differs keeps its version.
if told ~= (had.n or '') then writes.n = told ~= '' and told end
local gone, set, changed = {}, {}, false
local function write(field, value)
  written[field] = value
  set[#set + 1], set[#set + 2] = field, value
end
for field, value in pairs(writes) do
  if value and value ~= had[field] then
    write(field, value)
    changed = true
  elseif not value and had[field] then
    written[field] = false
    gone[#gone + 1] = field
    changed = true
  end
end
if KEYS[2] then redis.call('DEL', KEYS[2]) end
if not changed then return answer('same') end
local _, spaces = string.gsub(tokens, ' ', ' ')
if spaces + 2 > tonumber(ARGV[7]) then tokens = string.match(tokens, '^%S+ (.*)$') or '' end
write('v', string.format('%d', version + 1))
write('p', string.format('%d', place))
write('t', tokens == '' and token or tokens .. ' ' .. token)
redis.call('HSET', key, unpack(set))
if gone[1] then redis.call('HDEL', key, unpack(gone)) end
redis.call('EXPIRE', key, ARGV[3])
return answer('done')
