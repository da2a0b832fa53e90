using Microsoft.Extensions.Options;
using Scout.Server.Storage;

namespace Scout.Server.Hosting.Health;

/// <summary>Do the clocks agree? A wrong clock makes fresh readings look old.</summary>
internal sealed class ClockLook(Database database, StartedAt started, IOptions<ScoutOptions> scout, TimeProvider time)
    : IHealthLook
{
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(2);

    public async Task<IReadOnlyList<HealthFinding>> LookAsync(CancellationToken cancellationToken)
    {
        if (started.LatestJump() is { } latest)
        {
            var went = latest > TimeSpan.Zero ? "on, or it slept" : "back";
            var detail = $"The clock of {scout.Value.NodeName} went {SpanText.Of(latest)} {went}.";
            return [Jumped(latest, "just now") with { Impairs = new Impairment(Impairment.Clock, detail) }];
        }

        if (started.Jump() is var jump && jump.Duration() > Skew)
        {
            return [Jumped(jump, "since Scout started")];
        }

        if (database.Engine is not Engine.Postgres || time is not NodeClock clock)
        {
            return [HealthFinding.Fine("clock", "The clock has not jumped.")];
        }

        var theirs = await database.ReadAsync(
            session => session.ScalarAsync<long>("select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)"),
            cancellationToken
        );
        // The clock that nodes share is moved already; what people can mend is the machine's own.
        var ahead = clock.GetUtcNow() - clock.Ahead - DateTimeOffset.FromUnixTimeMilliseconds(theirs);
        var way = ahead > TimeSpan.Zero ? "ahead of" : "behind";
        return
        [
            ahead.Duration() > Skew
                ? HealthFinding.Warning(
                    "clock",
                    $"This machine's clock is {Math.Abs(ahead.TotalSeconds):0.0} s {way} the database's."
                ) with
                {
                    Impairs = new Impairment(
                        Impairment.Clock,
                        $"The clock of {scout.Value.NodeName} is {SpanText.Of(ahead)} {way} the database's."
                    ),
                }
                : HealthFinding.Fine("clock", "The clocks of this machine and the database agree."),
        ];
    }

    private static HealthFinding Jumped(TimeSpan by, string when) =>
        HealthFinding.Warning(
            "clock",
            $"This machine's clock jumped by {by.TotalSeconds:0} s {when}; ages may have been wrong."
        );
}
