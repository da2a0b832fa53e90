namespace Scout.Server.Sources.Devices;

/// <summary>How bytes of a network's messages are cut. The first of its decoders whose condition holds is taken.</summary>
public sealed record DecoderRow
{
    public required string Id { get; init; }

    public required string NetworkId { get; init; }

    public required long Position { get; init; }

    public required string Name { get; init; }

    /// <summary>Empty: always. Else such as "bytes = 8", "port = 2", "type = 3".</summary>
    public required string Condition { get; init; }

    /// <summary>The grammar.</summary>
    public required string Config { get; init; }

    /// <summary>By name of the value: label, unit, scale, offset, decimals; JSON.</summary>
    public required string Fields { get; init; }

    /// <summary>Goes up with every change.</summary>
    public required long Version { get; init; }

    /// <summary>Of a mapping: where bodies hold what is asked for, as <see cref="Mappings"/> writes it; empty: it is a decoder.</summary>
    public string Paths { get; init; } = "";

    public bool IsMapping => Paths.Length > 0;

    public const string Columns = "id, network_id, position, name, condition, config, fields, version, paths";
}
