using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Scout.Server.Commands.Demo;

/// <summary>A small site that answers as Nightscout does, on this machine only. Scout reads it over HTTP like any other.</summary>
internal sealed class DemoSite : IAsyncDisposable
{
    /// <summary>Where the demo tells its site that somebody acted.</summary>
    public const string RecoverPath = "demo/recover";

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly WebApplication _app;
    private readonly ITimer _ticks;

    private DemoSite(WebApplication app, ITimer ticks)
    {
        (_app, _ticks) = (app, ticks);
        Address = new Uri(app.Urls.First() + "/");
    }

    public Uri Address { get; }

    public static async Task<DemoSite> StartAsync(TimeProvider time)
    {
        var glucose = new DemoGlucose(time);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear(); // ASPNETCORE_URLS and .env are for Scout, not for this site
        builder.Configuration.AddInMemoryCollection();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/api/v1/entries/sgv.json", (HttpRequest request) => Entries(glucose, request.Query));
        app.MapGet("/api/v1/status.json", () => TypedResults.Json(Status(time.GetUtcNow()), Web));
        app.MapPost("/" + RecoverPath, glucose.Recover);
        await app.StartAsync();
        return new DemoSite(app, time.CreateTimer(_ => glucose.Tick(), null, DemoGlucose.Every, DemoGlucose.Every));
    }

    public async ValueTask DisposeAsync()
    {
        await _ticks.DisposeAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static JsonHttpResult<IReadOnlyList<DemoReading>> Entries(DemoGlucose glucose, IQueryCollection query)
    {
        var count = int.TryParse(query["count"], out var asked) ? asked : 10;
        var since = long.TryParse(query["find[date][$gte]"], out var from) ? from : 0;
        var until = long.TryParse(query["find[date][$lte]"], out var to) ? to : long.MaxValue;
        return TypedResults.Json(glucose.Newest(count, since, until), Web);
    }

    private static Dictionary<string, object> Status(DateTimeOffset now) =>
        new()
        {
            ["status"] = "ok",
            ["name"] = "Nightscout",
            ["version"] = "15.0.2",
            ["serverTime"] = now,
            ["serverTimeEpoch"] = now.ToUnixTimeMilliseconds(),
            ["apiEnabled"] = true,
        };
}
