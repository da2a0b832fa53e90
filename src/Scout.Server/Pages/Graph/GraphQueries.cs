using Microsoft.Extensions.Options;
using Scout.Core.Devices;
using Scout.Server.Accounts;
using Scout.Server.Hosting;
using Scout.Server.Pages.Shown;
using Scout.Server.Readings;
using Scout.Server.Readings.Points;
using Scout.Server.Sources.Devices;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Graph;

/// <summary>Reads what the graph shows to somebody signed in, or to everybody where sensors are open. Writes nothing.</summary>
internal sealed class GraphQueries(Database database, IOptions<ScoutOptions> options, TimeProvider time)
{
    private const int Ten = 10;

    /// <summary>More than these in one page help nobody; each sensor has a page of its own.</summary>
    private const int MostLines = 24;

    /// <summary>A condition on <c>watches w</c> and <c>devices d</c>. No network has an empty id.</summary>
    private const string Sees = $"(d.network_id = @open or {AccessStore.Sees})";

    private const string Joined = """
        from series g
        join watches w on w.id = g.watch_id
        join devices d on d.watch_id = w.id
        """;

    /// <summary>Whoever comes may see the sensors that send without a secret.</summary>
    public bool IsOpen => options.Value.OpenIngest;

    private string Open => IsOpen ? NetworkStore.OpenId : "";

    /// <summary>Null: there is no such sensor for this account.</summary>
    /// <param name="me">Null: nobody is signed in.</param>
    /// <param name="sensor">As the address names it: of /data/{sensor}, or the number of a device; null: all.</param>
    public async Task<GraphView?> FindAsync(
        Me? me,
        string? sensor,
        IQueryCollection query,
        CancellationToken cancellationToken
    )
    {
        var rows = await database.ReadAsync(session => LoadAsync(session, me, sensor), cancellationToken);
        if (sensor is not null && rows.Count == 0)
        {
            return null;
        }

        var zone = me?.Zone ?? rows.Select(row => row.Row.Zone).FirstOrDefault(one => one is not null) ?? "UTC";
        return new GraphView(
            sensor,
            [.. rows.Select(row => LineOf(row.Row, row.Shapes, row.Newest))],
            GraphRange.Read(query),
            zone,
            Clock.In(zone, time.GetUtcNow())
        );
    }

    /// <summary>What the chart draws of a line; null: it is not there for this account.</summary>
    /// <param name="range">Null: the newest ten readings.</param>
    public Task<SeriesPoints?> PointsAsync(
        Me? me,
        long series,
        TimeRange? range,
        int width,
        CancellationToken cancellationToken
    ) =>
        database.ReadAsync(
            async session =>
                await session.FirstOrDefaultAsync<Readings.Points.SeriesRow>(
                    $"select g.id, g.field, g.unit {Joined} where g.id = @series and w.removed_at is null and {Sees}",
                    new
                    {
                        series,
                        open = Open,
                        account = me?.Account ?? "",
                    }
                )
                    is not { } row
                    ? null
                : range is { } stretch ? await session.LoadPointsAsync(row, stretch, width)
                : await session.LoadNewestAsync(row, Ten),
            cancellationToken
        );

    /// <summary>The watches of whose changes an open page hears.</summary>
    public Task<IReadOnlyList<string>> WatchesAsync(Me? me, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session =>
                session.QueryAsync<string>(
                    $"""
                    select w.id from watches w
                    join devices d on d.watch_id = w.id
                    where w.removed_at is null and {Sees}
                    """,
                    new { open = Open, account = me?.Account ?? "" }
                ),
            cancellationToken
        );

    private async Task<List<(Row Row, IReadOnlyList<FieldShape> Shapes, IReadOnlyList<ReadingRow> Newest)>> LoadAsync(
        Session session,
        Me? me,
        string? sensor
    )
    {
        var rows = await session.QueryAsync<Row>(
            $"""
            select g.id, g.field, g.unit, g.last_at, d.id as device, d.network_id, d.sensor, w.name, d.fields, d.expected_ms, d.learned_ms,
                   p.zone
            {Joined}
            left join contacts p on p.id = w.person_id
            where w.removed_at is null and d.state <> 'Retired' and {Sees}
              and (@sensor = '' or d.sensor = @sensor or cast(d.id as text) = @sensor)
            order by coalesce(g.last_at, 0) desc, g.id
            limit {MostLines}
            """,
            new
            {
                open = Open,
                account = me?.Account ?? "",
                sensor = sensor ?? "",
            }
        );
        var looks = await DecoderLooks.LoadAsync(session);
        var loaded = new List<(Row, IReadOnlyList<FieldShape>, IReadOnlyList<ReadingRow>)>(rows.Count);
        // A line that has just spoken must not change places with another: sorted as people know them.
        foreach (var row in rows.OrderBy(row => row.Name, StringComparer.Ordinal).ThenBy(row => row.Id))
        {
            loaded.Add((row, looks.Of(row.NetworkId, row.Fields), await session.NewestAsync(row.Id, Ten)));
        }

        return loaded;
    }

    /// <param name="shapes">What stands first counts.</param>
    private static GraphLine LineOf(Row row, IReadOnlyList<FieldShape> shapes, IReadOnlyList<ReadingRow> newest)
    {
        var shape = shapes.FirstOrDefault(one => one.Name == row.Field);
        return new GraphLine(
            row.Id,
            row.Name,
            $"/graph/{Uri.EscapeDataString(row.Sensor.Length > 0 ? row.Sensor : $"{row.Device}")}",
            shape?.Label is { Length: > 0 } label ? label : row.Field,
            row.Unit,
            shape?.Decimals,
            [.. newest.Select(reading => reading.ToReading()).Reverse()],
            (row.ExpectedMs ?? row.LearnedMs) is { } ms ? TimeSpan.FromMilliseconds(ms) : null
        );
    }

    private sealed record Row
    {
        public required long Id { get; init; }
        public required string Field { get; init; }
        public required string Unit { get; init; }
        public long? LastAt { get; init; }
        public required long Device { get; init; }
        public required string NetworkId { get; init; }
        public required string Sensor { get; init; }
        public required string Name { get; init; }
        public required string Fields { get; init; }
        public long? ExpectedMs { get; init; }
        public long? LearnedMs { get; init; }
        public string? Zone { get; init; }
    }
}
