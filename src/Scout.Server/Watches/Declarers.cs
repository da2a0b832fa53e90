using Scout.Server.Contacts;
using Scout.Server.Storage;

namespace Scout.Server.Watches;

/// <summary>Which node declared a watch by its settings: what it declares, only it takes back.</summary>
internal static class Declarers
{
    /// <summary>Makes the tables say what the settings declare, or no longer declare. Doing it twice equals once.</summary>
    /// <param name="key">The setting that names the node.</param>
    /// <param name="watch">What is declared.</param>
    /// <param name="declareAsync">Null: the settings declare nothing.</param>
    public static async Task KeepDeclaredAsync(
        this Session session,
        string key,
        string watch,
        string node,
        Func<Task>? declareAsync,
        DateTimeOffset now
    )
    {
        var declarer = await session.DeclaringAsync(key);
        if (declareAsync is not null)
        {
            await declareAsync();
            await session.DeclaredAsync(key, node);
        }
        else if (session.Engine is Engine.Sqlite || declarer == node)
        {
            await session.EndDeclaredAsync(watch, now);
        }
    }

    /// <summary>
    /// Two nodes that start together on one PostgreSQL must not both make a contact of the same number: the second waits
    /// here. Returns the node that declared last; a node that declares nobody leaves it alone.
    /// </summary>
    /// <param name="key">The setting that names the node.</param>
    private static Task<string?> DeclaringAsync(this Session session, string key) =>
        session.FirstOrDefaultAsync<string>(
            """
            insert into settings (key, value) values (@key, '')
            on conflict (key) do update set value = settings.value
            returning value
            """,
            new { key }
        );

    private static Task<int> DeclaredAsync(this Session session, string key, string node) =>
        session.ExecuteAsync("update settings set value = @node where key = @key", new { key, node });

    /// <summary>It is declared no more: the watch ends and what is still queued for it is not sent. Its history stays.</summary>
    private static async Task EndDeclaredAsync(this Session session, string watch, DateTimeOffset now)
    {
        var watched = await session.FirstOrDefaultAsync<string>(
            "select id from watches where id = @watch and declared_by = @ByEnvironment and removed_at is null",
            new { watch, ContactStore.ByEnvironment }
        );
        if (watched is not null)
        {
            await session.EndWatchAsync(watched, now);
        }
    }
}
