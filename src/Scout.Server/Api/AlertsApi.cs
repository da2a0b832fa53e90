using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Core.Replies;
using Scout.Server.Accounts;
using Scout.Server.Pages.Alerts;
using Scout.Server.Pages.Shown;
using Scout.Server.Replies;

namespace Scout.Server.Api;

/// <summary>/api/alerts: reading alerts and acting on them.</summary>
internal static class AlertsApi
{
    private const int LongestMinutes = 24 * 60;

    public static void MapAlertsApi(this IEndpointRouteBuilder api)
    {
        var alerts = api.MapGroup("/alerts").WithTags("Alerts");
        alerts
            .MapGet("", ListAsync)
            .WithName("ListAlerts")
            .WithSummary("Alerts of the watches the account sees, newest first")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        alerts
            .MapGet("/{id}", FindAsync)
            .WithName("ReadAlert")
            .WithSummary("An alert with its ledger, its calls and texts")
            .ProducesProblem(StatusCodes.Status404NotFound);
        var acts = alerts.MapGroup("/{id}").AddEndpointFilter<FormGuard>();
        Describe(
            acts.MapPost("/acknowledge", AcknowledgeAsync),
            "AcknowledgeAlert",
            "Take it: nobody else is disturbed"
        );
        Describe(acts.MapPost("/snooze", SnoozeAsync), "SnoozeAlert", "Quiet for some minutes");
        Describe(acts.MapPost("/close", CloseAsync), "CloseAlert", "Close it, where what it is about does not go on");
        Describe(acts.MapPost("/escalate", EscalateAsync), "EscalateAlert", "Go on to the next step now");
        Describe(acts.MapPost("/call", CallAsync), "CallNow", "Call a contact of the watch now");
    }

    private static void Describe(RouteHandlerBuilder act, string name, string summary) =>
        act.WithName(name)
            .WithSummary(summary)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<ApiAlerts>, ProblemHttpResult>> ListAsync(
        bool? open,
        string? watch,
        string? before,
        int? limit,
        HttpContext context,
        AlertQueries queries,
        CancellationToken cancellationToken
    )
    {
        var cursor = ListPlace.Read(before);
        if (before is { Length: > 0 } && cursor is null)
        {
            return ApiProblem.Bad("\"before\" is the \"next\" of an earlier answer.");
        }

        if (limit is < 1 or > AlertFilter.MostAtOnce)
        {
            return ApiProblem.Bad($"\"limit\" is a number from 1 to {AlertFilter.MostAtOnce}.");
        }

        var filter = new AlertFilter(open, string.IsNullOrEmpty(watch) ? null : watch, Before: cursor);
        filter = limit is { } most ? filter with { Limit = most } : filter;
        var pageful = await queries.ListAsync(context.User.Me(), filter, cancellationToken);
        return TypedResults.Ok(new ApiAlerts([.. pageful.Alerts.Select(ApiWords.Of)], pageful.Next));
    }

    private static async Task<Results<Ok<ApiAlertWithLedger>, ProblemHttpResult>> FindAsync(
        string id,
        HttpContext context,
        AlertQueries queries,
        CancellationToken cancellationToken
    ) =>
        await queries.FindAsync(context.User.Me(), id, cancellationToken) is { } card
            ? TypedResults.Ok(ApiWords.WithLedger(card))
            : ApiProblem.NotThere();

    private static Task<Results<Ok<ApiAlert>, ProblemHttpResult>> AcknowledgeAsync(
        string id,
        ApiAct? act,
        HttpContext context,
        CancellationToken cancellationToken
    ) => ActAsync(id, new ReplyAct.Acknowledge(), act?.Seen, context, cancellationToken);

    private static async Task<Results<Ok<ApiAlert>, ProblemHttpResult>> SnoozeAsync(
        string id,
        ApiSnooze? snooze,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        if (snooze?.Minutes is < 1 or > LongestMinutes)
        {
            return ApiProblem.Bad($"\"minutes\" is a number from 1 to {LongestMinutes}.");
        }

        TimeSpan? length = snooze?.Minutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null;
        return await ActAsync(id, new ReplyAct.Snooze(length), snooze?.Seen, context, cancellationToken);
    }

    private static Task<Results<Ok<ApiAlert>, ProblemHttpResult>> CloseAsync(
        string id,
        ApiAct? act,
        HttpContext context,
        CancellationToken cancellationToken
    ) => ActAsync(id, new ReplyAct.Close(), act?.Seen, context, cancellationToken);

    private static Task<Results<Ok<ApiAlert>, ProblemHttpResult>> EscalateAsync(
        string id,
        ApiAct? act,
        HttpContext context,
        CancellationToken cancellationToken
    ) => ActAsync(id, new ReplyAct.Escalate(), act?.Seen, context, cancellationToken);

    private static Task<Results<Ok<ApiAlert>, ProblemHttpResult>> CallAsync(
        string id,
        ApiCall call,
        HttpContext context,
        CancellationToken cancellationToken
    ) => ActAsync(id, new ReplyAct.CallNow(call.Contact ?? ""), seen: null, context, cancellationToken);

    private static async Task<Results<Ok<ApiAlert>, ProblemHttpResult>> ActAsync(
        string id,
        ReplyAct act,
        string? seen,
        HttpContext context,
        CancellationToken cancellationToken
    )
    {
        var services = context.RequestServices;
        var way = Visit.WayOf(context.User) is VisitWay.Cookie ? ReplyWay.Page : ReplyWay.Api;
        var result = await services
            .GetRequiredService<ActDesk>()
            .ActAsync(context.User.Viewer(), id, act, seen, way, cancellationToken);
        if (ApiProblem.Of(result.Answer) is { } problem)
        {
            return problem;
        }

        var card = await services
            .GetRequiredService<AlertQueries>()
            .FindAsync(context.User.Me(), id, cancellationToken);
        return card is null ? ApiProblem.NotThere() : TypedResults.Ok(ApiWords.Of(card));
    }
}
