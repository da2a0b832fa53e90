using Scout.Core.Devices;
using Scout.Server.Accounts;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Devices;

/// <summary>The rows of devices.</summary>
internal static class DeviceStore
{
    private static readonly Rows Matches = new("match_id text");

    private static readonly Rows Heard = new(
        """
        id bigint, last_seen bigint, learned_ms bigint, battery_v double precision, battery_percent double precision,
        battery_at bigint, rssi double precision, snr double precision, link_quality bigint, lat double precision,
        lng double precision, radius_m double precision, located_at bigint, last_seq bigint, last_seq_at bigint,
        trouble text, trouble_at bigint, trouble_words text, overuse_at bigint
        """
    );

    private const string Told = """
        last_seen = r.last_seen, learned_ms = r.learned_ms, battery_v = r.battery_v, battery_percent = r.battery_percent,
        battery_at = r.battery_at, rssi = r.rssi, snr = r.snr, link_quality = r.link_quality, lat = r.lat, lng = r.lng,
        radius_m = r.radius_m, located_at = r.located_at, last_seq = r.last_seq, last_seq_at = r.last_seq_at,
        trouble = r.trouble, trouble_at = r.trouble_at, trouble_words = r.trouble_words, overuse_at = r.overuse_at
        """;

    /// <summary>How devices of a network are told apart.</summary>
    public static string MatchOf(NetworkKind kind, string sensor, string device) =>
        (kind is NetworkKind.Data ? MatchId.Of(sensor, device) : MatchId.Of(device)).Value;

    /// <summary>Those of a network that are known already, by how they are compared.</summary>
    public static async Task<Dictionary<string, DeviceRow>> KnownDevicesAsync(
        this Session session,
        string network,
        IEnumerable<string> matches
    ) =>
        (
            await session.QueryAsync<DeviceRow>(
                $"""
                select {DeviceRow.Columns}
                from {Matches.In(session)} as r
                {session.JoinEach} devices d on d.network_id = @network and d.match_id = r.match_id
                """,
                new { network, rows = Rows.Of(matches.Select(match => (object?[])[match])) }
            )
        ).ToDictionary(row => row.MatchId, StringComparer.Ordinal);

    public static async Task<DeviceRow> AddDeviceAsync(
        this Session session,
        string network,
        string external,
        string match,
        string sensor,
        string name,
        DateTimeOffset now
    ) =>
        (
            await session.FirstOrDefaultAsync<DeviceRow>(
                $"""
                insert into devices
                    (network_id, external_id, match_id, sensor, name, state, first_seen, last_seen)
                values (@network, @external, @match, @sensor, @name, 'Quarantine', @now, @now)
                returning {DeviceRow.Columns.Replace("d.", "", StringComparison.Ordinal)}
                """,
                new
                {
                    network,
                    external,
                    match,
                    sensor,
                    name,
                    now = now.ToUnixTimeMilliseconds(),
                }
            )
        )!;

    /// <summary>What their messages told of them.</summary>
    public static void SaveHeard(this Session session, IEnumerable<DeviceRow> devices) =>
        session.Later(
            $"""
            update devices set {Told}
            from {Heard.In(session)} as r
            where devices.id = r.id
            """,
            new
            {
                rows = Rows.Of(
                    devices.Select(one =>
                        (object?[])
                            [
                                one.Id,
                                one.LastSeen,
                                one.LearnedMs,
                                one.BatteryV,
                                one.BatteryPercent,
                                one.BatteryAt,
                                one.Rssi,
                                one.Snr,
                                one.LinkQuality,
                                one.Lat,
                                one.Lng,
                                one.RadiusM,
                                one.LocatedAt,
                                one.LastSeq,
                                one.LastSeqAt,
                                one.Trouble,
                                one.TroubleAt,
                                one.TroubleWords,
                                one.OveruseAt,
                            ]
                    )
                ),
            }
        );

    /// <summary>Devices whose network is the account's, those that wait in quarantine first.</summary>
    /// <param name="network">Only of this one; null: all.</param>
    public static Task<IReadOnlyList<DeviceRow>> DevicesAsync(
        this Session session,
        string account,
        string? network = null
    ) =>
        session.QueryAsync<DeviceRow>(
            $"""
            select {DeviceRow.Columns}
            from devices d
            join networks n on n.id = d.network_id and n.account_id = @account and n.removed_at is null
            where cast(@network as text) is null or d.network_id = @network
            order by case d.state when 'Quarantine' then 0 when 'Retired' then 2 else 1 end, d.name, d.id
            """,
            new { account, network }
        );

    /// <summary>
    /// The device, for whoever owns its network or cares for its watch; null: it is not there for this account. What the
    /// account may do with it: <see cref="AccessStore.GrantAsync"/> of its watch, or all where it has none.
    /// </summary>
    public static Task<DeviceRow?> FindDeviceAsync(this Session session, Viewer viewer, long device) =>
        session.FirstOrDefaultAsync<DeviceRow>(
            $"""
            select {DeviceRow.Columns}
            from devices d
            join networks n on n.id = d.network_id and n.removed_at is null
            left join watches w on w.id = d.watch_id
            where d.id = @device
              and (n.account_id = @account or (w.id is not null and w.removed_at is null and {AccessStore.Sees}))
            """,
            new { device, account = viewer.Account }
        );

    /// <summary>The device behind a watch; null: the watch is of another kind.</summary>
    public static Task<DeviceRow?> DeviceOfWatchAsync(this Session session, string watch) =>
        session.FirstOrDefaultAsync<DeviceRow>(
            $"select {DeviceRow.Columns} from devices d where d.watch_id = @watch",
            new { watch }
        );

    public static Task<long> CountDevicesAsync(this Session session, string network) =>
        session.ScalarAsync<long>("select count(*) from devices where network_id = @network", new { network });

    public static Task<DeviceRow?> LockDeviceAsync(this Session session, long device) =>
        session.FirstOrDefaultAsync<DeviceRow>(
            $"""
            select {DeviceRow.Columns} from devices d where d.id = @device
            {(session.Engine is Engine.Postgres ? "for update of d" : "")}
            """,
            new { device }
        );
}
