using Scout.Server.Accounts.OpenId;
using Scout.Server.Accounts.Passkeys;

namespace Scout.Server.Accounts;

/// <summary>Somebody who gets an account, with at least one way to sign in.</summary>
/// <param name="Language">The one of the page on which it happened.</param>
internal sealed record Newcomer(
    string Name,
    string? Email,
    string Language,
    string? PasswordHash = null,
    NewPasskey? Passkey = null,
    IssuerLogin? Login = null
);
