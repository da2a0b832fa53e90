using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Core.Replies;
using Scout.Core.Watches;
using Scout.Server.Accounts;
using Scout.Server.Pages.Accounts;
using Scout.Server.Watches;

namespace Scout.Server.Pages.Status;

/// <summary>The front page, an alert's page, and the buttons on them.</summary>
internal static class StatusEndpoints
{
    private static readonly TimeSpan SnoozeFor = TimeSpan.FromMinutes(15);

    public static IEndpointRouteBuilder MapStatus(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", HomeAsync).ExcludeFromDescription();
        var alerts = routes.MapGroup("/alerts/{id}").RequireAuthorization(Policies.SignedIn).ExcludeFromDescription();
        alerts.MapGet("", AlertAsync);
        alerts.MapPost("/{act}", ActAsync).AddEndpointFilter<FormGuard>();
        return routes;
    }

    // Open to everybody: an uptime monitor sees that it works, a stranger sees only where the door is.
    private static async Task<RazorComponentResult> HomeAsync(
        HttpContext context,
        StatusQueries queries,
        CancellationToken cancellationToken
    ) =>
        context.User.IsSignedIn()
            ? new RazorComponentResult<StatusPage>(new { View = await queries.LoadAsync(cancellationToken) })
            : new RazorComponentResult<SignInPage>();

    private static async Task<Results<RazorComponentResult<AlertPage>, NotFound>> AlertAsync(
        string id,
        StatusQueries queries,
        CancellationToken cancellationToken
    ) =>
        await queries.FindAlertAsync(id, cancellationToken) is { } card
            ? new RazorComponentResult<AlertPage>(new { Card = card })
            : TypedResults.NotFound();

    private static async Task<Results<RedirectHttpResult, NotFound>> ActAsync(
        string id,
        string act,
        HttpContext context,
        StatusQueries queries,
        Turn turn,
        CancellationToken cancellationToken
    )
    {
        if (ReadAct(act) is not { } reply || await queries.WatchOfAsync(id, cancellationToken) is not { } watch)
        {
            return TypedResults.NotFound();
        }

        await turn.TakeAsync(
            watch,
            new WatchInput.Replied(id, context.User.Viewer().Account, reply, ReplyWay.Page),
            cancellationToken
        );
        return TypedResults.LocalRedirect(await BackAsync(context.Request, id, cancellationToken));
    }

    private static ReplyAct? ReadAct(string act) =>
        act switch
        {
            "acknowledge" => new ReplyAct.Acknowledge(),
            "snooze" => new ReplyAct.Snooze(SnoozeFor),
            "escalate" => new ReplyAct.Escalate(),
            _ => null,
        };

    private static async Task<string> BackAsync(HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
        {
            return "/";
        }

        var form = await request.ReadFormAsync(cancellationToken);
        return form["back"].ToString() is ['/', 'a', ..] ? $"/alerts/{id}" : "/";
    }
}
