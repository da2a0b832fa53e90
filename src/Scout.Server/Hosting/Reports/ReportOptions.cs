using Microsoft.Extensions.Options;

namespace Scout.Server.Hosting.Reports;

/// <summary>Errors of Scout itself go to a Bugsnag project, as bugglio's did.</summary>
internal sealed class ReportOptions
{
    public const string Section = "Scout:Bugsnag";

    private static readonly Uri Notify = new("https://notify.bugsnag.com");

    /// <summary>The API key of that project; empty: nothing is reported.</summary>
    public string ReportKey { get; set; } = "";

    /// <summary>Of the error reporting API.</summary>
    public Uri NotifyUrl
    {
        get;
        set => field = value ?? Notify; // an empty setting binds as null
    } = Notify;
}

internal sealed class ReportOptionsValidator : IValidateOptions<ReportOptions>
{
    public ValidateOptionsResult Validate(string? name, ReportOptions options)
    {
        var problems = new List<string>();
        if (!options.ReportKey.Trim().All(char.IsAsciiLetterOrDigit))
        {
            problems.Add("BUGSNAG_BUGGLIO_KEY (Scout:Bugsnag:ReportKey): a project's API key is letters and digits.");
        }

        var url = options.NotifyUrl;
        if (
            !url.IsAbsoluteUri
            || !(url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
        )
        {
            problems.Add("BUGSNAG_NOTIFY_URL (Scout:Bugsnag:NotifyUrl) must be an https address.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
