using Scout.Core.Readings;
using Scout.Core.Watches;

namespace Scout.Server.Pages.Status;

/// <summary>A watch with its source, its person and its newest reading.</summary>
internal sealed record WatchRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Kind { get; init; }

    public string? SourceId { get; init; }

    public required string Settings { get; init; }

    public string? May { get; init; }

    public long? PausedUntil { get; init; }

    public string? Failure { get; init; }

    public long? FailingSince { get; init; }

    public long? ContactAt { get; init; }

    public long? Ts { get; init; }

    public double? Value { get; init; }

    public long? Trend { get; init; }

    public long? ReceivedAt { get; init; }

    public Reading? Latest =>
        Ts is { } ts && Value is { } value
            ? new Reading(At(ts), value, (Trend)(Trend ?? 0), At(ReceivedAt ?? ts))
            : null;

    public SourceHealth Health =>
        new(
            Enum.TryParse<SourceFailure>(Failure, out var failure) ? failure : SourceFailure.None,
            Time(FailingSince),
            Time(ContactAt)
        );

    public DateTimeOffset? PausedUntilTime => Time(PausedUntil);

    private static DateTimeOffset? Time(long? milliseconds) => milliseconds is { } known ? At(known) : null;

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}

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
