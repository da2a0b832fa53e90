using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Extensions;

namespace Scout.TestKit.Nightscout;

/// <summary>One site of a <see cref="FakeNightscout"/>. Everything can be changed while it runs.</summary>
public sealed partial class FakeSite
{
    private readonly TimeProvider _time;
    private readonly FakeEntries _entries;
    private readonly FakeCredentials _credentials;
    private readonly ConcurrentQueue<FakeRequest> _requests = new();
    private TaskCompletionSource _woken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inFlight;
    private TimeSpan _penalty;

    internal FakeSite(TimeProvider time)
    {
        _time = time;
        _entries = new FakeEntries(time);
        _credentials = new FakeCredentials(this, time);
    }

    /// <summary>Behaves as 0.12 in place of 15: verifyauth, sockets, wrong secrets, life of tokens.</summary>
    public bool IsOld { get; set; }

    /// <summary>Needs a credential for reading.</summary>
    public bool IsDenied { get; set; }

    public string ApiSecret { get; set; } = "scout-test-secret-1";

    /// <summary>Name, hyphen, 16 digits; null: there is none.</summary>
    public string? AccessToken { get; set; } = "scoutreade-25bb9ce31e1ab4e8";

    /// <summary>Of the access token.</summary>
    public string Permissions { get; set; } = "*:*:read";

    public TimeSpan JwtLife { get; set; } = TimeSpan.FromHours(8);

    public string Units { get; set; } = "mg/dl";

    /// <summary>How far the site's clock is ahead.</summary>
    public TimeSpan ClockAhead { get; set; }

    public FakeFault Fault { get; set; }

    /// <summary>Before every answer, in real time.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>How much longer, in real time, a wrong credential makes every later request wait; 15.x only.</summary>
    public TimeSpan PenaltyStep { get; set; }

    /// <summary>Off where thousands of sites are read for a long time.</summary>
    public bool KeepsRequests { get; set; } = true;

    public IReadOnlyList<FakeRequest> Requests => [.. _requests];

    public IReadOnlyList<FakeRequest> Polls => [.. _requests.Where(request => request.IsPoll)];

    /// <summary>The most requests that were ever under way at once.</summary>
    public int MostInFlight { get; private set; }

    /// <summary>Called for every request as it comes in.</summary>
    public Action<FakeRequest>? OnRequest { get; set; }

    public void Add(double mgDl, DateTimeOffset at, string direction = "Flat") =>
        AddRow(
            new JsonObject
            {
                ["type"] = "sgv",
                ["sgv"] = mgDl,
                ["date"] = at.ToUnixTimeMilliseconds(),
                ["dateString"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                ["direction"] = direction,
                ["device"] = "fake",
            }
        );

    /// <summary>Any row, however odd; it needs a date to have a place.</summary>
    public void AddRow(JsonObject row) => _entries.Add(row);

    public void AddRow(string json) => AddRow(JsonNode.Parse(json)!.AsObject());

    public void Clear() => _entries.Clear();

    public void ForgetJwts() => _credentials.ForgetJwts();

    /// <summary>Lets everything that hangs go on, with what it would have answered.</summary>
    public void Wake()
    {
        var woken = _woken;
        _woken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        woken.TrySetResult();
    }

    internal async Task AnswerAsync(HttpContext context, string path)
    {
        MostInFlight = Math.Max(MostInFlight, Interlocked.Increment(ref _inFlight));
        try
        {
            var request = FakeRequest.Of(context.Request, path);
            if (KeepsRequests)
            {
                _requests.Enqueue(request);
            }

            OnRequest?.Invoke(request);
            if (path.StartsWith("/socket.io/", StringComparison.Ordinal))
            {
                await ListenAsync(context);
                return;
            }

            if (Delay + _penalty is { Ticks: > 0 } wait)
            {
                await Task.Delay(wait, TimeProvider.System, context.RequestAborted);
            }

            if (!await MisbehaveAsync(context))
            {
                await RouteAsync(context, path);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller lost patience.
        }
        finally
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }

    private async Task<bool> MisbehaveAsync(HttpContext context)
    {
        var response = context.Response;
        switch (Fault)
        {
            case FakeFault.None:
                return false;
            case FakeFault.Hang:
                await _woken.Task.WaitAsync(context.RequestAborted);
                return false;
            case FakeFault.Html:
                await WriteAsync(response, 200, "text/html", "<!DOCTYPE html><title>Nightscout</title>");
                return true;
            case FakeFault.NotFound:
                await WriteAsync(response, 404, "text/html", "<pre>Cannot GET /</pre>");
                return true;
            case FakeFault.BootError:
                await WriteAsync(response, 500, "text/html", "<!DOCTYPE html><title>Nightscout - Boot error</title>");
                return true;
            case FakeFault.MongoError:
                await WriteAsync(response, 500, Json, """{"status":500,"message":"Mongo Error","description":{}}""");
                return true;
            case FakeFault.Asleep:
                await WriteAsync(response, 503, "text/html", "<h1>Application error</h1>");
                return true;
            case FakeFault.Unauthorized:
                await RefuseAsync(response);
                return true;
            case FakeFault.NoArray:
                await WriteAsync(response, 200, Json, """{"status":"ok"}""");
                return true;
            case FakeFault.BrokenJson:
                var date = _time.GetUtcNow().ToUnixTimeMilliseconds();
                await WriteAsync(response, 200, Json, $$"""[{"type":"sgv","sgv":61,"date":{{date}}},{"type":"sg""");
                return true;
            case FakeFault.Huge:
                await WriteAsync(response, 200, Json, "[" + new string(' ', 3 * 1024 * 1024) + "]");
                return true;
            case FakeFault.RedirectLoop:
                response.Redirect(context.Request.GetEncodedPathAndQuery(), permanent: false, preserveMethod: true);
                return true;
            case FakeFault.RedirectOnce when context.Request.Query.ContainsKey("again"):
                return false;
            case FakeFault.RedirectOnce:
                response.Redirect(
                    context.Request.GetEncodedPathAndQuery() + "&again=1",
                    permanent: false,
                    preserveMethod: true
                );
                return true;
            case FakeFault.RedirectAway:
                var port = context.Request.Host.Port;
                response.Redirect(
                    $"http://localhost:{port}/api/v1/entries/sgv.json",
                    permanent: false,
                    preserveMethod: true
                );
                return true;
            default:
                response.ContentType = Json;
                response.ContentLength = 5_000;
                await response.Body.WriteAsync(Encoding.UTF8.GetBytes("[{\"sgv\":"));
                await response.Body.FlushAsync();
                context.Abort();
                return true;
        }
    }
}
