using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Server.Accounts;
using Scout.Server.Live;
using Scout.Server.Pages.Shown;
using Scout.Server.Readings.Points;

namespace Scout.Server.Pages.Graph;

/// <summary>
/// What sensors measure, the newest ten readings first. For who is signed in; where sensors may send without a secret,
/// for everybody.
/// </summary>
internal static class GraphEndpoints
{
    private static readonly TimeSpan Usual = TimeSpan.FromDays(1);

    public static IEndpointRouteBuilder MapGraph(this IEndpointRouteBuilder routes)
    {
        var graph = routes.MapGroup("/graph").ExcludeFromDescription().AddEndpointFilter(GuardAsync);
        graph.MapGet("", ShowAllAsync).AddEndpointFilter(KeepUnitsAsync);
        graph.MapGet("/{sensor}", ShowAsync).AddEndpointFilter(KeepUnitsAsync);
        // No sensor can have a blocking name: its address has one part.
        graph.MapGet("/-/points/{series:long}", PointsAsync);
        graph.MapGet("/-/live", ListenAsync);
        return routes;
    }

    private static async ValueTask<object?> GuardAsync(
        EndpointFilterInvocationContext invocation,
        EndpointFilterDelegate next
    )
    {
        var context = invocation.HttpContext;
        if (context.User.IsSignedIn() || context.RequestServices.GetRequiredService<GraphQueries>().IsOpen)
        {
            return await next(invocation);
        }

        await context.ChallengeAsync();
        return Results.Empty;
    }

    private static ValueTask<object?> KeepUnitsAsync(
        EndpointFilterInvocationContext invocation,
        EndpointFilterDelegate next
    )
    {
        ShownUnits.Keep(invocation.HttpContext);
        return next(invocation);
    }

    private static async Task<RazorComponentResult> ShowAllAsync(
        HttpContext context,
        GraphQueries queries,
        CancellationToken cancellationToken
    ) =>
        new RazorComponentResult<GraphPage>(
            new { View = await queries.FindAsync(MeOf(context), null, context, cancellationToken) }
        );

    private static async Task<Results<RazorComponentResult, NotFound>> ShowAsync(
        string sensor,
        HttpContext context,
        GraphQueries queries,
        CancellationToken cancellationToken
    ) =>
        await queries.FindAsync(MeOf(context), sensor, context, cancellationToken) is { } view
            ? new RazorComponentResult<GraphPage>(new { View = view })
            : TypedResults.NotFound();

    private static async Task<IResult> PointsAsync(
        long series,
        string? from,
        string? to,
        string? width,
        HttpContext context,
        GraphQueries queries,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var newest = from is null && to is null;
        var range = TimeRange.Read(from, to, time.GetUtcNow(), Usual, out var fault);
        var pixels = PointsEndpoint.ReadWidth(width);
        fault ??= pixels is null ? PointsEndpoint.WidthFault : null;
        if (fault is not null)
        {
            return TypedResults.Problem(fault, statusCode: StatusCodes.Status400BadRequest);
        }

        var me = MeOf(context);
        return
            await queries.PointsAsync(me, series, newest ? null : range, pixels!.Value, cancellationToken) is { } points
            ? new KnownBody(PointsJson.Write(points, range))
            : TypedResults.NotFound();
    }

    private static Task ListenAsync(HttpContext context, LiveStream live, GraphQueries queries)
    {
        var me = MeOf(context);
        return live.RunAsync(context, stop => queries.WatchesAsync(me, stop));
    }

    private static Me? MeOf(HttpContext context) => context.User.IsSignedIn() ? context.User.Me() : null;
}
