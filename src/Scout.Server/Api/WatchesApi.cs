using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Core.Readings;
using Scout.Server.Accounts;
using Scout.Server.Pages.Status;
using Scout.Server.Readings;
using Scout.Server.Readings.Points;
using Scout.Server.Replies;
using Scout.Server.Storage;

namespace Scout.Server.Api;

/// <summary>/api/me and /api/watches: who asks, what is watched, its readings, and its pause.</summary>
internal static class WatchesApi
{
    private const int LongestMinutes = 24 * 60;
    private const int UsualReadings = 1_000;
    private const int MostReadings = 10_000;
    private static readonly TimeSpan UsualRange = TimeSpan.FromDays(1);

    public static void MapWatchesApi(this IEndpointRouteBuilder api)
    {
        api.MapGet("/me", Me).WithName("Me").WithSummary("The account that asks").WithTags("Account");
        var watches = api.MapGroup("/watches").WithTags("Watches");
        watches.MapGet("", ListAsync).WithName("ListWatches").WithSummary("Watches the account sees");
        var one = watches.MapGroup("/{id}").ProducesProblem(StatusCodes.Status404NotFound);
        one.MapGet("", FindAsync).WithName("ReadWatch").WithSummary("A watch, and how it stands");
        one.MapGet("/readings", ReadingsAsync)
            .WithName("ListReadings")
            .WithSummary("Readings as they came, oldest first")
            .WithDescription("from and to are Unix milliseconds or ISO 8601; the last day when both are left out.")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        one.MapPost("/pause", PauseAsync)
            .AddEndpointFilter<FormGuard>()
            .WithName("PauseWatch")
            .WithSummary("Quiet for a time, at most 24 hours; everybody it reaches is told")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden);
        one.MapPost("/resume", ResumeAsync)
            .AddEndpointFilter<FormGuard>()
            .WithName("ResumeWatch")
            .WithSummary("End the pause now")
            .ProducesProblem(StatusCodes.Status403Forbidden);
    }

    private static Ok<ApiMe> Me(HttpContext context) => TypedResults.Ok(ApiWords.Of(context.User.Me()));

    private static async Task<Ok<ApiWatches>> ListAsync(
        HttpContext context,
        StatusQueries queries,
        CancellationToken cancellationToken
    )
    {
        var cards = await queries.WatchesAsync(context.User.Me(), cancellationToken);
        return TypedResults.Ok(new ApiWatches([.. cards.Select(ApiWords.Of)]));
    }

    private static async Task<Results<Ok<ApiWatch>, ProblemHttpResult>> FindAsync(
        string id,
        HttpContext context,
        StatusQueries queries,
        CancellationToken cancellationToken
    ) =>
        await queries.FindWatchAsync(context.User.Me(), id, cancellationToken) is { HasSource: true } card
            ? TypedResults.Ok(ApiWords.Of(card))
            : ApiProblem.NotThere();

    private static async Task<Results<Ok<ApiReadings>, ProblemHttpResult>> ReadingsAsync(
        string id,
        string? from,
        string? to,
        int? limit,
        HttpContext context,
        Database database,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var range = TimeRange.Read(from, to, time.GetUtcNow(), UsualRange, out var error);
        var most = limit ?? UsualReadings;
        if (most is < 1 or > MostReadings)
        {
            error = $"\"limit\" is a number from 1 to {MostReadings}.";
        }

        var viewer = context.User.Viewer();
        var readings = await database.ReadAsync<IReadOnlyList<Reading>?>(
            async session =>
                await session.GrantAsync(viewer, id) is Grant.None ? null
                : error is not null ? []
                : await session.LoadRangeAsync(id, "glucose", range.From, range.To, most + 1L),
            cancellationToken
        );
        if (readings is null)
        {
            return ApiProblem.NotThere();
        }

        if (error is not null)
        {
            return ApiProblem.Bad(error);
        }

        var next = readings.Count > most ? readings[most].At : (DateTimeOffset?)null;
        return TypedResults.Ok(new ApiReadings([.. readings.Take(most).Select(ApiWords.Of)], next));
    }

    private static async Task<Results<Ok<ApiWatch>, ProblemHttpResult>> PauseAsync(
        string id,
        ApiPause pause,
        HttpContext context,
        ActDesk desk,
        StatusQueries queries,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        var until = pause switch
        {
            { Minutes: > 0 and <= LongestMinutes and var minutes, Until: null } => now.AddMinutes(minutes),
            { Minutes: null, Until: { } end } when end <= now.AddMinutes(LongestMinutes) => end,
            _ => (DateTimeOffset?)null,
        };
        if (until is not { } at)
        {
            var watch = await FindAsync(id, context, queries, cancellationToken);
            return watch.Result is ProblemHttpResult notThere
                ? notThere
                : ApiProblem.Bad(
                    $"Send \"minutes\" from 1 to {LongestMinutes}, or \"until\" at most 24 hours ahead. Every pause has an end."
                );
        }

        var answer = await desk.PauseAsync(context.User.Viewer(), id, at, cancellationToken);
        return ApiProblem.Of(answer) is { } problem
            ? problem
            : await FindAsync(id, context, queries, cancellationToken);
    }

    private static async Task<Results<Ok<ApiWatch>, ProblemHttpResult>> ResumeAsync(
        string id,
        HttpContext context,
        ActDesk desk,
        StatusQueries queries,
        CancellationToken cancellationToken
    )
    {
        var answer = await desk.ResumeAsync(context.User.Viewer(), id, cancellationToken);
        return ApiProblem.Of(answer) is { } problem
            ? problem
            : await FindAsync(id, context, queries, cancellationToken);
    }
}
