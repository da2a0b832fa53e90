using Microsoft.Extensions.Options;
using Scout.Core.Watches;
using Scout.Server.Deliveries;

namespace Scout.Server.Sources.Devices;

/// <summary>What the watch of a new device begins with.</summary>
internal sealed class DeviceProfile(IOptions<DeviceOptions> options, IOptions<EscalationOptions> escalation)
{
    /// <summary>Somebody chose the device: its silence calls.</summary>
    public WatchSettings Chosen => Of(Severity.Urgent);

    /// <summary>Where anybody can make devices up, their silence is no reason to call somebody.</summary>
    public DevicePolicy PolicyOf(NetworkRow network) =>
        new(options.Value.Most, network.Id is NetworkStore.OpenId ? Of(Severity.Warning) : Chosen);

    private WatchSettings Of(Severity silence) =>
        Profiles.Device(
            silence,
            new AlertTimes { WaitAfterCall = TimeSpan.FromSeconds(escalation.Value.WaitAfterCall) }
        );
}
