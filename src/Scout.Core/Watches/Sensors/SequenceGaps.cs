using System.Collections.Immutable;

namespace Scout.Core.Watches.Sensors;

/// <summary>How many numbered messages never came.</summary>
public static class SequenceGaps
{
    /// <summary>How far back numbers are compared.</summary>
    public static TimeSpan Over { get; } = TimeSpan.FromHours(24);

    /// <summary>A counter this close to its end has rolled over when it starts again; elsewhere the device began anew.</summary>
    private const int CloseToEnd = 256;

    /// <summary>Counters of 12, 16 and 32 bits are in use.</summary>
    private static readonly ImmutableArray<long> Ends = [1L << 12, 1L << 16, 1L << 32];

    /// <param name="marks">In any order; copies count once.</param>
    public static int Lost(ImmutableArray<SequenceMark> marks, DateTimeOffset now)
    {
        var ordered = marks.Where(mark => now - mark.At <= Over).Distinct().OrderBy(mark => mark.At).ToArray();
        long lost = 0;
        for (var i = 1; i < ordered.Length; i++)
        {
            lost += Between(ordered[i - 1].Number, ordered[i].Number);
        }

        return (int)Math.Min(lost, int.MaxValue);
    }

    /// <summary>Those that lie between two that came one after the other; none when the counter began anew.</summary>
    internal static long Between(long earlier, long later)
    {
        if (later > earlier)
        {
            return later - earlier - 1;
        }

        foreach (var end in Ends)
        {
            if (earlier < end && earlier >= end - CloseToEnd && later < CloseToEnd)
            {
                return end - earlier - 1 + later;
            }
        }

        return 0;
    }
}
