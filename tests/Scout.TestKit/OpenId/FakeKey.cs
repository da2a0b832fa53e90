using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Scout.TestKit.OpenId;

/// <summary>A signing key of the fake issuer.</summary>
public sealed class FakeKey
{
    private readonly RSA? _rsa;
    private readonly ECDsa? _curve;

    private FakeKey(string id, RSA? rsa, ECDsa? curve)
    {
        Id = id;
        _rsa = rsa;
        _curve = curve;
    }

    public string Id { get; }

    public static FakeKey Rsa(string id, int bits = 2048) => new(id, RSA.Create(bits), null);

    public static FakeKey Curve(string id) => new(id, null, ECDsa.Create(ECCurve.NamedCurves.nistP256));

    public string Sign(JsonObject claims)
    {
        var text = Text(new JsonObject { ["alg"] = _rsa is null ? "ES256" : "RS256", ["kid"] = Id }, claims);
        var bytes = Encoding.ASCII.GetBytes(text);
        var signature =
            _rsa?.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            ?? _curve!.SignData(bytes, HashAlgorithmName.SHA256);
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>The same claims signed with the public key as if it were a shared secret.</summary>
    public string SignWithPublicKey(string token)
    {
        var text = $"{Part(new JsonObject { ["alg"] = "HS256", ["kid"] = Id })}.{token.Split('.')[1]}";
        var secret = Encoding.UTF8.GetBytes(_rsa!.ExportSubjectPublicKeyInfoPem());
        return $"{text}.{Base64Url.EncodeToString(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text)))}";
    }

    public JsonNode Public()
    {
        if (_rsa is not null)
        {
            var numbers = _rsa.ExportParameters(includePrivateParameters: false);
            return new JsonObject
            {
                ["kty"] = "RSA",
                ["kid"] = Id,
                ["use"] = "sig",
                ["alg"] = "RS256",
                ["n"] = Base64Url.EncodeToString(numbers.Modulus),
                ["e"] = Base64Url.EncodeToString(numbers.Exponent),
            };
        }

        var point = _curve!.ExportParameters(includePrivateParameters: false).Q;
        return new JsonObject
        {
            ["kty"] = "EC",
            ["crv"] = "P-256",
            ["kid"] = Id,
            ["x"] = Base64Url.EncodeToString(point.X),
            ["y"] = Base64Url.EncodeToString(point.Y),
        };
    }

    /// <summary>The same claims under another header and without a signature.</summary>
    public static string WithoutSignature(string token) =>
        $"{Part(new JsonObject { ["alg"] = "none" })}.{token.Split('.')[1]}.";

    private static string Text(JsonObject header, JsonObject claims) => $"{Part(header)}.{Part(claims)}";

    private static string Part(JsonObject json) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
