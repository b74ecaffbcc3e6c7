-- Compare-and-set. KEYS: the pointer, its notes. ARGV: expected text ('' for none), replacement, a note ('' for none).
-- A pointer that already is the replacement counts as swapped, so that a call whose answer was lost can be repeated.
local current = redis.call('GET', KEYS[1]) or ''
if current == ARGV[2] then return 1 end
if current ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
if ARGV[3] ~= '' then
  local time = redis.call('TIME')
  redis.call('RPUSH', KEYS[2], string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000)) .. ' ' .. ARGV[3])
end
return 1
