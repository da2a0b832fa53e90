namespace Scout.Core.Tandem;

/// <summary>When a pump is asked about next, and when that starts a sync.</summary>
/// <param name="Newest">The newest event seen so far; null: none yet.</param>
/// <param name="Failures">Asks that failed, one after another.</param>
/// <param name="FailingSince">The first of them; null: the last ask was answered.</param>
/// <param name="LastBackfill">When the days before were last gone through for late events.</param>
public sealed record AutoUpdate(
    DateTimeOffset? Newest,
    int Failures,
    DateTimeOffset? FailingSince,
    DateTimeOffset? LastBackfill
)
{
    public static readonly AutoUpdate Begin = new(null, 0, null, null);

    /// <summary>How far back the daily run for late events looks.</summary>
    public static readonly TimeSpan BackfillSpan = TimeSpan.FromDays(7);

    private static readonly TimeSpan BackfillEvery = TimeSpan.FromDays(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);

    /// <summary>The ask was answered.</summary>
    /// <param name="newest">The pump's newest event; null: it never uploaded, nothing is synced.</param>
    /// <param name="chance">From 0 to below 1: spreads the asks of many accounts.</param>
    public AutoUpdateStep Answered(
        DateTimeOffset? newest,
        DateTimeOffset now,
        AutoUpdateSettings settings,
        double chance = 0
    )
    {
        var grown = newest is { } time && (Newest is null || time > Newest);
        var backfill = newest is not null && (LastBackfill is null || now - LastBackfill >= BackfillEvery);
        var next = this with
        {
            Newest = grown ? newest : Newest,
            Failures = 0,
            FailingSince = null,
            LastBackfill = backfill ? now : LastBackfill,
        };
        return new AutoUpdateStep(next, grown, backfill, settings.Every + (settings.Spread * chance));
    }

    /// <summary>The ask failed: 30, 60, 120, 240 s, then the usual time; the first answer begins anew.</summary>
    /// <remarks>Refused credentials are not for this: after them nothing is asked until a person acts.</remarks>
    public AutoUpdateStep Failed(DateTimeOffset now, AutoUpdateSettings settings)
    {
        var next = this with { Failures = Failures + 1, FailingSince = FailingSince ?? now };
        var doubled = FirstPause * Math.Pow(2, Math.Min(Failures, 20));
        return new AutoUpdateStep(
            next,
            Sync: false,
            Backfill: false,
            doubled < settings.Every ? doubled : settings.Every
        );
    }

    /// <summary>Tandem has failed for so long that people are told.</summary>
    public bool IsUnreachable(DateTimeOffset now, AutoUpdateSettings settings) =>
        FailingSince is { } since
        && settings.UnreachableAfter > TimeSpan.Zero
        && now - since >= settings.UnreachableAfter;
}

/// <summary>What follows from an ask.</summary>
/// <param name="Sync">There are events that were not there before.</param>
/// <param name="Backfill">The daily run for late events is due as well.</param>
/// <param name="Wait">Until the next ask.</param>
public sealed record AutoUpdateStep(AutoUpdate Next, bool Sync, bool Backfill, TimeSpan Wait);

/// <param name="Every">Time between asks, five minutes.</param>
/// <param name="Spread">Up to so much more by chance; never less.</param>
/// <param name="UnreachableAfter">Unbroken failure after which people are told; zero: never.</param>
public sealed record AutoUpdateSettings(TimeSpan Every, TimeSpan Spread, TimeSpan UnreachableAfter)
{
    public static readonly AutoUpdateSettings Default = new(
        TimeSpan.FromMinutes(5),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(45)
    );
}
