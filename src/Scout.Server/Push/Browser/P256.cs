using System.Security.Cryptography;

namespace Scout.Server.Push.Browser;

/// <summary>Points of the curve P-256 as browsers write them: 4, x, y.</summary>
internal static class P256
{
    private const int Coordinate = 32;

    public const int PointBytes = 1 + (2 * Coordinate);

    /// <exception cref="CryptographicException">It does not look like a point. One off the curve is refused by its first use.</exception>
    public static ECParameters Read(ReadOnlySpan<byte> point) =>
        point.Length == PointBytes && point[0] == 4
            ? new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = point[1..(1 + Coordinate)].ToArray(), Y = point[(1 + Coordinate)..].ToArray() },
            }
            : throw new CryptographicException("The key is no point of P-256.");

    public static byte[] Write(ECParameters key) => [4, .. key.Q.X!, .. key.Q.Y!];

    public static bool IsPoint(byte[] bytes)
    {
        try
        {
            using var key = ECDiffieHellman.Create(Read(bytes));
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
