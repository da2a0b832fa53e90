using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Scout.TestKit.Vonage;

/// <summary>Looks at the token of a request as the real one would.</summary>
internal static class ClientToken
{
    public static string? WhatIsWrong(string? authorization, FakeVonage booth)
    {
        if (
            authorization?.Split(' ') is not ["Bearer", var token]
            || token.Split('.') is not [var head, var claims, var mark]
        )
        {
            return "the request carries no token";
        }

        var header = Parse(head);
        if (header.GetProperty("alg").GetString() is not "RS256" || header.GetProperty("typ").GetString() is not "JWT")
        {
            return "the token's header must say RS256 and JWT";
        }

        var isSigned = FakeVonage.Key.VerifyData(
            Encoding.ASCII.GetBytes($"{head}.{claims}"),
            Base64Url.DecodeFromChars(mark),
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        return isSigned
            ? Claims(Parse(claims), booth.Time.GetUtcNow().ToUnixTimeSeconds())
            : "the token's signature is wrong";
    }

    private static string? Claims(JsonElement claims, long now)
    {
        if (claims.GetProperty("application_id").GetString() is not FakeVonage.ApplicationId)
        {
            return "the token names another application";
        }

        if (!claims.TryGetProperty("jti", out var id) || string.IsNullOrEmpty(id.GetString()))
        {
            return "the token has no jti";
        }

        var made = claims.GetProperty("iat").GetInt64();
        var ends = claims.TryGetProperty("exp", out var exp) ? exp.GetInt64() : made + 900;
        return ends - made is < 30 or > 86400 ? "exp must be 30 s to 24 h after iat"
            : made > now + 60 ? "the token is from the future"
            : ends <= now ? "the token has expired"
            : null;
    }

    private static JsonElement Parse(string part)
    {
        using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part));
        return document.RootElement.Clone();
    }
}
