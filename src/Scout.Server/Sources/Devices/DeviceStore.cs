using Scout.Core.Devices;
using Scout.Server.Accounts;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Devices;

/// <summary>The rows of devices.</summary>
internal static class DeviceStore
{
    private static readonly Rows Matches = new("match_id text");

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
                join devices d on d.network_id = @network and d.match_id = r.match_id
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

    /// <summary>What its messages told of it.</summary>
    public static void SaveHeard(this Session session, DeviceRow device) =>
        session.Later(
            """
            update devices set
                last_seen = @LastSeen, learned_ms = @LearnedMs, battery_v = @BatteryV, battery_percent = @BatteryPercent,
                battery_at = @BatteryAt, rssi = @Rssi, snr = @Snr, link_quality = @LinkQuality, lat = @Lat, lng = @Lng,
                radius_m = @RadiusM, located_at = @LocatedAt, last_seq = @LastSeq, last_seq_at = @LastSeqAt,
                trouble = @Trouble, trouble_at = @TroubleAt, trouble_words = @TroubleWords,
                overuse_at = @OveruseAt
            where id = @Id
            """,
            device
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
