namespace Scout.Core.Watches.Sensors;

/// <summary>How long data may stay away, and since when it does.</summary>
public static class Silence
{
    /// <summary>Networks try again for seven minutes: shorter silences mean nothing.</summary>
    public static TimeSpan Shortest { get; } = TimeSpan.FromMinutes(10);

    /// <summary>What is waited for where nobody said and too little came to know what is usual.</summary>
    public static TimeSpan Unlearned { get; } = TimeSpan.FromHours(24);

    private const int Intervals = 3;

    /// <summary>
    /// The rule's own time, else three intervals. Of the device as a person set them, as its busiest series shows them, as
    /// they were learned; of a series as it shows them, when that is longer than a person said: some fields come rarely.
    /// </summary>
    internal static TimeSpan After(SensorRule? rule, SensorSeries? series, SensorView view)
    {
        if (rule?.After is { } after)
        {
            return after;
        }

        var expected = view.Device.Expected;
        var usual = series is null
            ? expected ?? Closest(view) ?? view.Device.Learned
            : Longer(expected, series.WithUsual().Usual);
        return After(usual);
    }

    /// <param name="usual">The time from one reading to the next; null: nobody knows.</param>
    public static TimeSpan After(TimeSpan? usual) =>
        usual is not { } interval ? Unlearned
        : Intervals * interval > Shortest ? Intervals * interval
        : Shortest;

    /// <summary>
    /// The newest data of the series or, for the device, of any series. Signs of life of another kind never hide that data
    /// stays away; only of a device without any series they are all there is.
    /// </summary>
    /// <param name="inTime">Only what came soon enough.</param>
    internal static DateTimeOffset? LastData(string field, SensorView view, bool inTime)
    {
        if (field.Length > 0)
        {
            return view.Find(field) is { } only ? LastOf(only, inTime) : null;
        }

        var last = view.Series.Max(series => LastOf(series, inTime));
        return last ?? (view.Series.IsEmpty ? view.Device.LastSeen : null);
    }

    /// <summary>For the device: the series that speaks most often.</summary>
    private static TimeSpan? Closest(SensorView view) => view.Series.Min(series => series.WithUsual().Usual);

    private static TimeSpan? Longer(TimeSpan? one, TimeSpan? other) => one > other ? one : other ?? one;

    private static DateTimeOffset? LastOf(SensorSeries series, bool inTime) =>
        (inTime ? series.InTime : series.Window) is [.., var last] ? last.At : null;
}
