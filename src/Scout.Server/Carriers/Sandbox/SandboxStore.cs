using Scout.Server.Due;
using Scout.Server.Live;
using Scout.Server.Storage;

namespace Scout.Server.Carriers.Sandbox;

/// <summary>The telephones' memory. Every change sets the due row that tells Scout, should this process die before it did.</summary>
internal sealed class SandboxStore(Database database, LiveHub live)
{
    public const string DueKind = "sandbox";
    public const string CallKey = "call:";
    public const string TextKey = "text:";

    private const string CallColumns =
        "id, number, token, script, language, asks, state, ended_by, told, placed_at, answered_at, next_at, over_at";

    private const string TextColumns = "id, number, token, body, from_phone, at";

    public Task AddAsync(SandboxCall call, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var busy = await session.FirstOrDefaultAsync<string>(
                    "select id from sandbox_calls where number = @Number and state <> 'over' limit 1",
                    call
                );
                var added = busy is null
                    ? call
                    : call with
                    {
                        State = SandboxCall.Over,
                        EndedBy = "busy",
                        OverAt = call.PlacedAt,
                    };
                await session.ExecuteAsync(
                    """
                    insert into sandbox_calls
                        (id, number, token, script, language, asks, state, ended_by, told, placed_at, next_at, over_at)
                    values
                        (@Id, @Number, @Token, @Script, @Language, @Asks, @State, @EndedBy, @Told, @PlacedAt, @NextAt, @OverAt)
                    """,
                    added
                );
                await DueAsync(session, CallKey + call.Id, call.PlacedAt);
            },
            cancellationToken
        );

    public Task AddAsync(SandboxText text, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    """
                    insert into sandbox_texts (id, number, token, body, from_phone, at)
                    values (@Id, @Number, @Token, @Body, @FromPhone, @At)
                    """,
                    text
                );
                await DueAsync(session, TextKey + text.Id, text.At);
            },
            cancellationToken
        );

    /// <summary>False: it does not ring any more.</summary>
    public Task<bool> AnswerAsync(string id, long now, long next, CancellationToken cancellationToken) =>
        MoveAsync(
            id,
            """
            update sandbox_calls set state = 'talking', answered_at = @now, next_at = @next
            where id = @id and state = 'ringing'
            """,
            new
            {
                id,
                now,
                next,
            },
            now,
            cancellationToken
        );

    /// <summary>False: the call was not in the state it can end from, or its time is not up.</summary>
    public Task<bool> EndAsync(SandboxEnd end, string id, long now, CancellationToken cancellationToken) =>
        MoveAsync(
            id,
            """
            update sandbox_calls set state = 'over', ended_by = @By, over_at = @now
            where id = @id and state = @From and next_at <= @atMost
            """,
            new
            {
                end.By,
                end.From,
                atMost = end.OnlyWhenTimeIsUp ? now : long.MaxValue,
                id,
                now,
            },
            now,
            cancellationToken
        );

    /// <summary>What the call says next. False: the call is over.</summary>
    public Task<bool> SayAsync(
        string id,
        string script,
        bool asks,
        long now,
        long next,
        CancellationToken cancellationToken
    ) =>
        MoveAsync(
            id,
            """
            update sandbox_calls set script = @script, asks = @asks, next_at = @next
            where id = @id and state = 'talking'
            """,
            new
            {
                id,
                script,
                asks = asks ? 1L : 0L,
                next,
            },
            now,
            cancellationToken
        );

    /// <summary>The call that rings or talks on a number. There is never more than one.</summary>
    public Task<SandboxCall?> LiveCallAsync(string number, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session =>
                session.FirstOrDefaultAsync<SandboxCall>(
                    $"select {CallColumns} from sandbox_calls where number = @number and state <> 'over'",
                    new { number }
                ),
            cancellationToken
        );

    public Task<SandboxCall?> FindCallAsync(string id, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session =>
                session.FirstOrDefaultAsync<SandboxCall>(
                    $"select {CallColumns} from sandbox_calls where id = @id",
                    new { id }
                ),
            cancellationToken
        );

    /// <summary>The newest call to a number since a time: what a look-up finds when the answer was lost.</summary>
    public Task<SandboxCall?> FindCallAsync(string number, long since, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session =>
                session.FirstOrDefaultAsync<SandboxCall>(
                    $"""
                    select {CallColumns} from sandbox_calls
                    where number = @number and placed_at >= @since
                    order by placed_at desc
                    limit 1
                    """,
                    new { number, since }
                ),
            cancellationToken
        );

    public Task<SandboxText?> FindTextAsync(string id, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session =>
                session.FirstOrDefaultAsync<SandboxText>(
                    $"select {TextColumns} from sandbox_texts where id = @id",
                    new { id }
                ),
            cancellationToken
        );

    public Task<SandboxText?> FindTextAsync(string number, long since, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session =>
                session.FirstOrDefaultAsync<SandboxText>(
                    $"""
                    select {TextColumns} from sandbox_texts
                    where number = @number and from_phone = 0 and at >= @since
                    order by at desc
                    limit 1
                    """,
                    new { number, since }
                ),
            cancellationToken
        );

    public Task<IReadOnlyList<SandboxCall>> CallsSinceAsync(long since, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session =>
                session.QueryAsync<SandboxCall>(
                    $"""
                    select {CallColumns} from sandbox_calls
                    where state <> 'over' or placed_at >= @since
                    order by placed_at desc
                    limit 200
                    """,
                    new { since }
                ),
            cancellationToken
        );

    public Task<IReadOnlyList<SandboxText>> TextsSinceAsync(long since, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session =>
                session.QueryAsync<SandboxText>(
                    $"""
                    select {TextColumns} from sandbox_texts
                    where at >= @since
                    order by at desc
                    limit 400
                    """,
                    new { since }
                ),
            cancellationToken
        );

    /// <summary>Remembers what Scout was told, and when to look again.</summary>
    public Task ToldAsync(SandboxCall call, int told, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async session =>
            {
                var left = await session.FirstOrDefaultAsync<SandboxCall>(
                    $"""
                    update sandbox_calls set told = @told
                    where id = @Id and told <= @told
                    returning {CallColumns}
                    """,
                    new { call.Id, told }
                );
                if (left is { IsOver: true, Told: SandboxReports.ToldOver })
                {
                    await session.DropAsync(DueKind, CallKey + call.Id);
                }
                else if (left is not null)
                {
                    var again = left.Told < SandboxReports.Level(left) ? 0 : left.NextAt;
                    await session.SetAsync(DueKind, CallKey + call.Id, DateTimeOffset.FromUnixTimeMilliseconds(again));
                }
            },
            cancellationToken
        );

    public Task DropTextAsync(string id, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.DropAsync(DueKind, TextKey + id), cancellationToken);

    private Task<bool> MoveAsync(
        string id,
        string sql,
        object arguments,
        long now,
        CancellationToken cancellationToken
    ) =>
        database.WriteAsync(
            async session =>
            {
                if (await session.ExecuteAsync(sql, arguments) == 0)
                {
                    return false;
                }

                await DueAsync(session, CallKey + id, now);
                return true;
            },
            cancellationToken
        );

    private async Task DueAsync(Session session, string key, long at)
    {
        await session.SetAsync(DueKind, key, DateTimeOffset.FromUnixTimeMilliseconds(at));
        session.AfterCommit(() => live.Publish(LiveChange.Phones));
    }
}
