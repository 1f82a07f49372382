-- For wrk: opens a room's newest messages, opens 50 before a random one, or posts a message, with each of a file's
-- cookies in turn, and ends with one line of figures as bench.lua does.
dofile("scripts/bench.lua")
local cookies, position, kind, path, messages = {}, 0

function init(arguments)
   for cookie in io.lines(arguments[1]) do cookies[#cookies + 1] = cookie end
   kind, path, messages = arguments[2], arguments[3], tonumber(arguments[4])
   math.randomseed(os.time())
end

function request()
   position = position % #cookies + 1
   local headers = { Cookie = cookies[position] }
   if kind == "newest" then return wrk.format("GET", path, headers) end
   if kind == "before" then
      return wrk.format("GET", path .. "?before=" .. math.random(1000, messages), headers)
   end
   headers["Content-Type"] = "application/x-www-form-urlencoded"
   local key = string.format("%08x%08x%08x%08x", math.random(0, 2^31), math.random(0, 2^31), os.time(), position)
   return wrk.format("POST", path .. "/messages", headers, "body=A+message+of+some+length&key=" .. key)
end
