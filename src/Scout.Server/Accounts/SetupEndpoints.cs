using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Server.Pages;

namespace Scout.Server.Accounts;

/// <summary>The setup link: a page with one button, and the cookie it is exchanged for.</summary>
internal static class SetupEndpoints
{
    public static IEndpointRouteBuilder MapAccounts(this IEndpointRouteBuilder routes)
    {
        var setup = routes.MapGroup("/").ExcludeFromDescription();
        setup.MapGet("/setup", ShowAsync).RequireRateLimiting(Door.RateLimit);
        setup.MapPost("/setup", EnterAsync).RequireRateLimiting(Door.RateLimit).AddEndpointFilter<FormGuard>();
        setup.MapPost("/logout", (Delegate)LeaveAsync).AddEndpointFilter<FormGuard>();
        return routes;
    }

    // Looking changes nothing: mail scanners and link previews open links too.
    private static async Task<RazorComponentResult<SetupPage>> ShowAsync(
        HttpContext context,
        SetupToken setup,
        CancellationToken cancellationToken
    )
    {
        var token = context.Request.Query["token"].ToString();
        return Page(token, await setup.MatchesAsync(token, cancellationToken));
    }

    private static async Task<Results<RedirectHttpResult, RazorComponentResult<SetupPage>>> EnterAsync(
        HttpContext context,
        SetupToken setup,
        DeviceCookie devices,
        CancellationToken cancellationToken
    )
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var token = form["token"].ToString();
        if (!await setup.MatchesAsync(token, cancellationToken))
        {
            return Page("", isValid: false);
        }

        await devices.SignInAsync(context, Viewer.OwnerId);
        return TypedResults.LocalRedirect("/");
    }

    private static async Task<RedirectHttpResult> LeaveAsync(HttpContext context, DeviceCookie devices)
    {
        await devices.SignOutAsync(context);
        return TypedResults.LocalRedirect("/");
    }

    private static RazorComponentResult<SetupPage> Page(string token, bool isValid) =>
        new RazorComponentResult<SetupPage>(new { Token = token, IsValid = isValid })
        {
            StatusCode = isValid ? StatusCodes.Status200OK : StatusCodes.Status403Forbidden,
        };
}
