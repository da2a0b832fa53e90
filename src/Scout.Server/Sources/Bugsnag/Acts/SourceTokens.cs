using Scout.Server.Accounts;
using Scout.Server.Alerts;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Bugsnag.Acts;

/// <summary>The key with which the source of a watch lets Scout act.</summary>
internal sealed record SourceToken
{
    public required string Sealed { get; init; }

    /// <summary>Equal tokens, perhaps of several watches, share one allowance at the source.</summary>
    public required string Hash { get; init; }

    public required long CreatedAt { get; init; }

    /// <summary>When the source refused it; null: it works as far as is known.</summary>
    public long? DeadAt { get; init; }
}

/// <summary>Keeps tokens, sealed, and how soon each may be used again.</summary>
internal static class SourceTokens
{
    public const string Purpose = "source-token";

    /// <summary>
    /// At most 30 requests in any minute: ten at once, then one every three seconds.
    /// </summary>
    private const long Every = 3_000;

    private const long AtOnce = 10;

    public static Task<SourceToken?> TokenOfAsync(this Session session, string watch) =>
        session.FirstOrDefaultAsync<SourceToken>(
            "select sealed, hash, created_at, dead_at from source_tokens where watch_id = @watch",
            new { watch }
        );

    /// <summary>The same token again changes nothing: one that was refused stays refused.</summary>
    public static async Task SetTokenAsync(
        this Session session,
        SecretBox box,
        string watch,
        string token,
        DateTimeOffset now
    )
    {
        await session.ExecuteAsync(
            """
            insert into source_tokens (watch_id, sealed, hash, created_at) values (@watch, @closed, @hash, @now)
            on conflict (watch_id) do update set
                sealed = excluded.sealed, hash = excluded.hash, created_at = excluded.created_at, dead_at = null
            where source_tokens.hash <> excluded.hash
            """,
            new
            {
                watch,
                closed = box.Close(Purpose, token),
                hash = Secrets.Hash(token),
                now = now.ToUnixTimeMilliseconds(),
            }
        );
        await session.TellsSourceAsync(watch);
    }

    public static async Task DropTokenAsync(this Session session, string watch)
    {
        await session.ExecuteAsync("delete from source_tokens where watch_id = @watch", new { watch });
        await session.TellsSourceAsync(watch);
    }

    /// <summary>The source refused it. False: that is known.</summary>
    public static async Task<bool> KillTokenAsync(
        this Session session,
        string watch,
        SourceToken token,
        DateTimeOffset now
    )
    {
        var killed = await session.ExecuteAsync(
            """
            update source_tokens set dead_at = @now
            where watch_id = @watch and hash = @Hash and dead_at is null
            """,
            new
            {
                watch,
                token.Hash,
                now = now.ToUnixTimeMilliseconds(),
            }
        );
        await session.TellsSourceAsync(watch);
        return killed > 0;
    }

    /// <summary>The settings of the watch say whether its source takes what people do.</summary>
    public static async Task TellsSourceAsync(this Session session, string watch)
    {
        var tells = await session.TokenOfAsync(watch) is { DeadAt: null };
        var settings = ScoutJson.ReadSettings(
            (
                await session.FirstOrDefaultAsync<string>(
                    "select settings from watches where id = @watch",
                    new { watch }
                )
            )!
        );
        if (settings.Problems is { } problems && problems.TellsSource != tells)
        {
            await session.ExecuteAsync(
                "update watches set settings = @settings where id = @watch",
                new
                {
                    watch,
                    settings = ScoutJson.Write(settings with { Problems = problems with { TellsSource = tells } }),
                }
            );
        }
    }

    /// <summary>Takes a place among the requests of the token; null: it was taken. Otherwise when there is one.</summary>
    public static async Task<DateTimeOffset?> PlaceAsync(this Session session, SourceToken token, DateTimeOffset now)
    {
        await session.ExecuteAsync(
            "insert into source_paces (hash, free_at) values (@Hash, 0) on conflict (hash) do nothing",
            new { token.Hash }
        );
        var free = await session.ScalarAsync<long>(
            $"select free_at from source_paces where hash = @Hash {session.ForUpdate}",
            new { token.Hash }
        );
        var at = now.ToUnixTimeMilliseconds();
        var earliest = free - ((AtOnce - 1) * Every);
        if (earliest > at)
        {
            return DateTimeOffset.FromUnixTimeMilliseconds(earliest);
        }

        await session.ExecuteAsync(
            "update source_paces set free_at = @next where hash = @Hash",
            new { token.Hash, next = Math.Max(free, at) + Every }
        );
        return null;
    }

    /// <summary>The source asked to be left alone for so long: whoever uses the token obeys.</summary>
    public static Task RestAsync(this Session session, SourceToken token, DateTimeOffset until) =>
        session.ExecuteAsync(
            "update source_paces set free_at = @free where hash = @Hash and free_at < @free",
            new { token.Hash, free = until.ToUnixTimeMilliseconds() + ((AtOnce - 1) * Every) }
        );
}
