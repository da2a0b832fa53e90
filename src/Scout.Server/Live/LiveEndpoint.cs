using System.Collections.Frozen;
using Microsoft.AspNetCore.Http.Features;
using Scout.Server.Accounts;
using Scout.Server.Storage;

namespace Scout.Server.Live;

/// <summary>GET /api/live: server-sent events about the watches that the account sees.</summary>
internal static class LiveEndpoint
{
    /// <summary>Shorter than the idle time of every usual proxy. Who sees what is asked again as often.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>A burst of changes draws a page once.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);

    public static IEndpointRouteBuilder MapLive(this IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/api/live", StreamAsync)
            .RequireAuthorization(Policies.SignedIn)
            .WithName("Live")
            .WithSummary("Server-sent events that name what changed")
            .WithDescription(
                "Events \"watch\" and \"alert\" carry an id, or * for all of them; \"watch-{id}\" and \"alert-{id}\" "
                    + "say the same to whoever wants only those. \"delivery\" and \"delivery-{id}\" tell that a call or text "
                    + "of an alert moved on. A comment every 15 s keeps the connection open."
            )
            .WithTags("Live")
            .Produces<string>(contentType: "text/event-stream")
            .ProducesProblem(StatusCodes.Status401Unauthorized);
        return routes;
    }

    private static async Task StreamAsync(
        HttpContext context,
        LiveHub hub,
        Database database,
        TimeProvider time,
        IHostApplicationLifetime lifetime
    )
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            lifetime.ApplicationStopping
        );
        var viewer = context.User.Viewer();
        using var listener = hub.Listen();
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store, no-transform";
        response.Headers["X-Accel-Buffering"] = "no"; // nginx would hold events back
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        try
        {
            listener.Sees = await SeesAsync(database, viewer, gone.Token);
            // The first event draws what changed while the page was on its way here.
            await WriteAsync(response, LiveText.Hello, gone.Token);
            var asked = time.GetUtcNow();
            while (true)
            {
                var batch = await listener.NextAsync(Heartbeat, time, gone.Token);
                if (IsAboutAccess(batch) || time.GetUtcNow() - asked >= Heartbeat)
                {
                    asked = time.GetUtcNow();
                    listener.Sees = await SeesAsync(database, viewer, gone.Token);
                }

                var text = LiveText.Of(batch);
                await WriteAsync(response, text.Length == 0 ? LiveText.StillHere : text, gone.Token);
                await Task.Delay(Rest, time, gone.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was closed, or the server stops.
        }
    }

    private static bool IsAboutAccess(LiveBatch batch) =>
        batch.Everything || batch.Changes.Any(change => change.Kind is Changed.Access);

    private static async Task<FrozenSet<string>> SeesAsync(
        Database database,
        Viewer viewer,
        CancellationToken cancellationToken
    )
    {
        var watches = await database.ReadAsync(
            session =>
                session.QueryAsync<string>(
                    $"select w.id from watches w where w.removed_at is null and {AccessStore.Sees}",
                    new { account = viewer.Account }
                ),
            cancellationToken
        );
        return watches.ToFrozenSet(StringComparer.Ordinal);
    }

    private static async Task WriteAsync(HttpResponse response, string text, CancellationToken cancellationToken)
    {
        await response.WriteAsync(text, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
