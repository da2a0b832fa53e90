using System.Collections.Immutable;
using Scout.Core.Readings;

namespace Scout.Server.Readings;

/// <summary>What became of readings that arrived. Each list in order of time.</summary>
/// <param name="New">Times that were not known.</param>
/// <param name="Changed">Known times with another value or trend, now replaced.</param>
/// <param name="Known">How many said nothing new.</param>
/// <param name="Window">The newest readings of the series, the new ones among them, oldest first.</param>
internal sealed record ReadingsAdded(
    ImmutableArray<Reading> New,
    ImmutableArray<Reading> Changed,
    int Known,
    ImmutableArray<Reading> Window
);
