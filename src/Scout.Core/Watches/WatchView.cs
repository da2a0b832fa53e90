using System.Collections.Immutable;
using Scout.Core.Readings;

namespace Scout.Core.Watches;

/// <summary>What rules look at: the recent readings and how their source goes. The same view gives the same assessment on any node.</summary>
public sealed record WatchView
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

    public SourceHealth Source { get; private init; } = SourceHealth.Unknown;

    /// <summary>When this watch began.</summary>
    public DateTimeOffset WatchedSince { get; private init; }

    public Reading? Newest => Glucose.IsEmpty ? null : Glucose[^1];

    /// <param name="window">The newest rows of the series, in any order.</param>
    public static WatchView Of(
        ImmutableArray<Reading> window,
        SourceHealth source,
        DateTimeOffset watchedSince,
        DateTimeOffset now
    ) =>
        (IsPlain(window, now) ? Plain(window) : Sifted(window, now)) with
        {
            Source = source,
            WatchedSince = watchedSince,
        };

    // Nearly every window is a row of values in order; it is taken as it is.
    private static bool IsPlain(ImmutableArray<Reading> window, DateTimeOffset now)
    {
        for (var index = 0; index < window.Length; index++)
        {
            ref readonly var row = ref window.ItemRef(index);
            if (
                !Readings.Glucose.IsGlucose(row.Value)
                || IsMisdated(row, now)
                || (index > 0 && row.At < window.ItemRef(index - 1).At)
            )
            {
                return false;
            }
        }

        return true;
    }

    private static WatchView Plain(ImmutableArray<Reading> window) =>
        new(window, window.IsEmpty ? null : window[^1], errorsSince: null);

    private static WatchView Sifted(ImmutableArray<Reading> window, DateTimeOffset now)
    {
        var rows = window.Where(row => !IsMisdated(row, now)).OrderBy(row => row.At).ToArray();
        var lastValue = Array.FindLastIndex(rows, row => Readings.Glucose.IsGlucose(row.Value));
        return new WatchView(
            [.. rows.Where(row => Readings.Glucose.IsGlucose(row.Value))],
            rows.Length > 0 ? rows[^1] : null,
            lastValue < rows.Length - 1 ? rows[lastValue + 1].At : null
        );
    }

    // What was dated ahead when it came stays wrong when its time comes: it was never measured then.
    private static bool IsMisdated(in Reading row, DateTimeOffset now) =>
        row.At - now > Future || row.At - row.ReceivedAt > Future;

    /// <summary>A row dated further ahead than this comes from a wrong clock.</summary>
    public static TimeSpan Future { get; } = TimeSpan.FromMinutes(5);
}
