using Microsoft.Extensions.Options;
using Scout.Server.Due;
using Scout.Server.Storage;

namespace Scout.Server.Readings;

/// <summary>Forgets what is older than the settings say, a little at a time so that nothing urgent waits for it.</summary>
internal sealed partial class Retention(
    Database database,
    TimeProvider time,
    IOptionsMonitor<RetentionOptions> options,
    ILogger<Retention> logger
) : IDueWork
{
    public const string WorkKind = "retention";

    private const int Chunk = 5_000;

    /// <summary>Who changed what, and who asked for cover: two years, then nobody asks any more.</summary>
    private const int LogDays = 730;

    public string Kind => WorkKind;

    public int Concurrency => 1;

    public TimeSpan Lease => TimeSpan.Zero;

    public Task PlanAsync(Session session, DateTimeOffset now) =>
        session.AddAsync(WorkKind, "", now + TimeSpan.FromMinutes(10), rank: 9, TimeSpan.FromDays(1));

    public async Task DoAsync(DueRow row, CancellationToken cancellationToken)
    {
        var settings = options.CurrentValue;
        var series = await database.ReadAsync(
            session => session.QueryAsync<long>("select id from series"),
            cancellationToken
        );
        var rows = 0;
        foreach (var id in series)
        {
            // Whole hours, or the summary of an hour would be made anew from half of it.
            rows += await ForgetAsync("readings", "ts", id, Hour(settings.ReadingDays), cancellationToken);
            rows += await ForgetAsync("rollups", "ts", id, Hour(settings.HourDays), cancellationToken);
        }

        rows += await ForgetAsync("changes", "at", series: null, Hour(LogDays), cancellationToken);
        rows += await ForgetAsync("covers", "made_at", series: null, Hour(LogDays), cancellationToken);
        rows += await ForgetAsync("inputs", "at", series: null, Hour(settings.InputDays), cancellationToken);
        if (rows > 0 && database.Engine is Engine.Sqlite)
        {
            await database.WriteAsync(
                session => session.ExecuteAsync("pragma incremental_vacuum(2000)"),
                cancellationToken
            );
        }

        LogForgot(rows);
    }

    private Task<int> ForgetAsync(
        string table,
        string column,
        long? series,
        long before,
        CancellationToken cancellationToken
    )
    {
        var mine = series is null ? "" : "series_id = @series and ";
        return database.DrainAsync(
            $"""
            delete from {table}
            where {mine}{column} <= (
                select max(last.{column}) from (
                    select {column} from {table}
                    where {mine}{column} < @before
                    order by {column}
                    limit {Chunk}
                ) as last
            )
            """,
            new { series, before },
            cancellationToken
        );
    }

    private long Hour(int days)
    {
        var before = time.GetUtcNow().AddDays(-days).ToUnixTimeMilliseconds();
        return before - (before % Rollups.Step);
    }

    [LoggerMessage(4201, LogLevel.Information, "{Rows} rows of old history forgotten")]
    private partial void LogForgot(int rows);
}
