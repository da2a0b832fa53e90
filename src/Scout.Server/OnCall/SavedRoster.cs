using NodaTime;
using Scout.Core.OnCall;

namespace Scout.Server.OnCall;

/// <summary>A roster of an account.</summary>
/// <param name="Version">Goes up with every change: two who change it at once do not undo one another.</param>
public sealed record SavedRoster(string Id, string Account, string Name, Roster Roster, long Version)
{
    /// <summary>Reminders up to here have left.</summary>
    public DateTimeOffset ToldUntil { get; init; }

    public DateTimeOffset? GapFrom { get; init; }

    public DateTimeOffset? GapUntil { get; init; }

    public DateTimeOffset? GapToldAt { get; init; }

    /// <summary>A calendar has been given an address.</summary>
    public bool HasFeed { get; init; }

    public DateTimeZone Zone => WallClock.Zone(Roster.Zone) ?? DateTimeZone.Utc;
}

/// <summary>When somebody is reminded of a shift.</summary>
public enum Remind
{
    Never,

    /// <summary>When it begins.</summary>
    Start,

    /// <summary>An hour before, too.</summary>
    Hour,

    /// <summary>A day before, too.</summary>
    Day,
}

/// <summary>Somebody who may be on duty.</summary>
public sealed record RosterPerson
{
    public required string Roster { get; init; }

    public required string Contact { get; init; }

    public required Remind Remind { get; init; }
}

/// <summary>One change of configuration.</summary>
public sealed record Change(DateTimeOffset At, string By, string What, string? State);
