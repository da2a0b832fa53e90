using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Scout.Core.Replies;
using Scout.Server.Accounts;
using Scout.Server.Pages.Shown;
using Scout.Server.Replies;

namespace Scout.Server.Pages.Alerts;

/// <summary>The list of alerts, an alert's page, and the buttons on them.</summary>
internal static class AlertEndpoints
{
    public static IEndpointRouteBuilder MapAlerts(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").RequireAuthorization(Policies.SignedIn).ExcludeFromDescription();
        pages.MapGet("/alerts", ListAsync);
        pages.MapGet("/alerts.csv", ExportAsync);
        pages.MapGet("/alerts/{id}", AlertAsync);
        pages.MapGet("/alerts/{id}/ledger.csv", LedgerAsync);
        pages.MapPost("/alerts/{id}/{act}", ActAsync).AddEndpointFilter<FormGuard>();
        return routes;
    }

    private static async Task<RazorComponentResult> ListAsync(
        string? open,
        string? watch,
        string? severity,
        string? before,
        HttpContext context,
        AlertQueries queries,
        CancellationToken cancellationToken
    )
    {
        var me = context.User.Me();
        var (choice, filter) = Choose(open, watch, severity, before);
        var pageful = await queries.ListAsync(me, filter, cancellationToken);
        var watches = await queries.WatchesAsync(me, cancellationToken);
        return new RazorComponentResult<AlertsPage>(
            new
            {
                View = new AlertsView(
                    choice,
                    [.. watches.Select(one => (one.Id, one.Name))],
                    pageful.Alerts,
                    pageful.Next
                ),
            }
        );
    }

    private static async Task<FileContentHttpResult> ExportAsync(
        string? open,
        string? watch,
        string? severity,
        string? before,
        HttpContext context,
        LedgerCsv csv,
        CancellationToken cancellationToken
    )
    {
        var (_, filter) = Choose(open, watch, severity, before);
        var text = await csv.WriteAsync(context.User.Me(), filter, alert: null, cancellationToken);
        return Csv(text ?? "", "alerts.csv");
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> LedgerAsync(
        string id,
        HttpContext context,
        LedgerCsv csv,
        CancellationToken cancellationToken
    ) =>
        await csv.WriteAsync(context.User.Me(), new AlertFilter(), id, cancellationToken) is { } text
            ? Csv(text, "alert.csv")
            : TypedResults.NotFound();

    private static FileContentHttpResult Csv(string text, string name) =>
        TypedResults.File(Encoding.UTF8.GetBytes(text), "text/csv; charset=utf-8", name);

    private static (AlertChoice Choice, AlertFilter Filter) Choose(
        string? open,
        string? watch,
        string? severity,
        string? before
    )
    {
        bool? isOpen = open switch
        {
            "yes" => true,
            "no" => false,
            _ => null,
        };
        var chosen = AlertFilter.ReadSeverity(severity);
        var one = string.IsNullOrEmpty(watch) ? null : watch;
        var cursor = ListPlace.Read(before);
        return (
            new AlertChoice(isOpen, one, chosen, cursor is null ? null : before),
            new AlertFilter(isOpen, one, chosen, cursor)
        );
    }

    private static async Task<Results<RazorComponentResult, NotFound>> AlertAsync(
        string id,
        string? note,
        HttpContext context,
        AlertQueries queries,
        CancellationToken cancellationToken
    ) =>
        await queries.FindAsync(context.User.Me(), id, cancellationToken) is { } card
            ? new RazorComponentResult<AlertPage>(new { Card = card, Note = note })
            : TypedResults.NotFound();

    private static async Task<Results<RedirectHttpResult, NotFound, ForbidHttpResult, ProblemHttpResult>> ActAsync(
        string id,
        string act,
        HttpContext context,
        ActDesk desk,
        CancellationToken cancellationToken
    )
    {
        var form = context.Request.HasFormContentType
            ? await context.Request.ReadFormAsync(cancellationToken)
            : FormCollection.Empty;
        if (ReadAct(act, form) is not { } reply)
        {
            return TypedResults.NotFound();
        }

        var result = await desk.ActAsync(
            context.User.Viewer(),
            id,
            reply,
            form["seen"],
            ReplyWay.Page,
            cancellationToken
        );
        return result.Answer switch
        {
            ActAnswer.NotThere => TypedResults.NotFound(),
            ActAnswer.NotAllowed => TypedResults.Forbid(),
            _ => TypedResults.LocalRedirect(Back(form["back"], id, result.Answer)),
        };
    }

    /// <summary>Null: there is no such act, or it lacks something that our forms send.</summary>
    private static ReplyAct? ReadAct(string act, IFormCollection form) =>
        act switch
        {
            "acknowledge" => new ReplyAct.Acknowledge(),
            "snooze" => new ReplyAct.Snooze(ReadMinutes(form["minutes"])),
            "close" => new ReplyAct.Close(),
            "escalate" => new ReplyAct.Escalate(),
            "call" when form["contact"].ToString() is { Length: > 0 } contact => new ReplyAct.CallNow(contact),
            _ => null,
        };

    /// <summary>Null: the usual time.</summary>
    private static TimeSpan? ReadMinutes(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
        && minutes is > 0 and <= 24 * 60
            ? TimeSpan.FromMinutes(minutes)
            : null;

    private static string Back(string? back, string id, ActAnswer answer)
    {
        const string Device = "/devices/";
        var path =
            back is ['/', 'a', ..] ? $"/alerts/{id}"
            : back is { Length: > 9 and < 30 }
            && back.StartsWith(Device, StringComparison.Ordinal)
            && back.AsSpan(Device.Length).IndexOfAnyExceptInRange('0', '9') < 0
                ? back
            : "/";
        return ActNotes.Of(answer) is { } note ? QueryHelpers.AddQueryString(path, "note", note) : path;
    }
}
