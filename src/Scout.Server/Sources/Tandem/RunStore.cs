using Scout.Core.Tandem;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Tandem;

/// <summary>A run as it is kept: asked for, under way, over.</summary>
internal sealed record RunRow
{
    public required string Id { get; init; }
    public required string AskedBy { get; init; }
    public required long AskedAt { get; init; }
    public required long Days { get; init; }
    public required long Pretend { get; init; }
    public required string Features { get; init; }
    public required string State { get; init; }
    public long? StartedAt { get; init; }
    public long? EndedAt { get; init; }
    public required long Events { get; init; }
    public required long Unknown { get; init; }
    public required long Written { get; init; }
    public required long Known { get; init; }
    public required long Deleted { get; init; }
    public required long Held { get; init; }
    public required string Problem { get; init; }
    public required string Counts { get; init; }
    public required long Overwrite { get; init; }
    public required string Warnings { get; init; }

    public PumpOrder Order =>
        new(
            AskedBy,
            (int)Days,
            Pretend == 1,
            Features.Length > 0 && Core.Tandem.Features.TryParse(Features, out var set, out _) ? set : null
        )
        {
            OverwritesProfile = Overwrite == 1,
        };
}

internal static class RunStore
{
    private const string Columns = """
        id, asked_by, asked_at, days, pretend, features, state, started_at, ended_at, events, unknown, written, known,
        deleted, held, problem, counts, overwrite, warnings
        """;

    /// <summary>How many runs of an account are kept.</summary>
    private const int Kept = 200;

    /// <summary>Of one run: a log that is damaged throughout says the same in every line.</summary>
    private const int MostWarnings = 10;

    /// <param name="state">Asked or Running.</param>
    public static async Task<string> AddRunAsync(
        this Session session,
        string watch,
        PumpOrder order,
        string state,
        DateTimeOffset now
    )
    {
        var id = Guid.CreateVersion7(now).ToString("N");
        await session.ExecuteAsync(
            """
            insert into pump_runs (id, watch_id, asked_by, asked_at, days, pretend, features, overwrite, state, started_at)
            values (@id, @watch, @By, @now, @days, @pretend, @features, @overwrite, @state,
                    case when @state = 'Running' then @now end);
            delete from pump_runs where watch_id = @watch and state not in ('Asked', 'Running') and id not in (
                select id from pump_runs where watch_id = @watch order by asked_at desc, id desc limit @kept)
            """,
            new
            {
                id,
                watch,
                order.By,
                days = (long)order.Days,
                pretend = order.IsPretend ? 1L : 0L,
                features = order.Features is { } set ? string.Join(',', set.Names()) : "",
                overwrite = order.OverwritesProfile ? 1L : 0L,
                state,
                kept = (long)Kept,
                now = now.ToUnixTimeMilliseconds(),
            }
        );
        return id;
    }

    /// <summary>The run that was asked for first; it is under way from now on. Null: none was.</summary>
    public static Task<RunRow?> BeginAskedRunAsync(this Session session, string watch, DateTimeOffset now) =>
        session.FirstOrDefaultAsync<RunRow>(
            $"""
            update pump_runs set state = 'Running', started_at = @now
            where id = (
                select id from pump_runs where watch_id = @watch and state = 'Asked' order by asked_at, id limit 1)
            returning {Columns}
            """,
            new { watch, now = now.ToUnixTimeMilliseconds() }
        );

    public static Task<int> EndRunAsync(this Session session, string id, PumpResult result, DateTimeOffset now) =>
        session.ExecuteAsync(
            """
            update pump_runs set
                state = @state, ended_at = @now, events = @Events, unknown = @Unknown, written = @Written,
                known = @Known, deleted = @Deleted, held = @Held, last_seq = @LastSequence, problem = @Problem,
                counts = @CountsText, warnings = @warnings
            where id = @id
            """,
            new
            {
                id,
                state = result.IsFine ? "Done" : "Failed",
                result.Tally.Events,
                result.Tally.Unknown,
                result.Tally.Written,
                result.Tally.Known,
                result.Tally.Deleted,
                result.Tally.Held,
                result.Tally.LastSequence,
                result.Problem,
                result.Tally.CountsText,
                warnings = string.Join('\n', result.Tally.Warnings.Take(MostWarnings)),
                now = now.ToUnixTimeMilliseconds(),
            }
        );

    public static async Task<bool> HasRunAsync(this Session session, string watch, DateTimeOffset now) =>
        await session.ScalarAsync<long>(
            """
            select count(*) from pumps p where p.watch_id = @watch and (p.run_until > @now or exists (
                select 1 from pump_runs r where r.watch_id = p.watch_id and r.state = 'Asked'))
            """,
            new { watch, now = now.ToUnixTimeMilliseconds() }
        ) > 0;

    /// <summary>The newest first.</summary>
    public static Task<IReadOnlyList<RunRow>> RunsAsync(this Session session, string watch, int count) =>
        session.QueryAsync<RunRow>(
            $"select {Columns} from pump_runs where watch_id = @watch order by asked_at desc, id desc limit @count",
            new { watch, count = (long)count }
        );
}
