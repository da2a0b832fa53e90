using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace Scout.TestKit.Push;

/// <summary>
/// ntfy, Pushover and a browser maker's service on loopback, strict about what they are sent. A message that no line of
/// the story took fails the test when this is disposed.
/// </summary>
public sealed class FakePush : IAsyncDisposable
{
    public const string PushoverToken = "azGDORePK8gMaC0QOYAMyEEuzJnyUi";
    public const string PushoverUser = "uQiRzpo4DXghDmr9QzzfQu27cmVRsG";
    public const string Topic = "sam-a8f3k2";
    public const string TopicToken = "tk_AgQdq7mVBoFD37zQVN29RhuMzNIz2";

    private static readonly string[] UnknownUser = ["user identifier is not a valid user"];

    private readonly ConcurrentQueue<Pushed> _pushed = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Fault>> _faults = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly WebApplication _app;

    private FakePush(WebApplication app) => _app = app;

    public Uri Url { get; private set; } = new("http://127.0.0.1");

    public Uri Ntfy => new(Url, "ntfy/");

    /// <summary>Where a browser's messages go.</summary>
    public Uri Endpoint => new(Url, "browser/f3a1");

    /// <summary>Everything that came, refused or not, in order.</summary>
    public IReadOnlyList<Pushed> All => [.. _pushed];

    public IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Scout:Push:PushoverToken"] = PushoverToken,
            ["Scout:Push:PushoverUrl"] = Url.ToString(),
            ["Scout:Push:NtfyUrl"] = Ntfy.ToString(),
        };

    public static async Task<FakePush> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var fake = new FakePush(app);
        app.MapPost("/ntfy/", (Delegate)fake.NtfyAsync);
        app.MapPost("/1/messages.json", (Delegate)fake.PushoverAsync);
        app.MapPost("/browser/{id}", (Delegate)fake.BrowserAsync);
        await app.StartAsync(cancellationToken);
        fake.Url = new Uri(app.Urls.First());
        return fake;
    }

    /// <summary>The next messages by this service are refused, one after the other.</summary>
    public void Refuses(string service, params ReadOnlySpan<Fault> faults)
    {
        var refused = _faults.GetOrAdd(service, _ => new());
        foreach (var fault in faults)
        {
            refused.Enqueue(fault);
        }
    }

    /// <summary>The oldest message that was shown and that the story has not taken yet.</summary>
    public Pushed Shows(string service, params ReadOnlySpan<string> words)
    {
        var pushed =
            _pushed.FirstOrDefault(one => one is { WasTaken: false, WasShown: true } && one.Service == service)
            ?? throw new StoryException($"No message came by {service}. What came: {string.Join("; ", All)}");
        pushed.WasTaken = true;
        foreach (var word in words)
        {
            if (!pushed.Body.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                throw new StoryException($"\"{word}\" is not in the message: {pushed.Body}");
            }
        }

        return pushed;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        var unexpected = _complaints
            .Concat(_pushed.Where(one => one is { WasTaken: false, WasShown: true }).Select(one => $"{one}"))
            .ToList();
        if (unexpected.Count > 0)
        {
            throw new StoryException("Not in the story (screens):\n- " + string.Join("\n- ", unexpected));
        }
    }

    private async Task<IResult> NtfyAsync(HttpContext context)
    {
        using var json = await JsonDocument.ParseAsync(context.Request.Body);
        var root = json.RootElement;
        Expect(root.GetProperty("topic").GetString() is Topic, "ntfy: an unknown topic");
        Expect(context.Request.Headers.Authorization == $"Bearer {TopicToken}", "ntfy: no access token");
        Expect(root.GetProperty("priority").GetInt32() is >= 1 and <= 5, "ntfy: no such priority");
        var action = root.TryGetProperty("actions", out var actions) ? actions[0] : default;
        if (action.ValueKind is JsonValueKind.Object)
        {
            Expect(action.GetProperty("action").GetString() is "http", "ntfy: no such action");
            Expect(action.GetProperty("method").GetString() is "POST", "ntfy: a button that does not post");
        }

        return Answer(
            new Pushed("ntfy", root.GetProperty("message").GetString()!)
            {
                Priority = root.GetProperty("priority").GetInt32(),
                Button = action.ValueKind is JsonValueKind.Object ? action.GetProperty("label").GetString() : null,
                Link = action.ValueKind is JsonValueKind.Object ? action.GetProperty("url").GetString() : null,
            },
            _ => Results.Json(new { id = "sPs71M8A2T", @event = "message" })
        );
    }

    private async Task<IResult> PushoverAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        Expect(form["token"] == PushoverToken, "Pushover: an unknown application");
        Expect(form["priority"].ToString() is "-1" or "0" or "1", "Pushover: a priority that was not agreed");
        Expect(form["message"].ToString().Length is > 0 and <= 1024, "Pushover: no message, or too long");
        var pushed = new Pushed("pushover", form["message"].ToString())
        {
            Priority = int.Parse(form["priority"].ToString(), System.Globalization.CultureInfo.InvariantCulture),
            Button = form["url_title"],
            Link = form["url"],
        };
        return form["user"] == PushoverUser
            ? Answer(pushed, _ => Results.Json(new { status = 1, request = "647d2300" }))
            : Results.Json(
                new
                {
                    user = "invalid",
                    errors = UnknownUser,
                    status = 0,
                },
                statusCode: 400
            );
    }

    private async Task<IResult> BrowserAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers;
        Expect(headers.ContentEncoding == "aes128gcm", "browser: not encrypted as RFC 8291 says");
        Expect(headers.Authorization.ToString().StartsWith("vapid t=", StringComparison.Ordinal), "browser: unsigned");
        Expect(int.TryParse(headers["TTL"], out var life) && life >= 0, "browser: no TTL");
        Expect(headers["Urgency"].ToString() is "low" or "normal" or "high", "browser: no such urgency");
        Expect(headers["Topic"].ToString().Length is > 0 and <= 32, "browser: no such topic");
        var pushed = new Pushed("browser", "")
        {
            Sealed = body.ToArray(),
            Authorization = headers.Authorization.ToString(),
            Urgency = headers["Urgency"].ToString(),
        };
        return Answer(pushed, _ => Results.StatusCode(201));
    }

    private IResult Answer(Pushed pushed, Func<Pushed, IResult> shown)
    {
        _pushed.Enqueue(pushed);
        if (!_faults.TryGetValue(pushed.Service, out var faults) || !faults.TryDequeue(out var fault))
        {
            pushed.WasShown = true;
            return shown(pushed);
        }

        return new Refusal(fault);
    }

    private void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            _complaints.Enqueue(otherwise);
        }
    }

    private sealed class Refusal(Fault fault) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = (int)fault.Status;
            if (fault.RetryAfter is { } seconds)
            {
                httpContext.Response.Headers.RetryAfter = seconds.ToString(
                    System.Globalization.CultureInfo.InvariantCulture
                );
            }

            return httpContext.Response.WriteAsync("");
        }
    }
}

/// <summary>How a message is refused.</summary>
/// <param name="RetryAfter">Seconds.</param>
public sealed record Fault(HttpStatusCode Status, int? RetryAfter = null);

/// <summary>A message that came.</summary>
/// <param name="Body">In words; empty where it is sealed.</param>
public sealed record Pushed(string Service, string Body)
{
    public int Priority { get; init; }

    public string? Button { get; init; }

    public string? Link { get; init; }

    public byte[] Sealed { get; init; } = [];

    public string Authorization { get; init; } = "";

    public string Urgency { get; init; } = "";

    internal bool WasTaken { get; set; }

    internal bool WasShown { get; set; }
}
