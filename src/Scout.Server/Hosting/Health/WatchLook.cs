using Scout.Server.Pages.Languages;
using Scout.Server.Sources.Nightscout;
using Scout.Server.Storage;

namespace Scout.Server.Hosting.Health;

/// <summary>Is anybody watched, and do their sites answer?</summary>
internal sealed class WatchLook(NightscoutHealth nightscout, Database database, StartedAt started, TimeProvider time)
    : IHealthLook
{
    /// <summary>Two polls, and the time a slow site takes.</summary>
    private static readonly TimeSpan FirstAnswersWithin = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan ALittleLate = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MuchTooLate = TimeSpan.FromMinutes(2);

    public async Task<IReadOnlyList<HealthFinding>> LookAsync(CancellationToken cancellationToken)
    {
        var figures = await nightscout.LookAsync(cancellationToken);
        if (figures.Watches == 0 && await database.ReadAsync(TellsByItselfAsync, cancellationToken))
        {
            return []; // what is watched tells by itself
        }

        return [Watching(figures), Polls(figures)];
    }

    private static async Task<bool> TellsByItselfAsync(Session session) =>
        await session.FirstOrDefaultAsync<string>(
            """
            select id from watches where removed_at is null and kind not in ('nightscout', 'self')
            limit 1
            """
        )
            is not null;

    private HealthFinding Watching(NightscoutFigures figures)
    {
        const string Name = "watching";
        if (figures.Watches == 0)
        {
            return HealthFinding.Warning(
                Name,
                Say.It("Nobody is watched yet. Set SCOUT_NIGHTSCOUT_URL and SCOUT_PHONE to watch one person.")
            );
        }

        if (figures.NobodyIsWatched)
        {
            var nobody = Say.It("There is somebody to watch, and no poll is planned.");
            return HealthFinding.Failing(Name, nobody) with { Impairs = new Impairment(Name, nobody) };
        }

        var sentence = Say.It(
            "Watching {0}; {1} answered in the last two minutes.",
            Sites(figures.Sites),
            figures.Answered
        );
        if (figures.Answered >= figures.Sites)
        {
            return HealthFinding.Fine(Name, sentence);
        }

        // With several nodes each hears only of the sites it polled itself.
        var isNew = time.GetUtcNow() - started.At < FirstAnswersWithin;
        return isNew && figures.Failing == 0
                ? HealthFinding.Fine(Name, $"{sentence} {Say.It("Scout has only just started.")}")
            : figures.Failing >= figures.Sites
                ? HealthFinding.Failing(Name, $"{sentence} {Say.It("None of them can be read.")}")
            : HealthFinding.Warning(Name, $"{sentence} {Say.It("{0} cannot be read.", figures.Failing)}");
    }

    private static HealthFinding Polls(NightscoutFigures figures)
    {
        const string Name = "polls";
        var seconds = figures.Lateness.TotalSeconds;
        var sentence = Say.It("The latest poll of late began {0:0.0} s after its time.", seconds);
        return figures.Lateness >= Impairment.TooLate
                ? HealthFinding.Failing(Name, sentence) with
                {
                    Impairs = Late(figures),
                }
            : figures.Lateness >= MuchTooLate ? HealthFinding.Failing(Name, sentence)
            : figures.Lateness >= ALittleLate ? HealthFinding.Warning(Name, sentence)
            : HealthFinding.Fine(Name, sentence);
    }

    private static Impairment Late(NightscoutFigures figures) =>
        new(Impairment.Evaluator, Say.It("A site was read {0} after its time.", SpanText.Of(figures.Lateness)));

    private static string Sites(long sites) => Say.Count(sites, "{0} site", "{0} sites");
}
