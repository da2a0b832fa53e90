using Scout.Server.Storage;

namespace Scout.Server.Accounts.OpenId;

/// <summary>What an OpenID issuer says about a person, verified.</summary>
/// <param name="Subject">The person's id at the issuer; the address may change hands, this does not.</param>
/// <param name="IsEmailVerified">Nothing is decided by an address that the issuer did not verify.</param>
internal sealed record IssuerLogin(string Issuer, string Subject, string? Email, bool IsEmailVerified, string? Name)
{
    public string? VerifiedEmail => IsEmailVerified && Email is { Length: > 0 } ? Email : null;
}

/// <summary>An issuer that opens an account.</summary>
internal sealed record LoginLine(string Issuer, string Email, long CreatedAt);

/// <summary>Which account a person at an issuer opens.</summary>
internal static class LoginStore
{
    public static Task<string?> FindByLoginAsync(this Session session, IssuerLogin login) =>
        session.FirstOrDefaultAsync<string>(
            "select account_id from logins where issuer = @issuer and subject = @subject",
            new { issuer = login.Issuer, subject = login.Subject }
        );

    public static Task AddLoginAsync(this Session session, string account, IssuerLogin login, DateTimeOffset now) =>
        session.ExecuteAsync(
            """
            insert into logins (issuer, subject, account_id, email, created_at)
            values (@issuer, @subject, @account, @email, @now)
            """,
            new
            {
                issuer = login.Issuer,
                subject = login.Subject,
                account,
                email = login.Email ?? "",
                now = now.ToUnixTimeMilliseconds(),
            }
        );

    public static Task<IReadOnlyList<LoginLine>> LoginsAsync(this Session session, string account) =>
        session.QueryAsync<LoginLine>(
            "select issuer, email, created_at from logins where account_id = @account order by created_at",
            new { account }
        );

    public static Task RemoveLoginAsync(this Session session, string account, string issuer) =>
        session.ExecuteAsync(
            "delete from logins where account_id = @account and issuer = @issuer",
            new { account, issuer }
        );
}
