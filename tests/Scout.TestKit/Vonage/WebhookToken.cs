using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Scout.TestKit.Vonage;

/// <summary>Signs a webhook as Vonage does. Every part can be wrong on purpose.</summary>
public sealed record WebhookToken(string Body, DateTimeOffset At)
{
    public string Secret { get; init; } = FakeVonage.SignatureSecret;
    public string Issuer { get; init; } = "Vonage";
    public string ApiKey { get; init; } = FakeVonage.ApiKey;
    public string? ApplicationId { get; init; } = FakeVonage.ApplicationId;
    public string Id { get; init; } = Ids.New();
    public string Algorithm { get; init; } = "HS256";

    /// <summary>Null: the right one.</summary>
    public string? PayloadHash { get; init; }

    public string Make()
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(new { alg = Algorithm, typ = "JWT" });
        var claims = new Dictionary<string, object>
        {
            ["iat"] = At.ToUnixTimeSeconds(),
            ["jti"] = Id,
            ["iss"] = Issuer,
            ["payload_hash"] = PayloadHash ?? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Body))),
            ["api_key"] = ApiKey,
        };
        if (ApplicationId is not null)
        {
            claims["application_id"] = ApplicationId;
        }

        var signed =
            $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.ASCII.GetBytes(signed));
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }
}
