using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Scout.Server.Accounts;
using Scout.Server.Pages.Health;
using Scout.Server.Pages.Languages;
using Scout.Server.Pages.Shown;

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

    private static Task<IResult> LookAsync(
        HttpContext context,
        Checkup health,
        HealthQueries queries,
        CancellationToken cancellationToken
    ) =>
        context.Request.WantsPage()
            ? PageAsync(context, health, queries, cancellationToken)
            : JsonAsync(health, cancellationToken);

    private static async Task<IResult> JsonAsync(Checkup health, CancellationToken cancellationToken)
    {
        Say.SpeakEnglish();
        var report = await health.LookAsync(cancellationToken);
        return TypedResults.Json(report, Readable, statusCode: StatusOf(report));
    }

    private static async Task<IResult> PageAsync(
        HttpContext context,
        Checkup health,
        HealthQueries queries,
        CancellationToken cancellationToken
    )
    {
        var report = await health.LookAsync(cancellationToken);
        var page = new
        {
            Report = report,
            Parts = await queries.PartsAsync(cancellationToken),
            Clock = Clock.In(context.User.Me().Zone, report.At),
        };
        return new RazorComponentResult<HealthPage>(page) { StatusCode = StatusOf(report) };
    }

    private static int StatusOf(HealthReport report) =>
        report.Status is HealthLevel.Failing ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
}
