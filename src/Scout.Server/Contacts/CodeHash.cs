using System.Security.Cryptography;

namespace Scout.Server.Contacts;

/// <summary>What is kept of a code: salted and slow, because six digits are soon tried.</summary>
internal static class CodeHash
{
    private const int Rounds = 100_000;
    private const int Bytes = 32;

    public static string Make(string digits)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return $"{Convert.ToHexStringLower(salt)}.{Convert.ToHexStringLower(Derive(digits, salt))}";
    }

    public static bool Matches(string kept, string digits) =>
        kept.Split('.') is [var salt, var hash]
        && CryptographicOperations.FixedTimeEquals(
            Convert.FromHexString(hash),
            Derive(digits, Convert.FromHexString(salt))
        );

    private static byte[] Derive(string digits, byte[] salt) =>
        Rfc2898DeriveBytes.Pbkdf2(digits, salt, Rounds, HashAlgorithmName.SHA256, Bytes);
}
