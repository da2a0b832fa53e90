using System.Text.Json;
using Scout.Server.Accounts;

namespace Scout.Server.Hosting.Health;

internal static class HealthEndpoints
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").ExcludeFromDescription();
        health.MapGet("/live", () => TypedResults.Text("alive\n")).AllowAnonymous();
        health.MapGet("/ready", ReadyAsync).AllowAnonymous();
        health.MapGet("", LookAsync).RequireAuthorization(Policies.Owner);
        return routes;
    }

    private static async Task<IResult> ReadyAsync(Checkup health, CancellationToken cancellationToken) =>
        await health.NotReadyAsync(cancellationToken) is { } problem
            ? TypedResults.Text(problem + "\n", statusCode: StatusCodes.Status503ServiceUnavailable)
            : TypedResults.Text("ready\n");

    private static async Task<IResult> LookAsync(Checkup health, CancellationToken cancellationToken)
    {
        var report = await health.LookAsync(cancellationToken);
        var status = report.Status is HealthLevel.Failing ? StatusCodes.Status503ServiceUnavailable : 200;
        return TypedResults.Json(report, Readable, statusCode: status);
    }
}
