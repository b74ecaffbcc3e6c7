-- Restarts the time to live. KEYS: entities. ARGV: ttl in ms. Answers 1 per key that is there, else 0.
local answers = {}
for i, key in ipairs(KEYS) do
  answers[i] = redis.call('PEXPIRE', key, ARGV[1])
end
return answers
