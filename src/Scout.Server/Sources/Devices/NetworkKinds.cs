using Scout.Core.Devices;

namespace Scout.Server.Sources.Devices;

/// <summary>Kinds of networks, as tables and addresses call them.</summary>
internal static class NetworkKinds
{
    public const string Sigfox = "sigfox";
    public const string Tts = "tts";
    public const string ChirpStack = "chirpstack";

    /// <summary>Scripts that send JSON, forms or lines under a name of their own.</summary>
    public const string Generic = "generic";

    /// <summary>What comes to /data/{sensor}.</summary>
    public const string Data = "data";

    /// <summary>Those with an address of their own, /in/{kind}/{source}.</summary>
    public static string[] Addressed { get; } = [Sigfox, Tts, ChirpStack, Generic];

    public static NetworkKind Read(string kind) => Enum.Parse<NetworkKind>(kind, ignoreCase: true);
}
