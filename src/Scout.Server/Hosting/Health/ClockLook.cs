using Scout.Server.Storage;

namespace Scout.Server.Hosting.Health;

/// <summary>Do the clocks agree? A wrong clock makes fresh readings look old.</summary>
internal sealed class ClockLook(Database database, StartedAt started, TimeProvider time) : IHealthLook
{
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(2);

    public async Task<IReadOnlyList<HealthFinding>> LookAsync(CancellationToken cancellationToken)
    {
        if (started.Jump() is var jump && jump.Duration() > Skew)
        {
            return
            [
                HealthFinding.Warning(
                    "clock",
                    $"This machine's clock jumped by {jump.TotalSeconds:0} s since Scout started; ages may have been wrong."
                ),
            ];
        }

        if (database.Engine is not Engine.Postgres)
        {
            return [HealthFinding.Fine("clock", "The clock has not jumped.")];
        }

        var theirs = await database.ReadAsync(
            session => session.ScalarAsync<long>("select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)"),
            cancellationToken
        );
        // The clock that nodes share is moved already; what people can mend is the machine's own.
        var mine = time is NodeClock clock ? clock.GetUtcNow() - clock.Ahead : time.GetUtcNow();
        var ahead = mine - DateTimeOffset.FromUnixTimeMilliseconds(theirs);
        return
        [
            ahead.Duration() > Skew
                ? HealthFinding.Warning(
                    "clock",
                    $"This machine's clock is {Math.Abs(ahead.TotalSeconds):0.0} s {(ahead > TimeSpan.Zero ? "ahead of" : "behind")} the database's."
                )
                : HealthFinding.Fine("clock", "The clocks of this machine and the database agree."),
        ];
    }
}
