namespace Scout.Server.Sources.Devices;

public enum DownlinkState
{
    /// <summary>Waits for the device to ask.</summary>
    Queued,

    /// <summary>Given to the network.</summary>
    Sent,

    /// <summary>The device confirmed it.</summary>
    Acked,

    Failed,

    /// <summary>The device did not ask in time.</summary>
    Expired,
}

/// <summary>Eight bytes for a device.</summary>
public sealed record DownlinkRow
{
    public required string Id { get; init; }

    public required long DeviceId { get; init; }

    /// <summary>16 hex digits.</summary>
    public required string Data { get; init; }

    public required DownlinkState State { get; init; }

    public long? InfoCode { get; init; }

    /// <summary>The network's words.</summary>
    public required string Info { get; init; }

    public required long CreatedAt { get; init; }

    /// <summary>Account id.</summary>
    public required string CreatedBy { get; init; }

    public long? SentAt { get; init; }

    public long? EndedAt { get; init; }

    public required long ExpiresAt { get; init; }

    public const string Columns =
        "id, device_id, data, state, info_code, info, created_at, created_by, sent_at, ended_at, expires_at";
}
