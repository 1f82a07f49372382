-- For wrk: asks with each of a file's cookies in turn (one "name=value" a line), and ends with one line of figures:
-- requests, seconds, median and 99th percentile in milliseconds, bytes, and errors.
local requests, position = {}, 0

function init(arguments)
   for cookie in io.lines(arguments[1]) do
      wrk.headers["Cookie"] = cookie
      requests[#requests + 1] = wrk.format()
   end
end

function request()
   position = position % #requests + 1
   return requests[position]
end

function done(summary, latency)
   local errors = summary.errors
   print(string.format(
      "RESULT %d %.3f %.3f %.3f %d %d", summary.requests, summary.duration / 1e6,
      latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, summary.bytes,
      errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
