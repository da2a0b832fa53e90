using System.Collections.Immutable;
using Scout.Core.Nightscout;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Contacts;

namespace Scout.Server.Watches;

/// <summary>A watch as the settings declare it, read and checked.</summary>
/// <param name="Name">Of the person, as messages say it.</param>
/// <param name="Address">The Nightscout site and what opens it.</param>
/// <param name="Contacts">The person first.</param>
/// <param name="Settings">Rules in the person's unit, and times.</param>
internal sealed record DeclaredWatch(
    string Name,
    NightscoutAddress Address,
    ImmutableArray<DeclaredContact> Contacts,
    WatchSettings Settings
)
{
    /// <summary>There is one declared person, so there is one id.</summary>
    public const string Id = "declared";

    public required GlucoseUnit Unit { get; init; }

    public required string Zone { get; init; }

    public required string Language { get; init; }
}
