using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Scout.TestKit.Nightscout;

/// <summary>Who may do what on a fake site, as the two generations of Nightscout decide it.</summary>
internal sealed class FakeCredentials(FakeSite site, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _jwts = new(StringComparer.Ordinal);
    private int _issued;

    internal enum Who
    {
        Anonymous,
        Wrong,
        Reader,
        Owner,
    }

    public static string HashOf(string secret)
    {
#pragma warning disable CA5350, CA1308 // what Nightscout does
        return Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(secret))).ToLowerInvariant();
#pragma warning restore CA5350, CA1308
    }

    public Who Ask(HttpRequest request)
    {
        if (request.Headers.Authorization.ToString() is { Length: > 0 } bearer)
        {
            return IsGoodJwt(bearer.Replace("Bearer ", "", StringComparison.Ordinal)) ? Who.Reader : Who.Wrong;
        }

        if (request.Headers["api-secret"].ToString() is { Length: > 0 } secret)
        {
            return OfSecret(secret);
        }

        return request.Query["token"].ToString() is { Length: > 0 } token && IsAccessToken(token)
            ? Who.Reader
            : Who.Anonymous;
    }

    /// <summary>Of the socket's "authorize".</summary>
    public Who AskSocket(string? secret, string? token)
    {
        if (token is not null)
        {
            return IsGoodJwt(token) ? Who.Reader
                : site.IsOld ? Who.Anonymous
                : Who.Wrong;
        }

        return secret is null ? Who.Anonymous : OfSecret(secret);
    }

    /// <summary>Null: not this site's token.</summary>
    public string? Exchange(string accessToken)
    {
        if (!IsAccessToken(accessToken))
        {
            return null;
        }

        var now = time.GetUtcNow();
        var life = site.JwtLife;
        var number = Interlocked.Increment(ref _issued);
        var jwt = $"eyJhbGciOiJIUzI1NiJ9.{number.ToString(CultureInfo.InvariantCulture)}.signature";
        _jwts[jwt] = now + life;
        return $$"""
            {"token":"{{jwt}}","sub":"Scout reader","permissionGroups":[["{{site.Permissions}}"],[]],
             "iat":{{now.ToUnixTimeSeconds()}},"exp":{{(now + life).ToUnixTimeSeconds()}}}
            """;
    }

    /// <summary>The site is rebuilt: it signs with another key from now on.</summary>
    public void ForgetJwts() => _jwts.Clear();

    private bool IsGoodJwt(string jwt) => _jwts.TryGetValue(jwt, out var end) && time.GetUtcNow() < end;

    // Only what follows the last hyphen counts.
    private bool IsAccessToken(string token) =>
        site.AccessToken is { } mine && token.Split('-')[^1] == mine.Split('-')[^1];

    private Who OfSecret(string sent)
    {
        var hash = HashOf(site.ApiSecret);
        if (sent == hash || (!site.IsOld && sent.Equals(hash, StringComparison.OrdinalIgnoreCase)))
        {
            return Who.Owner;
        }

        if (site.IsOld)
        {
            return Who.Anonymous;
        }

        return IsAccessToken(sent) || (site.AccessToken is { } token && sent == HashOf(token)) ? Who.Reader : Who.Wrong;
    }
}
