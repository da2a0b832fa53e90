using System.Collections.Immutable;
using Scout.Core.Devices;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Core.Watches.Sensors;
using Scout.Server.Accounts;
using Scout.Server.Alerts;
using Scout.Server.Pages.Alerts;
using Scout.Server.Pages.Shown;
using Scout.Server.Readings;
using Scout.Server.Sources.Devices;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Devices;

/// <summary>Reads what pages of devices show. Writes nothing.</summary>
internal sealed class DeviceQueries(Database database, AlertQueries alerts, TimeProvider time)
{
    private const long MessagesShown = 10;
    private const long DownlinksShown = 10;

    /// <summary>So many late ones, newest first, and somebody should know.</summary>
    private const int FewBehind = 3;

    /// <summary>What was never heard of has no shape of its own.</summary>
    public static FieldShape ShapeOf(ImmutableArray<DeviceDecoder> decoders, string field) =>
        decoders.SelectMany(decoder => decoder.Shapes).FirstOrDefault(shape => shape.Name == field)
        ?? new FieldShape(field);

    public Task<DevicesView> AllAsync(Me me, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async session =>
            {
                var clock = Clock.In(me.Zone, time.GetUtcNow());
                var networks = await session.NetworksAsync(me.Account);
                var devices = await session.DevicesAsync(me.Account);
                var series = (await SeriesRowsAsync(session, me.Account)).ToLookup(row => row.WatchId);
                var shelves = new Dictionary<string, Shelf>(StringComparer.Ordinal);
                foreach (var network in networks)
                {
                    shelves[network.Id] = await session.DecodersAsync(network.Id);
                }

                return new DevicesView(
                    clock,
                    networks,
                    [
                        .. devices.Select(device =>
                            (
                                device,
                                networks.First(network => network.Id == device.NetworkId),
                                View(series[device.WatchId ?? ""], device, shelves[device.NetworkId], clock.Now)
                            )
                        ),
                    ]
                );
            },
            cancellationToken
        );

    /// <summary>Null: there is no such device for this account.</summary>
    public Task<DeviceView?> FindAsync(Me me, long id, CancellationToken cancellationToken) =>
        database.ReadAsync(session => FindAsync(session, me, id), cancellationToken);

    /// <summary>The same, with what rings for it.</summary>
    public async Task<DeviceView?> FindWithAlertsAsync(Me me, long id, CancellationToken cancellationToken) =>
        await FindAsync(me, id, cancellationToken) is not { } view ? null
        : view.Device.WatchId is not { } watch ? view
        : view with
        {
            Open = (await alerts.ListAsync(me, new AlertFilter(Open: true, Watch: watch), cancellationToken)).Alerts,
        };

    private async Task<DeviceView?> FindAsync(Session session, Me me, long id)
    {
        var viewer = new Viewer(me.Account, me.RunsInstance);
        if (
            await session.FindDeviceAsync(viewer, id) is not { } device
            || await session.FirstOrDefaultAsync<NetworkRow>(
                $"select {NetworkRow.Columns} from networks where id = @NetworkId",
                new { device.NetworkId }
            )
                is not { } network
        )
        {
            return null;
        }

        var clock = Clock.In(me.Zone, time.GetUtcNow());
        var isOwn = network.AccountId == me.Account;
        var shelf = await session.DecodersAsync(network.Id);
        var decoders = shelf.For(device);
        var rows = await SeriesRowsAsync(session, device.WatchId ?? "-", isWatch: true);
        var messages = await session.MessagesAsync(id, MessagesShown);
        var came = messages
            .Where(row => row is { Mark: "", Kind: nameof(MessageKind.Uplink) or nameof(MessageKind.Advanced) })
            .Select(row =>
                (
                    DateTimeOffset.FromUnixTimeMilliseconds(row.EventTs),
                    DateTimeOffset.FromUnixTimeMilliseconds(row.ReceivedAt)
                )
            )
            .ToList();
        var late = Lateness.Learn(came);
        return new DeviceView
        {
            Device = device,
            Network = network,
            Clock = clock,
            Zone = me.Zone,
            MayChange = device.WatchId is { } watch ? await session.GrantAsync(viewer, watch) >= Grant.Change : isOwn,
            IsOwn = isOwn,
            Late = late,
            IsBehind =
                late == TimeSpan.Zero
                && came.Count >= FewBehind
                && came.Take(FewBehind).All(one => one.Item2 - one.Item1 > SensorView.LateAfter),
            Series = View(rows, device, shelf, clock.Now),
            Messages = [.. messages.Select(row => View(row, device, decoders))],
            Downlinks = await session.DownlinksAsync(id, DownlinksShown),
            SentToday = await session.SentWithinDayAsync(id, clock.Now),
            FirstReading = (await session.FirstAsync(rows.Select(row => row.Id)))
                .Values.Select(at => (DateTimeOffset?)at)
                .Min(),
            Settings = await SettingsAsync(session, device),
        };
    }

