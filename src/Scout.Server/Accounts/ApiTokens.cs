using Scout.Server.Storage;

namespace Scout.Server.Accounts;

/// <summary>A key of an account for scripts, without the key.</summary>
internal sealed record ApiToken(string Id, string Name, long CreatedAt, long? ExpiresAt, long? UsedAt);

/// <summary>The account behind a token.</summary>
internal sealed record TokenHolder(AccountRow Account, string Token, bool IsLongAgo);

/// <summary>Keys for scripts: shown once, their hash stored, each of them can be taken back.</summary>
internal static class ApiTokens
{
    /// <summary>By which a token is recognised, by people and by scanners for leaked keys.</summary>
    public const string Prefix = "scout_";

    // Every request of a script would otherwise be a write.
    private static readonly TimeSpan UsedEvery = TimeSpan.FromMinutes(5);

    /// <returns>The token, for the only time.</returns>
    public static async Task<string> MakeTokenAsync(
        this Session session,
        string account,
        string name,
        DateTimeOffset? expiresAt,
        DateTimeOffset now
    )
    {
        var token = Prefix + Secrets.Make();
        await session.ExecuteAsync(
            """
            insert into api_tokens (id, account_id, name, hash, created_at, expires_at)
            values (@id, @account, @name, @hash, @now, @expires)
            """,
            new
            {
                id = Guid.CreateVersion7(now).ToString("N"),
                account,
                name,
                hash = Secrets.Hash(token),
                now = now.ToUnixTimeMilliseconds(),
                expires = expiresAt?.ToUnixTimeMilliseconds(),
            }
        );
        return token;
    }

    public static async Task<TokenHolder?> FindTokenHolderAsync(this Session session, string token, DateTimeOffset now)
    {
        var row = await session.FirstOrDefaultAsync<HolderRow>(
            $"""
            select {AccountRow.Columns}, t.id as token, t.used_at
            from api_tokens t
            join accounts a on a.id = t.account_id
            where t.hash = @hash and (t.expires_at is null or t.expires_at > @now)
            """,
            new { hash = Secrets.Hash(token), now = now.ToUnixTimeMilliseconds() }
        );
        return row is null
            ? null
            : new TokenHolder(
                row,
                row.Token,
                row.UsedAt is not { } used || used <= (now - UsedEvery).ToUnixTimeMilliseconds()
            );
    }

    public static Task UseTokenAsync(this Session session, string id, DateTimeOffset now) =>
        session.ExecuteAsync(
            "update api_tokens set used_at = @now where id = @id",
            new { id, now = now.ToUnixTimeMilliseconds() }
        );

    public static Task<IReadOnlyList<ApiToken>> TokensAsync(this Session session, string account) =>
        session.QueryAsync<ApiToken>(
            """
            select id, name, created_at, expires_at, used_at
            from api_tokens
            where account_id = @account
            order by created_at desc
            """,
            new { account }
        );

    /// <returns>Whether the account had this token.</returns>
    public static async Task<bool> RevokeTokenAsync(this Session session, string account, string id) =>
        await session.ExecuteAsync(
            "delete from api_tokens where id = @id and account_id = @account",
            new { account, id }
        ) > 0;

    private sealed record HolderRow : AccountRow
    {
        public required string Token { get; init; }

        public long? UsedAt { get; init; }
    }
}
