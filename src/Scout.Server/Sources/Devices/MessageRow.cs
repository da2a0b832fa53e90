using Scout.Core.Devices;

namespace Scout.Server.Sources.Devices;

/// <summary>A message of a device, as kept. Times are Unix milliseconds.</summary>
public sealed record MessageRow
{
    public required long Id { get; init; }

    public required long DeviceId { get; init; }

    /// <summary>When the device, or its network, says it was.</summary>
    public required long EventTs { get; init; }

    public required long ReceivedAt { get; init; }

    public required string Kind { get; init; }

    public long? Seq { get; init; }

    public required string DedupKey { get; init; }

    /// <summary>Hex; empty: none.</summary>
    public required string Payload { get; init; }

    public long? Port { get; init; }

    /// <summary>What came decoded, by name; JSON.</summary>
    public required string ValuesJson { get; init; }

    /// <summary>The rest that is shown: link, location, words; JSON.</summary>
    public required string Meta { get; init; }

    public required DecodeState DecodeState { get; init; }

    /// <summary>Id and version of the decoder that cut it; empty: none did.</summary>
    public required string DecoderVersion { get; init; }

    public required string Problem { get; init; }

    /// <summary>future, old, simulated; empty: none of them.</summary>
    public required string Mark { get; init; }

    public required long Copies { get; init; }

    /// <summary>The JSON object it came as; empty: not kept.</summary>
    public string Raw { get; init; } = "";

    public bool HasPayload => Payload.Length > 0;

    /// <summary>It says nothing that could be decoded; a copy may.</summary>
    public bool IsBare => Payload.Length == 0 && ValuesJson.Length <= 2;

    /// <summary>Of <c>messages m</c>.</summary>
    public const string Columns = """
        m.id, m.device_id, m.event_ts, m.received_at, m.kind, m.seq, m.dedup_key, m.payload, m.port, m.values_json, m.meta,
        m.decode_state, m.decoder_version, m.problem, m.mark, m.copies, m.raw
        """;
}
