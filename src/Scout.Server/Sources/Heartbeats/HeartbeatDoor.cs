using Scout.Server.Due;
using Scout.Server.Sources.Intake;

namespace Scout.Server.Sources.Heartbeats;

internal static class HeartbeatDoor
{
    public const string Kind = "heartbeat";

    public static IHostApplicationBuilder AddScoutHeartbeats(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IDueWork, HeartbeatWork>();
        return builder;
    }

    /// <summary>The second address is GoAlert's, for what has a sender for it.</summary>
    public static IEndpointRouteBuilder MapHeartbeats(this IEndpointRouteBuilder routes)
    {
        var doors = routes.MapGroup("").AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        doors.MapPost("/in/heartbeat/{secret}", BeatAsync);
        doors.MapGet("/in/heartbeat/{secret}", BeatAsync);
        doors.MapPost("/api/v2/heartbeat/{secret}", BeatAsync);
        return routes;
    }

    /// <summary>Nothing of a heartbeat is read but that it came: 204 as soon as that is kept.</summary>
    private static async Task<IResult> BeatAsync(
        HttpContext context,
        string secret,
        IntakeDoor door,
        CancellationToken cancellationToken
    ) =>
        await door.HearAsync(
            context,
            Kind,
            secret,
            (session, watch, now) => session.BeatAsync(watch, now),
            cancellationToken
        ) ?? TypedResults.NoContent();
}
