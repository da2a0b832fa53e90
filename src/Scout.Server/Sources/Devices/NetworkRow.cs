namespace Scout.Server.Sources.Devices;

/// <summary>What sends for many devices of one account.</summary>
public sealed record NetworkRow
{
    public required string Id { get; init; }

    public required string AccountId { get; init; }

    /// <summary>One of <see cref="NetworkKinds"/>.</summary>
    public required string Kind { get; init; }

    public required string Name { get; init; }

    /// <summary>Stands in its address; no secret.</summary>
    public required string Key { get; init; }

    /// <summary>What a new device begins as.</summary>
    public required DeviceState Admits { get; init; }

    /// <summary>IP addresses and networks, divided by blanks; empty: from everywhere.</summary>
    public required string Addresses { get; init; }

    public required long CreatedAt { get; init; }

    public long? RemovedAt { get; init; }

    /// <summary>Unix milliseconds; null: nothing ever came.</summary>
    public long? LastAt { get; init; }

    /// <summary>When somebody last came with a wrong secret.</summary>
    public long? RefusedAt { get; init; }

    public const string Columns =
        "id, account_id, kind, name, key, admits, addresses, created_at, removed_at, last_at, refused_at";
}
