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
    TimeProvider time,
    ILogger<DeclaredWatchKeeper> logger
)
{
    private const string Kind = "nightscout";

    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        var (declared, _) = new DeclaredWatchReader(person.Value, scout.Value, escalation.Value).Read();
        var now = time.GetUtcNow();
        await database.WriteAsync(
            async session =>
            {
                await OneAtATimeAsync(session);
                if (declared is null)
                {
                    await RemoveAsync(session, now);
                }
                else
                {
                    await DeclareAsync(session, declared, now);
                }
            },
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
            var manner = new ContactManner(
                contact.Name ?? DefaultName(contact.Role, declared.Name, contacts.Count),
                declared.Language,
                declared.Unit.ToString(),
                declared.Zone
            );
            contacts.Add((await session.DeclareContactAsync(contact, manner, now), contact.Role));
        }

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
                settings = ScoutJson.Write(declared.Settings),
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
        await session.KeepSelfWatchAsync(contacts[0].Contact, declared.Settings.Times, now);
        // Changed limits and times act at once.
        await session.SetAsync(Turn.Kind, DeclaredWatch.Id, now, Turn.Rank);
    }

    /// <summary>Nobody is declared any more: the watch ends and what is still queued for it is not sent. Its history stays.</summary>
    private static async Task RemoveAsync(Session session, DateTimeOffset now)
    {
        var removed = await session.ExecuteAsync(
            """
            update watches set removed_at = @now
            where id = @Id and declared_by = @ByEnvironment and removed_at is null
            """,
            new
            {
                DeclaredWatch.Id,
                ContactStore.ByEnvironment,
                now = now.ToUnixTimeMilliseconds(),
            }
        );
        if (removed == 0)
        {
            return;
        }

        await session.ExecuteAsync(
            """
            update deliveries
            set state = 'Cancelled', said = 'no longer watched', finished_at = @now
            where watch_id = @Id and state = 'Queued' and finished_at is null;

            update alerts set closed_at = @now where watch_id = @Id and closed_at is null
            """,
            new { DeclaredWatch.Id, now = now.ToUnixTimeMilliseconds() }
        );
        await session.DropAsync(Turn.Kind, DeclaredWatch.Id);
    }

    // Two nodes that start together on one PostgreSQL must not both make a contact of the same number.
    private static Task<int> OneAtATimeAsync(Session session) =>
        session.ExecuteAsync(
            "insert into settings (key, value) values ('declared', '') on conflict (key) do update set value = ''"
        );

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
