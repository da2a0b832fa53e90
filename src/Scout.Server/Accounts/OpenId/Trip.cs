using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;

namespace Scout.Server.Accounts.OpenId;

/// <summary>A browser on its way to the issuer and back, and what it set out for.</summary>
/// <param name="State">Comes back in the address: another browser's answer is not taken.</param>
/// <param name="Nonce">Comes back in the token: another answer's token is not taken.</param>
/// <param name="Verifier">Shown with the code: whoever saw only the code cannot use it (PKCE).</param>
/// <param name="IsSetup">It began at the setup link.</param>
/// <param name="Invitation">It began at an invitation.</param>
/// <param name="Account">It began signed in, to connect the two.</param>
internal sealed record Trip(
    string State,
    string Nonce,
    string Verifier,
    string Back,
    bool IsSetup,
    string? Invitation,
    string? Account
)
{
    public static Trip Begin(string back, bool isSetup, string? invitation, string? account) =>
        new(Secrets.Make(), Secrets.Make(), Secrets.Make(), back, isSetup, invitation, account);

    /// <summary>S256 of the verifier.</summary>
    public string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    public bool IsAnsweredBy(string? state) =>
        state is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(state), Encoding.UTF8.GetBytes(State));
}

/// <summary>Keeps the trip, sealed, in the browser that is on it.</summary>
internal sealed class TripCookie(IDataProtectionProvider protection)
{
    private const string Name = "scout-trip";
    private const string Path = "/login/google";
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(15);

    private readonly ITimeLimitedDataProtector _protector = protection
        .CreateProtector("Scout.Accounts.Trip")
        .ToTimeLimitedDataProtector();

    public void Keep(HttpContext context, Trip trip) =>
        context.Response.Cookies.Append(
            Name,
            _protector.Protect(JsonSerializer.Serialize(trip, TripJson.Default.Trip), GoodFor),
            new CookieOptions
            {
                HttpOnly = true,
                Secure = context.Request.IsHttps,
                // The issuer's page sends the browser back: Strict would leave the cookie behind.
                SameSite = SameSiteMode.Lax,
                Path = Path,
                MaxAge = GoodFor,
                IsEssential = true,
            }
        );

    /// <summary>Once: a second answer finds nothing.</summary>
    public Trip? Take(HttpContext context)
    {
        context.Response.Cookies.Delete(Name, new CookieOptions { Path = Path });
        try
        {
            return context.Request.Cookies.TryGetValue(Name, out var kept)
                ? JsonSerializer.Deserialize(_protector.Unprotect(kept), TripJson.Default.Trip)
                : null;
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(Trip))]
internal sealed partial class TripJson : JsonSerializerContext;
