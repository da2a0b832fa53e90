using System.Security.Claims;
using Scout.Core.Readings;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Accounts;

/// <summary>The signed-in account as pages need it, without asking the database again.</summary>
/// <param name="Account">Account id.</param>
/// <param name="Language">"en", "es"; empty: none was chosen, the browser's counts.</param>
/// <param name="Unit">The one values are shown in.</param>
/// <param name="Zone">IANA.</param>
/// <param name="Contact">The account as somebody who can be reached; null: it never said how.</param>
internal sealed record Me(
    string Account,
    string Role,
    string Name,
    string Language,
    GlucoseUnit Unit,
    string Zone,
    string? Contact
)
{
    public bool RunsInstance => Role is Accounts.Role.Owner;
}

internal static class MeOfRequest
{
    private const string UnitClaim = "unit";
    private const string ZoneClaim = "zone";
    private const string ContactClaim = "contact";

    /// <exception cref="InvalidOperationException">Nobody is signed in: the endpoint asks for no policy.</exception>
    public static Me Me(this ClaimsPrincipal user) =>
        user.IsSignedIn()
            ? new Me(
                user.FindFirstValue(ClaimTypes.NameIdentifier) ?? "",
                user.FindFirstValue(ClaimTypes.Role) ?? Role.Member,
                user.FindFirstValue(ClaimTypes.Name) ?? "",
                user.FindFirstValue(RequestLanguage.Claim) ?? "",
                Enum.TryParse<GlucoseUnit>(user.FindFirstValue(UnitClaim), out var unit) ? unit : GlucoseUnit.MgDl,
                user.FindFirstValue(ZoneClaim) ?? "UTC",
                user.FindFirstValue(ContactClaim)
            )
            : throw new InvalidOperationException("Nobody is signed in.");

    public static IEnumerable<Claim> Claims(this Me me)
    {
        yield return new Claim(ClaimTypes.NameIdentifier, me.Account);
        yield return new Claim(ClaimTypes.Name, me.Name);
        yield return new Claim(ClaimTypes.Role, me.Role);
        yield return new Claim(UnitClaim, me.Unit.ToString());
        yield return new Claim(ZoneClaim, me.Zone);
        if (me.Language.Length > 0)
        {
            yield return new Claim(RequestLanguage.Claim, me.Language);
        }

        if (me.Contact is { } contact)
        {
            yield return new Claim(ContactClaim, contact);
        }
    }
}
