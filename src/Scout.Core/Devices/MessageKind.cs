namespace Scout.Core.Devices;

/// <summary>What a message is about. Only <see cref="Uplink"/> carries measurements of the device's own.</summary>
public enum MessageKind
{
    Uplink,

    /// <summary>How the device itself is: its battery, its inner temperature.</summary>
    Status,

    /// <summary>What became of a downlink.</summary>
    Acknowledge,

    /// <summary>An uplink told once more with what the network knows of it: link quality, place. Has the key of the uplink.</summary>
    Advanced,

    /// <summary>Where the device is.</summary>
    Location,

    /// <summary>The network says that the device, or its own station, is in trouble.</summary>
    Error,

    /// <summary>Anything else the network tells, like a gap in the sequence.</summary>
    Event,

    /// <summary>The device joined its network.</summary>
    Join,

    /// <summary>A line of the network's log.</summary>
    Log,
}
