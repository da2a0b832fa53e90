namespace Scout.Browser.Tests;

/// <summary>A page worth looking at: its name in pictures, its route, and the state of the site it is looked at in.</summary>
/// <param name="Route">As it is mapped; a test finds routes without an entry here.</param>
/// <param name="Scene">See <see cref="Scenes"/>.</param>
/// <param name="Path">Where it differs from the route; "{alert}" and "{watch}" stand for ids of the scene.</param>
/// <param name="Status">The answer's.</param>
internal sealed record Shown(string Name, string Route, string Scene, string? Path = null, int Status = 200)
{
    public static IReadOnlyList<Shown> All { get; } =
    [
        new("calm", "/", "calm"),
        new("low", "/", "low"),
        new("empty", "/", "empty"),
        new("alert", "/alerts/{id}", "texts", "/alerts/{alert}"),
        new("alerts", "/alerts", "texts"),
        new("deliveries", "/deliveries", "texts"),
        new("deliveries-none", "/deliveries", "empty"),
        new("alerts-none", "/alerts", "empty"),
        new("pause", "/watches/{id}/pause", "calm", "/watches/{watch}/pause"),
        new("carers", "/watches/{id}/carers", "calm", "/watches/{watch}/carers"),
        new("contacts", "/contacts", "calm"),
        new("contact-new", "/contacts/new", "calm"),
        new("contact", "/contacts/{id}", "calm", "/contacts/ada"),
        new("contact-remove", "/contacts/{id}/remove", "calm", "/contacts/ada/remove"),
        new("screens", "/contacts/{id}/screens", "calm", "/contacts/ada/screens"),
        new("press-wrong", "/push/{token}", "calm", "/push/no", 404) { As = null },
        new("watch", "/watches/{id}", "days", "/watches/{watch}"),
        new("watch-tried", "/watches/{id}", "days", "/watches/{watch}?range=14d&unit=mmol&low=5&high=2"),
        new("watch-waiting", "/watches/{id}", "arrived", "/watches/{watch}"),
        new("plan", "/watches/{id}/plan", "duty", "/watches/{watch}/plan"),
        new("on-call", "/on-call", "duty"),
        new("on-call-none", "/on-call", "calm"),
        new("on-call-new", "/on-call/new", "calm"),
        new("roster", "/on-call/{id}", "duty", "/on-call/team"),
        new("roster-settings", "/on-call/{id}/settings", "duty", "/on-call/team/settings"),
        new("rotation", "/on-call/{id}/rotations/{place}", "duty", "/on-call/team/rotations/1"),
        new("override", "/on-call/{id}/override", "duty", "/on-call/team/override"),
        new("account", "/account", "calm"),
        new("account-delete", "/account/delete", "calm"),
        new("people", "/people", "calm"),
        new("profile", "/profile", "empty"),
        new("project-home", "/", "project"),
        new("project", "/watches/{id}", "project", "/watches/{project}"),
        new("project-alert", "/alerts/{id}", "project", "/alerts/{alert}"),
        new("project-new", "/projects/new", "calm"),
        new("project-new-sentry", "/projects/new", "calm", "/projects/new?kind=sentry"),
        new("project-new-heartbeat", "/projects/new", "calm", "/projects/new?kind=heartbeat"),
        new("project-settings", "/projects/{id}", "project", "/projects/{project}"),
        new("project-token", "/projects/{id}", "token", "/projects/{project}"),
        new("project-token-dead", "/projects/{id}", "token-dead", "/projects/{project}"),
        new("heartbeat", "/watches/{id}", "heartbeat", "/watches/{gate}"),
        new(
            "project-delivery",
            "/projects/{id}/deliveries/{delivery}",
            "project",
            "/projects/{project}/deliveries/{delivery}"
        ),
        new("graph", "/graph", "sensors"),
        new("graph-stranger", "/graph", "sensors") { As = null },
        new("graph-none", "/graph", "calm"),
        new("graph-sensor", "/graph/{sensor}", "sensors", "/graph/freezer"),
        new("graph-sensor-days", "/graph/{sensor}", "sensors", "/graph/freezer?range=24h"),
        new("graph-apart", "/graph", "together"),
        new("graph-together", "/graph", "together", "/graph?series=2&series=3&series=1"),
        new(
            "graph-together-days",
            "/graph",
            "together",
            "/graph?series=2&series=3&series=1&range=24h&temperature=F&unit=mmol"
        ),
        new("device-home", "/", "freezer"),
        new("device-alert", "/alerts/{id}", "freezer", "/alerts/{alert}"),
        new("rules", "/devices/{id}/rules", "freezer", "/devices/1/rules"),
        new("rule-new", "/devices/{id}/rules/new", "freezer", "/devices/1/rules/new?kind=Above"),
        new("rule", "/devices/{id}/rules/{rule}", "freezer", "/devices/1/rules/warm"),
        new("pumps-none", "/pumps", "calm"),
        new("pumps", "/pumps", "pump"),
        new("pump-new", "/pumps/new", "calm"),
        new("pump", "/pumps/{id}", "pump", "/pumps/pumped"),
        new("devices", "/devices", "cellar"),
        new("devices-none", "/devices", "empty"),
        new("device", "/devices/{device:long}", "cellar", "/devices/{freezer}"),
        new("device-settings", "/devices/{device:long}/settings", "cellar", "/devices/{freezer}/settings"),
        new("device-import", "/devices/{device:long}/import", "cellar", "/devices/{freezer}/import"),
        new("network-new", "/networks/new", "calm"),
        new("network", "/networks/{network}", "cellar"),
        new("decoder-new", "/networks/{network}/decoders/new", "cellar"),
        new("decoder", "/networks/{network}/decoders/{decoder}", "cellar"),
        new("mapping", "/networks/{network}/mapping", "cellar", "/networks/{scripts}/mapping"),
        new("watch-new", "/watches/new", "calm"),
        new("watch-settings", "/watches/{id}/settings", "calm", "/watches/{watch}/settings"),
        new("watch-remove", "/watches/{id}/remove", "calm", "/watches/{watch}/remove"),
        new("ringing", "/phones", "low"),
        new("talking", "/phones", "talking"),
        new("texts", "/phones", "texts"),
        new("settings", "/settings", "calm"),
        new("health", "/health", "calm"),
        new("look", "/look", "calm"),
        new("missing", "", "calm", "/nowhere", 404),
        new("login", "/login", "calm") { As = null },
        new("logout", "/logout", "calm"),
        new("setup", "/setup", "empty", $"/setup?token={ScoutSite.SetupToken}") { As = null },
        new("setup-wrong", "/setup", "empty", "/setup?token=no", 403) { As = null },
        new("join", "/join", "calm", "/join", 403) { As = null },
        new("join-wrong", "/join/{token}", "calm", "/join/no", 403) { As = null },
        new("recover-wrong", "/recover/{token}", "calm", "/recover/no", 403) { As = null },
    ];

