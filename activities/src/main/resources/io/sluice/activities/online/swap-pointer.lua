-- Compare-and-set. KEYS: the pointer. ARGV: expected text ('' for none), replacement.
-- A pointer that already is the replacement counts as swapped, so that a call whose answer was lost can be repeated.
local current = redis.call('GET', KEYS[1]) or ''
if current == ARGV[2] then return 1 end
if current ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
return 1
