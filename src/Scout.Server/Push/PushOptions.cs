using Microsoft.Extensions.Options;

namespace Scout.Server.Push;

/// <summary>Messages on screens, for the whole instance. Nothing needs to be set.</summary>
internal sealed class PushOptions
{
    public const string Section = "Scout:Push";

    private static readonly Uri Pushover = new("https://api.pushover.net");
    private static readonly Uri Ntfy = new("https://ntfy.sh");

    /// <summary>Of this instance's application at Pushover; without it people need one of their own.</summary>
    public string PushoverToken { get; set; } = "";

    public Uri PushoverUrl
    {
        get;
        set => field = value ?? Pushover; // an empty setting binds as null
    } = Pushover;

    /// <summary>The ntfy server that the form offers.</summary>
    public Uri NtfyUrl
    {
        get;
        set => field = value ?? Ntfy;
    } = Ntfy;

    /// <summary>How long the button of a message may be pressed; after that the page is the way.</summary>
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromHours(2);

    /// <summary>How long one request may take in all. Real seconds, also under a test's clock.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}

internal sealed class PushOptionsValidator : IValidateOptions<PushOptions>
{
    private const int TokenLength = 30;

    public ValidateOptionsResult Validate(string? name, PushOptions options)
    {
        string[] failures = [.. Failures(options)];
        return failures.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(PushOptions options)
    {
        var token = options.PushoverToken.Trim();
        if (token.Length > 0 && (token.Length != TokenLength || !token.All(char.IsAsciiLetterOrDigit)))
        {
            yield return "PUSHOVER_TOKEN (Scout:Push:PushoverToken) must be the 30 letters and digits of an application's token.";
        }

        if (!IsUsable(options.PushoverUrl))
        {
            yield return "PUSHOVER_API_URL (Scout:Push:PushoverUrl) must be an https address.";
        }

        if (!IsUsable(options.NtfyUrl))
        {
            yield return "Scout:Push:NtfyUrl must be an https address.";
        }

        if (options.AnswerWithin < TimeSpan.FromMinutes(1) || options.AnswerWithin > TimeSpan.FromHours(24))
        {
            yield return "Scout:Push:AnswerWithin must be between 1 minute and 24 hours.";
        }

        if (options.Timeout < TimeSpan.FromMilliseconds(100) || options.Timeout > TimeSpan.FromSeconds(25))
        {
            yield return "Scout:Push:Timeout must be between 0.1 and 25 seconds.";
        }
    }

    // Plain http is for a stand-in on this machine.
    private static bool IsUsable(Uri address) =>
        address.IsAbsoluteUri
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
}
