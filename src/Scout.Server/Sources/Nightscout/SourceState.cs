using System.Collections.Immutable;
using Scout.Core.Watches;

namespace Scout.Server.Sources.Nightscout;

/// <summary>A source as its row stands, with the watches that read it.</summary>
internal sealed record SourceState
{
    public required string Id { get; init; }

    public required Uri Site { get; init; }

    /// <summary>The credential, encrypted; null where none is needed.</summary>
    public string? Sealed { get; init; }

    public required SourceFailure Failure { get; init; }

    public DateTimeOffset? FailingSince { get; init; }

    public DateTimeOffset? ContactAt { get; init; }

    public required SiteFacts Facts { get; init; }

    public required ImmutableArray<string> Watches { get; init; }

    /// <summary>The newest reading that every watch has; null: one has none yet.</summary>
    public DateTimeOffset? KnownUntil { get; init; }

    public bool IsFailing => Failure is not SourceFailure.None;
}
