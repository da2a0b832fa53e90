using System.Collections.Immutable;
using Scout.Core.Devices;
using Scout.Core.Readings;

namespace Scout.Core.Watches.Sensors;

/// <summary>What the rules of a device look at: its series and what is known of the device itself.</summary>
public sealed record SensorView(ImmutableArray<SensorSeries> Series, DeviceSigns Device)
{
    /// <summary>What came longer than this after it was measured starts no alarm and ends none.</summary>
    public static TimeSpan LateAfter { get; } = TimeSpan.FromMinutes(15);

    /// <summary>What is dated further ahead comes from a wrong clock.</summary>
    public static TimeSpan Future { get; } = TimeSpan.FromMinutes(10);

    public SensorSeries? Find(string field) => Series.FirstOrDefault(series => series.Field == field);
}

/// <summary>One field of a device.</summary>
public sealed record SensorSeries
{
    /// <param name="rows">Its newest readings, in any order.</param>
    public SensorSeries(string field, ImmutableArray<Reading> rows)
    {
        Field = field;
        var believed = rows.Where(row => row.At - row.ReceivedAt <= SensorView.Future).OrderBy(row => row.At).ToList();
        Late = believed.Exists(IsLate)
            ? Lateness.Learn(believed.Select(row => (row.At, row.ReceivedAt)))
            : TimeSpan.Zero;
        Window = Late == TimeSpan.Zero ? [.. believed] : [.. believed.Select(row => row with { At = row.At + Late })];
        InTime = Window.Any(IsLate) ? Window.RemoveAll(IsLate) : Window;
    }

    public string Field { get; }

    /// <summary>How long after its measurement everything comes, where it always comes late; else zero.</summary>
    public TimeSpan Late { get; }

    /// <summary>Oldest first, late ones included, each at the time it is judged by: when it was measured, and <see cref="Late"/> after.</summary>
    public ImmutableArray<Reading> Window { get; }

    /// <summary>Those of the window that came soon enough to judge by.</summary>
    public ImmutableArray<Reading> InTime { get; }

    /// <summary>As people call it.</summary>
    public string Label { get; init; } = "";

    /// <summary>Empty: a number without one.</summary>
    public string Unit { get; init; } = "";

    /// <summary>How many are shown; null: as many as there are, up to three.</summary>
    public int? Decimals { get; init; }

    /// <summary>The median time between its readings; null: too few of them to say.</summary>
    public TimeSpan? Usual { get; private init; }

    /// <summary>So many times must have been waited for before they say what is usual.</summary>
    private const int Fewest = 4;

    /// <summary>The same with its usual interval worked out, where a rule asks for it.</summary>
    public SensorSeries WithUsual()
    {
        if (Window.Length <= Fewest)
        {
            return this;
        }

        var waits = new long[Window.Length - 1];
        for (var i = 0; i < waits.Length; i++)
        {
            waits[i] = (Window[i + 1].At - Window[i].At).Ticks;
        }

        Array.Sort(waits);
        return this with { Usual = TimeSpan.FromTicks(waits[waits.Length / 2]) };
    }

    private static bool IsLate(Reading row) => row.ReceivedAt - row.At > SensorView.LateAfter;
}

/// <summary>What is known of a device beside its series.</summary>
public sealed record DeviceSigns
{
    /// <summary>Somebody wants to hear nothing of it now.</summary>
    public bool IsMuted { get; init; }

    /// <summary>How often data is expected, as a person set it; null: as it was learned.</summary>
    public TimeSpan? Expected { get; init; }

    /// <summary>As the server learned it from the messages; null: not yet.</summary>
    public TimeSpan? Learned { get; init; }

    /// <summary>When a message of it was last measured: of a device that no decoder reads, the only sign of life.</summary>
    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>Volts.</summary>
    public double? Battery { get; init; }

    /// <summary>0 to 100.</summary>
    public double? BatteryPercent { get; init; }

    public DeviceTrouble Trouble { get; init; }

    public DateTimeOffset? TroubleAt { get; init; }

    /// <summary>The network's own words for it.</summary>
    public string TroubleWords { get; init; } = "";

    /// <summary>When it last asked for more answers than its contract holds; null: not lately.</summary>
    public DateTimeOffset? OverusedAt { get; init; }

    /// <summary>Numbered messages of the last day, in any order; only where a rule asks for them.</summary>
    public ImmutableArray<SequenceMark> Sequence { get; init; } = [];
}

/// <summary>A numbered message.</summary>
public readonly record struct SequenceMark(DateTimeOffset At, long Number);
