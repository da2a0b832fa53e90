using Scout.Core.Watches;

namespace Scout.Server.Watches;

/// <summary>How reading a source goes, as its row keeps it.</summary>
internal static class KeptHealth
{
    /// <param name="failure">A word this version does not know counts as none.</param>
    /// <param name="failingSince">Unix milliseconds; null: it does not fail.</param>
    /// <param name="contactAt">Unix milliseconds of the last good answer; null: there was none.</param>
    public static SourceHealth Read(string? failure, long? failingSince, long? contactAt) =>
        new(
            Enum.TryParse<SourceFailure>(failure, out var known) ? known : SourceFailure.None,
            Time(failingSince),
            Time(contactAt)
        );

    private static DateTimeOffset? Time(long? milliseconds) =>
        milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;
}
