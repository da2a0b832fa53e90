using Microsoft.Extensions.Options;
using Scout.Server.Contacts;

namespace Scout.Server.Sources.Bugsnag;

/// <summary>A number that nobody can be reached under stops the start.</summary>
internal sealed class BugsnagOptionsValidator(NumberRules numbers) : IValidateOptions<BugsnagOptions>
{
    private const int LongestWait = 24 * 60;

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

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
