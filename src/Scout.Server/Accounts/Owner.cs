using System.Security.Claims;

namespace Scout.Server.Accounts;

/// <summary>How a request came to count as the owner's.</summary>
internal enum OwnerWay
{
    /// <summary>The cookie of the setup link.</summary>
    Cookie,

    /// <summary>The setup token, by a script.</summary>
    Token,

    /// <summary>Somebody at the machine itself.</summary>
    Here,
}

/// <summary>The keys of whoever set the server up: the setup link, the setup token, and the machine itself.</summary>
internal static class Owner
{
    /// <summary>The scheme that recognises the owner, whichever way.</summary>
    public const string Scheme = "Owner";

    public const string CookieScheme = "OwnerCookie";

    private const string WayClaim = "way";
    private const string StampClaim = "stamp";

    /// <param name="stamp">Of the setup token: a new token ends every cookie of the old one.</param>
    public static ClaimsPrincipal Principal(OwnerWay way, string stamp, string scheme) =>
        new(
            new ClaimsIdentity(
                [
                    new Claim(ClaimTypes.NameIdentifier, Accounts.Viewer.OwnerId),
                    new Claim(ClaimTypes.Name, Accounts.Viewer.OwnerId),
                    new Claim(ClaimTypes.Role, Role.Owner),
                    new Claim(WayClaim, way.ToString()),
                    new Claim(StampClaim, stamp),
                ],
                scheme
            )
        );

    public static OwnerWay? WayOf(ClaimsPrincipal user) =>
        Enum.TryParse<OwnerWay>(user.FindFirstValue(WayClaim), out var way) ? way : null;

    public static string? StampOf(ClaimsPrincipal? user) => user?.FindFirstValue(StampClaim);
}
