using Microsoft.AspNetCore.Http.HttpResults;

namespace Scout.Server.Accounts.Passkeys;

/// <summary>What the script beside a form asks before it turns to the browser: options for making and showing a passkey.</summary>
internal static class PasskeyEndpoints
{
    public static IEndpointRouteBuilder MapPasskeys(this IEndpointRouteBuilder routes)
    {
        var passkeys = routes
            .MapGroup("/passkey")
            .ExcludeFromDescription()
            .RequireRateLimiting(Door.RateLimit)
            .AddEndpointFilter<FormGuard>();
        passkeys.MapPost("/new", NewAsync);
        passkeys.MapPost("/ask", AskAsync);
        return routes;
    }

    private static async Task<IResult> NewAsync(
        HttpContext context,
        PasskeyDesk passkeys,
        SetupToken setup,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var name = form["name"].ToString().Trim() is { Length: > 0 and <= 80 } typed ? typed : "Scout";

        // For whom the passkey is: whoever is signed in, the first owner with the setup link, or somebody new. It is
        // kept later, by a request that asks for more.
        var account = Visit.WayOf(context.User) is VisitWay.Cookie ? context.User.Me() : null;
        if (account is not null)
        {
            return Json(await passkeys.AskForNewAsync(context, account.Account, account.Name));
        }

        var id = await setup.MatchesAsync(form["token"], cancellationToken)
            ? Viewer.OwnerId
            : Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
        return Json(await passkeys.AskForNewAsync(context, id, name));
    }

    private static async Task<IResult> AskAsync(HttpContext context, PasskeyDesk passkeys) =>
        Json(await passkeys.AskAsync(context));

    private static ContentHttpResult Json(string options) => TypedResults.Text(options, "application/json");
}
