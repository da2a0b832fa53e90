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
    internal sealed record Failed(SourceFailure Failure, string Detail) : SiteAnswer
    {
        /// <summary>Of HTTP; null: no answer came, or not as HTTP.</summary>
        public int? Status { get; init; }

        /// <summary>How long the site asks to be left alone.</summary>
        public TimeSpan? RetryAfter { get; init; }

        /// <summary>It will pass by itself.</summary>
        public bool IsPassing =>
            Status is 408 or 429 or >= 500
            || Failure is SourceFailure.Timeout or SourceFailure.Connect or SourceFailure.Dns;
    }
}
