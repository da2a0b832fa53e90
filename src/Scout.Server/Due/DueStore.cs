using Scout.Server.Storage;

namespace Scout.Server.Due;

/// <summary>The one table of what must happen when.</summary>
internal static class DueStore
{
    private const string SetRow = """
        insert into due (kind, key, due_at, rank, period_ms) values (@kind, @key, @at, @rank, @period)
        on conflict (kind, key) do update set
            due_at = excluded.due_at, rank = excluded.rank, period_ms = excluded.period_ms,
            lease_until = 0, fence = due.fence + 1, attempt = 0
        """;

    private const string AddRow = """
        insert into due (kind, key, due_at, rank, period_ms) values (@kind, @key, @at, @rank, @period)
        on conflict (kind, key) do nothing
        """;

    private const string DropRow = "delete from due where kind = @kind and key = @key";

    /// <summary>
    /// Sets, or moves, a row. Raises the fence, so that a claim being worked on cannot delete the new one.
    /// Travels with the next statement or the commit: see <see cref="Session.Later"/>.
    /// </summary>
    public static Task SetAsync(
        this Session session,
        string kind,
        string key,
        DateTimeOffset at,
        long rank = 0,
        TimeSpan period = default
    ) => session.PutAsync(SetRow, kind, key, at, rank, period);

    /// <summary>Adds a row where there is none: what must exist from the first start on, such as a poll or a clean-up.</summary>
    public static Task AddAsync(
        this Session session,
        string kind,
        string key,
        DateTimeOffset at,
        long rank = 0,
        TimeSpan period = default
    ) => session.PutAsync(AddRow, kind, key, at, rank, period);

    public static Task DropAsync(this Session session, string kind, string key)
    {
        session.Later(DropRow, new { kind, key });
        return Task.CompletedTask;
    }

    /// <summary>False: the row was set anew or taken by another node meanwhile, and stays.</summary>
    public static async Task<bool> FinishAsync(this Session session, DueRow row) =>
        await session.ExecuteAsync("delete from due where kind = @Kind and key = @Key and fence = @Fence", row) == 1;

    /// <summary>
    /// The processes before this one are gone, however they ended, and what they had claimed is free at once: a text that
    /// was to leave does not wait for a lease to run out. Only where one process at a time may use the database.
    /// </summary>
    public static Task InheritAsync(this Session session) =>
        session.ExecuteAsync("update due set lease_until = 0 where lease_until > 0");

    private static Task PutAsync(
        this Session session,
        string statement,
        string kind,
        string key,
        DateTimeOffset at,
        long rank,
        TimeSpan period
    )
    {
        session.Ring(at);
        session.Later(
            statement,
            new
            {
                kind,
                key,
                at = at.ToUnixTimeMilliseconds(),
                rank,
                period = (long)period.TotalMilliseconds,
            }
        );
        return Task.CompletedTask;
    }
}
