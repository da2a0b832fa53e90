using System.Collections.Concurrent;
using System.Text.Json;

namespace Scout.Server.Tests.Sources.Tandem;

/// <summary>Answers a login as a recording says, and writes down what was asked, under Tandem's own addresses.</summary>
internal sealed class RecordedTandem : IAsyncDisposable
{
    private static readonly (string Path, string Address)[] Places =
    [
        ("/sso/", "https://sso.tandemdiabetes.com/"),
        ("/tdc/", "https://tdcservices.tandemdiabetes.com/"),
    ];

    private readonly ConcurrentQueue<Asked> _asked = new();
    private WebApplication _app = null!;

    public Uri Url { get; private set; } = new("http://127.0.0.1");

    public IReadOnlyList<Asked> All => [.. _asked];

    public static async Task<RecordedTandem> StartAsync(JsonElement mock, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var recorded = new RecordedTandem { _app = builder.Build() };
        recorded._app.Run(context => recorded.AnswerAsync(context, mock));
        await recorded._app.StartAsync(cancellationToken);
        recorded.Url = new Uri(recorded._app.Urls.First());
        return recorded;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, JsonElement mock)
    {
        var request = context.Request;
        using var reader = new StreamReader(request.Body);
        _asked.Enqueue(
            new Asked(
                request.Method,
                Original(request.Path),
                request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString()),
                request.Headers.ToDictionary(
                    pair => pair.Key,
                    pair =>
                        Original(
                            pair.Value.ToString().Replace(Url.ToString().TrimEnd('/'), "", StringComparison.Ordinal)
                        )
                ),
                await reader.ReadToEndAsync()
            )
        );
        var step = request.Path.Value!.Split('/')[^1];
        if (step is "")
        {
            context.Response.Cookies.Append("primed", "1");
            return;
        }

        if (step is "jwks")
        {
            await WriteAsync(context, mock.GetProperty("jwks"));
            return;
        }

        var answer = mock.GetProperty(step);
        context.Response.StatusCode = answer.GetProperty("status_code").GetInt32();
        if (answer.TryGetProperty("headers", out var headers))
        {
            foreach (var header in headers.EnumerateObject())
            {
                context.Response.Headers[header.Name] = header.Value.GetString();
            }
        }

        if (answer.TryGetProperty("json", out var json))
        {
            await WriteAsync(context, json);
        }
    }

    private static Task WriteAsync(HttpContext context, JsonElement json)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json.GetRawText());
    }

    private static string Original(string text) =>
        Places.Aggregate(
            text,
            (one, place) =>
                one.StartsWith(place.Path, StringComparison.Ordinal) ? place.Address + one[place.Path.Length..] : one
        );

    internal sealed record Asked(
        string Method,
        string Url,
        IReadOnlyDictionary<string, string> Query,
        IReadOnlyDictionary<string, string> Headers,
        string Body
    );
}
