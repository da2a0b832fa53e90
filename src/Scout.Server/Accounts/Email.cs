using System.Text;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Accounts;

/// <summary>E-mail addresses as names to sign in with. Scout sends no mail.</summary>
internal static class Email
{
    private const int Longest = 254;

    /// <summary>As addresses are compared; null: there is none.</summary>
    public static string? Key(string? email) =>
        string.IsNullOrWhiteSpace(email) ? null : email.Trim().Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    public static bool AreSame(string? one, string? other) =>
        Key(one) is { } key && string.Equals(key, Key(other), StringComparison.Ordinal);

    /// <summary>What is wrong with an address, in the language of the page; null: nothing.</summary>
    public static string? Problem(string email)
    {
        var text = email.Trim();
        return text.Length == 0 ? Say.It("Write your e-mail address.")
            : text.Length > Longest
            || text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c))
            || text.Split('@') is not [{ Length: > 0 }, { Length: > 2 } host]
            || host is ['.', ..] or [.., '.']
                ? Say.It("An e-mail address looks like ada@example.org.")
            : null;
    }
}
