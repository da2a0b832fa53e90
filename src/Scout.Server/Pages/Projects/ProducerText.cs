using Scout.Server.Pages.Languages;
using Scout.Server.Sources.Bugsnag;
using Scout.Server.Sources.Heartbeats;
using Scout.Server.Sources.Webhooks;

namespace Scout.Server.Pages.Projects;

/// <summary>What pages say of each kind of source that sends by itself.</summary>
internal static class ProducerText
{
    /// <summary>In the order in which they are offered.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
    [
        BugsnagRegistration.Kind,
        WebhookRegistration.Alertmanager,
        WebhookRegistration.Grafana,
        WebhookRegistration.Sentry,
        WebhookRegistration.Kuma,
        WebhookRegistration.Event,
        HeartbeatDoor.Kind,
    ];

    public static string NameOf(string kind) =>
        kind switch
        {
            WebhookRegistration.Alertmanager => "Alertmanager",
            WebhookRegistration.Grafana => "Grafana",
            WebhookRegistration.Sentry => "Sentry",
            WebhookRegistration.Kuma => "Uptime Kuma",
            WebhookRegistration.Event => Say.It("Another program"),
            HeartbeatDoor.Kind => Say.It("A heartbeat"),
            _ => "Bugsnag",
        };

    /// <summary>Where the address goes.</summary>
    public static string PasteOf(string kind) =>
        kind switch
        {
            WebhookRegistration.Alertmanager => Say.It(
                "Paste this address into alertmanager.yml: receivers, webhook_configs, url."
            ),
            WebhookRegistration.Grafana => Say.It(
                "Paste this address into Grafana: Alerting, Contact points, Webhook, URL."
            ),
            WebhookRegistration.Sentry => Say.It(
                "Paste this address into Sentry: Settings, Custom Integrations, Webhook URL."
            ),
            WebhookRegistration.Kuma => Say.It(
                "Paste this address into Uptime Kuma: Settings, Notifications, Webhook, Post URL."
            ),
            WebhookRegistration.Event => Say.It("Send to this address, for example with this line:"),
            HeartbeatDoor.Kind => Say.It("Let the program call this address each time it is well, with this line:"),
            _ => Say.It("Paste this address into Bugsnag: Project settings, Integrations, Webhook."),
        };

    /// <summary>A line for a shell; empty: it is set up on pages of its own.</summary>
    public static string CurlOf(string kind, string address) =>
        kind switch
        {
            WebhookRegistration.Event => $"curl -d summary='Disk is full' -d source=web-1 {address}",
            HeartbeatDoor.Kind => $"curl -fsS -m 10 --retry 3 -X POST {address}",
            _ => "",
        };

    /// <summary>Below the address of the site; the secret follows.</summary>
    public static string PathOf(string kind) => kind is BugsnagRegistration.Kind ? "/bugsnag" : $"/in/{kind}";

    /// <summary>The key that it signs with can be typed.</summary>
    public static bool CanSign(string kind) => kind is WebhookRegistration.Sentry or WebhookRegistration.Grafana;

    public static bool MustSign(string kind) => kind is WebhookRegistration.Sentry;

    /// <summary>Something of it is expected to come again and again.</summary>
    public static bool CanBeat(string kind) =>
        kind is HeartbeatDoor.Kind or WebhookRegistration.Alertmanager or WebhookRegistration.Grafana;

    public static bool MustBeat(string kind) => kind is HeartbeatDoor.Kind;
}
