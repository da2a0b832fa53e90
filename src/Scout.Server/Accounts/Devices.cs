using Scout.Server.Storage;

namespace Scout.Server.Accounts;

/// <summary>A signed-in device of an account.</summary>
/// <param name="Id">Of its session: the hash of what its cookie holds.</param>
/// <param name="Name">"Firefox on Android".</param>
/// <param name="SeenAt">Unix milliseconds, a few minutes coarse.</param>
internal sealed record Device(string Id, string Name, long CreatedAt, long SeenAt);

/// <summary>The account behind a cookie.</summary>
internal sealed record Visitor(AccountRow Account, string Device, bool IsLongAgo);

/// <summary>
/// Sessions: rows, so that every node and every restart knows them and each can be ended. The cookie holds a random
/// key, the table its hash.
/// </summary>
internal static class Devices
{
    /// <summary>A device that was not seen for so long is signed out.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    // Every page would otherwise be a write.
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);

    /// <summary>Signs a device in; returns the key for its cookie.</summary>
    public static async Task<string> OpenDeviceAsync(
        this Session session,
        string account,
        string name,
        DateTimeOffset now
    )
    {
        var key = Secrets.Make();
        await session.ExecuteAsync(
            """
            insert into sessions (id, account_id, device, created_at, seen_at, expires_at)
            values (@id, @account, @name, @now, @now, @expires);
            delete from sessions where expires_at <= @now
            """,
            new
            {
                id = Secrets.Hash(key),
                account,
                name,
                now = now.ToUnixTimeMilliseconds(),
                expires = (now + KeptFor).ToUnixTimeMilliseconds(),
            }
        );
        return key;
    }

    public static async Task<Visitor?> FindVisitorAsync(this Session session, string key, DateTimeOffset now)
    {
        var row = await session.FirstOrDefaultAsync<VisitorRow>(
            $"""
            select {AccountRow.Columns}, s.id as device, s.seen_at
            from sessions s
            join accounts a on a.id = s.account_id
            where s.id = @id and s.expires_at > @now
            """,
            new { id = Secrets.Hash(key), now = now.ToUnixTimeMilliseconds() }
        );
        return row is null
            ? null
            : new Visitor(row, row.Device, row.SeenAt <= (now - SeenEvery).ToUnixTimeMilliseconds());
    }

    /// <summary>The device was here again: its time begins anew.</summary>
    public static Task SeeDeviceAsync(this Session session, string device, DateTimeOffset now) =>
        session.ExecuteAsync(
            "update sessions set seen_at = @now, expires_at = @expires where id = @device",
            new
            {
                device,
                now = now.ToUnixTimeMilliseconds(),
                expires = (now + KeptFor).ToUnixTimeMilliseconds(),
            }
        );

    /// <summary>Newest first.</summary>
    public static Task<IReadOnlyList<Device>> DevicesAsync(this Session session, string account, DateTimeOffset now) =>
        session.QueryAsync<Device>(
            """
            select id, device as name, created_at, seen_at
            from sessions
            where account_id = @account and expires_at > @now
            order by seen_at desc, created_at desc
            """,
            new { account, now = now.ToUnixTimeMilliseconds() }
        );

    public static Task EndDeviceAsync(this Session session, string device) =>
        session.ExecuteAsync("delete from sessions where id = @device", new { device });

    /// <returns>Whether the account had this device.</returns>
    public static async Task<bool> EndDeviceAsync(this Session session, string account, string device) =>
        await session.ExecuteAsync(
            "delete from sessions where id = @device and account_id = @account",
            new { account, device }
        ) > 0;

    /// <param name="but">The device that stays; null: none does.</param>
    public static Task EndDevicesAsync(this Session session, string account, string? but = null) =>
        session.ExecuteAsync(
            "delete from sessions where account_id = @account and id <> @but",
            new { account, but = but ?? "" }
        );

    private sealed record VisitorRow : AccountRow
    {
        public required string Device { get; init; }

        public long SeenAt { get; init; }
    }
}
