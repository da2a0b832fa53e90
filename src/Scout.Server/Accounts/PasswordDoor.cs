using Scout.Server.Storage;

namespace Scout.Server.Accounts;

/// <summary>
/// Signing in with e-mail and password. Whatever is wrong, the answer and the time it takes are the same: nobody learns
/// here who has an account.
/// </summary>
internal sealed partial class PasswordDoor(
    Database database,
    Passwords passwords,
    TimeProvider time,
    ILogger<PasswordDoor> logger
)
{
    /// <returns>Account id; null: not these two together, or the account rests after too many tries.</returns>
    public async Task<string?> TryAsync(string email, string password, CancellationToken cancellationToken)
    {
        var key = Email.Key(email);
        var found = await database.ReadAsync(
            session =>
                session.FirstOrDefaultAsync<Kept>(
                    "select id, password_hash, failures, locked_until from accounts where email_key = @key",
                    new { key }
                ),
            cancellationToken
        );
        var matches = passwords.Matches(found?.PasswordHash, password.Length <= Passwords.Longest ? password : "");
        if (found is null)
        {
            return null;
        }

        // Again inside the unit: tries at the same moment are all counted, and none slips through after the fifth.
        var now = time.GetUtcNow();
        return await database.WriteAsync(
            async session =>
            {
                var kept = await session.FirstOrDefaultAsync<Kept>(
                    $"""
                    select id, password_hash, failures, locked_until from accounts where id = @id {session.ForUpdate}
                    """,
                    new { id = found.Id }
                );
                if (kept is null || kept.LockedUntil > now.ToUnixTimeMilliseconds())
                {
                    return null;
                }

                if (matches && kept.PasswordHash == found.PasswordHash)
                {
                    await session.UnlockAsync(kept.Id);
                    return kept.Id;
                }

                await FailAsync(session, kept, now);
                return null;
            },
            cancellationToken
        );
    }

    private async Task FailAsync(Session session, Kept kept, DateTimeOffset now)
    {
        var failures = kept.Failures + 1;
        var until = Lockout.Until(failures, now);
        await session.ExecuteAsync(
            "update accounts set failures = @failures, locked_until = @until where id = @id",
            new
            {
                id = kept.Id,
                failures,
                until = until?.ToUnixTimeMilliseconds(),
            }
        );
        if (until is not null)
        {
            session.AfterCommit(() => LogLocked(kept.Id, failures));
        }
    }

    [LoggerMessage(5131, LogLevel.Warning, "Account {Account} takes no password for a while: {Failures} were wrong")]
    private partial void LogLocked(string account, long failures);

    private sealed record Kept(string Id, string? PasswordHash, long Failures, long? LockedUntil);
}
