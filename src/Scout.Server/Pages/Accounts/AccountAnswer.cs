namespace Scout.Server.Pages.Accounts;

/// <summary>What came of a form of the account page.</summary>
/// <param name="Done">A sentence; null: nothing was done.</param>
/// <param name="Token">A new token, shown this once.</param>
/// <param name="Name">As typed; null: as kept.</param>
/// <param name="Email">As typed; null: as kept.</param>
/// <param name="Problems">Field to sentence.</param>
public sealed record AccountAnswer(
    string? Done,
    string? Token,
    string? Name,
    string? Email,
    IReadOnlyDictionary<string, string> Problems
)
{
    public static AccountAnswer None { get; } = new(null, null, null, null, new Dictionary<string, string>());

    public AccountAnswer With(string field, string problem) =>
        this with
        {
            Problems = new Dictionary<string, string>(Problems) { [field] = problem },
        };

    public string? ProblemOf(string field) => Problems.GetValueOrDefault(field);
}
