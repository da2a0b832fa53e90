namespace Scout.Server.Tests.Routes;

/// <summary>Who may use a route.</summary>
internal enum Who
{
    /// <summary>Doors, and what monitors ask for.</summary>
    Anyone,

    /// <summary>Whoever holds the secret in the address or in a header: carriers, devices, invitations.</summary>
    Secret,

    SignedIn,

    Owner,
}

/// <summary>A route as the contract means it.</summary>
/// <param name="Changes">It changes something, so it asks whether the person meant it.</param>
internal sealed record KnownRoute(string Method, string Pattern, Who Who, bool Changes)
{
    /// <summary>It is about something that belongs to somebody.</summary>
    public bool IsAboutSomething => Pattern.Contains('{', StringComparison.Ordinal);

    public override string ToString() => $"{Method} {Pattern}";
}

/// <summary>Every route of the server. A new one is written here first, with who may use it.</summary>
internal static class RouteTable
{
    private const string Table = """
        GET  /                                     anyone
        GET  /login                                anyone
        POST /login                                anyone    changes
        POST /login/passkey                        anyone    changes
        GET  /login/google                         anyone
        GET  /login/google/callback                secret
        GET  /logout                               anyone
        POST /logout                               anyone    changes
        GET  /setup                                anyone
        POST /setup                                secret    changes
        GET  /join                                 anyone
        POST /join                                 anyone    changes
        GET  /join/{token}                         secret
        POST /join/{token}                         secret    changes
        POST /join/{token}/accept                  secret    changes
        GET  /recover/{token}                      secret
        POST /recover/{token}                      secret    changes
        POST /passkey/new                          anyone    changes
        POST /passkey/ask                          anyone    changes
        POST /settings/theme                       anyone    changes

        GET  /account                               signed-in
        POST /account/name                          signed-in changes
        POST /account/password                      signed-in changes
        POST /account/passkeys                      signed-in changes
        POST /account/passkeys/name                 signed-in changes
        POST /account/passkeys/remove               signed-in changes
        POST /account/logins/remove                 signed-in changes
        POST /account/devices/end                   signed-in changes
        POST /account/devices/end-all               signed-in changes
        POST /account/tokens                        signed-in changes
        POST /account/tokens/revoke                 signed-in changes
        GET  /account/export                        signed-in
        GET  /account/delete                        signed-in
        POST /account/delete                        signed-in changes
        GET  /pumps                                signed-in
        GET  /pumps/new                            signed-in
        POST /pumps/new                            signed-in changes
        GET  /pumps/{id}                           signed-in
        POST /pumps/{id}                           signed-in changes
        POST /pumps/{id}/run                       signed-in changes
        POST /pumps/{id}/preview                   signed-in changes
        POST /pumps/{id}/again                     signed-in changes
        POST /pumps/{id}/region                    signed-in changes
        POST /pumps/{id}/profile                   signed-in changes
        POST /pumps/{id}/remove                    signed-in changes
        GET  /alerts                               signed-in
        GET  /alerts.csv                           signed-in
        GET  /alerts/{id}                          signed-in
        GET  /alerts/{id}/ledger.csv               signed-in
        GET  /deliveries                           signed-in
        GET  /deliveries.csv                       signed-in
        GET  /api/deliveries                       signed-in
        GET  /api/devices                          signed-in
        GET  /api/devices/{device:long}            signed-in
        POST /api/devices/{device:long}            signed-in changes
        GET  /api/devices/{device:long}/messages   signed-in
        GET  /api/devices/{device:long}/downlinks  signed-in
        POST /api/devices/{device:long}/downlinks  signed-in changes
        GET  /api/deliveries/costs                 signed-in
        POST /alerts/{id}/{act}                    signed-in changes
        GET  /watches/{id}                         signed-in
        GET  /watches/{id}/readings.csv            signed-in
        GET  /api/watches/{id}/marks               signed-in
        GET  /graph                                signed-in
        GET  /graph/{sensor}                       signed-in
        GET  /graph/-/points/{series:long}         signed-in
        GET  /graph/-/live                         signed-in
        GET  /watches/{id}/pause                   signed-in
        POST /watches/{id}/pause                   signed-in changes
        POST /watches/{id}/resume                  signed-in changes
        GET  /watches/{id}/carers                  signed-in
        POST /watches/{id}/carers/invite           signed-in changes
        POST /watches/{id}/carers/leave            signed-in changes
        POST /watches/{id}/carers/withdraw         signed-in changes
        POST /watches/{id}/carers/{account}/change signed-in changes
        POST /watches/{id}/carers/{account}/remove signed-in changes
        POST /                                     signed-in changes
        GET  /profile                              signed-in
        POST /profile                              signed-in changes
        GET  /watches/new                          signed-in
        POST /watches/new                          signed-in changes
        GET  /watches/{id}/settings                signed-in
        POST /watches/{id}/settings                signed-in changes
        GET  /watches/{id}/remove                  signed-in
        POST /watches/{id}/remove                  signed-in changes
        GET  /devices                              signed-in
        GET  /devices/{device:long}                signed-in
        GET  /devices/{device:long}/settings       signed-in
        POST /devices/{device:long}/settings       signed-in changes
        POST /devices/{device:long}/take           signed-in changes
        POST /devices/{device:long}/mute           signed-in changes
        POST /devices/{device:long}/retire         signed-in changes
        POST /devices/{device:long}/downlinks      signed-in changes
        POST /devices/{device:long}/downlinks/{downlink}/remove signed-in changes
        GET  /devices/{device:long}/readings.csv   signed-in
        GET  /devices/{device:long}/import         signed-in
        POST /devices/{device:long}/import         signed-in changes
        GET  /networks/new                         signed-in
        POST /devices/{device:long}/unit           signed-in changes
        POST /networks/new                         signed-in changes
        GET  /networks/{network}                   signed-in
        POST /networks/{network}                   signed-in changes
        POST /networks/{network}/secret            signed-in changes
        POST /networks/{network}/secret/end        signed-in changes
        POST /networks/{network}/decode-again      signed-in changes
        POST /networks/{network}/remove            signed-in changes
        GET  /networks/{network}/decoders/new      signed-in
        POST /networks/{network}/decoders/new      signed-in changes
        GET  /networks/{network}/decoders/{decoder} signed-in
        POST /networks/{network}/decoders/{decoder} signed-in changes
        POST /networks/{network}/decoders/{decoder}/remove signed-in changes
        GET  /networks/{network}/mapping           signed-in
        POST /networks/{network}/mapping           signed-in changes
        POST /networks/{network}/mapping/remove    signed-in changes
        GET  /projects/new                         signed-in
        POST /projects/new                         signed-in changes
        GET  /projects/{id}                        signed-in
        POST /projects/{id}                        signed-in changes
        POST /projects/{id}/secret                 signed-in changes
        POST /projects/{id}/secret/end             signed-in changes
        POST /projects/{id}/token                  signed-in changes
        POST /projects/{id}/token/remove           signed-in changes
        POST /projects/{id}/remove                 signed-in changes
        GET  /projects/{id}/deliveries/{delivery}  signed-in
        GET  /contacts                             signed-in
        GET  /contacts/new                         signed-in
        POST /contacts/new                         signed-in changes
        GET  /contacts/{id}                        signed-in
        POST /contacts/{id}                        signed-in changes
        GET  /contacts/{id}/remove                 signed-in
        POST /contacts/{id}/remove                 signed-in changes
        POST /contacts/{id}/move                   signed-in changes
        POST /contacts/{id}/join                   signed-in changes
        POST /contacts/{id}/leave                  signed-in changes
        POST /contacts/{id}/code                   signed-in changes
        POST /contacts/{id}/verify                 signed-in changes
        POST /contacts/{id}/test                   signed-in changes
        GET  /contacts/{id}/screens                signed-in
        POST /contacts/{id}/screens/ntfy           signed-in changes
        POST /contacts/{id}/screens/pushover       signed-in changes
        POST /contacts/{id}/screens/browser        signed-in changes
        POST /contacts/{id}/screens/test           signed-in changes
        POST /contacts/{id}/screens/{screen}/remove signed-in changes
        POST /contacts/{id}/screens/{screen}/values signed-in changes
        POST /data/{sensor}                        secret
        PUT  /data/{sensor}                        secret
        POST /in/sigfox/{source}                   secret
        POST /in/sigfox/{source}/{one}             secret
        POST /in/sigfox/{source}/{one}/{two}       secret
        PUT  /in/sigfox/{source}                   secret
        PUT  /in/sigfox/{source}/{one}             secret
        PUT  /in/sigfox/{source}/{one}/{two}       secret
        GET  /in/sigfox/{source}                   secret
        GET  /in/sigfox/{source}/{one}             secret
        GET  /in/sigfox/{source}/{one}/{two}       secret
        POST /in/generic/{source}                  secret
        POST /in/generic/{source}/{one}            secret
        POST /in/generic/{source}/{one}/{two}      secret
        PUT  /in/generic/{source}                  secret
        PUT  /in/generic/{source}/{one}            secret
        PUT  /in/generic/{source}/{one}/{two}      secret
        GET  /in/generic/{source}                  secret
        GET  /in/generic/{source}/{one}            secret
        GET  /in/generic/{source}/{one}/{two}      secret
        POST /in/tts/{source}                      secret
        POST /in/tts/{source}/{one}                secret
        POST /in/tts/{source}/{one}/{two}          secret
        POST /in/chirpstack/{source}               secret
        POST /in/chirpstack/{source}/{one}         secret
        POST /in/chirpstack/{source}/{one}/{two}   secret
        GET  /push/{token}                         secret
        POST /push/{token}                         secret
        GET  /account                              signed-in
        POST /account/name                         signed-in changes
        POST /account/password                     signed-in changes
        POST /account/passkeys                     signed-in changes
        POST /account/passkeys/name                signed-in changes
        POST /account/passkeys/remove              signed-in changes
        POST /account/logins/remove                signed-in changes
        POST /account/devices/end                  signed-in changes
        POST /account/devices/end-all              signed-in changes
        POST /account/tokens                       signed-in changes
        POST /account/tokens/revoke                signed-in changes
        GET  /account/export                       signed-in
        GET  /account/delete                       signed-in
        POST /account/delete                       signed-in changes
        GET  /devices/{id}/rules                   signed-in
        GET  /devices/{id}/rules/new               signed-in
        POST /devices/{id}/rules/new               signed-in changes
        GET  /devices/{id}/rules/{rule}            signed-in
        POST /devices/{id}/rules/{rule}            signed-in changes
        POST /devices/{id}/rules/{rule}/remove     signed-in changes
        GET  /watches/{id}/plan                    signed-in
        POST /watches/{id}/plan                    signed-in changes
        POST /watches/{id}/plan/remove             signed-in changes
        POST /watches/{id}/plan/upkeep             signed-in changes
        POST /watches/{id}/plan/upkeep/end         signed-in changes
        GET  /on-call                              signed-in
        GET  /on-call/new                          signed-in
        POST /on-call/new                          signed-in changes
        GET  /on-call/{id}                     signed-in
        GET  /on-call/{id}/settings            signed-in
        POST /on-call/{id}/settings            signed-in changes
        POST /on-call/{id}/remove              signed-in changes
        GET  /on-call/{id}/rotations/{place}   signed-in
        POST /on-call/{id}/rotations/{place}   signed-in changes
        POST /on-call/{id}/rotations/{place}/remove signed-in changes
        GET  /on-call/{id}/override            signed-in
        POST /on-call/{id}/override            signed-in changes
        POST /on-call/{id}/overrides/{change}/end signed-in changes
        POST /on-call/{id}/feed                signed-in changes
        POST /on-call/{id}/remind              signed-in changes
        GET  /on-call/feed/{secret}                secret
        GET  /settings                             signed-in
        POST /settings                             signed-in changes
        POST /settings/language                    signed-in changes
        GET  /api/live                             signed-in
        GET  /api/series/{id:long}/points          signed-in
        GET  /api/me                               signed-in
        GET  /api/watches                          signed-in
        GET  /api/watches/{id}                     signed-in
        GET  /api/watches/{id}/readings            signed-in
        POST /api/watches/{id}/pause               signed-in changes
        POST /api/watches/{id}/resume              signed-in changes
        GET  /api/alerts                           signed-in
        GET  /api/alerts/{id}                      signed-in
        POST /api/alerts/{id}/acknowledge          signed-in changes
        POST /api/alerts/{id}/snooze               signed-in changes
        POST /api/alerts/{id}/close                signed-in changes
        POST /api/alerts/{id}/escalate             signed-in changes
        POST /api/alerts/{id}/call                 signed-in changes


        GET  /health                               owner
        GET  /people                                owner
        POST /people/invite                         owner     changes
        POST /people/take-back                      owner     changes
        POST /people/role                           owner     changes
        POST /people/recover                        owner     changes
        POST /people/remove                         owner     changes
        GET  /look                                 owner
        GET  /metrics                              owner
        GET  /people                               owner
        POST /people/invite                        owner     changes
        POST /people/take-back                     owner     changes
        POST /people/role                          owner     changes
        POST /people/recover                       owner     changes
        POST /people/remove                        owner     changes
        GET  /phones                               owner
        POST /phones/{number}/{act}                owner     changes
        GET  /api/sandbox/phones                   owner
        POST /api/sandbox/phones/{number}/{act}    owner     changes

        GET  /health/live                          anyone
        GET  /openapi/v1.json                      anyone
        GET  /health/ready                         anyone
        GET  /run                                  secret
        POST /run                                  secret
        GET  /update                               secret
        POST /update                               secret
        GET  /check_login                          secret
        POST /check_login                          secret
        POST /bugsnag                              secret
        POST /bugsnag/{secret}                     secret
        POST /in/alertmanager                      secret
        POST /in/alertmanager/{secret}             secret
        POST /in/grafana                           secret
        POST /in/grafana/{secret}                  secret
        POST /in/sentry                            secret
        POST /in/sentry/{secret}                   secret
        POST /in/kuma                              secret
        POST /in/kuma/{secret}                     secret
        GET  /in/kuma/{secret}                     secret
        POST /in/event                             secret
        POST /in/event/{secret}                    secret
        GET  /in/event/{secret}                    secret
        POST /in/heartbeat/{secret}                secret
        GET  /in/heartbeat/{secret}                secret
        POST /api/v2/generic/incoming              secret
        POST /api/v2/prometheusalertmanager/incoming secret
        POST /api/v2/grafana/incoming              secret
        POST /api/v2/heartbeat/{secret}            secret
        GET  /bugsnag                              anyone
        HEAD /bugsnag                              anyone
        GET  /bugsnag/{secret}                     anyone
        HEAD /bugsnag/{secret}                     anyone
        POST /webhooks/vonage/{token}/event        secret
        POST /webhooks/vonage/{token}/status       secret
        POST /webhooks/vonage/{token}/input        secret
        GET  /webhooks/events                      secret
        POST /webhooks/events                      secret
        GET  /webhooks/inbound-messages            secret
        POST /webhooks/inbound-messages            secret
        GET  /webhooks/gateway/{gateway}/status    secret
        POST /webhooks/gateway/{gateway}/status    secret
        GET  /webhooks/gateway/{gateway}/text      secret
        POST /webhooks/gateway/{gateway}/text      secret
        """;

    public static IReadOnlyList<KnownRoute> All { get; } =
    [.. Table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Read)];

    private static KnownRoute Read(string line) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var method, var pattern, var who, .. var rest]
            ? new KnownRoute(method, pattern, ReadWho(who), rest is ["changes"])
            : throw new FormatException($"This line of the table of routes cannot be read: {line}");

    private static Who ReadWho(string who) =>
        who switch
        {
            "anyone" => Who.Anyone,
            "secret" => Who.Secret,
            "signed-in" => Who.SignedIn,
            "owner" => Who.Owner,
            _ => throw new FormatException($"Nobody is called {who} in the table of routes."),
        };
}
