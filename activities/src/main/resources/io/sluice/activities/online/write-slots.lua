-- Writes slots newest-wins. KEYS: the marks of the generation, the notes of the mark, then one per write, a key may occur
-- twice.
-- ARGV: ttl in ms (0: keep), ttl in ms of an entity that has ended; a mark's name ('' for none), what it is expected to be
-- ('' for nothing) and what it is to be, and a note of the call ('' for none); then slot, version and row per write.
-- Answers 0 alone when the mark is another one: nothing was written. Otherwise 1, and two numbers per write: 1 applied,
-- 0 same, -1 older; and when the stored version was applied, in epoch ms.
local name, expected, moved, note = ARGV[3], ARGV[4], ARGV[5], ARGV[6]
local mark
if name ~= '' then
  mark = redis.call('HGET', KEYS[1], name) or ''
  if mark ~= expected and mark ~= moved then return { 0 } end
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local stamp = struct.pack('>I4I4', math.floor(now / 4294967296), now % 4294967296)
local ttl = tonumber(ARGV[1])

-- Versions are compared as four unsigned numbers: Lua's string order follows the server's locale, and one number
-- would be a double that loses the low bits.
local function order(left, right)
  local a, b = { struct.unpack('>I4I4I4I4', left) }, { struct.unpack('>I4I4I4I4', right) }
  for i = 1, 4 do
    if a[i] ~= b[i] then return a[i] < b[i] and -1 or 1 end
  end
  return 0
end

local function ended(key)
  for _, slot in ipairs(redis.call('HVALS', key)) do
    if #slot > 24 then return false end
  end
  return true
end

local answers = { 1 }
for i = 1, #KEYS - 2 do
  local key = KEYS[i + 2]
  local slot, version, row = ARGV[3 * i + 4], ARGV[3 * i + 5], ARGV[3 * i + 6]
  local stored = redis.call('HGET', key, slot)
  local outcome, applied = 1, now
  if stored and #stored >= 24 then
    outcome = order(version, stored)
    if outcome < 1 then
      local high, low = struct.unpack('>I4I4', stored, 17)
      applied = high * 4294967296 + low
    end
  end
  if outcome == 1 then redis.call('HSET', key, slot, version .. stamp .. row) end
  if ttl > 0 then
    redis.call('PEXPIRE', key, ttl)
  elseif #row == 0 and ended(key) then
    redis.call('PEXPIRE', key, ARGV[2])
  elseif redis.call('PTTL', key) > 0 and not ended(key) then
    redis.call('PERSIST', key)
  end
  answers[2 * i] = outcome
  answers[2 * i + 1] = applied
end
-- last: a script that fails on the way is sent again, and finds what it wrote
if name ~= '' and mark ~= moved then
  if note ~= '' then
    -- the oldest notes go when nobody has fetched them for so long that they would fill the store
    if redis.call('RPUSH', KEYS[2], string.format('%.0f', now) .. ' ' .. note) > 1000000 then
      redis.call('LPOP', KEYS[2])
    end
  end
  redis.call('HSET', KEYS[1], name, moved)
end
return answers
