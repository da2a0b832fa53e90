namespace Scout.Core.Devices;

/// <summary>How devices are told apart: in capitals, and hexadecimal ids without the zeros in front.</summary>
public readonly record struct MatchId
{
    public const int Longest = 200;

    private MatchId(string value) => Value = value;

    public string Value { get; }

    public static MatchId Of(string device)
    {
        var id = device.Trim().ToUpperInvariant();
        var bare = id.All(char.IsAsciiHexDigit) ? id.TrimStart('0') : id;
        return new MatchId(bare.Length == 0 && id.Length > 0 ? "0" : bare);
    }

    /// <summary>Of what posts to /data/{sensor}: one device under two sensors is two series.</summary>
    public static MatchId Of(string sensor, string device) =>
        new($"{sensor.Trim().ToUpperInvariant()}/{Of(device).Value}");

    public override string ToString() => Value;
}
