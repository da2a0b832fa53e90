using Dapper;
using Scout.Server.Storage;

namespace Scout.Server.Due;

/// <summary>Takes the rows that are due, of every kind as many as the node can take, in one round trip.</summary>
internal sealed class DueClaim
{
    private readonly string _text;
    private readonly string _owner;

    public DueClaim(Engine engine, IReadOnlyList<DueLane> lanes, string owner)
    {
        _owner = owner;
        _text = string.Join(";\n", [.. lanes.Select((lane, index) => TakeText(engine, lane, index)), NextText(lanes)]);
    }

    /// <param name="rooms">How many rows of each lane to take at most.</param>
    public async Task<DueTaken> TakeAsync(
        Session session,
        IReadOnlyList<DueLane> lanes,
        IReadOnlyList<int> rooms,
        DateTimeOffset now
    )
    {
        var arguments = new DynamicParameters();
        arguments.Add("now", now.ToUnixTimeMilliseconds());
        arguments.Add("owner", _owner);
        for (var i = 0; i < lanes.Count; i++)
        {
            arguments.Add($"kind{i}", lanes[i].Kind);
            arguments.Add($"room{i}", (long)rooms[i]);
            arguments.Add($"until{i}", (now + lanes[i].Lease).ToUnixTimeMilliseconds());
        }

        using var results = await session.QueryMultipleAsync(_text, arguments);
        var claims = new List<DueClaimed>();
        foreach (var lane in lanes)
        {
            // A returning clause keeps no order.
            var rows = await results.ReadAsync<ClaimRow>();
            claims.AddRange(rows.OrderBy(row => row.Rank).ThenBy(row => row.Slot).Select(row => row.For(lane)));
        }

        var next = await results.ReadFirstOrDefaultAsync<long?>();
        return new DueTaken(claims, next is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null);
    }

    // The row itself is addressed (ctid, rowid): a join over the key would have the planner read the whole table.
    // Periodic rows go by time alone, so that the index gives the order even after a long pause.
    private static string TakeText(Engine engine, DueLane lane, int index)
    {
        var (row, skip) = engine is Engine.Postgres ? ("ctid", "for update skip locked") : ("rowid", "");
        var picked = $"""
            select {row} from due
            where kind = @kind{index} and due_at <= @now and lease_until <= @now
            order by {(lane.Lease > TimeSpan.Zero ? "rank, " : "")}due_at
            limit @room{index}
            {skip}
            """;
        return $"""
            update due set
                slot = due_at,
                due_at = case when period_ms > 0 then due_at + ((@now - due_at) / period_ms + 1) * period_ms else due_at end,
                lease_until = case when period_ms > 0 then 0 else @until{index} end,
                attempt = case when period_ms > 0 then 0 else attempt + 1 end,
                fence = fence + 1,
                owner = @owner
            where {(engine is Engine.Postgres ? $"{row} = any(array({picked}))" : $"{row} in ({picked})")}
            returning key, slot, rank, period_ms, fence, attempt
            """;
    }

    private static string NextText(IReadOnlyList<DueLane> lanes) =>
        $"select min(next) from ({string.Join(
            " union all ",
            lanes.Select((_, index) => $"select min(due_at) as next from due where kind = @kind{index} and due_at > @now")
        )}) as lanes";

    private sealed record ClaimRow
    {
        public required string Key { get; init; }

        public required long Slot { get; init; }

        public required long Rank { get; init; }

        public required long PeriodMs { get; init; }

        public required long Fence { get; init; }

        public required long Attempt { get; init; }

        public DueClaimed For(DueLane lane) =>
            new(lane, new DueRow(lane.Kind, Key, Slot, Fence, Attempt) { Rank = Rank }, PeriodMs > 0);
    }
}

/// <summary>A claimed row and the lane that works on it.</summary>
/// <param name="IsPeriodic">The claim has moved it on already; nothing is left to finish.</param>
internal sealed record DueClaimed(DueLane Lane, DueRow Row, bool IsPeriodic);

/// <summary>What a look brought.</summary>
/// <param name="Next">When the next row is due that was not yet; null when there is none.</param>
internal sealed record DueTaken(IReadOnlyList<DueClaimed> Claims, DateTimeOffset? Next);
