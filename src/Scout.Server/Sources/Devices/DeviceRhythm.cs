using Scout.Server.Storage;

namespace Scout.Server.Sources.Devices;

/// <summary>How far apart the messages of a device usually are, learned from the newest of them.</summary>
internal static class DeviceRhythm
{
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

    public static async Task<DeviceRow> LearnedAsync(this Session session, DeviceRow device)
    {
        var times = await session.QueryAsync<long>(
            $"""
            select event_ts from messages
            where device_id = @Id and kind in ('Uplink', 'Advanced') and mark = ''
            order by event_ts desc
            limit {Most}
            """,
            new { device.Id }
        );
        return Of(times) is { } learned ? device with { LearnedMs = learned } : device;
    }
}
