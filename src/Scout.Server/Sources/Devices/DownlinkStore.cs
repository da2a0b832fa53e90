using Scout.Core.Devices;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Devices;

/// <summary>The rows of downlinks.</summary>
internal static class DownlinkStore
{
    /// <summary>The exact length of what Sigfox sends to a device, in hex digits.</summary>
    public const int Digits = 16;

    /// <summary>A device that does not ask for so long is not sent it any more, unless somebody says otherwise.</summary>
    public static TimeSpan UsualLife { get; } = TimeSpan.FromDays(7);

    public static bool IsData(string data) => data.Length == Digits && data.All(char.IsAsciiHexDigit);

    /// <summary>Waits until the device asks.</summary>
    /// <param name="data">Checked by <see cref="IsData"/>.</param>
    public static async Task<DownlinkRow> QueueDownlinkAsync(
        this Session session,
        long device,
        string data,
        string by,
        DateTimeOffset expiresAt,
        DateTimeOffset now
    ) =>
        (
            await session.FirstOrDefaultAsync<DownlinkRow>(
                $"""
                insert into downlinks (id, device_id, data, state, created_at, created_by, expires_at)
                values (@id, @device, @data, 'Queued', @now, @by, @expires)
                returning {DownlinkRow.Columns}
                """,
                new
                {
                    id = Guid.CreateVersion7(now).ToString("N"),
                    device,
                    data = data.ToLowerInvariant(),
                    by,
                    now = now.ToUnixTimeMilliseconds(),
                    expires = expiresAt.ToUnixTimeMilliseconds(),
                }
            )
        )!;

    /// <summary>The newest first.</summary>
    public static Task<IReadOnlyList<DownlinkRow>> DownlinksAsync(this Session session, long device, long most = 50) =>
        session.QueryAsync<DownlinkRow>(
            $"""
            select {DownlinkRow.Columns} from downlinks
            where device_id = @device
            order by created_at desc, id desc
            limit @most
            """,
            new { device, most }
        );

    /// <returns>False: it has left already, or there is none.</returns>
    public static async Task<bool> TakeBackDownlinkAsync(this Session session, long device, string id) =>
        await session.ExecuteAsync(
            "delete from downlinks where id = @id and device_id = @device and state = 'Queued'",
            new { device, id }
        ) > 0;

    /// <summary>The network tells what became of the last one that was given to it.</summary>
    public static Task<int> EndDownlinkAsync(
        this Session session,
        long device,
        DownlinkReport fate,
        DateTimeOffset now
    ) =>
        session.ExecuteAsync(
            """
            update downlinks set state = @state, info_code = @Code, info = @Words, ended_at = @now
            where id = (
                select id from downlinks
                where device_id = @device and state = 'Sent' and sent_at <= @now
                order by sent_at desc, id desc
                limit 1)
            """,
            new
            {
                device,
                state = (fate.IsAcknowledged ? DownlinkState.Acked : DownlinkState.Failed).ToString(),
                Code = (long?)fate.Code,
                fate.Words,
                now = now.ToUnixTimeMilliseconds(),
            }
        );
}
