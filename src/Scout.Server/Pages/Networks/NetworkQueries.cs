using Scout.Server.Accounts;
using Scout.Server.Pages.Shown;
using Scout.Server.Sources.Devices;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Networks;

/// <summary>Reads what the page of a network shows.</summary>
internal static class NetworkQueries
{
    private const long UnreadShown = 5;

    /// <summary>PostgreSQL has no such function of a bigint.</summary>
    private const int BodyShown = 1_000;
    private const long Heard = 20;

    /// <summary>Null: the account has no such network.</summary>
    public static async Task<NetworkView?> NetworkViewAsync(this Session session, Me me, string id, DateTimeOffset now)
    {
        if (await session.FindNetworkAsync(me.Account, id) is not { } network)
        {
            return null;
        }

        var decoders = await session.DecoderRowsAsync(id);
        return new NetworkView
        {
            Network = network,
            Clock = Clock.In(me.Zone, now),
            OldSecretUntil =
                await session.OldNetworkSecretAsync(id) is { } ends && ends > now.ToUnixTimeMilliseconds()
                    ? DateTimeOffset.FromUnixTimeMilliseconds(ends)
                    : null,
            Decoders = [.. decoders.Where(row => !row.IsMapping)],
            Mapping = decoders.FirstOrDefault(row => row.IsMapping),
            Devices = await session.CountDevicesAsync(id),
            Unread = await session.QueryAsync<UnreadRow>(
                """
                select received_at, problem, substr(body, 1, @BodyShown) as body
                from arrivals
                where network_id = @id and problem <> ''
                order by id desc
                limit @UnreadShown
                """,
                new
                {
                    id,
                    BodyShown,
                    UnreadShown,
                }
            ),
        };
    }

    /// <summary>The newest messages of a network that say something, newest first: what a decoder is tried on.</summary>
    public static Task<IReadOnlyList<MessageRow>> SamplesAsync(this Session session, string network) =>
        session.QueryAsync<MessageRow>(
            $"""
            select {MessageRow.Columns} from messages m
            where m.kind in ('Uplink', 'Advanced') and m.device_id in (select id from devices where network_id = @network)
            order by m.received_at desc, m.id desc
            limit @Heard
            """,
            new { network, Heard }
        );
}
