using Scout.Core.Devices;

namespace Scout.Server.Sources.Devices;

/// <summary>What a message tells of the device itself, beside its readings. Messages come late and in any order.</summary>
internal static class DeviceHearing
{
    /// <param name="mark">A time that cannot be believed moves nothing but "last seen".</param>
    public static DeviceRow Heard(this DeviceRow device, DeviceMessage message, TimeMark mark, DateTimeOffset received)
    {
        device = device with { LastSeen = Math.Max(device.LastSeen, received.ToUnixTimeMilliseconds()) };
        if (mark is not TimeMark.None || message.IsSimulated)
        {
            return device;
        }

        var at = message.At.ToUnixTimeMilliseconds();
        device = device.WithBattery(message, at).WithPlace(message, at).WithTrouble(message, at);
        if (message.Kind is MessageKind.Uplink or MessageKind.Advanced)
        {
            device = device.WithLink(message, at);
            device = message.Sequence is { } sequence ? device.WithSequence(sequence, at) : device;
        }

        return message.Downlink is { IsOverUsed: true } ? device with { OveruseAt = at } : device;
    }

    private static DeviceRow WithBattery(this DeviceRow device, DeviceMessage message, long at) =>
        (message.BatteryVolts is null && message.BatteryPercent is null) || at < device.BatteryAt
            ? device
            : device with
            {
                BatteryV = message.BatteryVolts ?? device.BatteryV,
                BatteryPercent = message.BatteryPercent ?? device.BatteryPercent,
                BatteryAt = at,
            };

    private static DeviceRow WithPlace(this DeviceRow device, DeviceMessage message, long at) =>
        message.Location is not { } place || at < device.LocatedAt
            ? device
            : device with
            {
                Lat = place.Latitude,
                Lng = place.Longitude,
                RadiusM = place.RadiusMetres,
                LocatedAt = at,
            };

    private static DeviceRow WithLink(this DeviceRow device, DeviceMessage message, long at) =>
        at < device.LastSeqAt
            ? device
            : device with
            {
                Rssi = message.Rssi ?? device.Rssi,
                Snr = message.Snr ?? device.Snr,
                LinkQuality = message.Link is { } link ? (long)link : device.LinkQuality,
            };

    /// <summary>Whoever is heard is out of trouble; a report that is older than the last word changes nothing.</summary>
    private static DeviceRow WithTrouble(this DeviceRow device, DeviceMessage message, long at)
    {
        if (message.Trouble is not DeviceTrouble.None)
        {
            return at < Math.Max(device.TroubleAt ?? 0, device.LastSeqAt ?? 0)
                ? device
                : device with
                {
                    Trouble = message.Trouble.ToString(),
                    TroubleAt = at,
                    TroubleWords = message.Info,
                };
        }

        return message.Kind is MessageKind.Uplink && device.Trouble.Length > 0 && at > device.TroubleAt
            ? device with
            {
                Trouble = "",
                TroubleAt = null,
                TroubleWords = "",
            }
            : device;
    }

    private static DeviceRow WithSequence(this DeviceRow device, long sequence, long at) =>
        device.LastSeqAt > at ? device : device with { LastSeq = sequence, LastSeqAt = at };
}
