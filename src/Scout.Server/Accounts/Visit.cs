using System.Security.Claims;

namespace Scout.Server.Accounts;

/// <summary>How a request came to count as an account's.</summary>
internal enum VisitWay
{
    /// <summary>A signed-in device.</summary>
    Cookie,

    /// <summary>A script with the setup token or a token of its account.</summary>
    Token,

    /// <summary>Somebody at the machine itself, as long as no owner has a way to sign in.</summary>
    Here,
}

/// <summary>The request of a known account.</summary>
internal static class Visit
{
    /// <summary>The scheme that recognises accounts, whichever way.</summary>
    public const string Scheme = "Scout";

    private const string WayClaim = "way";
    private const string DeviceClaim = "device";

    /// <param name="device">The signed-in device, by the id of its session.</param>
    public static ClaimsPrincipal Principal(Me me, VisitWay way, string? device = null)
    {
        var identity = new ClaimsIdentity([.. me.Claims(), new Claim(WayClaim, way.ToString())], Scheme);
        if (device is not null)
        {
            identity.AddClaim(new Claim(DeviceClaim, device));
        }

        return new ClaimsPrincipal(identity);
    }

    public static VisitWay? WayOf(ClaimsPrincipal user) =>
        Enum.TryParse<VisitWay>(user.FindFirstValue(WayClaim), out var way) ? way : null;

    public static string? DeviceOf(ClaimsPrincipal user) => user.FindFirstValue(DeviceClaim);
}
