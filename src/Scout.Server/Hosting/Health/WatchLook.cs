using Scout.Server.Sources.Nightscout;

namespace Scout.Server.Hosting.Health;

/// <summary>Is anybody watched, and do their sites answer?</summary>
internal sealed class WatchLook(NightscoutHealth nightscout, StartedAt started, TimeProvider time) : IHealthLook
{
    /// <summary>Two polls, and the time a slow site takes.</summary>
    private static readonly TimeSpan FirstAnswersWithin = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan ALittleLate = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MuchTooLate = TimeSpan.FromMinutes(2);

    public async Task<IReadOnlyList<HealthFinding>> LookAsync(CancellationToken cancellationToken)
    {
        var figures = await nightscout.LookAsync(cancellationToken);
        return [Watching(figures), Polls(figures)];
    }

    private HealthFinding Watching(NightscoutFigures figures)
    {
        const string Name = "watching";
        if (figures.Watches == 0)
        {
            return HealthFinding.Warning(
                Name,
                "Nobody is watched yet. Set SCOUT_NIGHTSCOUT_URL and SCOUT_PHONE to watch one person."
            );
        }

        if (figures.NobodyIsWatched)
        {
            const string Nobody = "There is somebody to watch, and no poll is planned.";
            return HealthFinding.Failing(Name, Nobody) with { Impairs = new Impairment(Name, Nobody) };
        }

        var sentence = $"Watching {Sites(figures.Sites)}; {figures.Answered} answered in the last two minutes.";
        if (figures.Answered >= figures.Sites)
        {
            return HealthFinding.Fine(Name, sentence);
        }

        // With several nodes each hears only of the sites it polled itself.
        var isNew = time.GetUtcNow() - started.At < FirstAnswersWithin;
        return isNew && figures.Failing == 0 ? HealthFinding.Fine(Name, sentence + " Scout has only just started.")
            : figures.Failing >= figures.Sites ? HealthFinding.Failing(Name, sentence + " None of them can be read.")
            : HealthFinding.Warning(Name, $"{sentence} {figures.Failing} cannot be read.");
    }

    private static HealthFinding Polls(NightscoutFigures figures)
    {
        const string Name = "polls";
        var seconds = figures.Lateness.TotalSeconds;
        var sentence = $"The latest poll of late began {seconds:0.0} s after its time.";
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
        new(Impairment.Evaluator, $"A site was read {SpanText.Of(figures.Lateness)} after its time.");

    private static string Sites(long sites) => sites == 1 ? "1 site" : $"{sites} sites";
}