    /// <summary>GET routes that are no pages.</summary>
    public static IReadOnlyList<string> NoPages { get; } =
    [
        "/health/live",
        "/health/ready",
        "/metrics",
        "/login/google",
        "/login/google/callback",
        "/account/export",
        "/on-call/feed/{secret}",
        "/graph/-/points/{series:long}",
        "/graph/-/live",
        "/run",
        "/update",
        "/check_login",
        "/bugsnag",
        "/bugsnag/{secret}",
        "/in/kuma/{secret}",
        "/in/event/{secret}",
        "/in/heartbeat/{secret}",
        "/in/sigfox/{source}",
        "/in/sigfox/{source}/{one}",
        "/in/sigfox/{source}/{one}/{two}",
        "/in/generic/{source}",
        "/in/generic/{source}/{one}",
        "/in/generic/{source}/{one}/{two}",
    ];

    /// <summary>The account that looks; null: a stranger.</summary>
    public string? As { get; init; } = "owner";

    public async Task<string> PathAsync(ScoutSite site, CancellationToken cancellationToken)
    {
        var path = Path ?? Route;
        if (path.Contains("{gate}", StringComparison.Ordinal))
        {
            var gate = await site.Database.ReadAsync(
                session => session.FirstOrDefaultAsync<string>("select watch_id from intake_gates"),
                cancellationToken
            );
            return path.Replace("{gate}", gate, StringComparison.Ordinal);
        }

        if (path.Contains("{project}", StringComparison.Ordinal))
        {
            var project = await site.ProjectAsync("watch_id", cancellationToken);
            var delivery = await site.ProjectAsync("cast(id as text)", cancellationToken);
            return path.Replace("{project}", project, StringComparison.Ordinal)
                .Replace("{delivery}", delivery, StringComparison.Ordinal);
        }

        if (Scene is "cellar")
        {
            return path.Replace("{freezer}", await site.FreezerAsync("id", cancellationToken), StringComparison.Ordinal)
                .Replace(
                    "{network}",
                    await site.FreezerAsync("network_id", cancellationToken),
                    StringComparison.Ordinal
                )
                .Replace("{scripts}", await site.ScriptsAsync(cancellationToken), StringComparison.Ordinal)
                .Replace("{decoder}", await site.DecoderAsync(cancellationToken), StringComparison.Ordinal);
        }

        return path.Contains("{alert}", StringComparison.Ordinal)
            ? path.Replace("{alert}", await site.AlertAsync(cancellationToken), StringComparison.Ordinal)
            : path.Replace("{watch}", "watch", StringComparison.Ordinal);
    }

    /// <summary>The browser notes an answer of 400 and more in its console.</summary>
    public bool Expects(string complaint) =>
        Status >= 400 && complaint.Contains($"status of {Status}", StringComparison.Ordinal);
}
