using Scout.Core.Alertmanager;
using Scout.Core.Events;
using Scout.Core.Grafana;
using Scout.Core.Sentry;
using Scout.Core.UptimeKuma;
using Scout.Server.Sources.Intake;

namespace Scout.Server.Sources.Webhooks;

/// <summary>Sources beside Bugsnag that send events by themselves, each to a watch with a secret of its own.</summary>
internal static class WebhookRegistration
{
    public const string Alertmanager = "alertmanager";
    public const string Grafana = "grafana";
    public const string Sentry = "sentry";
    public const string Kuma = "kuma";

    /// <summary>Any program that can send JSON or a form.</summary>
    public const string Event = "event";

    public static IHostApplicationBuilder AddScoutWebhooks(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(new Producer(Alertmanager, AlertmanagerReader.Read));
        services.AddSingleton(new Producer(Grafana, GrafanaReader.Read) { Signed = Signatures.OfGrafana });
        services.AddSingleton(
            new Producer(Sentry, SentryReader.Read)
            {
                Signed = Signatures.OfSentry,
                MustSign = true,
                MarkHeader = "Request-ID",
            }
        );
        services.AddSingleton(new Producer(Kuma, UptimeKumaReader.Read) { TakesQuery = true });
        services.AddSingleton(new Producer(Event, GenericReader.Read) { TakesQuery = true });
        return builder;
    }

    /// <summary>The secret stands in the address or in the Authorization header.</summary>
    public static IEndpointRouteBuilder MapWebhooks(this IEndpointRouteBuilder routes)
    {
        var doors = routes.MapGroup("/in").AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        foreach (var kind in new[] { Alertmanager, Grafana, Sentry, Kuma, Event })
        {
            doors.MapPost(
                kind,
                (HttpContext context, IntakeDoor door) =>
                    door.TakeAsync(context, kind, secret: null, open: null, context.RequestAborted)
            );
            doors.MapPost(
                $"{kind}/{{secret}}",
                (HttpContext context, string secret, IntakeDoor door) =>
                    door.TakeAsync(context, kind, secret, open: null, context.RequestAborted)
            );
        }

        // Some can only fetch an address, with everything in its query.
        foreach (var kind in new[] { Kuma, Event })
        {
            doors.MapGet(
                $"{kind}/{{secret}}",
                (HttpContext context, string secret, IntakeDoor door) =>
                    door.TakeAsync(context, kind, secret, open: null, context.RequestAborted)
            );
        }

        return routes.MapGoAlert();
    }
}
