using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Scout.Server.Hosting.Reports;

/// <summary>Sends what waits, one after the other. A report that is not taken is gone: the log has the error.</summary>
internal sealed partial class ReportSender(
    ErrorReports reports,
    IOptions<ReportOptions> options,
    IOptions<ScoutOptions> scout,
    IHostEnvironment environment,
    ILoggerFactory loggers,
    TimeProvider time,
    ILogger<ReportSender> logger
) : BackgroundService
{
    private const string Name = "Scout";
    private const string Version = "5";
    private const string Unhandled = "unhandledException";
    private const string Last = "the process ends";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(2);
    private static readonly Uri Home = new("https://bugsnag.com");

    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(3),
            AllowAutoRedirect = false,
            UseCookies = false,
        }
    )
    {
        Timeout = Patience,
    };

    private static string ProgramVersion { get; } = typeof(ReportSender).Assembly.GetName().Version?.ToString(3) ?? "0";

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.ReportKey.Trim().Length == 0)
        {
            return;
        }

        loggers.AddProvider(new ReportLogs(reports));
        AppDomain.CurrentDomain.UnhandledException += OnLast;
        TaskScheduler.UnobservedTaskException += OnForgotten;
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        AppDomain.CurrentDomain.UnhandledException -= OnLast;
        TaskScheduler.UnobservedTaskException -= OnForgotten;
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _http.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var report in reports.Waiting.ReadAllAsync(stoppingToken))
        {
            await SendAsync(report, stoppingToken);
        }
    }

    private async Task SendAsync(ErrorReport report, CancellationToken cancellationToken)
    {
        try
        {
            using var request = RequestOf(report);
            using var answer = await _http.SendAsync(request, cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                LogRefused((int)answer.StatusCode);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // As a warning and without the exception, or it would be reported as well.
            LogNotSent(exception.GetType().Name);
        }
    }

    private HttpRequestMessage RequestOf(ErrorReport report)
    {
        var key = options.Value.ReportKey.Trim();
        var body = new ReportBody(
            key,
            Version,
            new ReportNotifier(Name, ProgramVersion, Home.AbsoluteUri),
            [
                new ReportEvent(
                    report.Exceptions,
                    "error",
                    Unhandled: true,
                    new ReportReason(Unhandled),
                    new ReportApp(ProgramVersion, environment.EnvironmentName.ToLowerInvariant()),
                    new ReportDevice(scout.Value.NodeName, Text(report.At)),
                    report.Where
                ),
            ]
        );
        var request = new HttpRequestMessage(HttpMethod.Post, options.Value.NotifyUrl)
        {
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, ReportJson.Default.ReportBody)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json);
        request.Headers.Add("Bugsnag-Api-Key", key);
        request.Headers.Add("Bugsnag-Payload-Version", Version);
        request.Headers.Add("Bugsnag-Sent-At", Text(time.GetUtcNow()));
        return request;
    }

    /// <summary>There is no later: what can be said is said now, and briefly.</summary>
    private void OnLast(object sender, UnhandledExceptionEventArgs last)
    {
        if (last.ExceptionObject is Exception exception)
        {
            var report = ErrorReport.Of(exception, Last, "", time.GetUtcNow());
            using var patience = new CancellationTokenSource(LastPatience);
            _ = Task.Run(() => SendAsync(report, patience.Token), CancellationToken.None).Wait(LastPatience);
        }
    }

    private void OnForgotten(object? sender, UnobservedTaskExceptionEventArgs forgotten) =>
        reports.Add(forgotten.Exception.GetBaseException(), "a task that nobody waited for", "");

    private static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    [LoggerMessage(5301, LogLevel.Warning, "Bugsnag did not take a report about an error of Scout: {Status}")]
    private partial void LogRefused(int status);

    [LoggerMessage(5302, LogLevel.Warning, "A report about an error of Scout could not be sent: {Reason}")]
    private partial void LogNotSent(string reason);
}
