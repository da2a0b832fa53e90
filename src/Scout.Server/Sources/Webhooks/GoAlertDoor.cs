using System.Text.Json.Serialization;
using Scout.Core.Events;
using Scout.Server.Sources.Intake;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Webhooks;

/// <summary>
/// GoAlert's addresses and answers, so that what has a sender for GoAlert needs nothing but another host. The token is the
/// secret of a watch of the same kind.
/// </summary>
internal static class GoAlertDoor
{
    /// <summary>More than this need not be done before the answer.</summary>
    private const int MostBefore = 100;

    public static IEndpointRouteBuilder MapGoAlert(this IEndpointRouteBuilder routes)
    {
        var doors = routes.MapGroup("/api/v2").AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        doors.MapPost("/generic/incoming", TakeGenericAsync);
        doors.MapPost(
            "/prometheusalertmanager/incoming",
            (HttpContext context, IntakeDoor door) => TakeAsync(context, door, WebhookRegistration.Alertmanager)
        );
        doors.MapPost(
            "/grafana/incoming",
            (HttpContext context, IntakeDoor door) => TakeAsync(context, door, WebhookRegistration.Grafana)
        );
        return routes;
    }

    private static async Task<IResult> TakeAsync(HttpContext context, IntakeDoor door, string kind)
    {
        var (refusal, _) = await door.KeepAsync(context, kind, TokenOf(context), open: null, context.RequestAborted);
        return refusal ?? TypedResults.NoContent();
    }

    /// <summary>Who asks for JSON wants to know what became of it: then it is read before the answer. Nobody is called here.</summary>
    private static async Task<IResult> TakeGenericAsync(
        HttpContext context,
        IntakeDoor door,
        IntakeDesk desk,
        Database database
    )
    {
        var stop = context.RequestAborted;
        var (refusal, kept) = await door.KeepAsync(
            context,
            WebhookRegistration.Event,
            TokenOf(context),
            open: null,
            stop
        );
        if (refusal is not null)
        {
            return refusal;
        }

        if (!context.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return TypedResults.NoContent();
        }

        for (var taken = 0; taken < MostBefore && await desk.TakeNextAsync(kept.Watch, stop); taken++)
        {
            // Those before it, and this one.
        }

        var became = await database.ReadAsync(
            session =>
                session.FirstOrDefaultAsync<Became>(
                    "select alert_id, outcome from intake where id = @Id",
                    new { kept.Id }
                ),
            stop
        );
        return TypedResults.Json(
            new GoAlertAnswer(became?.AlertId ?? "", kept.Watch, became?.Outcome is nameof(EventOutcome.Opened)),
            GoAlertJson.Default.GoAlertAnswer
        );
    }

    private static string? TokenOf(HttpContext context) =>
        context.Request.Query["token"].ToString() is { Length: > 0 } token ? token : null;

    private sealed record Became
    {
        public string? AlertId { get; init; }

        public required string Outcome { get; init; }
    }
}

/// <summary>What became of an alert, under GoAlert's names. Ids are Scout's.</summary>
internal sealed record GoAlertAnswer(string AlertID, string ServiceID, bool IsNew);

[JsonSerializable(typeof(GoAlertAnswer))]
internal sealed partial class GoAlertJson : JsonSerializerContext;
