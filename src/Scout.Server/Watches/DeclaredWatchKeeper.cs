using Microsoft.Extensions.Options;
using Scout.Server.Alerts;
using Scout.Server.Contacts;
using Scout.Server.Deliveries;
using Scout.Server.Due;
using Scout.Server.Hosting;
using Scout.Server.Sources.Nightscout;
using Scout.Server.Storage;

namespace Scout.Server.Watches;

/// <summary>At the start: makes the tables say what the settings declare. Doing it twice equals once.</summary>
internal sealed partial class DeclaredWatchKeeper(
    Database database,
    SourceStore sources,
    IOptions<PersonOptions> person,
    IOptions<ScoutOptions> scout,
    IOptions<EscalationOptions> escalation,
    DeclaredSays says,
    NumberRules numbers,
    TimeProvider time,
    ILogger<DeclaredWatchKeeper> logger
)
{
    private const string Kind = "nightscout";

    /// <summary>The setting that names the node which declared the watch.</summary>
    private const string Declarer = "declared";

    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        var (declared, _) = new DeclaredWatchReader(
            person.Value,
            scout.Value,
            escalation.Value,
            numbers.Allowed
        ).Read();
        var now = time.GetUtcNow();
        await database.WriteAsync(
            session =>
                session.KeepDeclaredAsync(
                    Declarer,
                    DeclaredWatch.Id,
                    scout.Value.NodeName,
                    declared is not null ? () => DeclareAsync(session, declared, now) : null,
                    now
                ),
            cancellationToken
        );
        if (declared is not null)
        {
            LogDeclared(DeclaredWatch.Id, declared.Contacts.Length);
        }
    }

    private async Task DeclareAsync(Session session, DeclaredWatch declared, DateTimeOffset now)
    {
        var contacts = new List<(string Contact, ContactRole Role)>();
        foreach (var contact in declared.Contacts)
        {
            var named = contact.Name ?? (contact.Role is ContactRole.Person && says.Name ? declared.Name : null);
            var said = new ContactManner(
                named,
                says.Language ? declared.Language : null,
                says.Unit ? declared.Unit.ToString() : null,
                says.Zone ? declared.Zone : null
            );
            var otherwise = new ContactManner(
                DefaultName(contact.Role, declared.Name, contacts.Count),
                declared.Language,
                declared.Unit.ToString(),
                declared.Zone
            );
            contacts.Add((await session.DeclareContactAsync(contact, said, otherwise, now), contact.Role));
        }

        var edits = await session.FirstOrDefaultAsync<string>(
            "select edits from watches where id = @Id and edits <> ''",
            new { DeclaredWatch.Id }
        );
        var settings = says.Merge(declared.Settings, edits is null ? null : ScoutJson.ReadSettings(edits));
        var source = await sources.DeclareAsync(session, declared.Address.Site, declared.Address.Credential, now);
        await session.ExecuteAsync(
            """
            insert into watches (id, kind, name, source_id, person_id, settings, declared_by, created_at)
            values (@Id, @Kind, @Name, @source, @person, @settings, @ByEnvironment, @now)
            on conflict (id) do update set
                name = excluded.name, source_id = excluded.source_id, person_id = excluded.person_id,
                settings = excluded.settings, removed_at = null
            """,
            new
            {
                DeclaredWatch.Id,
                Kind,
                declared.Name,
                source,
                person = contacts[0].Contact,
                settings = ScoutJson.Write(settings),
                ContactStore.ByEnvironment,
                now = now.ToUnixTimeMilliseconds(),
            }
        );
        await session.SetContactsAsync(DeclaredWatch.Id, contacts);
        await session.ExecuteAsync(
            """
            insert into series (watch_id, field, unit) values (@Id, 'glucose', 'mg/dL')
            on conflict (watch_id, field) do nothing
            """,
            new { DeclaredWatch.Id }
        );
        await session.KeepSelfWatchAsync(contacts[0].Contact, settings.Times, now);
        // Changed limits and times act at once.
        await session.SetAsync(Turn.Kind, DeclaredWatch.Id, now, Turn.Rank);
    }

    private static string DefaultName(ContactRole role, string person, int position) =>
        role switch
        {
            ContactRole.Person => person,
            ContactRole.Emergency => "the emergency contact",
            _ => $"contact {position}",
        };

    [LoggerMessage(1201, LogLevel.Information, "Watch {Watch} is declared by settings, with {Contacts} contacts")]
    private partial void LogDeclared(string watch, int contacts);
}
