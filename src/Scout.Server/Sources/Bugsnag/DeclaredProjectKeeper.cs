using Microsoft.Extensions.Options;
using Scout.Core.Watches;
using Scout.Server.Alerts;
using Scout.Server.Contacts;
using Scout.Server.Deliveries;
using Scout.Server.Due;
using Scout.Server.Hosting;
using Scout.Server.Sources.Bugsnag.Acts;
using Scout.Server.Sources.Intake;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Sources.Bugsnag;

/// <summary>
/// At the start: makes the tables say what the settings declare about a Bugsnag project. Doing it twice equals once.
/// Whoever is on duty is ON_DUTY; without it the person that the settings declare, or nobody yet.
/// </summary>
internal sealed partial class DeclaredProjectKeeper(
    Database database,
    IOptions<BugsnagOptions> bugsnag,
    IOptions<ScoutOptions> scout,
    IOptions<EscalationOptions> escalation,
    NumberRules numbers,
    SecretBox box,
    TimeProvider time,
    ILogger<DeclaredProjectKeeper> logger
)
{
    /// <summary>There is one declared project, so there is one id.</summary>
    public const string Id = "declared-bugsnag";

    /// <summary>The name of whoever ON_DUTY gives no name.</summary>
    public const string OnDuty = "on duty";

    private const string DefaultName = "Bugsnag";

    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await database.WriteAsync(
            session =>
                session.KeepDeclaredAsync(
                    Id,
                    Id,
                    scout.Value.NodeName,
                    bugsnag.Value.IsDeclared ? () => DeclareAsync(session, bugsnag.Value, now) : null,
                    now
                ),
            cancellationToken
        );
        if (bugsnag.Value.IsDeclared)
        {
            LogDeclared(Id);
        }
    }

    private async Task DeclareAsync(Session session, BugsnagOptions options, DateTimeOffset now)
    {
        var person = await PersonAsync(session, options, now);
        var name = string.IsNullOrWhiteSpace(options.Name) ? DefaultName : options.Name.Trim();
        var problems = new ProblemSettings { CallAfter = TimeSpan.FromMinutes(options.CallAfter) };
        var times = new AlertTimes { WaitAfterCall = TimeSpan.FromSeconds(escalation.Value.WaitAfterCall) };
        await session.ExecuteAsync(
            """
            insert into watches (id, kind, name, person_id, settings, declared_by, created_at)
            values (@Id, @Kind, @name, @person, @settings, @ByEnvironment, @now)
            on conflict (id) do update set
                name = excluded.name, person_id = excluded.person_id, settings = excluded.settings, removed_at = null
            """,
            new
            {
                Id,
                BugsnagRegistration.Kind,
                name,
                person,
                settings = ScoutJson.Write(Profiles.Events(problems, times)),
                ContactStore.ByEnvironment,
                now = now.ToUnixTimeMilliseconds(),
            }
        );
        await session.SetContactsAsync(Id, person is null ? [] : [(person, ContactRole.Person)]);
        await session.AddGateAsync(Id, BugsnagRegistration.Kind);
        if (!string.IsNullOrWhiteSpace(options.Secret))
        {
            await session.ChangeSecretAsync(Id, options.Secret.Trim(), now);
        }

        if (options.ApiToken?.Trim() is { Length: > 0 } token)
        {
            await session.SetTokenAsync(box, Id, token, now);
        }
        else
        {
            await session.DropTokenAsync(Id);
        }

        await session.KeepSelfWatchAsync(now);
        await session.SetAsync(Turn.Kind, Id, now, Turn.Rank);
    }

    private async Task<string?> PersonAsync(Session session, BugsnagOptions options, DateTimeOffset now)
    {
        if (
            !string.IsNullOrWhiteSpace(options.OnDuty)
            && DeclaredContact.TryParse(options.OnDuty, ContactRole.Person, numbers.Allowed, out var onDuty, out _)
        )
        {
            var language = scout.Value.Language;
            var zone = string.IsNullOrWhiteSpace(scout.Value.Zone) ? "UTC" : scout.Value.Zone.Trim();
            var otherwise = new ContactManner(OnDuty, language, scout.Value.Units, zone);
            return await session.DeclareContactAsync(
                onDuty,
                new ContactManner(onDuty.Name, null, null, null),
                otherwise,
                now
            );
        }

        return await session.FirstOrDefaultAsync<string>(
            "select person_id from watches where id = @declared and removed_at is null",
            new { declared = DeclaredWatch.Id }
        );
    }

    [LoggerMessage(1202, LogLevel.Information, "Watch {Watch} is declared by settings")]
    private partial void LogDeclared(string watch);
}
