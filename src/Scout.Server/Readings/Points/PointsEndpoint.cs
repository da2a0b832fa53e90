using System.Globalization;
using Scout.Server.Accounts;
using Scout.Server.Storage;

namespace Scout.Server.Readings.Points;

/// <summary>GET /api/series/{id}/points?from&amp;to&amp;width: what a chart draws.</summary>
internal static class PointsEndpoint
{
    private const int UsualWidth = 1_000;
    private const int MostWidth = 4_000;

    /// <summary>A sentence for who asked for another one.</summary>
    public static readonly string WidthFault = $"\"width\" is a number of pixels from 1 to {MostWidth}.";

    private static readonly TimeSpan Usual = TimeSpan.FromDays(1);

    public static IEndpointRouteBuilder MapPoints(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/api/series/{id:long}/points", ReadAsync)
            .RequireAuthorization(Policies.SignedIn)
            .WithName("ReadPoints")
            .WithSummary("Readings of a series for a chart of some width, as columns.")
            .WithTags("Watches")
            .Produces(StatusCodes.Status200OK, contentType: "application/json")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
        return routes;
    }

    private static async Task<IResult> ReadAsync(
        long id,
        string? from,
        string? to,
        string? width,
        HttpContext context,
        Database database,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var pixels = ReadWidth(width);
        var range = TimeRange.Read(from, to, time.GetUtcNow(), Usual, out var error);
        if (pixels is null)
        {
            error = WidthFault;
        }

        var viewer = context.User.Viewer();
        var body = await database.ReadAsync<ReadOnlyMemory<byte>?>(
            async session =>
                await session.FindSeriesAsync(viewer, id) is not { } series ? (ReadOnlyMemory<byte>?)null
                : error is not null ? ReadOnlyMemory<byte>.Empty
                : PointsJson.Write(await session.LoadPointsAsync(series, range, pixels!.Value), range),
            cancellationToken
        );
        return body is null ? TypedResults.NotFound()
            : error is not null ? TypedResults.Problem(error, statusCode: StatusCodes.Status400BadRequest)
            : new KnownBody(body.Value);
    }

    /// <summary>Null: it is no width.</summary>
    public static int? ReadWidth(string? text) =>
        string.IsNullOrWhiteSpace(text) ? UsualWidth
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var width)
        && width is > 0 and <= MostWidth
            ? width
        : null;
}
