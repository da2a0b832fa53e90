using Scout.Core.Nightscout;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Sources.Nightscout;

/// <summary>"Test this site": reads it once as the polls will, and tells everything a person should know before relying on it.</summary>
internal sealed class SiteTest(NightscoutClient client, TimeProvider time)
{
    private const string Last = "api/v1/entries/sgv.json?count=1&find[date][$gte]=0";

    public async Task<SiteTestResult> RunAsync(
        Uri site,
        NightscoutCredential credential,
        CancellationToken cancellationToken
    )
    {
        var access = new SiteAccess(site, credential);
        var poll = await client.GetAsync(access, "api/v1/entries/sgv.json?count=10", null, cancellationToken);
        var now = time.GetUtcNow();
        if (poll is SiteAnswer.Failed failed)
        {
            // No more questions: a wrong credential slows the site down with every try.
            return new SiteTestResult { Failure = failed.Failure, Detail = failed.Detail };
        }

        var entries = NightscoutEntries.Parse(((SiteAnswer.Content)poll).Body, now);
        if (!entries.IsWellFormed)
        {
            return new SiteTestResult { Failure = SourceFailure.BadJson, Detail = "the answer is no list of readings" };
        }

        var readings = entries.Readings;
        if (
            entries.Rows == 0
            && await client.GetAsync(access, Last, null, cancellationToken) is SiteAnswer.Content last
        )
        {
            readings = NightscoutEntries.Parse(last.Body, now).Readings;
        }

        var asked = time.GetUtcNow();
        var status = await StatusAsync(access, cancellationToken);
        var rights = await RightsAsync(access, cancellationToken);
        var isPublic =
            credential is NightscoutCredential.Anonymous
            || await client.GetAsync(
                new SiteAccess(site, NightscoutCredential.None),
                "api/v1/entries/sgv.json?count=1",
                null,
                cancellationToken
            ) is SiteAnswer.Content;
        return new SiteTestResult
        {
            Status = status,
            Rights = rights,
            Last = readings.IsEmpty ? null : readings[0],
            ClockAhead = status?.SkewAt(asked),
            FutureAt = entries.Future.IsEmpty ? null : entries.Future[0].At,
            IsWorldReadable = isPublic,
            TestedAt = now,
        };
    }

    private async Task<NightscoutStatus?> StatusAsync(SiteAccess access, CancellationToken cancellationToken) =>
        await client.GetAsync(access, "api/v1/status.json", null, cancellationToken) is SiteAnswer.Content content
            ? NightscoutStatus.Parse(content.Body)
            : null;

    private async Task<CredentialRights> RightsAsync(SiteAccess access, CancellationToken cancellationToken)
    {
        if (access.Credential is NightscoutCredential.Anonymous)
        {
            return CredentialRights.None;
        }

        // The token exchange is proof by itself; on sites before 15 verifyauth knows the API secret only.
        if (access.Jwt is { } jwt)
        {
            return jwt.IsStrongerThanReading ? CredentialRights.MoreThanReading : CredentialRights.Reading;
        }

        var answer = await client.GetAsync(access, "api/v1/verifyauth", null, cancellationToken);
        var authorization = answer is SiteAnswer.Content content ? NightscoutAuthorization.Parse(content.Body) : null;
        return authorization switch
        {
            { Accepted: true, IsAdmin: true } or { Accepted: true, CanWrite: true } => CredentialRights.MoreThanReading,
            { Accepted: true } => CredentialRights.Reading,
            { Accepted: false } => CredentialRights.NotAccepted,
            null => CredentialRights.Unknown,
        };
    }
}

/// <summary>What the credential of a test may do.</summary>
internal enum CredentialRights
{
    /// <summary>There is none.</summary>
    None,
    Reading,
    MoreThanReading,

    /// <summary>The site does not know it, and lets everybody read.</summary>
    NotAccepted,

    /// <summary>The site did not say.</summary>
    Unknown,
}

/// <summary>What a test found.</summary>
internal sealed record SiteTestResult
{
    private static readonly TimeSpan SkewWorthTelling = TimeSpan.FromMinutes(2);

    public SourceFailure Failure { get; init; }

    /// <summary>Safe to show.</summary>
    public string Detail { get; init; } = "";

    public NightscoutStatus? Status { get; init; }

    public CredentialRights Rights { get; init; }

    /// <summary>The newest value, however old; null: there never was one.</summary>
    public Reading? Last { get; init; }

    public TimeSpan? ClockAhead { get; init; }

    public DateTimeOffset? FutureAt { get; init; }

    public bool IsWorldReadable { get; init; }

    public DateTimeOffset TestedAt { get; init; }

    public bool IsReadable => Failure is SourceFailure.None;

    /// <summary>One sentence: can it be watched?</summary>
    public string Summary =>
        !IsReadable ? Say.It(Failure.Sentence())
        : Last is not { } last ? Say.It("The site answers, but has never had a glucose value.")
        : Say.It("The site answers; its last value is {0} old.", Age(last.AgeAt(TestedAt)));

    /// <summary>What a person should know or change. Sentences.</summary>
    public IEnumerable<string> Warnings
    {
        get
        {
            if (Rights is CredentialRights.NotAccepted)
            {
                yield return Say.It(
                    "The site does not accept this credential; it is readable only because everybody may read it."
                );
            }

            if (Rights is CredentialRights.MoreThanReading)
            {
                yield return Say.It(
                    "This credential may do more than read; a token with the role “readable” is enough for Scout."
                );
            }

            if (IsWorldReadable)
            {
                yield return Say.It(
                    "Everybody who knows the address can read this site; Nightscout can be set to deny that."
                );
            }

            if (ClockAhead is { } ahead && ahead.Duration() > SkewWorthTelling)
            {
                yield return ahead > TimeSpan.Zero
                    ? Say.It("The site's clock is {0} ahead of ours.", Age(ahead))
                    : Say.It("The site's clock is {0} behind ours.", Age(ahead.Duration()));
            }

            if (FutureAt is { } future)
            {
                yield return Say.It(
                    "The uploader's clock is ahead: a value is dated {0} from now and is ignored.",
                    Age(future - TestedAt)
                );
            }

            if (Last is { } last && last.AgeAt(TestedAt) > TimeSpan.FromMinutes(15))
            {
                yield return Say.It(
                    "The last value is too old to watch over anybody; check the sensor and the uploader."
                );
            }
        }
    }

    private static string Age(TimeSpan span) =>
        span switch
        {
            { TotalMinutes: < 1 } => Say.It("less than a minute"),
            { TotalMinutes: < 2 } => Say.It("1 minute"),
            { TotalHours: < 2 } => Say.It("{0} minutes", (long)span.TotalMinutes),
            { TotalDays: < 2 } => Say.It("{0} hours", (long)span.TotalHours),
            _ => Say.It("{0} days", (long)span.TotalDays),
        };
}
