using Scout.Core.Watches;
using Scout.Server.Accounts;
using Scout.Server.Alerts;
using Scout.Server.Contacts;
using Scout.Server.Due;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Sources.Devices;

/// <summary>What people do with devices: take them in, name them, set them aside.</summary>
internal static class DeviceKeeper
{
    public const string WatchKind = "sensor";

    /// <summary>It is wanted: it has a watch from now on, and what it sent before is read.</summary>
    /// <param name="settings">Of a watch that must be made for it.</param>
    public static async Task<DeviceRow> ActivateAsync(
        this Session session,
        DeviceRow device,
        NetworkRow network,
        WatchSettings settings,
        DateTimeOffset now
    )
    {
        var watch = device.WatchId ?? await session.AddWatchAsync(device, network.AccountId, settings, now);
        await session.ExecuteAsync(
            "update devices set state = 'Active', watch_id = @watch where id = @Id",
            new { device.Id, watch }
        );
        await session.ExecuteAsync("update watches set removed_at = null where id = @watch", new { watch });
        await session.SetAsync(Turn.Kind, watch, now, Turn.Rank);
        await session.SetAsync(RedecodeWork.WorkKind, network.Id, now, RedecodeWork.Rank);
        return device with { State = DeviceState.Active, WatchId = watch };
    }

    /// <summary>As one of the three below; the same state once more changes nothing.</summary>
    /// <param name="settings">Of a watch that must be made for it.</param>
    public static async Task<DeviceRow> MoveAsync(
        this Session session,
        DeviceRow device,
        DeviceState state,
        WatchSettings settings,
        DateTimeOffset now
    )
    {
        if (device.State == state)
        {
            return device;
        }

        switch (state)
        {
            case DeviceState.Active when await session.LockNetworkAsync(device.NetworkId) is { } network:
                return await session.ActivateAsync(device, network, settings, now);
            case DeviceState.Muted when await session.LockNetworkAsync(device.NetworkId) is { } network:
                device = await session.ActivateAsync(device, network, settings, now);
                await session.MuteAsync(device, now);
                break;
            case DeviceState.Retired:
                await session.RetireAsync(device, now);
                break;
        }

        return device with
        {
            State = state,
        };
    }

    /// <summary>Its network is the viewer's, or its watch was shared so.</summary>
    public static async Task<bool> MayChangeAsync(this Session session, Viewer viewer, DeviceRow device) =>
        await session.FindNetworkAsync(viewer.Account, device.NetworkId) is not null
        || (device.WatchId is { } watch && await session.GrantAsync(viewer, watch) >= Grant.Change);

    /// <summary>It measures on and disturbs nobody.</summary>
    public static async Task MuteAsync(this Session session, DeviceRow device, DateTimeOffset now)
    {
        await session.SetStateAsync(device, DeviceState.Muted);
        await session.SilenceAsync(device, now);
    }

    /// <summary>It is gone. Its history stays.</summary>
    public static async Task RetireAsync(this Session session, DeviceRow device, DateTimeOffset now)
    {
        await session.SetStateAsync(device, DeviceState.Retired);
        await session.SilenceAsync(device, now);
    }

    /// <summary>Messages and calls say the new name.</summary>
    public static Task<int> RenameDeviceAsync(this Session session, DeviceRow device, string name) =>
        session.ExecuteAsync(
            """
            update devices set name = @name where id = @Id;
            update watches set name = @name where id = @WatchId
            """,
            new
            {
                device.Id,
                device.WatchId,
                name,
            }
        );

    /// <param name="interval">Null: as the data show it.</param>
    public static async Task ExpectAsync(this Session session, DeviceRow device, TimeSpan? interval, DateTimeOffset now)
    {
        await session.ExecuteAsync(
            "update devices set expected_ms = @ms where id = @Id",
            new { device.Id, ms = (long?)interval?.TotalMilliseconds }
        );
        if (device is { WatchId: { } watch, State: DeviceState.Active })
        {
            await session.SetAsync(Turn.Kind, watch, now, Turn.Rank);
        }
    }

    /// <summary>Its fields mean this from now on, and meant it all the time.</summary>
    /// <param name="fields">As <see cref="FieldShapes.Write"/> makes them.</param>
    public static async Task ShapeAsync(this Session session, DeviceRow device, string fields, DateTimeOffset now)
    {
        await session.ExecuteAsync("update devices set fields = @fields where id = @Id", new { device.Id, fields });
        await session.DecodeAgainAsync(device, now);
    }

    private static Task<int> SetStateAsync(this Session session, DeviceRow device, DeviceState state) =>
        session.ExecuteAsync(
            "update devices set state = @state where id = @Id",
            new { device.Id, state = state.ToString() }
        );

    private static async Task SilenceAsync(this Session session, DeviceRow device, DateTimeOffset now)
    {
        if (device.WatchId is { } watch)
        {
            await session.EndAlertsAsync(watch, now);
            await session.DropAsync(Turn.Kind, watch);
        }
    }

    private static async Task<string> AddWatchAsync(
        this Session session,
        DeviceRow device,
        string account,
        WatchSettings settings,
        DateTimeOffset now
    )
    {
        var id = Guid.CreateVersion7(now).ToString("N");
        var owner = await session.FindAccountAsync(account);
        var viewer = new Viewer(account, owner?.Role is Role.Owner);
        var person = owner?.ContactId ?? (viewer.RunsInstance ? await session.ToldAsync() : null);
        await session.ExecuteAsync(
            """
            insert into watches (id, account_id, kind, name, person_id, settings, declared_by, created_at)
            values (@id, @account, @WatchKind, @Name, @person, @settings, @by, @now)
            """,
            new
            {
                id,
                account,
                WatchKind,
                device.Name,
                person,
                settings = ScoutJson.Write(settings),
                by = ContactStore.DeclaredBy(viewer),
                now = now.ToUnixTimeMilliseconds(),
            }
        );
        if (person is not null)
        {
            await session.SetMembersAsync(id, [person]);
        }

        return id;
    }
}
