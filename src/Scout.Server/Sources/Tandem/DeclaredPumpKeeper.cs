using Microsoft.Extensions.Options;
using Scout.Core.Nightscout;
using Scout.Core.Tandem;
using Scout.Core.Watches;
using Scout.Server.Contacts;
using Scout.Server.Deliveries;
using Scout.Server.Hosting;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Sources.Tandem;

/// <summary>
/// At the start: makes the tables say what the settings declare about a pump. Doing it twice equals once. Whoever the
/// settings declare as a person is told when something is wrong with it; without one, nobody is yet.
/// </summary>
internal sealed partial class DeclaredPumpKeeper(
    Database database,
    IOptions<TandemOptions> tandem,
    IOptions<ScoutOptions> scout,
    IOptions<EscalationOptions> escalation,
    SecretBox box,
    TimeProvider time,
    ILogger<DeclaredPumpKeeper> logger
)
{
    /// <summary>There is one declared pump, so there is one id.</summary>
    public const string Id = "declared-pump";

    private const string DefaultName = "Pump";

    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await database.WriteAsync(
            session =>
                session.KeepDeclaredAsync(
                    Id,
                    Id,
                    scout.Value.NodeName,
                    tandem.Value.IsDeclared ? () => DeclareAsync(session, tandem.Value, now) : null,
                    now
                ),
            cancellationToken
        );
        if (tandem.Value.IsDeclared)
        {
            LogDeclared(Id);
            if (tandem.Value.SkipTlsVerify)
            {
                LogUnverified();
            }
        }
    }

    /// <summary>What settings say, as a form would.</summary>
    public static PumpDraft DraftOf(TandemOptions options)
    {
        _ = NightscoutAddress.TryParse(options.NightscoutUrl, allowHttp: true, out var address, out _);
        _ = Features.TryParse(options.FeatureText, out var features, out _);
        return new PumpDraft(
            DefaultName,
            options.RegionKind,
            options.Email?.Trim() ?? "",
            options.Password,
            options.PumpSerialNumber?.Trim() ?? "",
            options.ZoneName,
            features is Feature.None ? Features.Default : features,
            address!.Site,
            options.SiteSecret.Length > 0 ? NightscoutCredential.Parse(options.SiteSecret) : address.Credential
        )
        {
            ProfileMode = options.ProfileUploadMode,
            Every = options.Every,
            NoDataAfter = TimeSpan.FromMinutes(options.NoDataMinutes),
            IgnoresZeroBasal = options.IgnoreZeroUnitBasal,
            AlarmTexts = options.AlarmTexts,
            Calls = options.Calls,
        };
    }

    private async Task DeclareAsync(Session session, TandemOptions options, DateTimeOffset now)
    {
        var person = await session.FirstOrDefaultAsync<string>(
            "select person_id from watches where id = @declared and removed_at is null",
            new { declared = DeclaredWatch.Id }
        );
        await session.ExecuteAsync(
            """
            insert into watches (id, kind, name, person_id, settings, declared_by, created_at)
            values (@Id, @Kind, @DefaultName, @person, '', @ByEnvironment, @now)
            on conflict (id) do update set person_id = excluded.person_id, removed_at = null
            """,
            new
            {
                Id,
                TandemRegistration.Kind,
                DefaultName,
                person,
                ContactStore.ByEnvironment,
                now = now.ToUnixTimeMilliseconds(),
            }
        );
        await session.SetContactsAsync(Id, person is null ? [] : [(person, ContactRole.Person)]);
        var times = new AlertTimes { WaitAfterCall = TimeSpan.FromSeconds(escalation.Value.WaitAfterCall) };
        await session.WritePumpAsync(box, Id, DraftOf(options), times, now);
        await session.KeepSelfWatchAsync(now);
    }

    [LoggerMessage(1203, LogLevel.Information, "Watch {Watch} is declared by settings")]
    private partial void LogDeclared(string watch);

    [LoggerMessage(
        3613,
        LogLevel.Warning,
        "NS_SKIP_TLS_VERIFY is set: the certificate of the pump's Nightscout is not checked, and whoever stands in between can read and change everything. Remove it as soon as the certificate is right"
    )]
    private partial void LogUnverified();
}