    /// <param name="of">An account, or one watch of whatever account.</param>
    public static Task<IReadOnlyList<DeviceSeriesRow>> SeriesRowsAsync(
        Session session,
        string of,
        bool isWatch = false
    ) =>
        session.QueryAsync<DeviceSeriesRow>(
            $"""
            select g.id, g.watch_id, g.field, g.unit, r.ts, r.value, r.received_at
            from series g
            join devices d on d.watch_id = g.watch_id
            join networks n on n.id = d.network_id and n.removed_at is null
            left join readings r on r.series_id = g.id and r.ts = g.last_at
            where {(isWatch ? "g.watch_id = @of" : "n.account_id = @of")}
            order by g.id
            """,
            new { of }
        );

    public static IReadOnlyList<SeriesView> View(
        IEnumerable<DeviceSeriesRow> rows,
        DeviceRow device,
        Shelf shelf,
        DateTimeOffset now
    )
    {
        var decoders = shelf.For(device);
        // In the order of the bytes; what came decoded follows in the order in which it came first.
        var places = decoders
            .SelectMany(decoder => decoder.Decoder.Fields)
            .Select(field => field.Name)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return
        [
            .. rows.OrderBy(row => places.IndexOf(row.Field) is >= 0 and var place ? place : places.Count)
                .Select(row => new SeriesView(
                    row.Id,
                    ShapeOf(decoders, row.Field),
                    row.Unit,
                    row.Latest,
                    row.Latest is not { } latest || now - latest.At >= Silence.After(device.Interval)
                )),
        ];
    }

    private static async Task<WatchSettings?> SettingsAsync(Session session, DeviceRow device) =>
        await session.FirstOrDefaultAsync<string>(
            "select settings from watches where id = @WatchId",
            new { device.WatchId }
        )
            is { } settings
            ? ScoutJson.ReadSettings(settings)
            : null;

    private static MessageView View(MessageRow row, DeviceRow device, ImmutableArray<DeviceDecoder> decoders) =>
        new(
            row,
            MessageMeta.Read(row.Meta),
            [
                .. DecoderChoice
                    .Decode(row.ToMessage(device.ExternalId), decoders)
                    .Values.Select(value =>
                    {
                        var shape = ShapeOf(decoders, value.Name);
                        return (FieldText.Label(shape), FieldText.Of(value, shape));
                    }),
            ]
        );
}

/// <summary>A series of a device's watch with its newest reading.</summary>
internal sealed record DeviceSeriesRow
{
    public required long Id { get; init; }

    public required string WatchId { get; init; }

    public required string Field { get; init; }

    public required string Unit { get; init; }

    public long? Ts { get; init; }

    public double? Value { get; init; }

    public long? ReceivedAt { get; init; }

    public Reading? Latest =>
        Ts is { } ts && Value is { } value
            ? new Reading(
                DateTimeOffset.FromUnixTimeMilliseconds(ts),
                value,
                Trend.Unknown,
                DateTimeOffset.FromUnixTimeMilliseconds(ReceivedAt ?? ts)
            )
            : null;
}
