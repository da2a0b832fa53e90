-- Every post is a message of its own: a thousand devices take turns, and the time goes on. Each thread counts in numbers
-- of its own.
local threads = 0
local devices = 1000

function setup(thread)
    threads = threads + 1
    thread:set("first", threads * 100000000)
end

function init(args)
    count = first
    begin = os.time() - 3000000
    wrk.method = "POST"
    wrk.headers["Content-Type"] = "application/json"
end

function request()
    count = count + 1
    local body = string.format(
        '{"device":"%X","time":"%d","temp":%d}',
        first + count % devices, begin + math.floor((count - first) / devices), count % 40
    )
    return wrk.format(nil, nil, nil, body)
end
