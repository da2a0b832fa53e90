using Microsoft.Extensions.Options;
using Scout.Server.Contacts;

namespace Scout.Server.Sources.Bugsnag;

/// <summary>A number that nobody can be reached under stops the start.</summary>
internal sealed class BugsnagOptionsValidator(NumberRules numbers) : IValidateOptions<BugsnagOptions>
{
    private const int LongestWait = 24 * 60;

    /// <summary>It can stand in a header; empty is none at all.</summary>
    public static bool IsToken(string token) => token.All(letter => letter is > ' ' and < (char)127);

    public ValidateOptionsResult Validate(string? name, BugsnagOptions options)
    {
        var problems = new List<string>();
        if (
            !string.IsNullOrWhiteSpace(options.OnDuty)
            && !DeclaredContact.TryParse(options.OnDuty, ContactRole.Person, numbers.Allowed, out _, out var error)
        )
        {
            problems.Add($"Scout:Bugsnag:OnDuty: {error}");
        }

        if (options.Secret?.Trim().Any(letter => letter is '/' or '?' or '#' or ' ' || char.IsControl(letter)) is true)
        {
            problems.Add(
                "Scout:Bugsnag:Secret: a secret that stands in an address has no blanks and none of the signs / ? #."
            );
        }

        if (options.CallAfter is < 0 or > LongestWait)
        {
            problems.Add($"Scout:Bugsnag:CallAfter must be a number of minutes between 0 and {LongestWait}.");
        }

        if (!IsUsable(options.ApiUrl))
        {
            problems.Add("BUGSNAG_API_URL (Scout:Bugsnag:ApiUrl) must be an https address.");
        }

        if (options.ApiToken is { } token && !IsToken(token.Trim()))
        {
            problems.Add("BUGSNAG_API_TOKEN (Scout:Bugsnag:ApiToken): a token has no blanks and no line breaks.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    // Plain http is for a stand-in on this machine.
    private static bool IsUsable(Uri address) =>
        address.IsAbsoluteUri
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
}
