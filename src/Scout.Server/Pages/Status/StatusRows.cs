using Scout.Core.Readings;

namespace Scout.Server.Pages.Status;

/// <summary>A reading of a watch.</summary>
internal sealed record PointRow
{
    public required string WatchId { get; init; }

    public required long Ts { get; init; }

    public required double Value { get; init; }

    public Reading ToReading()
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds(Ts);
        return new Reading(at, Value, Trend.Unknown, at);
    }
}

/// <summary>A contact of a watch.</summary>
internal sealed record ReachRow
{
    public required string WatchId { get; init; }

    public required string Name { get; init; }
}
