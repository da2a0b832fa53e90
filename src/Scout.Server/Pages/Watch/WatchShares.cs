using Scout.Core.Readings;

namespace Scout.Server.Pages.Watch;

/// <summary>The last days as a whole.</summary>
/// <param name="Span">How far back they go: 14 days, or since the first reading.</param>
/// <param name="Active">The share of that time with data, 0 to 1.</param>
public sealed record WatchShares(Statistics Statistics, TimeSpan Span, double Active)
{
    public static readonly TimeSpan Length = TimeSpan.FromDays(14);

    private static readonly TimeSpan MostBetween = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LeastBetween = TimeSpan.FromMinutes(1);

    public bool IsEnough => Statistics.IsEnough(Span, Active);

    /// <summary>Per cent.</summary>
    public double Missing => 100 * (1 - Active);

    /// <param name="readings">Of the last 14 days, oldest first.</param>
    /// <param name="first">The first reading there ever was: what was before it is not missing.</param>
    public static WatchShares? Of(IReadOnlyList<Reading> readings, DateTimeOffset? first, DateTimeOffset now)
    {
        if (Statistics.Of(readings) is not { } statistics)
        {
            return null;
        }

        var span = first is { } begin && now - begin < Length ? now - begin : Length;
        var active = Statistics.Active(statistics.Count, span, Usual(readings));
        return new WatchShares(statistics, span, Math.Min(1, active));
    }

    /// <summary>How far apart the sensor's readings usually are.</summary>
    private static TimeSpan Usual(IReadOnlyList<Reading> readings)
    {
        if (readings.Count < 2)
        {
            return TimeSpan.FromMinutes(5);
        }

        var distances = new List<TimeSpan>(readings.Count);
        for (var i = 1; i < readings.Count; i++)
        {
            distances.Add(readings[i].At - readings[i - 1].At);
        }

        distances.Sort();
        var middle = TimeSpan.FromMinutes(Math.Round(distances[distances.Count / 2].TotalMinutes));
        return middle < LeastBetween ? LeastBetween
            : middle > MostBetween ? MostBetween
            : middle;
    }
}
