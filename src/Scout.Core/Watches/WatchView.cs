using System.Collections.Immutable;
using Scout.Core.Readings;

namespace Scout.Core.Watches;

/// <summary>What rules look at: the recent readings and how their source goes. The same view gives the same assessment on any node.</summary>
public sealed class WatchView
{
    private WatchView(ImmutableArray<Reading> glucose, Reading? newestRow, DateTimeOffset? errorsSince)
    {
        Glucose = glucose;
        NewestRow = newestRow;
        ErrorsSince = errorsSince;
    }

    /// <summary>Readings that say something about a person's blood, oldest first.</summary>
    public ImmutableArray<Reading> Glucose { get; }

    /// <summary>The newest row of any kind, error codes included.</summary>
    public Reading? NewestRow { get; }

    /// <summary>Since when every row is a sensor error; null while the newest row is none.</summary>
    public DateTimeOffset? ErrorsSince { get; }

    public required SourceHealth Source { get; init; }

    /// <summary>When this watch began.</summary>
    public required DateTimeOffset WatchedSince { get; init; }

    public Reading? Newest => Glucose.IsEmpty ? null : Glucose[^1];

    /// <param name="window">The newest rows of the series, in any order.</param>
    public static WatchView Of(
        IEnumerable<Reading> window,
        SourceHealth source,
        DateTimeOffset watchedSince,
        DateTimeOffset now
    )
    {
        var rows = window.Where(row => !IsMisdated(row, now)).ToArray();
        if (!rows.Zip(rows.Skip(1)).All(pair => pair.First.At <= pair.Second.At))
        {
            Array.Sort(rows, (one, other) => one.At.CompareTo(other.At));
        }

        var glucose = rows.Where(row => Readings.Glucose.IsGlucose(row.Value)).ToImmutableArray();
        var lastValue = Array.FindLastIndex(rows, row => Readings.Glucose.IsGlucose(row.Value));
        return new WatchView(
            glucose,
            rows.Length > 0 ? rows[^1] : null,
            lastValue < rows.Length - 1 ? rows[lastValue + 1].At : null
        )
        {
            Source = source,
            WatchedSince = watchedSince,
        };
    }

    // What was dated ahead when it came stays wrong when its time comes: it was never measured then.
    private static bool IsMisdated(Reading row, DateTimeOffset now) =>
        row.At > now + Future || row.At > row.ReceivedAt + Future;

    /// <summary>A row dated further ahead than this comes from a wrong clock.</summary>
    public static TimeSpan Future { get; } = TimeSpan.FromMinutes(5);
}
