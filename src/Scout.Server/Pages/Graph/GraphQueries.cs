using System.Globalization;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Scout.Core.Readings;
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

    /// <summary>Nobody looks for one among more.</summary>
    private const int MostChoices = 200;

    /// <summary>Whoever comes may see the sensors that send without a secret.</summary>
    public bool IsOpen => options.Value.OpenIngest;

    private string Open => IsOpen ? NetworkStore.OpenId : "";

    /// <summary>Null: there is no such sensor for this account.</summary>
    /// <param name="me">Null: nobody is signed in.</param>
    /// <param name="sensor">As the address names it: of /data/{sensor}, or the number of a device; null: all.</param>
    public async Task<GraphView?> FindAsync(
        Me? me,
        string? sensor,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var chosen = sensor is null ? ReadChosen(context.Request.Query["series"]) : [];
        var loaded = await database.ReadAsync(session => LoadAsync(session, me, sensor, chosen), cancellationToken);
        if (sensor is not null && loaded.Lines.Count == 0)
        {
            return null;
        }

        var zone = me?.Zone ?? loaded.Zone ?? "UTC";
        return new GraphView(
            sensor,
            [.. loaded.Lines],
            GraphRange.Read(context.Request.Query),
            zone,
            Clock.In(zone, time.GetUtcNow()),
            UnitsOf(context, loaded.Lines, isChosen: loaded.Chosen > 0)
        )
        {
            IsChosen = loaded.Chosen > 0,
            LeftOut = chosen.Count - loaded.Chosen,
            Choices = [.. loaded.Choices],
            WithAlerts = me is not null,
        };
    }

    /// <summary>Temperatures that stand together are on one scale: as they are measured, that of the first.</summary>
    private static ShownUnits UnitsOf(HttpContext context, IReadOnlyList<GraphLine> lines, bool isChosen)
    {
        var units = ShownUnits.Of(context);
        return isChosen
            ? units with
            {
                Temperature =
                    units.Temperature
                    ?? lines.Select(line => Temperature.UnitOf(line.Unit)).FirstOrDefault(unit => unit is not null),
            }
            : units;
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
                    $"select g.id, g.field, g.unit {GraphRow.Joined} where g.id = @series and {GraphRow.Sees}",
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
                    left join devices d on d.watch_id = w.id
                    where w.removed_at is null and (d.network_id = @open or {AccessStore.Sees})
                    """,
                    new { open = Open, account = me?.Account ?? "" }
                ),
            cancellationToken
        );

    private async Task<Loaded> LoadAsync(Session session, Me? me, string? sensor, List<long> chosen)
    {
        var rows = await session.QueryAsync<GraphRow>(
            $"""
            select g.id, g.watch_id, g.field, g.unit, g.last_at, w.name, w.settings, p.zone, d.id as device,
                   d.network_id, d.sensor, d.fields, d.expected_ms, d.learned_ms
            {GraphRow.Joined}
            left join contacts p on p.id = w.person_id
            where {GraphRow.Sees} and coalesce(d.state, '') <> 'Retired'
              and (@sensor = '' or d.sensor = @sensor or cast(d.id as text) = @sensor)
            order by coalesce(g.last_at, 0) desc, g.id
            limit {MostChoices}
            """,
            new
            {
                open = Open,
                account = me?.Account ?? "",
                sensor = sensor ?? "",
            }
        );
        var looks = await DecoderLooks.LoadAsync(session);
        // A line that has just spoken must not change places with another: sorted as people know them.
        var named = rows.OrderBy(row => row.Name, StringComparer.Ordinal).ThenBy(row => row.Id).ToList();
        var together = Chosen(named, chosen);
        var shown = together.Count > 0 ? together : [.. Latest(rows, named)];
        var ids = shown.ConvertAll(row => row.Id);
        var newest = await session.NewestAsync(ids, Ten);
        var first = await session.FirstAsync(ids);
        return new Loaded(
            shown.ConvertAll(row =>
                row.ToLine(looks, newest[row.Id], first.TryGetValue(row.Id, out var at) ? at : null)
            ),
            sensor is null ? named.ConvertAll(row => row.ToChoice(looks, chosen.Contains(row.Id))) : [],
            together.Count,
            shown.Select(row => row.Zone).FirstOrDefault(zone => zone is not null)
        );
    }

    private static List<GraphRow> Chosen(List<GraphRow> rows, List<long> chosen) =>
        [.. chosen.Select(id => rows.Find(row => row.Id == id)).OfType<GraphRow>().Take(Look.All.Count)];

    /// <summary>Sensors alone: glucose has pages of its own, and stands here when it was chosen.</summary>
    private static IEnumerable<GraphRow> Latest(IEnumerable<GraphRow> newestFirst, IEnumerable<GraphRow> named)
    {
        var latest = newestFirst.Where(row => row.Device is not null).Take(MostLines).ToHashSet();
        return named.Where(latest.Contains);
    }

    /// <summary>What is no number is nothing that was chosen.</summary>
    private static List<long> ReadChosen(StringValues typed)
    {
        var chosen = new List<long>();
        foreach (var text in typed)
        {
            if (
                chosen.Count < MostChoices
                && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && !chosen.Contains(id)
            )
            {
                chosen.Add(id);
            }
        }

        return chosen;
    }

    /// <param name="Chosen">How many of the lines were chosen: all or none.</param>
    private sealed record Loaded(
        IReadOnlyList<GraphLine> Lines,
        IReadOnlyList<GraphChoice> Choices,
        int Chosen,
        string? Zone
    );
}
