using Scout.Core.Devices;
using Scout.Server.Due;
using Scout.Server.Live;
using Scout.Server.Readings;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Sources.Devices;

/// <summary>
/// Reads stored messages of a network that wait for it: a decoder or a field changed, a device was activated. The key is
/// the network. What a message measured before is taken back, so that the readings are what the decoders say now.
/// </summary>
internal sealed class RedecodeWork(Database database, LiveHub live, TimeProvider time) : IDueWork
{
    public const string WorkKind = "redecode";

    /// <summary>After all that can ring a phone.</summary>
    public const long Rank = 5;

    private const int Portion = 500;

    public string Kind => WorkKind;

    public int Concurrency => 1;

    public TimeSpan Lease => TimeSpan.FromSeconds(60);

    public async Task DoAsync(DueRow row, CancellationToken cancellationToken)
    {
        while (await database.WriteAsync(session => DecodeAsync(session, row.Key), cancellationToken))
        {
            // The next portion.
        }
    }

    /// <returns>False: none waits any more.</returns>
    private async Task<bool> DecodeAsync(Session session, string network)
    {
        if (
            await session.LockNetworkAsync(network) is null or { RemovedAt: not null }
            || await NextDeviceAsync(session, network) is not { WatchId: { } watch } device
        )
        {
            return false;
        }

        var mapping = await session.MappingAsync(network);
        var rows = (await WaitingAsync(session, device.Id)).Select(row => row.Again(mapping)).ToList();
        var shelf = await session.DecodersAsync(network);
        var decoders = shelf.For(device);
        var gain = new SeriesGain();
        var read = new List<MessageRow>(rows.Count);
        foreach (var row in rows)
        {
            var message = row.ToMessage(device.ExternalId);
            var decoded = DecoderChoice.Decode(message, decoders);
            if (row.Mark.Length == 0)
            {
                gain.Add(watch, decoded, decoders, message.At, DateTimeOffset.FromUnixTimeMilliseconds(row.ReceivedAt));
            }

            read.Add(
                row with
                {
                    DecodeState = decoded.State is DecodeState.Waiting ? DecodeState.Skipped : decoded.State,
                    DecoderVersion = shelf.VersionOf(decoded.DecoderId),
                }
            );
        }

        await session.TakeBackAsync(watch, [.. read.Where(row => row.Mark.Length == 0).Select(row => row.EventTs)]);
        await session.AddManyAsync(gain.Readings);
        session.SaveDecoded(read);
        await session.SetAsync(Turn.Kind, watch, time.GetUtcNow(), Turn.Rank);
        session.AfterCommit(() => live.Publish(LiveChange.OfWatch(watch)));
        await session.EndEmptySeriesAsync(watch);
        return true;
    }

    /// <summary>The next that has something to read.</summary>
    private static Task<DeviceRow?> NextDeviceAsync(Session session, string network) =>
        session.FirstOrDefaultAsync<DeviceRow>(
            $"""
            select {DeviceRow.Columns} from devices d
            where d.network_id = @network and d.watch_id is not null and d.state in ('Active', 'Muted')
              and exists (select 1 from messages m where m.device_id = d.id and m.decode_state = 'Waiting')
            order by d.id
            limit 1
            """,
            new { network }
        );

    private static Task<IReadOnlyList<MessageRow>> WaitingAsync(Session session, long device) =>
        session.QueryAsync<MessageRow>(
            $"""
            select {MessageRow.Columns} from messages m
            where m.device_id = @device and m.decode_state = 'Waiting'
            order by m.event_ts, m.id
            limit {Portion}
            """,
            new { device }
        );
}
