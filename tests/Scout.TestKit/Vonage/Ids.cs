using System.Security.Cryptography;

namespace Scout.TestKit.Vonage;

internal static class Ids
{
    public static string New() => new Guid(RandomNumberGenerator.GetBytes(16)).ToString();
}
