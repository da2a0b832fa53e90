using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Scout.Core.Devices;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Devices;

/// <summary>Gives waiting downlinks to devices that ask. A device that asks twice with one message gets the same one.</summary>
internal sealed class DownlinkDesk(Database database, TimeProvider time, IOptions<DeviceOptions> options)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The JSON for the network; null: nothing waits.</summary>
    public async Task<string?> AnswerAsync(
        string network,
        ImmutableArray<DeviceMessage> messages,
        CancellationToken cancellationToken
    )
    {
        var asking = messages.Where(message => message.WantsDownlink).DistinctBy(message => message.Device).ToList();
        var waiting = await database.ReadAsync(
            session =>
                session.ScalarAsync<long>(
                    """
                    select count(*) from downlinks w
                    join devices d on d.id = w.device_id
                    where d.network_id = @network and (w.state = 'Queued' or w.sent_at > @lately)
                    """,
                    new { network, lately = (time.GetUtcNow() - Day).ToUnixTimeMilliseconds() }
                ),
            cancellationToken
        );
        if (waiting == 0)
        {
            return null;
        }

        var given = await database.WriteAsync(session => GiveAsync(session, network, asking), cancellationToken);
        return given.Count == 0 ? null : Write(given);
    }

    private async Task<List<(string Device, string Data)>> GiveAsync(
        Session session,
        string network,
        List<DeviceMessage> asking
    )
    {
        var now = time.GetUtcNow();
        var given = new List<(string, string)>();
        foreach (var message in asking)
        {
            if (await GiveAsync(session, network, message, now) is { } data)
            {
                given.Add((message.Device, data));
            }
        }

        return given;
    }

    private async Task<string?> GiveAsync(Session session, string network, DeviceMessage message, DateTimeOffset now)
    {
        var device = await session.ScalarAsync<long?>(
            $"""
            select id from devices
            where network_id = @network and match_id = @match and state in ('Active', 'Muted')
            {session.ForUpdate}
            """,
            new { network, match = MatchId.Of(message.Device).Value }
        );
        if (device is not { } id)
        {
            return null;
        }

        var known = await session.FirstOrDefaultAsync<string>(
            "select data from downlinks where device_id = @id and sent_for = @Key",
            new { id, message.Key }
        );
        return known ?? await NextAsync(session, id, message.Key, now);
    }

    private async Task<string?> NextAsync(Session session, long device, string key, DateTimeOffset now) =>
        await session.FirstOrDefaultAsync<string>(
            """
            update downlinks set state = 'Sent', sent_at = @now, sent_for = @key
            where id = (
                select id from downlinks
                where device_id = @device and state = 'Queued' and expires_at > @now
                order by created_at, id
                limit 1)
              and (select count(*) from downlinks where device_id = @device and sent_at > @lately) < @most
            returning data
            """,
            new
            {
                device,
                key,
                now = now.ToUnixTimeMilliseconds(),
                lately = (now - Day).ToUnixTimeMilliseconds(),
                most = (long)options.Value.DownlinksPerDay,
            }
        );

    private static string Write(List<(string Device, string Data)> given)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (device, data) in given)
            {
                json.WriteStartObject(device);
                json.WriteString("downlinkData", data);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
