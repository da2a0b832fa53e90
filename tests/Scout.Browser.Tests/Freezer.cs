using System.Globalization;
using Scout.Core.Watches;
using Scout.Core.Watches.Sensors;
using Scout.Server.Accounts;
using Scout.Server.Alerts;
using Scout.Server.Due;
using Scout.Server.Sources.Devices;

namespace Scout.Browser.Tests;

/// <summary>Puts a sensor into a freezer, and leaves its door open.</summary>
internal static class Freezer
{
    private const int Minutes = 240;

    /// <summary>Device 1: temperature and humidity for four hours, the last half of one too warm.</summary>
    public static async Task LeaveOpenAsync(this ScoutSite site, CancellationToken cancellationToken)
    {
        await site.MoveInAsync(cancellationToken);
        var now = TimeProvider.System.GetUtcNow();
        await site.Database.WriteAsync(
            async session =>
            {
                var network = await session.AddNetworkAsync(Viewer.OwnerId, "data", "Kitchen", DeviceState.Active, now);
                session.Keep(
                    Enumerable
                        .Range(0, Minutes / 5)
                        .Select(i => ArrivalOf(network.Id, i * 5, now.AddMinutes((i * 5) - Minutes)))
                );
                await session.SetAsync(DeviceWork.WorkKind, network.Id, now, DeviceWork.Rank);
            },
            cancellationToken
        );
        await site.SettleAsync(cancellationToken);
        var settings = Profiles.Device();
        var rule = new SensorRule("warm", RuleKind.Above, Severity.Urgent)
        {
            Field = "temp",
            Limit = -15,
            Clear = -17,
            Held = TimeSpan.FromMinutes(10),
        };
        settings = settings with { Sensor = new SensorSettings([rule, .. settings.Sensor!.Rules]) };
        await site.Database.WriteAsync(
            async session =>
            {
                var device = await session.LockDeviceAsync(1);
                await session.RenameDeviceAsync(device!, "Freezer");
                await session.ExecuteAsync(
                    """
                    update watches set settings = @settings where id = @watch;
                    update devices set fields = '{"temp":{"label":"Inside","unit":"°C","decimals":1}}' where id = 1
                    """,
                    new { watch = device!.WatchId, settings = ScoutJson.Write(settings) }
                );
                await session.SetAsync(Scout.Server.Watches.Turn.Kind, device.WatchId!, now);
            },
            cancellationToken
        );
        await site.SettleAsync(cancellationToken);
    }

    private static Arrival ArrivalOf(string network, int minute, DateTimeOffset at)
    {
        var value =
            minute < Minutes - 30 ? -18.4 + (0.6 * Math.Sin(minute / 20.0)) : -9.5 - ((Minutes - minute) / 10.0);
        var body = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"device":"AB12","time":{{at.ToUnixTimeSeconds()}},"temp":{{value:0.00}},"humidity":{{45 + (minute % 7)}}}"""
        );
        return new Arrival(network, at, "", "freezer", "application/json", "", body);
    }
}
