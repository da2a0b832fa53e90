namespace Scout.Core.Devices;

/// <summary>Whether the time of a message can be believed. One that cannot is stored with its mark and never counts as the latest.</summary>
public enum TimeMark
{
    None,

    /// <summary>Later than anything could be.</summary>
    Future,

    /// <summary>Older than anything could be.</summary>
    Old,
}

public static class TimeMarks
{
    public static readonly TimeSpan FutureTolerance = TimeSpan.FromMinutes(10);

    /// <summary>2000-01-01: a clock that was never set, or a number that is no time.</summary>
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static TimeMark Of(DateTimeOffset at, DateTimeOffset receivedAt) =>
        at > receivedAt + FutureTolerance ? TimeMark.Future
        : at < Earliest ? TimeMark.Old
        : TimeMark.None;
}
