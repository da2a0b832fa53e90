using Scout.Server.Accounts;
using Scout.Server.Storage;

namespace Scout.Server.Contacts;

/// <summary>Writes an account's address book. Whoever calls has looked that the contact is the account's.</summary>
internal static class ContactBook
{
    /// <param name="account">In whose book.</param>
    /// <param name="viewer">Who writes it down: an owner vouches for the number, a member must prove it.</param>
    /// <returns>The contact's id.</returns>
    public static async Task<string> AddContactAsync(
        this Session session,
        string account,
        Viewer viewer,
        ContactDraft draft,
        DateTimeOffset now
    )
    {
        var id = Guid.CreateVersion7(now).ToString("N");
        await session.ExecuteAsync(
            """
            insert into contacts (id, account_id, name, phone, language, unit, zone, quiet, declared_by, opted_out_at,
                                  created_at)
            values (@id, @account, @Name, @phone, @Language, @unit, @Zone, @quiet, @by,
                    (select max(o.opted_out_at) from contacts o where o.phone = @phone), @now)
            """,
            Values(id, account, viewer, draft, now)
        );
        return id;
    }

    /// <summary>A changed number is nobody's until a code proves it, or an owner vouches for it.</summary>
    public static async Task ChangeContactAsync(
        this Session session,
        ContactCard before,
        Viewer viewer,
        ContactDraft draft,
        DateTimeOffset now
    )
    {
        await session.ExecuteAsync(
            """
            update contacts
            set name = @Name, language = @Language, unit = @unit, zone = @Zone, quiet = @quiet
            where id = @id
            """,
            Values(before.Id, "", viewer, draft, now)
        );
        if (before.Phone == draft.Phone.E164)
        {
            return;
        }

        await session.ExecuteAsync(
            """
            update contacts
            set phone = @phone, declared_by = @by, verified_at = null, tested_at = null,
                opted_out_at = (select max(o.opted_out_at) from contacts o where o.phone = @phone)
            where id = @id;
            delete from codes where contact_id = @id
            """,
            Values(before.Id, "", viewer, draft, now)
        );
    }

    /// <summary>
    /// Out of the book and of every watch; where it was called, the next one is called instead. The row stays: ledgers
    /// name it, and its number stays opted out.
    /// </summary>
    public static async Task RemoveContactAsync(this Session session, ContactCard contact, DateTimeOffset now)
    {
        foreach (var part in contact.Parts)
        {
            await session.LeaveAsync(part.Watch, contact.Id);
        }

        await session.ExecuteAsync(
            """
            update contacts set removed_at = @now where id = @Id;
            delete from codes where contact_id = @Id;
            delete from push_addresses where contact_id = @Id;
            update accounts set contact_id = null where contact_id = @Id;
            update deliveries
            set state = 'Cancelled', said = 'no longer a contact', finished_at = @now
            where contact_id = @Id and state = 'Queued' and finished_at is null
            """,
            new { contact.Id, now = now.ToUnixTimeMilliseconds() }
        );
    }

    /// <summary>The people of a watch in their order.</summary>
    public static Task<IReadOnlyList<string>> MembersAsync(this Session session, string watch) =>
        session.QueryAsync<string>(
            "select contact_id from watch_contacts where watch_id = @watch order by position",
            new { watch }
        );

    public static async Task LeaveAsync(this Session session, string watch, string contact)
    {
        var members = await session.MembersAsync(watch);
        await session.SetMembersAsync(watch, [.. members.Where(member => member != contact)]);
    }

    /// <summary>The first is called; the others are texted, the emergency contact before the rest.</summary>
    public static async Task SetMembersAsync(this Session session, string watch, IReadOnlyList<string> members)
    {
        await session.SetContactsAsync(watch, [.. members.Select((member, place) => (member, RoleAt(place)))]);
        await session.ExecuteAsync(
            "update watches set person_id = @person where id = @watch",
            new { watch, person = members.Count > 0 ? members[0] : null }
        );
    }

    private static ContactRole RoleAt(int place) =>
        place switch
        {
            0 => ContactRole.Person,
            1 => ContactRole.Emergency,
            _ => ContactRole.Extra,
        };

    private static object Values(string id, string account, Viewer viewer, ContactDraft draft, DateTimeOffset now) =>
        new
        {
            id,
            account,
            draft.Name,
            phone = draft.Phone.E164,
            draft.Language,
            unit = draft.Unit.ToString(),
            draft.Zone,
            quiet = draft.Quiet?.Text ?? "",
            by = ContactStore.DeclaredBy(viewer),
            now = now.ToUnixTimeMilliseconds(),
        };
}
