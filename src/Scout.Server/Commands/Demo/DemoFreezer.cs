using System.Globalization;
using System.Net.Mime;
using Scout.Core.Devices;
using Scout.Core.Watches;
using Scout.Core.Watches.Sensors;
using Scout.Server.Accounts;
using Scout.Server.Pages.Rules;
using Scout.Server.Sources.Devices;
using Scout.Server.Storage;

namespace Scout.Server.Commands.Demo;

/// <summary>A sensor in a freezer, which sends as a script would. Now and then somebody leaves the door open.</summary>
internal sealed class DemoFreezer(Database database, ArrivalQueue queue, RulesDesk rules, TimeProvider time)
    : BackgroundService
{
    private const double Cold = -18.5;
    private const double Ajar = -11;

    private static readonly Viewer Owner = new(Viewer.OwnerId, RunsInstance: true);
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Shut = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Open = TimeSpan.FromMinutes(3);

    private static readonly SensorRule TooWarm = new("warm", RuleKind.Above, Severity.Warning)
    {
        Field = "temp",
        Limit = -15,
        Clear = -17,
        Held = TimeSpan.FromSeconds(40),
    };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var began = time.GetUtcNow();
        var network = await database.WriteAsync(
            session => session.AddNetworkAsync(Viewer.OwnerId, NetworkKinds.Data, "Demo", DeviceState.Active, began),
            stoppingToken
        );
        for (var minute = 180; minute > 0; minute -= 5)
        {
            await SendAsync(network.Id, began.AddMinutes(-minute), Cold + Math.Sin(minute / 15.0));
        }

        await NameAsync(network.Id, stoppingToken);
        var value = Cold;
        while (!stoppingToken.IsCancellationRequested)
        {
            var now = time.GetUtcNow();
            var isOpen = (now - began).Ticks % (Shut + Open).Ticks > Shut.Ticks;
            value += ((isOpen ? Ajar : Cold) - value) * 0.4;
            await SendAsync(network.Id, now, value + ((now.Second % 3) / 10.0));
            await Task.Delay(Every, time, stoppingToken);
        }
    }

    private Task SendAsync(string network, DateTimeOffset at, double value)
    {
        var body = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"device":"demo","time":{{at.ToUnixTimeSeconds()}},"temp":{{value:0.00}}}"""
        );
        var arrival = new Arrival(network, time.GetUtcNow(), "", "freezer", MediaTypeNames.Application.Json, "", body);
        return queue.TryKeep(arrival, out var kept) ? kept : Task.CompletedTask;
    }

    /// <summary>Once it was heard: its name, what its value means, and when it is too warm.</summary>
    private async Task NameAsync(string network, CancellationToken cancellationToken)
    {
        DeviceRow? device = null;
        while (device?.WatchId is null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), time, cancellationToken);
            device = await database.ReadAsync(
                async session =>
                    (await session.DevicesAsync(Viewer.OwnerId, network)) is [var first, ..] ? first : null,
                cancellationToken
            );
        }

        var fields = FieldShapes.Write([new FieldShape("temp", "Inside", "°C") { Decimals = 1 }]);
        await database.WriteAsync(
            async session =>
            {
                await session.RenameDeviceAsync(device, "Freezer");
                await session.ShapeAsync(device, fields, time.GetUtcNow());
            },
            cancellationToken
        );
        await rules.ChangeAsync(Owner, $"{device.Id}", _ => [TooWarm], cancellationToken);
    }
}
