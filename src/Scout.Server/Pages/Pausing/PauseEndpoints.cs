using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using Scout.Core.Replies;
using Scout.Core.Watches;
using Scout.Server.Accounts;
using Scout.Server.Pages.Alerts;
using Scout.Server.Pages.Status;
using Scout.Server.Replies;

namespace Scout.Server.Pages.Pausing;

/// <summary>Making a watch quiet for a while, and ending that.</summary>
internal static class PauseEndpoints
{
    private const string UntilMorning = "morning";
    private static readonly LocalTime Morning = new(8, 0);
    private static readonly int[] Hours = [1, 4, 24];

    public static IEndpointRouteBuilder MapPauses(this IEndpointRouteBuilder routes)
    {
        var watch = routes.MapGroup("/watches/{id}").RequireAuthorization(Policies.SignedIn).ExcludeFromDescription();
        watch.MapGet("/pause", ShowAsync);
        watch.MapPost("/pause", PauseAsync).AddEndpointFilter<FormGuard>();
        watch.MapPost("/resume", ResumeAsync).AddEndpointFilter<FormGuard>();
        return routes;
    }

    private static async Task<Results<RazorComponentResult, NotFound, ForbidHttpResult>> ShowAsync(
        string id,
        string? note,
        HttpContext context,
        StatusQueries queries,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var me = context.User.Me();
        if (await queries.FindWatchAsync(me, id, cancellationToken) is not { HasSource: true } card)
        {
            return TypedResults.NotFound();
        }

        return card.MayChange
            ? new RazorComponentResult<PausePage>(
                new
                {
                    Card = card,
                    Choices = Choices(me, time.GetUtcNow()),
                    Note = note,
                }
            )
            : TypedResults.Forbid();
    }

    private static async Task<Results<RedirectHttpResult, NotFound, ForbidHttpResult>> PauseAsync(
        string id,
        HttpContext context,
        ActDesk desk,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var until = Choices(context.User.Me(), time.GetUtcNow()).FirstOrDefault(one => one.Value == form["for"]).At;
        return Answer(await desk.PauseAsync(context.User.Viewer(), id, until, cancellationToken), id);
    }

    private static async Task<Results<RedirectHttpResult, NotFound, ForbidHttpResult>> ResumeAsync(
        string id,
        HttpContext context,
        ActDesk desk,
        CancellationToken cancellationToken
    ) => Answer(await desk.ResumeAsync(context.User.Viewer(), id, cancellationToken), id);

    private static Results<RedirectHttpResult, NotFound, ForbidHttpResult> Answer(ActAnswer answer, string id) =>
        answer switch
        {
            ActAnswer.NotThere => TypedResults.NotFound(),
            ActAnswer.NotAllowed => TypedResults.Forbid(),
            _ when ActNotes.Of(answer) is { } note => TypedResults.LocalRedirect(
                QueryHelpers.AddQueryString($"/watches/{id}/pause", "note", note)
            ),
            _ => TypedResults.LocalRedirect("/"),
        };

    /// <summary>Soonest first; none is later than a watch may be paused.</summary>
    private static IReadOnlyList<(string Value, DateTimeOffset At)> Choices(Me me, DateTimeOffset now)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(me.Zone) ?? DateTimeZone.Utc;
        return
        [
            .. Hours
                .Select(hours => (Value: hours.ToString(CultureInfo.InvariantCulture), At: now.AddHours(hours)))
                .Append((Value: UntilMorning, At: ReplyRules.NextAt(Morning, now, zone)))
                .Where(one => one.At - now <= AlertTimes.LongestPause)
                .OrderBy(one => one.At),
        ];
    }
}
