using System.Text;

namespace Scout.Core.Tandem;

/// <summary>Names of fields as they are compared: small letters and digits, all else left out.</summary>
internal static class FieldName
{
    public static byte[] Plain(string name)
    {
        var plain = new byte[name.Length];
        return plain[..Write(Encoding.ASCII.GetBytes(name), plain)];
    }

    /// <param name="plain">At least as long as the name.</param>
    /// <returns>How many bytes were written.</returns>
    public static int Write(ReadOnlySpan<byte> name, Span<byte> plain)
    {
        var length = 0;
        foreach (var letter in name)
        {
            if (letter is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'0' and <= (byte)'9'))
            {
                plain[length++] = letter;
            }
            else if (letter is >= (byte)'A' and <= (byte)'Z')
            {
                plain[length++] = (byte)(letter | 0x20);
            }
        }

        return length;
    }
}
