using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Scout.Server.Accounts.OpenId;

/// <summary>A public key of an issuer. Each fits one algorithm, whatever a token claims.</summary>
/// <param name="Id">kid; null: it has none.</param>
/// <param name="Algorithm">RS256 or ES256.</param>
internal sealed record IssuerKey(string? Id, string Algorithm, RSAParameters? Rsa, ECParameters? Curve)
{
    private const int ShortestModulus = 256; // bytes: 2048 bits

    /// <summary>Null: for something else, too weak, or of a kind that is not used here.</summary>
    public static IssuerKey? Read(JsonElement json)
    {
        if (Text(json, "use") is { } use && use != "sig")
        {
            return null;
        }

        try
        {
            return (Text(json, "kty"), Text(json, "crv"), Text(json, "alg")) switch
            {
                ("RSA", _, null or "RS256") when Bytes(json, "n") is { Length: >= ShortestModulus } modulus =>
                    new IssuerKey(
                        Text(json, "kid"),
                        "RS256",
                        new RSAParameters { Modulus = modulus, Exponent = Bytes(json, "e") },
                        Curve: null
                    ),
                ("EC", "P-256", null or "ES256") => new IssuerKey(
                    Text(json, "kid"),
                    "ES256",
                    Rsa: null,
                    new ECParameters
                    {
                        Curve = ECCurve.NamedCurves.nistP256,
                        Q = new ECPoint { X = Bytes(json, "x"), Y = Bytes(json, "y") },
                    }
                ),
                _ => null,
            };
        }
        catch (FormatException)
        {
            return null;
        }
    }

    public bool HasSigned(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        try
        {
            if (Rsa is { } numbers)
            {
                using var rsa = RSA.Create(numbers);
                return rsa.VerifyData(text, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            }

            using var curve = ECDsa.Create(Curve!.Value);
            return curve.VerifyData(text, signature, HashAlgorithmName.SHA256);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static byte[]? Bytes(JsonElement json, string name) =>
        Text(json, name) is { } text ? Base64Url.DecodeFromChars(text) : null;
}
