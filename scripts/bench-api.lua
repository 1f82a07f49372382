-- For wrk: asks with the access token in a file, and ends with one line of figures as bench.lua does.
dofile("scripts/bench.lua")
local text

function init(arguments)
   wrk.headers["Authorization"] = "Bearer " .. io.lines(arguments[1])()
   text = wrk.format()
end

function request() return text end
