using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;

namespace Scout.TestKit.Bugsnag;

/// <summary>
/// Bugsnag's own servers on loopback: the Data Access API and the one that takes error reports. Strict about what they
/// are sent; what was wrong fails the test when this is disposed.
/// </summary>
public sealed class FakeBugsnag : IAsyncDisposable
{
    public const string Token = "f9c8b1a0-5e1f-4d7a-9a0c-2b1f3c4d5e6f";
    public const string ReportKey = "0123456789abcdef0123456789abcdef";

    private readonly ConcurrentQueue<BugsnagRequest> _asked = new();
    private readonly ConcurrentQueue<JsonElement> _reports = new();
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _faults = new();
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentDictionary<string, string> _errors = new(StringComparer.Ordinal);
    private readonly WebApplication _app;
    private readonly TimeProvider _time;

    private FakeBugsnag(WebApplication app, TimeProvider time) => (_app, _time) = (app, time);

    public Uri Url { get; private set; } = new("http://127.0.0.1");

    /// <summary>The token that is accepted; null: none is.</summary>
    public string? Accepts { get; set; } = Token;

    /// <summary>Everything that was asked of the API, answered well or not, in order.</summary>
    public IReadOnlyList<BugsnagRequest> Asked => [.. _asked];

    /// <summary>The bodies of error reports, in order.</summary>
    public IReadOnlyList<JsonElement> Reports => [.. _reports];

    /// <summary>The API, and a token for the declared project.</summary>
    public IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Scout:Bugsnag:ApiUrl"] = Url.ToString(),
            ["Scout:Bugsnag:ApiToken"] = Token,
        };

    /// <summary>Where errors of Scout itself go.</summary>
    public IReadOnlyDictionary<string, string?> ReportSettings =>
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Scout:Bugsnag:NotifyUrl"] = Url.ToString(),
            ["Scout:Bugsnag:ReportKey"] = ReportKey,
        };

    public static async Task<FakeBugsnag> StartAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var fake = new FakeBugsnag(app, time);
        app.MapPatch("/projects/{project}/errors/{error}", (Delegate)fake.ApiAsync);
        app.MapGet("/projects/{project}/errors/{error}", (Delegate)fake.ApiAsync);
        app.MapPost("/projects/{project}/errors/{error}/comments", (Delegate)fake.ApiAsync);
        app.MapGet("/user/organizations", (Delegate)fake.ApiAsync);
        app.MapPost("/", (Delegate)fake.ReportAsync);
        await app.StartAsync(cancellationToken);
        fake.Url = new Uri(app.Urls.First());
        return fake;
    }

    /// <summary>What people did to the error on Bugsnag's own pages: a status, or a whole body.</summary>
    public void Has(string error, string status) => _errors[error] = status;

    /// <summary>Somebody deleted it.</summary>
    public void Lacks(string error) => _errors[error] = "";

    /// <summary>The next requests are answered so, one after the other.</summary>
    public void Answers(params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            _faults.Enqueue(context =>
            {
                context.Response.StatusCode = status;
                return Task.CompletedTask;
            });
        }
    }

    /// <summary>The next request is one too many: ask again after so long.</summary>
    public void IsFull(TimeSpan wait) =>
        _faults.Enqueue(context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = $"{(int)wait.TotalSeconds}";
            return Task.CompletedTask;
        });

    /// <summary>The next request is done, and its answer is lost on the way.</summary>
    public void LosesTheAnswer() =>
        _faults.Enqueue(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

    /// <summary>The requests of one method: "PATCH {…}".</summary>
    public IReadOnlyList<BugsnagRequest> Of(HttpMethod method) =>
        [.. Asked.Where(request => request.Method == method.Method)];

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        if (!_complaints.IsEmpty)
        {
            throw new StoryException("Bugsnag would not have understood:\n- " + string.Join("\n- ", _complaints));
        }
    }

    private async Task ApiAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        var request = context.Request;
        _asked.Enqueue(new BugsnagRequest(request.Method, request.Path, body, _time.GetUtcNow()));
        Expect(request.Headers["X-Version"] == "2", $"{request.Method} without X-Version: 2");
        Expect(body.Length == 0 || request.ContentType is "application/json", $"{request.Method} that is no JSON");
        if (request.Headers.Authorization != $"token {Accepts}")
        {
            context.Response.StatusCode = 401;
            await context.Response.WriteAsJsonAsync(new { errors = (string[])["Bad credentials"] });
        }
        else if (_faults.TryDequeue(out var fault))
        {
            await fault(context);
        }
        else
        {
            await AnswerAsync(context, body);
        }
    }

    private async Task AnswerAsync(HttpContext context, string body)
    {
        var error = context.Request.RouteValues["error"] as string ?? "";
        if (_errors.TryGetValue(error, out var known) && known.Length == 0)
        {
            context.Response.StatusCode = 404;
        }
        else if (HttpMethods.IsPatch(context.Request.Method))
        {
            Change(error, body);
        }
        else if (HttpMethods.IsGet(context.Request.Method))
        {
            var status = known ?? "open";
            await context.Response.WriteAsync(status.StartsWith('{') ? status : $$"""{"status":"{{status}}"}""");
        }
        else
        {
            context.Response.StatusCode = 201;
        }
    }

    private void Change(string error, string body)
    {
        using var json = JsonDocument.Parse(body);
        var operation = json.RootElement.GetProperty("operation").GetString();
        var status = operation switch
        {
            "fix" => "fixed",
            "open" => "open",
            "snooze" => "snoozed",
            _ => null,
        };
        Expect(status is not null, $"an operation that nobody agreed on: {operation}");
        Expect(
            operation is not "snooze"
                || json.RootElement.GetProperty("reopen_rules").GetProperty("seconds").GetInt64() > 0,
            "a snooze without seconds"
        );
        _errors[error] = status ?? "";
    }

    private async Task<IResult> ReportAsync(HttpContext context)
    {
        var headers = context.Request.Headers;
        Expect(headers["Bugsnag-Api-Key"] == ReportKey, "a report of another project");
        Expect(headers["Bugsnag-Payload-Version"] == "5", "a report of another version");
        Expect(DateTimeOffset.TryParse(headers["Bugsnag-Sent-At"], out _), "a report without the time it was sent");
        if (_faults.TryDequeue(out var fault))
        {
            await fault(context);
            return Results.Empty;
        }

        using var json = await JsonDocument.ParseAsync(context.Request.Body);
        _reports.Enqueue(json.RootElement.Clone());
        return Results.Text("OK", statusCode: 202);
    }

    private void Expect(bool isFine, string complaint)
    {
        if (!isFine)
        {
            _complaints.Enqueue(complaint);
        }
    }
}

/// <summary>A request that came to the API.</summary>
/// <param name="At">By the story's clock.</param>
public sealed record BugsnagRequest(string Method, string Path, string Body, DateTimeOffset At);
