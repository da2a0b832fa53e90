using Scout.Server.Accounts;
using Scout.Server.Storage;

namespace Scout.Server.Contacts;

/// <summary>How a contact wants to be spoken to, as settings say it; null: they do not say, and a page may.</summary>
/// <param name="Unit">MgDl or MmolL.</param>
/// <param name="Zone">IANA.</param>
internal sealed record ContactManner(string? Name, string? Language, string? Unit, string? Zone);

/// <summary>The rows of people who can be reached.</summary>
internal static class ContactStore
{
    /// <summary>Contacts that the settings name.</summary>
    public const string ByEnvironment = "environment";

    /// <summary>Written down by an account that runs the instance.</summary>
    public const string ByOwner = "owner";

    /// <summary>Written down by any other account: its number must be proved first.</summary>
    public const string ByMember = "member";

    /// <summary>
    /// A condition on <c>contacts c</c>: the number was proved by a code, or whoever runs the instance vouches for it.
    /// </summary>
    public const string IsReachable =
        "(c.id is null or c.verified_at is not null or c.declared_by in ('environment', 'demo', 'owner'))";

    /// <summary>What a contact's <c>declared_by</c> says when this account writes it down.</summary>
    public static string DeclaredBy(Viewer viewer) => viewer.RunsInstance ? ByOwner : ByMember;

    /// <summary>Finds or makes the declared contact with this number and brings it up to date. Returns its id, which stays.</summary>
    /// <param name="says">What settings say of it: that is written over what a page said.</param>
    /// <param name="otherwise">What a new contact gets where they say nothing; whole.</param>
    public static async Task<string> DeclareContactAsync(
        this Session session,
        DeclaredContact contact,
        ContactManner says,
        ContactManner otherwise,
        DateTimeOffset now
    )
    {
        var known = await session.FirstOrDefaultAsync<string>(
            "select id from contacts where phone = @phone and declared_by = @ByEnvironment",
            new { phone = contact.Phone.E164, ByEnvironment }
        );
        if (known is not null)
        {
            await session.ExecuteAsync(
                """
                update contacts set
                    name = coalesce(@Name, name), language = coalesce(@Language, language),
                    unit = coalesce(@Unit, unit), zone = coalesce(@Zone, zone), removed_at = null
                where id = @known
                """,
                new
                {
                    known,
                    says.Name,
                    says.Language,
                    says.Unit,
                    says.Zone,
                }
            );
            return known;
        }

        var id = Guid.CreateVersion7(now).ToString("N");
        await session.ExecuteAsync(
            """
            insert into contacts (id, name, phone, language, unit, zone, declared_by, opted_out_at, created_at)
            values (@id, @name, @phone, @language, @unit, @zone, @ByEnvironment,
                    (select max(o.opted_out_at) from contacts o where o.phone = @phone), @now)
            """,
            new
            {
                id,
                name = says.Name ?? otherwise.Name,
                phone = contact.Phone.E164,
                language = says.Language ?? otherwise.Language,
                unit = says.Unit ?? otherwise.Unit,
                zone = says.Zone ?? otherwise.Zone,
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
