using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Server.Accounts;
using Scout.Server.Pages.Projects;
using Scout.Server.Readings.Points;
using Scout.Server.Sources.Devices;
using Scout.Server.Sources.Tandem;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Watch;

/// <summary>The page of a watch, its readings as a file, and the alerts on its chart.</summary>
internal static class WatchEndpoints
{
    private static readonly TimeSpan Usual = TimeSpan.FromDays(1);

    public static IEndpointRouteBuilder MapWatch(this IEndpointRouteBuilder routes)
    {
        var watch = routes.MapGroup("/watches/{id}").RequireAuthorization(Policies.SignedIn).ExcludeFromDescription();
        watch.MapGet("", ShowAsync);
        watch.MapGet("/readings.csv", CsvAsync);
        routes
            .MapGet("/api/watches/{id}/marks", MarksAsync)
            .RequireAuthorization(Policies.SignedIn)
            .WithName("ReadMarks")
            .WithSummary("Alerts of a watch in a stretch of time, as a chart shows them.")
            .WithTags("Watches")
            .Produces(StatusCodes.Status200OK, contentType: "application/json")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        return routes;
    }

    private static async Task<IResult> ShowAsync(
        string id,
        HttpContext context,
        WatchQueries queries,
        ProjectQueries projects,
        Database database,
        CancellationToken cancellationToken
    )
    {
        var viewer = context.User.Viewer();
        if (await database.ReadAsync(session => DeviceAsync(session, viewer, id), cancellationToken) is { } device)
        {
            return TypedResults.LocalRedirect($"/devices/{device}"); // a device has one page
        }

        if (await database.ReadAsync(session => IsPumpAsync(session, viewer, id), cancellationToken))
        {
            return TypedResults.LocalRedirect($"/pumps/{id}"); // so has a pump
        }

        var question = Question(context, id, IsWhole(context.Request));
        if (await projects.FindAsync(question, cancellationToken) is { } project)
        {
            return new RazorComponentResult<ProjectPage>(new { View = project });
        }

        return await queries.FindAsync(question, cancellationToken) is { } view
            ? new RazorComponentResult<WatchPage>(new { View = view })
            : TypedResults.NotFound();
    }

    private static async Task<bool> IsPumpAsync(Session session, Viewer viewer, string watch) =>
        await session.GrantAsync(viewer, watch) > Grant.None && await session.FindPumpAsync(watch) is not null;

    /// <summary>Null: the watch is about no device that the viewer sees.</summary>
    private static async Task<long?> DeviceAsync(Session session, Viewer viewer, string watch) =>
        await session.DeviceOfWatchAsync(watch) is { } device
            ? (await session.FindDeviceAsync(viewer, device.Id))?.Id
            : null;

    private static async Task<IResult> CsvAsync(
        string id,
        string? from,
        string? to,
        HttpContext context,
        Database database,
        WatchQueries queries,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var view = await queries.FindFrameAsync(Question(context, id), cancellationToken);
        return Refusal(view, from, to, time, out var range) ?? new ReadingsCsv(database, id, range, view!.Zone);
    }

    private static async Task<IResult> MarksAsync(
        string id,
        string? from,
        string? to,
        HttpContext context,
        Database database,
        WatchQueries queries,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var view = await queries.FindFrameAsync(Question(context, id), cancellationToken);
        if (Refusal(view, from, to, time, out var range) is { } refusal)
        {
            return refusal;
        }

        var marks = await database.ReadAsync(session => session.LoadMarksAsync(view!, range), cancellationToken);
        return new KnownBody(JsonSerializer.SerializeToUtf8Bytes(marks, MarksJson.Default.IReadOnlyListAlertMark));
    }

    /// <summary>The viewer sees no such watch, or asks for no range of time; null: neither.</summary>
    private static IResult? Refusal(object? view, string? from, string? to, TimeProvider time, out TimeRange range)
    {
        range = TimeRange.Read(from, to, time.GetUtcNow(), Usual, out var error);
        return view is null ? TypedResults.NotFound()
            : error is null ? null
            : Problem(error);
    }

    private static ProblemHttpResult Problem(string sentence) =>
        TypedResults.Problem(sentence, statusCode: StatusCodes.Status400BadRequest);

    private static WatchQuestion Question(HttpContext context, string id, bool whole = false) =>
        new(context.User.Me(), id, context.Request.Query, whole);

    /// <summary>An open page draws again what changes by itself; the rest of it stands still.</summary>
    private static bool IsWhole(HttpRequest request) =>
        !request.Headers.ContainsKey("HX-Request") || request.Headers.ContainsKey("HX-Boosted");
}
