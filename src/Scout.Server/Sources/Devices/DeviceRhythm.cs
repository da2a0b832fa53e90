using System.Globalization;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Devices;

/// <summary>How far apart the messages of a device usually are, learned from the newest of them.</summary>
internal static class DeviceRhythm
{
    private static readonly Rows Ids = new("id bigint");

    private const int Most = 21;
    private const int Fewest = 4;

    /// <summary>The median distance in ms of times, in whatever order; null: they are too few.</summary>
    public static long? Of(IEnumerable<long> times)
    {
        var ordered = times.Distinct().Order().ToList();
        if (ordered.Count < Fewest)
        {
            return null;
        }

        var distances = ordered.Skip(1).Zip(ordered, (later, earlier) => later - earlier).Order().ToList();
        return distances[distances.Count / 2];
    }

    /// <summary>What the messages of these devices show now; those that are too few show nothing.</summary>
    public static async Task<IReadOnlyDictionary<long, long>> RhythmsAsync(
        this Session session,
        IEnumerable<long> devices
    )
    {
        var rows = await session.QueryAsync<TimesRow>(
            $"""
            select r.id, (
                select {Joined(session.Engine)} from (
                    select event_ts from messages
                    where device_id = r.id and kind in ('Uplink', 'Advanced') and mark = ''
                    order by event_ts desc
                    limit {Most}) as newest) as times
            from {Ids.In(session)} as r
            """,
            new { rows = Rows.Of(devices.Select(device => (object?[])[device])) }
        );
        return rows.Select(row => (row.Id, Rhythm: Of(Times(row.Times))))
            .Where(one => one.Rhythm is not null)
            .ToDictionary(one => one.Id, one => one.Rhythm!.Value);
    }

    private static string Joined(Engine engine) =>
        engine is Engine.Postgres ? "string_agg(cast(event_ts as text), ',')" : "group_concat(event_ts)";

    private static IEnumerable<long> Times(string? times) =>
        (times ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(time => long.Parse(time, CultureInfo.InvariantCulture));

    private sealed record TimesRow
    {
        public required long Id { get; init; }

        public string? Times { get; init; }
    }
}
