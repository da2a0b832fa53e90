using System.Collections.Immutable;
using Scout.Core.Readings;
using Scout.Core.Watches;

namespace Scout.Server.Sources.Nightscout;

/// <summary>What one poll found.</summary>
internal sealed record SiteNews
{
    public SourceFailure Failure { get; init; }

    /// <summary>Safe to show and to log.</summary>
    public string Detail { get; init; } = "";

    /// <summary>304: a contact, and nothing new.</summary>
    public bool IsUnchanged { get; init; }

    /// <summary>Newest first; also those that were known.</summary>
    public ImmutableArray<Reading> Readings { get; init; } = [];

    /// <summary>The time of the newest row that lies ahead.</summary>
    public DateTimeOffset? NewestFuture { get; init; }

    /// <summary>The site has no recent data.</summary>
    public bool IsEmpty { get; init; }

    public string? ETag { get; init; }

    public bool IsFailure => Failure is not SourceFailure.None;
}
