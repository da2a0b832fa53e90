using System.Globalization;
using System.Text;

namespace Scout.TestKit.Nightscout;

public sealed partial class FakeSite
{
    private const string Json = "application/json; charset=utf-8";

    private Task RouteAsync(HttpContext context, string path) =>
        path switch
        {
            _ when !HttpMethods.IsGet(context.Request.Method) && CollectionOf(path) is { } written => WriteAsync(
                context,
                written,
                path
            ),
            _ when CollectionOf(path) is { } found && IsQuestion(context.Request, found) => FindAsync(
                context,
                found,
                path
            ),
            "/api/v1/entries/sgv.json" => ReadAsync(context, "sgv"),
            "/api/v1/entries.json" or "/api/v1/entries/current.json" => ReadAsync(context, null),
            "/api/v1/status.json" => StatusAsync(context),
            "/api/v1/verifyauth" => VerifyAsync(context),
            "/test/add" => AddAsync(context),
            _ when path.StartsWith("/api/v2/authorization/request/", StringComparison.Ordinal) => ExchangeAsync(
                context,
                path["/api/v2/authorization/request/".Length..]
            ),
            _ => WriteAsync(context.Response, 404, "text/html; charset=utf-8", $"<pre>Cannot GET {path}</pre>"),
        };

    private async Task ReadAsync(HttpContext context, string? type)
    {
        if (!await MayReadAsync(context))
        {
            return;
        }

        var query = context.Request.Query;
        var count = int.TryParse(query["count"], CultureInfo.InvariantCulture, out var asked) ? asked : 10;
        var since = Number(query["find[date][$gte]"]);
        var until = Number(query["find[date][$lte]"]);
        var answer = _entries.Read(type, count, since, until);
        context.Response.Headers.ETag = answer.ETag;
        if (context.Request.Headers.IfNoneMatch == answer.ETag)
        {
            context.Response.StatusCode = 304;
            return;
        }

        context.Response.ContentType = Json;
        context.Response.ContentLength = answer.Body.Length;
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    // Readings are read as a list of their own; what was written to entries is asked for by who wrote it.
    private static bool IsQuestion(HttpRequest request, string collection) =>
        collection != "entries" || request.Query.ContainsKey("find[device]");

    private static double? Number(string? text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;

    private async Task StatusAsync(HttpContext context)
    {
        if (await MayReadAsync(context))
        {
            var version = IsOld ? "0.12.8" : "15.0.7";
            var now = (_time.GetUtcNow() + ClockAhead).ToUnixTimeMilliseconds();
            await WriteAsync(
                context.Response,
                200,
                Json,
                $$$"""
                {"status":"ok","name":"nightscout","version":"{{{version}}}","serverTimeEpoch":{{{now}}},"apiEnabled":true,
                 "settings":{"units":"{{{Units}}}","language":"en","customTitle":"Fake",
                 "thresholds":{"bgHigh":260,"bgTargetTop":180,"bgTargetBottom":80,"bgLow":55} } }
                """
            );
        }
    }

    private Task VerifyAsync(HttpContext context)
    {
        var who = _credentials.Ask(context.Request);
        var known = who is FakeCredentials.Who.Owner or FakeCredentials.Who.Reader;
        var owner = who is FakeCredentials.Who.Owner;
        if (IsOld)
        {
            return WriteAsync(
                context.Response,
                200,
                Json,
                $$"""{"status":200,"message":"{{(owner ? "OK" : "UNAUTHORIZED")}}"}"""
            );
        }

        var writes = owner || (known && !Permissions.EndsWith(":read", StringComparison.Ordinal));
        return WriteAsync(
            context.Response,
            200,
            Json,
            $$$"""
            {"status":200,"message":{"canRead":{{{Word(known || !IsDenied)}}},"canWrite":{{{Word(
                writes
            )}}},"isAdmin":{{{Word(owner)}}},
             "message":"{{{(known ? "OK" : "UNAUTHORIZED")}}}","rolefound":"{{{(
                known && !owner ? "FOUND" : "NOTFOUND"
            )}}}",
             "permissions":"{{{(known ? "ROLE" : "DEFAULT")}}}"} }
            """
        );

        static string Word(bool value) => value ? "true" : "false";
    }

    // For processes that cannot call Add: /test/add?sgv=62&age=0 (seconds) &direction=SingleDown
    private Task AddAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var age = double.TryParse(query["age"], CultureInfo.InvariantCulture, out var seconds) ? seconds : 0;
        Add(
            double.Parse(query["sgv"].ToString(), CultureInfo.InvariantCulture),
            _time.GetUtcNow() - TimeSpan.FromSeconds(age),
            query["direction"].ToString() is { Length: > 0 } direction ? direction : "Flat"
        );
        return WriteAsync(context.Response, 200, Json, "[]");
    }

    private Task ExchangeAsync(HttpContext context, string accessToken) =>
        _credentials.Exchange(accessToken) is { } jwt
            ? WriteAsync(context.Response, 200, Json, jwt)
            : RefuseAsync(context.Response);

    private async Task<bool> MayReadAsync(HttpContext context)
    {
        var who = _credentials.Ask(context.Request);
        if (who is FakeCredentials.Who.Owner or FakeCredentials.Who.Reader)
        {
            _penalty = TimeSpan.Zero;
            return true;
        }

        if (who is FakeCredentials.Who.Wrong && !IsOld)
        {
            _penalty += PenaltyStep;
        }

        if (who is FakeCredentials.Who.Anonymous && !IsDenied)
        {
            return true;
        }

        if (IsOld && who is FakeCredentials.Who.Wrong)
        {
            await WriteAsync(context.Response, 401, "text/plain", "Unauthorized - Invalid/Missing");
            return false;
        }

        await RefuseAsync(context.Response);
        return false;
    }

    private static Task RefuseAsync(HttpResponse response) =>
        WriteAsync(response, 401, Json, """{"status":401,"message":"Unauthorized","description":"Invalid/Missing"}""");

    private static async Task WriteAsync(HttpResponse response, int status, string contentType, string body)
    {
        response.StatusCode = status;
        response.ContentType = contentType;
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(body));
    }
}
