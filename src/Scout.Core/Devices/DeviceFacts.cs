namespace Scout.Core.Devices;

/// <summary>How well a network hears a device, in Sigfox' words.</summary>
public enum LinkQuality
{
    Limit,
    Average,
    Good,
    Excellent,
}

/// <summary>One that heard a message.</summary>
/// <param name="Rssi">In dBm.</param>
/// <param name="Snr">In dB.</param>
public sealed record Station(string Id, double? Rssi, double? Snr);

/// <summary>In degrees of WGS 84; the device is within the radius, where one is told.</summary>
public sealed record DeviceLocation(double Latitude, double Longitude, double? RadiusMetres);

/// <summary>Who is in trouble: a device that fell silent, or the network that should hear it.</summary>
public enum DeviceTrouble
{
    None,
    Device,
    Network,
}

/// <summary>Where a message stands with the decoders of its network.</summary>
public enum DecodeState
{
    Waiting,
    Ok,

    /// <summary>Some fields lie outside of the message: it is shorter than its decoder expects.</summary>
    Partial,

    /// <summary>No field could be read.</summary>
    Failed,

    /// <summary>There is nothing to decode, or no decoder fits.</summary>
    Skipped,
}
