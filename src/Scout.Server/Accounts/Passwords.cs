using Microsoft.AspNetCore.Identity;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Accounts;

/// <summary>Passwords are kept as PBKDF2 hashes, and judged by their length alone: rules make people write them down.</summary>
internal sealed class Passwords
{
    public const int Shortest = 10;
    public const int Longest = 200;

    private readonly PasswordHasher<AccountRow> _hasher = new(
        Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = 210_000 })
    );
    private readonly Lazy<string> _nobodys;

    public Passwords() => _nobodys = new Lazy<string>(() => Hash(Secrets.Make()));

    /// <summary>What is wrong with a new password, in the language of the page; null: nothing.</summary>
    public static string? Problem(string password) =>
        password.Length switch
        {
            0 => Say.It("Choose a password."),
            < Shortest => Say.It("A password has at least 10 characters."),
            > Longest => Say.It("A password has at most 200 characters."),
            _ when password.Distinct().Count() < 4 => Say.It("This password is too easy to guess."),
            _ => null,
        };

    /// <summary>Takes a tenth of a second: never inside a unit of work.</summary>
    public string Hash(string password) => _hasher.HashPassword(null!, password);

    /// <param name="hash">Null: there is no such account, or it has no password. Says no, and takes as long.</param>
    public bool Matches(string? hash, string password) =>
        _hasher.VerifyHashedPassword(null!, hash ?? _nobodys.Value, password) is not PasswordVerificationResult.Failed
        && hash is not null;
}
