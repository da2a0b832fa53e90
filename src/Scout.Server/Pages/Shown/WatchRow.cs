using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Pages.Projects;
using Scout.Server.Pages.Status;
using Scout.Server.Watches;

namespace Scout.Server.Pages.Shown;

/// <summary>A watch with its source, its person, its series and its newest reading, as far as a query asked for them.</summary>
internal sealed record WatchRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Settings { get; init; }

    public string? SourceId { get; init; }

    public string? PersonId { get; init; }

    /// <summary>What the account may do with it.</summary>
    public string? May { get; init; }

    public long? PausedUntil { get; init; }

    /// <summary>IANA, of the person.</summary>
    public string? Zone { get; init; }

    public string? Failure { get; init; }

    public long? FailingSince { get; init; }

    public long? ContactAt { get; init; }

    public long? SeriesId { get; init; }

    public long? Ts { get; init; }

    public double? Value { get; init; }

    public long? Trend { get; init; }

    public long? ReceivedAt { get; init; }

    /// <summary>The kind of a watch that something is sent to; null: it is read.</summary>
    public string? Gate { get; init; }

    public long? LastAt { get; init; }

    public long Unread { get; init; }

    public ProjectState? Project =>
        Gate is null
            ? null
            : new ProjectState(LastAt is { } at ? Time(at) : null, Unread)
            {
                IsHeartbeat = ProducerText.MustBeat(Gate),
            };

    public Reading? Latest =>
        Ts is { } ts && Value is { } value
            ? new Reading(Time(ts), value, (Trend)(Trend ?? 0), Time(ReceivedAt ?? ts))
            : null;

    public SourceHealth Health => KeptHealth.Read(Failure, FailingSince, ContactAt);

    /// <summary>Null: not paused at this time.</summary>
    public DateTimeOffset? PausedAt(DateTimeOffset now) =>
        PausedUntil is { } until && Time(until) is var end && end > now ? end : null;

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
