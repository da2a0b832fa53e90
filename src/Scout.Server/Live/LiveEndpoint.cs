using Microsoft.AspNetCore.Http.Features;
using Scout.Server.Accounts;

namespace Scout.Server.Live;

/// <summary>GET /api/live: server-sent events "watch", "alert" and "phones", each without content.</summary>
internal static class LiveEndpoint
{
    /// <summary>Shorter than the idle time of every usual proxy.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>A burst of changes draws a page once.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);

    public static IEndpointRouteBuilder MapLive(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/live", StreamAsync).RequireAuthorization(Policies.SignedIn).ExcludeFromDescription();
        return routes;
    }

    private static async Task StreamAsync(
        HttpContext context,
        LiveHub hub,
        TimeProvider time,
        IHostApplicationLifetime lifetime
    )
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            lifetime.ApplicationStopping
        );
        using var listener = hub.Listen();
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no"; // nginx would hold events back
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        try
        {
            // The first event draws what changed while the page was on its way here.
            await WriteAsync(
                response,
                "retry: 2000\n\n" + Events(Changed.Watch | Changed.Alert | Changed.Phones),
                gone.Token
            );
            while (true)
            {
                var changed = await listener.NextAsync(Heartbeat, time, gone.Token);
                await WriteAsync(response, changed is Changed.None ? ": still here\n\n" : Events(changed), gone.Token);
                await Task.Delay(Rest, time, gone.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was closed, or the server stops.
        }
    }

    private static string Events(Changed changed) =>
        string.Concat(
            new[] { Changed.Watch, Changed.Alert, Changed.Phones }
                .Where(one => changed.HasFlag(one))
                .Select(one => $"event: {NameOf(one)}\ndata: 1\n\n")
        );

    private static string NameOf(Changed one) =>
        one switch
        {
            Changed.Watch => "watch",
            Changed.Alert => "alert",
            _ => "phones",
        };

    private static async Task WriteAsync(HttpResponse response, string text, CancellationToken cancellationToken)
    {
        await response.WriteAsync(text, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
