-- Every webhook is an event of its own: the count in its body goes up. Each thread counts in numbers of its own.
local threads = 0
local file = io.open(os.getenv("SCOUT_BENCH_BODY"))
local body = file:read("*a")
file:close()

function setup(thread)
    threads = threads + 1
    thread:set("first", threads * 100000000)
end

function init(args)
    count = first
    wrk.method = "POST"
    wrk.headers["Content-Type"] = "application/json"
    wrk.headers["X-Forwarded-For"] = "104.196.245.109"
end

function request()
    count = count + 1
    return wrk.format(nil, nil, nil, (body:gsub("COUNT", count)))
end
