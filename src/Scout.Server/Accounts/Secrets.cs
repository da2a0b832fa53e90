using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Scout.Server.Accounts;

/// <summary>
/// Random keys that somebody carries (a cookie, a link, a script) and whose hash alone is stored. They have too many
/// bits to be guessed from their hash, so a fast one serves.
/// </summary>
internal static class Secrets
{
    /// <summary>256 bits, base64url, 43 characters.</summary>
    public static string Make() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string Hash(string secret) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
