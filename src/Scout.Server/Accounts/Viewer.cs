using System.Security.Claims;

namespace Scout.Server.Accounts;

/// <summary>Who asks: the account behind a request.</summary>
/// <param name="Account">Account id; stands in the ledger for what the account did.</param>
/// <param name="RunsInstance">An owner: sees health, carriers and people.</param>
internal readonly record struct Viewer(string Account, bool RunsInstance)
{
    /// <summary>The account that is there from the first start; the setup link and the setup token are its keys.</summary>
    public const string OwnerId = "owner";
}

internal static class ViewerOfRequest
{
    /// <summary>The account of a signed-in request.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the endpoint asks for no policy.</exception>
    public static Viewer Viewer(this ClaimsPrincipal user) =>
        user.FindFirstValue(ClaimTypes.NameIdentifier) is { } account
            ? new Viewer(account, user.IsInRole(Role.Owner))
            : throw new InvalidOperationException("Nobody is signed in.");

    public static bool IsSignedIn(this ClaimsPrincipal user) => user.Identity is { IsAuthenticated: true };
}

/// <summary>What an account is to the instance; in cookies and tables by these words.</summary>
internal static class Role
{
    /// <summary>Runs the instance.</summary>
    public const string Owner = "Owner";

    public const string Member = "Member";
}

/// <summary>What endpoints ask for.</summary>
internal static class Policies
{
    /// <summary>Any account. What it may see of a watch is <see cref="AccessStore"/>'s to say.</summary>
    public const string SignedIn = "SignedIn";

    /// <summary>Who runs the instance.</summary>
    public const string Owner = "Owner";
}
