using System.Collections.Frozen;
using Microsoft.AspNetCore.Http.Features;

namespace Scout.Server.Live;

/// <summary>Server-sent events to one open page, until it is closed or the server stops.</summary>
internal sealed class LiveStream(LiveHub hub, TimeProvider time, IHostApplicationLifetime lifetime)
{
    /// <summary>Shorter than the idle time of every usual proxy. Who sees what is asked again as often.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    /// <summary>A burst of changes draws a page once.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);

    /// <param name="seesAsync">The watches that the page may hear of; asked again now and then.</param>
    public async Task RunAsync(HttpContext context, Func<CancellationToken, Task<IReadOnlyList<string>>> seesAsync)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            lifetime.ApplicationStopping
        );
        using var listener = hub.Listen();
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store, no-transform";
        response.Headers["X-Accel-Buffering"] = "no"; // nginx would hold events back
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        try
        {
            listener.Sees = (await seesAsync(gone.Token)).ToFrozenSet(StringComparer.Ordinal);
            // The first event draws what changed while the page was on its way here.
            await WriteAsync(response, LiveText.Hello, gone.Token);
            var asked = time.GetUtcNow();
            while (true)
            {
                var batch = await listener.NextAsync(Heartbeat, time, gone.Token);
                if (IsAboutAccess(batch) || time.GetUtcNow() - asked >= Heartbeat)
                {
                    asked = time.GetUtcNow();
                    listener.Sees = (await seesAsync(gone.Token)).ToFrozenSet(StringComparer.Ordinal);
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

    private static async Task WriteAsync(HttpResponse response, string text, CancellationToken cancellationToken)
    {
        await response.WriteAsync(text, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
