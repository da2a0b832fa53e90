using Scout.Server.Pages.Languages;

namespace Scout.Server.Accounts;

/// <summary>What somebody typed who wants an account, or new keys for one.</summary>
/// <param name="Passkey">What the browser answered, JSON; empty: a password it is.</param>
/// <param name="Problems">Field to sentence, in the language of the page.</param>
public sealed record NewcomerForm(
    string Name,
    string Email,
    string Password,
    string Passkey,
    IReadOnlyDictionary<string, string> Problems
)
{
    public const string NameField = "name";
    public const string EmailField = "email";
    public const string PasswordField = "password";
    public const string PasskeyField = "passkey";

    private const int LongestName = 80;
    private const int LongestPasskey = 20_000;

    public static NewcomerForm Empty { get; } = new("", "", "", "", new Dictionary<string, string>());

    public bool IsGood => Problems.Count == 0;

    /// <summary>Null: nothing is wrong there.</summary>
    public string? ProblemOf(string field) => Problems.GetValueOrDefault(field);

    private bool WantsPasskey => Passkey.Length > 0;

    public static NewcomerForm Read(IFormCollection form)
    {
        var typed = new NewcomerForm(
            form[NameField].ToString().Trim(),
            form[EmailField].ToString().Trim(),
            form[PasswordField].ToString(),
            form[PasskeyField].ToString(),
            new Dictionary<string, string>()
        );
        return typed.Passkey.Length > LongestPasskey ? typed with { Passkey = "" } : typed;
    }

    /// <summary>The same form with what is wrong in it.</summary>
    public NewcomerForm Judged(bool withName = true)
    {
        var problems = new Dictionary<string, string>();
        if (withName && NameProblem(Name) is { } name)
        {
            problems[NameField] = name;
        }

        // With a password the address is what one signs in with; with a passkey it may stay empty.
        if (!(WantsPasskey && Email.Length == 0) && Accounts.Email.Problem(Email) is { } email)
        {
            problems[EmailField] = email;
        }

        if (!WantsPasskey && Passwords.Problem(Password) is { } password)
        {
            problems[PasswordField] = password;
        }

        return this with
        {
            Problems = problems,
        };
    }

    public NewcomerForm With(string field, string problem) =>
        this with
        {
            Problems = new Dictionary<string, string>(Problems) { [field] = problem },
        };

    public static string? NameProblem(string name) =>
        name.Length switch
        {
            0 => Say.It("Write your name."),
            > LongestName => Say.It("A name has at most 80 characters."),
            _ when name.Any(char.IsControl) => Say.It("A name is one line."),
            _ => null,
        };
}
