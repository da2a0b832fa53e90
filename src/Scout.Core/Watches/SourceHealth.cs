namespace Scout.Core.Watches;

/// <summary>Why a source could not be read. Each has its own sentence for people.</summary>
public enum SourceFailure
{
    None,
    Dns,
    Connect,
    Tls,
    Timeout,
    Unauthorized,
    Redirect,
    NotNightscout,
    ServerError,
    BadJson,
    TooLarge,
    BlockedAddress,
}

/// <summary>How reading a source goes. A failure starts at the first failed poll and ends at the first success.</summary>
public sealed record SourceHealth(SourceFailure Failure, DateTimeOffset? FailingSince, DateTimeOffset? LastContact)
{
    public static SourceHealth Unknown { get; } = new(SourceFailure.None, null, null);
}
