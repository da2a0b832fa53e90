using Microsoft.Extensions.Options;
using Scout.Server.Pages.Languages;
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
            var length = SpanText.Of(latest);
            var detail =
                latest > TimeSpan.Zero
                    ? Say.It("The clock of {0} went {1} on, or it slept.", scout.Value.NodeName, length)
                    : Say.It("The clock of {0} went {1} back.", scout.Value.NodeName, length);
            return [Jumped(latest, Say.It("just now")) with { Impairs = new Impairment(Impairment.Clock, detail) }];
        }

        if (started.Jump() is var jump && jump.Duration() > Skew)
        {
            return [Jumped(jump, Say.It("since Scout started"))];
        }

        if (database.Engine is not Engine.Postgres || time is not NodeClock clock)
        {
            return [HealthFinding.Fine("clock", Say.It("The clock has not jumped."))];
        }

        var theirs = await database.ReadAsync(
            session => session.ScalarAsync<long>("select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)"),
            cancellationToken
        );
        // The clock that nodes share is moved already; what people can mend is the machine's own.
        var ahead = clock.GetUtcNow() - clock.Ahead - DateTimeOffset.FromUnixTimeMilliseconds(theirs);
        var way = ahead > TimeSpan.Zero ? Say.It("ahead of") : Say.It("behind");
        return
        [
            ahead.Duration() > Skew
                ? HealthFinding.Warning(
                    "clock",
                    Say.It("This machine's clock is {0:0.0} s {1} the database's.", Math.Abs(ahead.TotalSeconds), way)
                ) with
                {
                    Impairs = new Impairment(
                        Impairment.Clock,
                        Say.It(
                            "The clock of {0} is {1} {2} the database's.",
                            scout.Value.NodeName,
                            SpanText.Of(ahead),
                            way
                        )
                    ),
                }
                : HealthFinding.Fine("clock", Say.It("The clocks of this machine and the database agree.")),
        ];
    }

    private static HealthFinding Jumped(TimeSpan by, string when) =>
        HealthFinding.Warning(
            "clock",
            Say.It("This machine's clock jumped by {0:0} s {1}; ages may have been wrong.", by.TotalSeconds, when)
        );
}
