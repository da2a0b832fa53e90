using System.Collections.Immutable;
using Scout.Core.Lorawan;

namespace Scout.Core.Devices;

/// <summary>What a request of a network says. Parts are judged one by one: a bad one never loses a good one.</summary>
public sealed record DeviceBody
{
    private DeviceBody() { }

    /// <summary>In the order in which they stand.</summary>
    public ImmutableArray<DeviceMessage> Messages { get; private init; } = [];

    /// <summary>Parts that were understood as such and cannot be used, with what is wrong and how to mend it.</summary>
    public ImmutableArray<RefusedPart> Refused { get; private init; } = [];

    /// <summary>Why the whole cannot be read at all, in a sentence; empty: it can, even when it holds nothing.</summary>
    public string Problem { get; private init; } = "";

    public bool IsReadable => Problem.Length == 0;

    public static DeviceBody Of(IEnumerable<DeviceMessage> messages, IEnumerable<RefusedPart> refused) =>
        new() { Messages = [.. messages], Refused = [.. refused] };

    public static DeviceBody Unreadable(string problem) => new() { Problem = problem };

    /// <summary>Reads what came; never throws, whatever it is.</summary>
    public static DeviceBody Read(NetworkKind network, DeviceRequest request) =>
        network switch
        {
            NetworkKind.Tts => TtsReader.Read(request),
            NetworkKind.ChirpStack => ChirpStackReader.Read(request),
            _ => LooseBody.Read(network, request),
        };
}

/// <param name="Where">Which part: a line, a place in a list; empty: all of it.</param>
/// <param name="Problem">A sentence.</param>
public sealed record RefusedPart(string Where, string Problem);

/// <summary>A request as it came, with what its address says.</summary>
/// <param name="ContentType">As told; the body decides in doubt.</param>
/// <param name="Query">Without the question mark, still encoded. Fields in it count where the body lacks them; `key` never does.</param>
/// <param name="ReceivedAt">When it came: the time of what carries none.</param>
public sealed record DeviceRequest(
    string ContentType,
    ReadOnlyMemory<byte> Body,
    string Query,
    DateTimeOffset ReceivedAt
)
{
    /// <summary>The {sensor} of /data/{sensor}; empty elsewhere.</summary>
    public string Sensor { get; init; } = "";

    /// <summary>Where the network's bodies hold what is asked for; null: under the usual names.</summary>
    public BodyMapping? Mapping { get; init; }

    /// <summary>What the end of the address says the body is: "status", "up", "uplink-message"; empty: the fields tell.</summary>
    public string Hint { get; init; } = "";
}
