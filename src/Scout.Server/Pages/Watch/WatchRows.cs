using Scout.Core.Readings;
using Scout.Core.Watches;

namespace Scout.Server.Pages.Watch;

/// <summary>A watch with its source, its person, its series and its newest reading.</summary>
internal sealed record WatchRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Settings { get; init; }

    public string? SourceId { get; init; }

    public string? PersonId { get; init; }

    public long? PausedUntil { get; init; }

    public string? Zone { get; init; }

    public string? Failure { get; init; }

    public long? FailingSince { get; init; }

    public long? ContactAt { get; init; }

    public long? SeriesId { get; init; }

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

    public static DateTimeOffset? Time(long? milliseconds) => milliseconds is { } known ? At(known) : null;

    public static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}

/// <summary>A contact of a watch.</summary>
internal sealed record PersonRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Role { get; init; }

    /// <summary>1: proved by a code, or vouched for.</summary>
    public required long MayBeReached { get; init; }

    public long? OptedOutAt { get; init; }
}

/// <summary>An alert as it is kept.</summary>
internal sealed record KeptAlertRow
{
    public required string State { get; init; }

    public long? ClosedAt { get; init; }
}
