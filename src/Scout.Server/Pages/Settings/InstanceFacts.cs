using System.Reflection;
using Microsoft.Extensions.Options;
using Scout.Server.Carriers;
using Scout.Server.Carriers.Twilio;
using Scout.Server.Carriers.Vonage;
using Scout.Server.Hosting;
using Scout.Server.Pages.Health;
using Scout.Server.Pages.Languages;
using Scout.Server.Pages.Shown;
using Scout.Server.Readings;
using Scout.Server.Sources.Nightscout;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Settings;

/// <summary>A setting of the instance as it stands, and what can be done about it.</summary>
/// <param name="Advice">Empty: nothing.</param>
public sealed record InstanceFact(string Name, string Value, string Advice = "");

/// <summary>A way to phones.</summary>
/// <param name="Missing">Names of settings it still needs.</param>
/// <param name="LastAt">When it last took a call or text; null: never.</param>
public sealed record CarrierFact(string Name, bool IsUsed, IReadOnlyList<string> Missing, DateTimeOffset? LastAt);

/// <summary>What the owner should know of the instance. Secrets are told apart only as set or not.</summary>
internal sealed class InstanceFacts(
    IOptions<ScoutOptions> scout,
    IOptions<RetentionOptions> retention,
    IOptions<NightscoutOptions> nightscout,
    IConfiguration configuration,
    CarrierBoard carriers,
    HealthQueries health,
    Database database
)
{
    public static string Version { get; } =
        typeof(InstanceFacts)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0]
        ?? "";

    public IReadOnlyList<InstanceFact> List() =>
        [Address(), SignUp(), Heartbeat(), Polling(), Kept(), Storage(), Itself()];

    public async Task<IReadOnlyList<CarrierFact>> CarriersAsync(CancellationToken cancellationToken)
    {
        var lasts = (await health.LastsAsync(cancellationToken)).ToDictionary(last => last.Carrier, last => last.At);
        string[] names = [.. carriers.Names.Concat(["vonage", "twilio"]).Distinct(StringComparer.Ordinal)];
        return
        [
            .. names.Select(name => new CarrierFact(
                HealthQueries.NameOf(name),
                carriers.Names.Contains(name),
                Missing(name),
                lasts.TryGetValue(name, out var at) ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null
            )),
        ];
    }

    private string[] Missing(string carrier)
    {
        string[] keys = carrier switch
        {
            "vonage" =>
            [
                .. new[]
                {
                    nameof(VonageOptions.ApplicationId),
                    nameof(VonageOptions.PrivateKey),
                    nameof(VonageOptions.Number),
                    nameof(VonageOptions.SignatureSecret),
                }.Select(name => $"{VonageOptions.Section}:{name}"),
            ],
            "twilio" =>
            [
                .. new[]
                {
                    nameof(TwilioOptions.AccountSid),
                    nameof(TwilioOptions.AuthToken),
                    nameof(TwilioOptions.Number),
                }.Select(name => $"{TwilioOptions.Section}:{name}"),
            ],
            _ => [],
        };
        return
        [
            .. keys.Where(key => string.IsNullOrWhiteSpace(configuration[key]))
                .Select(key => OriginalNames.Of(key) ?? key),
        ];
    }

    private InstanceFact Address() =>
        scout.Value.SiteUrl is { Length: > 0 } address
            ? new InstanceFact(Say.It("Public address"), address)
            : new InstanceFact(
                Say.It("Public address"),
                Say.It("none"),
                Say.It(
                    "Carriers need one to bring answers back. Put Scout behind a name with https (a reverse proxy such as Caddy, or a tunnel) and set SITE_URL to it; docs/deploy shows how."
                )
            );

    private InstanceFact SignUp() =>
        configuration["Scout:Accounts:SignUp"] switch
        {
            "open" => new InstanceFact(
                Say.It("Who may make an account"),
                Say.It("everybody"),
                Say.It("Set Scout__Accounts__SignUp to invitation to choose yourself.")
            ),
            "allow-list" => new InstanceFact(
                Say.It("Who may make an account"),
                Say.It("whose e-mail address is on your list")
            ),
            _ => new InstanceFact(Say.It("Who may make an account"), Say.It("whom you invite")),
        };

    // The address is a secret of its own: whoever knows it can pretend to be alive.
    private InstanceFact Heartbeat() =>
        scout.Value.HeartbeatUrl is { Length: > 0 }
            ? new InstanceFact(Say.It("Heartbeat"), Say.It("sent every minute to a watcher outside"))
            : new InstanceFact(
                Say.It("Heartbeat"),
                Say.It("none"),
                Say.It(
                    "Set SCOUT_HEARTBEAT_URL to an address of a service that calls you when it is not fetched every few minutes: it notices when this machine stops."
                )
            );

    private InstanceFact Polling()
    {
        var options = nightscout.Value;
        var at = options.PollSecond is { } second ? TimeSpan.FromSeconds(second) : options.PollAt;
        var sentence = Say.It("every {0}, {1:0} s after the start", Clock.Length(options.PollEvery), at.TotalSeconds);
        return new InstanceFact(
            Say.It("Sites are read"),
            options.Push ? Say.It("{0}, and at once when a site has news", sentence) : sentence
        );
    }

    private InstanceFact Kept() =>
        new(
            Say.It("Values are kept"),
            Say.It(
                "each for {0} days, hourly summaries for {1} days",
                retention.Value.ReadingDays,
                retention.Value.HourDays
            )
        );

    private InstanceFact Storage() =>
        database.Engine is Engine.Postgres
            ? new InstanceFact(Say.It("Database"), "PostgreSQL")
            : new InstanceFact(
                Say.It("Database"),
                "SQLite",
                Say.It("Copy the data folder while Scout is stopped, and keep the copy elsewhere.")
            );

    private InstanceFact Itself() => new(Say.It("Scout"), Say.It("version {0} on {1}", Version, scout.Value.NodeName));
}
