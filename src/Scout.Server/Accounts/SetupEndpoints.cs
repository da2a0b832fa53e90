using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Server.Pages.Accounts;

namespace Scout.Server.Accounts;

/// <summary>The setup link: whoever has it becomes the owner, once.</summary>
internal static class SetupEndpoints
{
    public static IEndpointRouteBuilder MapSetup(this IEndpointRouteBuilder routes)
    {
        var setup = routes.MapGroup("/setup").ExcludeFromDescription().RequireRateLimiting(Door.RateLimit);
        setup.MapGet("", ShowAsync);
        setup.MapPost("", SetUpAsync).AddEndpointFilter<FormGuard>();
        return routes;
    }

    // Looking changes nothing: mail scanners and link previews open links too.
    private static async Task<IResult> ShowAsync(
        HttpContext context,
        SetupToken setup,
        FirstOwner firstOwner,
        CancellationToken cancellationToken
    )
    {
        var token = context.Request.Query["token"].ToString();
        return await IsOpenAsync(token, setup, firstOwner, cancellationToken)
            ? Page(token, NewcomerForm.Empty)
            : Closed();
    }

    private static async Task<IResult> SetUpAsync(
        HttpContext context,
        SetupToken setup,
        FirstOwner firstOwner,
        Newcomers newcomers,
        CancellationToken cancellationToken
    )
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var token = form["token"].ToString();
        if (!await IsOpenAsync(token, setup, firstOwner, cancellationToken))
        {
            return Closed();
        }

        return await newcomers.SetUpAsync(context, NewcomerForm.Read(form)) is { } wrong
            ? Page(token, wrong)
            : TypedResults.LocalRedirect(Door.Begin);
    }

    private static async Task<bool> IsOpenAsync(
        string token,
        SetupToken setup,
        FirstOwner firstOwner,
        CancellationToken cancellationToken
    ) => await setup.MatchesAsync(token, cancellationToken) && !await firstOwner.IsThereAsync(cancellationToken);

    private static RazorComponentResult<SetupPage> Page(string token, NewcomerForm form) =>
        new RazorComponentResult<SetupPage>(new { Token = token, Form = form })
        {
            StatusCode = form.IsGood ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
        };

    private static RazorComponentResult<ClosedPage> Closed() =>
        new RazorComponentResult<ClosedPage>(new { Why = Closing.Setup })
        {
            StatusCode = StatusCodes.Status403Forbidden,
        };
}
