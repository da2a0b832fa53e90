using System.Diagnostics;
using System.Text.Json;
using Scout.TestKit;
using Scout.TestKit.Bugsnag;

namespace Scout.Server.Tests.Hosting;

/// <summary>Errors of Scout itself, in a Bugsnag project of its makers.</summary>
public sealed partial class ReportTests : IAsyncLifetime
{
    private const string Number = "+14155550143";
    private const string Secret = "token-of-somebody";

    private readonly ManualTime _time = new();
    private FakeBugsnag _bugsnag = null!;
    private TestDatabase _storage = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bugsnag = await FakeBugsnag.StartAsync(_time, Stop);
        _storage = await TestDatabase.CreateAsync(BothEngines.Sqlite, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _storage.DisposeAsync();
        await _bugsnag.DisposeAsync();
    }

    [Fact]
    public async Task An_unhandled_error_is_told_by_its_kind_and_place_and_without_what_it_says()
    {
        await using var server = new ScoutServer(_time, [.. _storage.Settings, .. _bugsnag.ReportSettings]);
        using var http = server.CreateClient();
        await BreakAsync(server);

        // A request that fails, as its visitor sees it; then the same again.
        using var answer = await http.GetAsync(new Uri($"/login?name={Secret}", UriKind.Relative), Stop);
        ((int)answer.StatusCode).ShouldBe(500);
        using var again = await http.GetAsync(new Uri("/login", UriKind.Relative), Stop);

        var report = await ReportAsync(1);
        report.GetProperty("apiKey").GetString().ShouldBe(FakeBugsnag.ReportKey);
        var told = report.GetProperty("events").EnumerateArray().Single();
        told.GetProperty("unhandled").GetBoolean().ShouldBeTrue();
        told.GetProperty("severity").GetString().ShouldBe("error");
        told.GetProperty("severityReason").GetProperty("type").GetString().ShouldBe("unhandledException");
        told.GetProperty("app").GetProperty("version").GetString().ShouldBe("0.1.0");
        told.GetProperty("device").GetProperty("time").GetString().ShouldBe("2026-03-01T12:00:00.000Z");
        told.GetProperty("context").GetString()!.ShouldContain("ExceptionHandler");
        var exception = told.GetProperty("exceptions")[0];
        exception.GetProperty("errorClass").GetString()!.ShouldContain("SqliteException");
        exception
            .GetProperty("message")
            .GetString()
            .ShouldBe("An unhandled exception has occurred while executing the request. [1]");
        var frames = exception.GetProperty("stacktrace").EnumerateArray().ToList();
        var ours = frames.First(frame => frame.GetProperty("inProject").GetBoolean());
        ours.GetProperty("file").GetString().ShouldStartWith("src/Scout.Server/");
        ours.GetProperty("lineNumber").GetInt32().ShouldBeGreaterThan(0);
        report.GetRawText().ShouldNotContain(Secret);
        report.GetRawText().ShouldNotContain("no such table");
        _bugsnag.Reports.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_exceptions_say_never_leaves_and_a_storm_is_ten_a_minute()
    {
        await using var server = new ScoutServer(_time, [.. _storage.Settings, .. _bugsnag.ReportSettings]);
        var loggers = server.Services.GetRequiredService<ILoggerFactory>();
        var logger = loggers.CreateLogger("storm");
        for (var i = 0; i < 30; i++)
        {
            logger.Log(
                LogLevel.Error,
                new EventId(i),
                (Number, Secret),
                new InvalidOperationException($"{Number} 62 mg/dL", new ArgumentException(Secret, $"p{i}")),
                (_, _) => $"Somebody has {Number}"
            );
            LogPiece(loggers.CreateLogger($"storm {i}"), new InvalidOperationException(Number), Number);
        }

        await ReportAsync(10);
        var all = string.Join('\n', _bugsnag.Reports.Select(report => report.GetRawText()));
        all.ShouldNotContain("4155550143");
        all.ShouldNotContain("mg/dL");
        all.ShouldNotContain(Secret);
        all.ShouldContain("Piece {Piece} broke");
        all.ShouldContain("[p0]");
        _time.Advance(TimeSpan.FromMinutes(1));
        LogPiece(logger, new TimeoutException(), "One more");
        await ReportAsync(11);
        _bugsnag.Reports.Count.ShouldBe(11);
    }

    [Fact]
    public async Task Nobody_waits_for_it_and_its_own_failure_is_no_error()
    {
        await using var server = new ScoutServer(_time, [.. _storage.Settings, .. _bugsnag.ReportSettings]);
        using var http = server.CreateClient();
        var logger = server.Services.GetRequiredService<ILoggerFactory>().CreateLogger("any");
        _bugsnag.Answers(500);
        _bugsnag.LosesTheAnswer();
        LogPiece(logger, new InvalidOperationException(), "First");
        LogPiece(logger, new InvalidProgramException(), "Second");
        LogPiece(logger, new TimeoutException(), "Third");

        var report = await ReportAsync(1);
        report.GetRawText().ShouldContain("TimeoutException");
        using var answer = await http.GetAsync(new Uri("/health/live", UriKind.Relative), Stop);
        answer.EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task Without_a_key_nothing_leaves()
    {
        await using var server = new ScoutServer(
            _time,
            [.. _storage.Settings, .. _bugsnag.ReportSettings.Where(one => one.Key != "Scout:Bugsnag:ReportKey")]
        );
        LogPiece(
            server.Services.GetRequiredService<ILoggerFactory>().CreateLogger("any"),
            new InvalidOperationException(),
            "nobody hears"
        );

        server.Services.GetRequiredService<Scout.Server.Hosting.Reports.ErrorReports>().Waiting.Count.ShouldBe(0);
    }

    [LoggerMessage(1, LogLevel.Error, "Piece {Piece} broke")]
    private static partial void LogPiece(ILogger logger, Exception exception, string piece);

    private static Task<int> BreakAsync(ScoutServer server) =>
        server.Database.WriteAsync(session => session.ExecuteAsync("alter table accounts rename to gone"), Stop);

    /// <summary>Waits, in real time, until so many reports have come; returns the last of them.</summary>
    private async Task<JsonElement> ReportAsync(int count)
    {
        var clock = Stopwatch.StartNew();
        while (_bugsnag.Reports.Count < count)
        {
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20), $"{_bugsnag.Reports.Count} reports came");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Stop);
        }

        return _bugsnag.Reports[count - 1];
    }
}
