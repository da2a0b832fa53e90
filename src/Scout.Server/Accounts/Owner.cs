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

/// <summary>The one person who may see and do everything, until there are accounts.</summary>
internal static class Owner
{
    /// <summary>The policy that endpoints ask for.</summary>
    public const string Policy = "Owner";

    /// <summary>The scheme that recognises the owner, whichever way.</summary>
    public const string Scheme = "Owner";

    public const string CookieScheme = "OwnerCookie";

    /// <summary>How acts on a page are written into the ledger: the core knows contacts only.</summary>
    public const string Id = "owner";

    private const string WayClaim = "way";
    private const string StampClaim = "stamp";

    /// <param name="stamp">Of the setup token: a new token ends every cookie of the old one.</param>
    public static ClaimsPrincipal Principal(OwnerWay way, string stamp, string scheme) =>
        new(
            new ClaimsIdentity(
                [
                    new Claim(ClaimTypes.NameIdentifier, Id),
                    new Claim(ClaimTypes.Name, Id),
                    new Claim(ClaimTypes.Role, Id),
                    new Claim(WayClaim, way.ToString()),
                    new Claim(StampClaim, stamp),
                ],
                scheme
            )
        );

    public static bool IsOwner(this ClaimsPrincipal user) => user.IsInRole(Id);

    public static OwnerWay? WayOf(ClaimsPrincipal user) =>
        Enum.TryParse<OwnerWay>(user.FindFirstValue(WayClaim), out var way) ? way : null;

    public static string? StampOf(ClaimsPrincipal? user) => user?.FindFirstValue(StampClaim);
}
