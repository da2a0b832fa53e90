using Microsoft.Extensions.Options;

namespace Scout.Server.Accounts;

/// <summary>Who may make an account.</summary>
internal sealed class AccountsOptions
{
    public const string Section = "Scout:Accounts";

    public const string ByInvitation = "invitation";
    public const string Open = "open";
    public const string ByAllowList = "allow-list";

    /// <summary>invitation, open, or allow-list.</summary>
    public string SignUp { get; set; } = ByInvitation;

    /// <summary>E-mail addresses and whole domains ("@example.org") that may join by an issuer that verified the address.</summary>
    public IList<string> AllowList { get; } = [];

    public bool Allows(string? verifiedEmail) =>
        SignUp is Open
        || (
            SignUp is ByAllowList
            && Email.Key(verifiedEmail) is { } key
            && AllowList.Any(entry =>
                entry.TrimStart().StartsWith('@')
                    ? key.EndsWith(Email.Key(entry)!, StringComparison.Ordinal)
                    : Email.AreSame(entry, key)
            )
        );
}

internal sealed class AccountsOptionsValidator : IValidateOptions<AccountsOptions>
{
    public ValidateOptionsResult Validate(string? name, AccountsOptions options)
    {
        var failures = Failures(options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(AccountsOptions options)
    {
        if (options.SignUp is not (AccountsOptions.ByInvitation or AccountsOptions.Open or AccountsOptions.ByAllowList))
        {
            yield return $"Scout:Accounts:SignUp: '{options.SignUp}' must be invitation, open or allow-list.";
        }

        foreach (var entry in options.AllowList.Where(entry => !IsEntry(entry)))
        {
            yield return $"Scout:Accounts:AllowList: '{entry}' must be an e-mail address or a domain such as @example.org.";
        }

        if (options is { SignUp: AccountsOptions.ByAllowList, AllowList.Count: 0 })
        {
            yield return "Scout:Accounts:AllowList must name somebody when Scout:Accounts:SignUp is allow-list.";
        }
    }

    private static bool IsEntry(string entry) =>
        Email.Problem(entry.TrimStart().StartsWith('@') ? "anybody" + entry.Trim() : entry) is null;
}
