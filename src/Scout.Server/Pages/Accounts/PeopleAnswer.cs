namespace Scout.Server.Pages.Accounts;

/// <summary>What came of a form of the people page.</summary>
/// <param name="Link">A new link, shown this once.</param>
/// <param name="Refusal">Why nothing was done.</param>
/// <param name="Email">As typed.</param>
/// <param name="Problem">With what was typed.</param>
public sealed record PeopleAnswer(string? Link, string? Refusal, string? Email, string? Problem)
{
    public static PeopleAnswer None { get; } = new(null, null, null, null);
}
