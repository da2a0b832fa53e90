using System.Collections.Immutable;

namespace Scout.Core.Devices;

/// <summary>Bytes as networks write them.</summary>
internal static class HexBytes
{
    private const int Most = 512;

    /// <summary>In either case, also with 0x in front; default: it is no hexadecimal text.</summary>
    public static ImmutableArray<byte> Read(string text)
    {
        var bare = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        return bare.Length % 2 == 0 && bare.Length <= 2 * Most && bare.All(char.IsAsciiHexDigit)
            ? [.. Convert.FromHexString(bare)]
            : default;
    }

    /// <summary>Base64, with or without its padding; default: it is none.</summary>
    public static ImmutableArray<byte> ReadBase64(string text)
    {
        var bytes = new byte[text.Length];
        var padded = text.PadRight((text.Length + 3) / 4 * 4, '=').Replace('-', '+').Replace('_', '/');
        return Convert.TryFromBase64String(padded, bytes, out var count) && count <= Most
            ? [.. bytes[..count]]
            : default;
    }
}
