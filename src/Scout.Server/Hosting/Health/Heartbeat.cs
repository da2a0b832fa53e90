using Microsoft.Extensions.Options;
using Scout.Server.Due;
using Scout.Server.Storage;

namespace Scout.Server.Hosting.Health;

/// <summary>Tells a watcher outside, once a minute, that Scout can alarm. Says nothing when it cannot: that is the alarm.</summary>
internal sealed partial class Heartbeat(
    Database database,
    IServiceProvider services,
    IHttpClientFactory http,
    IOptions<ScoutOptions> scout,
    TimeProvider time,
    ILogger<Heartbeat> logger
) : IDueWork, IHostedService
{
    public const string HttpName = "heartbeat";

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    public string Kind => "heartbeat";

    public int Concurrency => 1;

    public TimeSpan Lease => TimeSpan.Zero;

    public DateTimeOffset? TriedAt { get; private set; }

    public DateTimeOffset? HeardAt { get; private set; }

    public Task StartAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(
            session =>
                string.IsNullOrWhiteSpace(scout.Value.HeartbeatUrl)
                    ? session.DropAsync(Kind, "")
                    : session.AddAsync(Kind, "", time.GetUtcNow(), rank: 10, Period),
            cancellationToken
        );

    public async Task DoAsync(DueRow row, CancellationToken cancellationToken)
    {
        if (scout.Value.HeartbeatUrl is not { Length: > 0 } address)
        {
            return;
        }

        TriedAt = time.GetUtcNow();
        var report = await services.GetRequiredService<Checkup>().LookAsync(cancellationToken);
        if (report.Status is HealthLevel.Failing)
        {
            LogSilent(report.Findings[0].Name);
            return;
        }

        try
        {
            using var client = http.CreateClient(HttpName);
            using var answer = await client.GetAsync(new Uri(address), cancellationToken);
            answer.EnsureSuccessStatusCode();
            HeardAt = time.GetUtcNow();
        }
        catch (Exception exception)
            when (exception is HttpRequestException or TaskCanceledException
                && !cancellationToken.IsCancellationRequested
            )
        {
            // The address is a secret of its own: whoever knows it can pretend to be alive.
            LogUnheard(exception.GetType().Name);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(5111, LogLevel.Error, "No heartbeat: Scout cannot alarm ({Finding})")]
    private partial void LogSilent(string finding);

    [LoggerMessage(5112, LogLevel.Warning, "The watcher outside did not answer the heartbeat: {Reason}")]
    private partial void LogUnheard(string reason);
}
