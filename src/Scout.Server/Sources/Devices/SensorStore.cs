using Dapper;
using Scout.Core.Devices;
using Scout.Core.Watches;
using Scout.Core.Watches.Sensors;
using Scout.Server.Readings;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Devices;

/// <summary>Loads what the rules of a device look at: only of watches that are about one, and no more than its rules ask for.</summary>
internal static class SensorStore
{
    /// <summary>Enough to know what is usual, and for so many of so many.</summary>
    private const int WindowRows = 48;

    /// <summary>Enough to know what is usual: of series that only stand for the device.</summary>
    private const int FewRows = 6;

    /// <summary>A device with more series than this is judged by those that spoke last.</summary>
    private const long MostSeries = 60;

    /// <summary>Even a value every second fills the longest time that a limit can be held.</summary>
    private const long MostRows = 25_000;

    private const long MostMessages = 1_000;

    /// <summary>Null: no device belongs to the watch any more.</summary>
    public static async Task<SensorView?> LoadSensorAsync(
        this Session session,
        string watch,
        SensorSettings settings,
        DateTimeOffset now
    )
    {
        var asksSequence = settings.Asks(RuleKind.Gap);
        using var grid = await session.QueryMultipleAsync(
            $"""
            select {DeviceRow.Columns} from devices d where d.watch_id = @watch;

            select c.fields from decoders c
            join devices d on d.network_id = c.network_id
            where d.watch_id = @watch
            order by c.position, c.id;

            select id, field, unit, last_at from series
            where watch_id = @watch and last_at is not null
            order by last_at desc, field
            limit @MostSeries;

            {(asksSequence ? Numbered : "")}
            """,
            new
            {
                watch,
                MostSeries,
                MostMessages,
                from = (now - SequenceGaps.Over).ToUnixTimeMilliseconds(),
            }
        );
        var device = await grid.ReadFirstOrDefaultAsync<DeviceRow>();
        var decoders = (await grid.ReadAsync<string>()).AsList();
        var rows = (await grid.ReadAsync<SensorSeriesRow>()).AsList();
        var marks = asksSequence ? (await grid.ReadAsync<MarkRow>()).AsList() : [];
        if (device is null)
        {
            return null;
        }

        // What a person said about a field of this device wins, then the first decoder that has it.
        FieldShape[] shapes = [.. decoders.Prepend(device.Fields).SelectMany(text => FieldShapes.Read(text))];
        var windows = await session.WindowsAsync(rows, settings);
        var lastData = rows.Count == 0 ? await session.LastDataAsync(device) : null;
        return new SensorView(
            [.. rows.Select(row => SeriesOf(row, windows[row.Id], shapes))],
            SignsOf(device, marks, lastData)
        );
    }

    /// <summary>Newest first: as many readings as are looked at, and further back as long as a limit may be held.</summary>
    private static async Task<Dictionary<long, IReadOnlyList<ReadingRow>>> WindowsAsync(
        this Session session,
        List<SensorSeriesRow> series,
        SensorSettings settings
    )
    {
        var windows = new Dictionary<long, IReadOnlyList<ReadingRow>>(series.Count);
        foreach (var group in series.GroupBy(one => RowsOf(one, settings)))
        {
            var newest = await session.NewestAsync(group.Select(one => one.Id), group.Key);
            foreach (var one in group)
            {
                var window = newest[one.Id].ToList();
                var from = one.LastAt - (2 * (long)settings.LooksBack(one.Field).TotalMilliseconds);
                windows[one.Id] =
                    window.Count == group.Key && window[^1].Ts > from
                        ? await session.SinceAsync(one.Id, from) // it measures so often that these are not enough
                        : window;
            }
        }

        return windows;
    }

    private static int RowsOf(SensorSeriesRow series, SensorSettings settings) =>
        settings.Rules.Any(rule => rule.Field == series.Field) ? WindowRows : FewRows;

    private static Task<IReadOnlyList<ReadingRow>> SinceAsync(this Session session, long series, long from) =>
        session.QueryAsync<ReadingRow>(
            """
            select ts, value, trend, received_at from readings
            where series_id = @series and ts >= @from
            order by ts desc
            limit @MostRows
            """,
            new
            {
                series,
                from,
                MostRows,
            }
        );

    private static SensorSeries SeriesOf(SensorSeriesRow row, IReadOnlyList<ReadingRow> readings, FieldShape[] shapes)
    {
        var shape = Array.Find(shapes, one => one.Name == row.Field);
        return new SensorSeries(row.Field, [.. readings.Select(one => one.ToReading())])
        {
            Label = shape?.Label ?? "",
            Unit = shape is { Unit.Length: > 0 } ? shape.Unit : row.Unit,
            Decimals = shape?.Decimals,
        };
    }

    /// <summary>Of a device that no decoder reads: when it last sent anything of its own. What its network says of it is no sign of life.</summary>
    private static Task<long?> LastDataAsync(this Session session, DeviceRow device) =>
        session.ScalarAsync<long?>(
            """
            select max(event_ts) from messages
            where device_id = @Id and kind in ('Uplink', 'Advanced') and mark = ''
            """,
            new { device.Id }
        );

    /// <param name="lastData">Asked for only where no series tells.</param>
    private static DeviceSigns SignsOf(DeviceRow device, List<MarkRow> marks, long? lastData) =>
        new()
        {
            IsMuted = device.State is not DeviceState.Active,
            Expected = device.ExpectedMs is { } expected ? TimeSpan.FromMilliseconds(expected) : null,
            Learned = device.LearnedMs is { } learned ? TimeSpan.FromMilliseconds(learned) : null,
            LastSeen = Time(lastData),
            Battery = device.BatteryV,
            BatteryPercent = device.BatteryPercent,
            Trouble = device.TroubleOf,
            TroubleAt = Time(device.TroubleAt),
            TroubleWords = device.TroubleWords,
            OverusedAt = Time(device.OveruseAt),
            Sequence =
            [
                .. marks.Select(mark => new SequenceMark(
                    DateTimeOffset.FromUnixTimeMilliseconds(mark.EventTs),
                    mark.Seq
                )),
            ],
        };

    private const string Numbered = """
        select m.event_ts, m.seq from messages m
        join devices d on d.id = m.device_id
        where d.watch_id = @watch and m.event_ts >= @from and m.seq is not null and m.mark = ''
          and m.kind in ('Uplink', 'Advanced')
        order by m.event_ts desc
        limit @MostMessages
        """;

    private static DateTimeOffset? Time(long? at) => at is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;

    private sealed record SensorSeriesRow
    {
        public required long Id { get; init; }

        public required string Field { get; init; }

        public required string Unit { get; init; }

        public required long LastAt { get; init; }
    }

    private sealed record MarkRow
    {
        public required long EventTs { get; init; }

        public required long Seq { get; init; }
    }
}
