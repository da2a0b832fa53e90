using Scout.Core.Watches;

namespace Scout.Server.Sources.Nightscout;

/// <summary>What a site said. A failure is an answer, not an exception.</summary>
internal abstract record SiteAnswer
{
    private SiteAnswer() { }

    internal sealed record Content(byte[] Body, string? ETag) : SiteAnswer;

    /// <summary>Nothing changed since the ETag that was sent.</summary>
    internal sealed record NotModified : SiteAnswer;

    /// <param name="Detail">Safe to show and to log: no address, no credential.</param>
    internal sealed record Failed(SourceFailure Failure, string Detail) : SiteAnswer;
}
