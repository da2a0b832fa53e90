using Scout.Server.Storage;

namespace Scout.Server.Contacts;

/// <summary>How a contact wants to be spoken to.</summary>
internal sealed record ContactManner(string Name, string Language, string Unit, string Zone);

/// <summary>The rows of people who can be reached.</summary>
internal static class ContactStore
{
    /// <summary>Contacts that the settings name. The owner wrote them, so they count as verified.</summary>
    public const string ByEnvironment = "environment";

    /// <summary>Finds or makes the declared contact with this number and brings it up to date. Returns its id, which stays.</summary>
    public static async Task<string> DeclareContactAsync(
        this Session session,
        DeclaredContact contact,
        ContactManner manner,
        DateTimeOffset now
    )
    {
        var known = await session.FirstOrDefaultAsync<string>(
            "select id from contacts where phone = @phone and declared_by = @ByEnvironment",
            new { phone = contact.Phone.E164, ByEnvironment }
        );
        var id = known ?? Guid.CreateVersion7(now).ToString("N");
        await session.ExecuteAsync(
            """
            insert into contacts (id, name, phone, language, unit, zone, verified_at, declared_by, created_at)
            values (@id, @Name, @phone, @Language, @Unit, @Zone, @now, @ByEnvironment, @now)
            on conflict (id) do update set
                name = excluded.name, language = excluded.language, unit = excluded.unit, zone = excluded.zone
            """,
            new
            {
                id,
                manner.Name,
                phone = contact.Phone.E164,
                manner.Language,
                manner.Unit,
                manner.Zone,
                now = now.ToUnixTimeMilliseconds(),
                ByEnvironment,
            }
        );
        return id;
    }

    /// <summary>Makes these, in this order, the contacts of a watch; whoever is not among them is none any more.</summary>
    public static async Task SetContactsAsync(
        this Session session,
        string watch,
        IReadOnlyList<(string Contact, ContactRole Role)> contacts
    )
    {
        await session.ExecuteAsync("delete from watch_contacts where watch_id = @watch", new { watch });
        foreach (var (position, (contact, role)) in contacts.Index())
        {
            await session.ExecuteAsync(
                """
                insert into watch_contacts (watch_id, contact_id, role, position)
                values (@watch, @contact, @role, @position)
                """,
                new
                {
                    watch,
                    contact,
                    role = role.ToString(),
                    position,
                }
            );
        }
    }
}
