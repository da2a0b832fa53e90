using Scout.Core.Watches;
using Scout.Server.Accounts;
using Scout.Server.Alerts;
using Scout.Server.Contacts;
using Scout.Server.Storage;

namespace Scout.Server.Watches;

/// <summary>The watch that stands for Scout itself: "I cannot alarm" is an alert like any other, for the owner.</summary>
internal static class SelfWatch
{
    public const string Id = "scout";

    /// <param name="owner">The contact who is told when Scout cannot alarm.</param>
    public static async Task KeepSelfWatchAsync(
        this Session session,
        string owner,
        AlertTimes times,
        DateTimeOffset now
    )
    {
        await session.ExecuteAsync(
            """
            insert into watches (id, kind, name, person_id, settings, declared_by, created_at)
            values (@Id, 'self', 'Scout', @owner, @settings, @ByEnvironment, @now)
            on conflict (id) do update set
                person_id = excluded.person_id, settings = excluded.settings, removed_at = null
            """,
            new
            {
                Id,
                owner,
                settings = ScoutJson.Write(new WatchSettings([], times)),
                ContactStore.ByEnvironment,
                now = now.ToUnixTimeMilliseconds(),
            }
        );
        await session.SetContactsAsync(Id, [(owner, ContactRole.Person)]);
    }

    /// <summary>
    /// Keeps somebody who runs the instance as the one who is told: as long as the contact is one, nothing changes; else
    /// the owner account's own contact, or whoever is called for its first watch. Nobody: the watch rests.
    /// </summary>
    public static async Task KeepSelfWatchAsync(this Session session, DateTimeOffset now)
    {
        if (await session.ToldAsync() is not null)
        {
            return;
        }

        var next = await session.FirstOrDefaultAsync<string>(
            """
            select c.id
            from contacts c
            join accounts a on a.id = c.account_id and a.role = @Owner
            left join watches w on w.person_id = c.id and w.removed_at is null and w.kind <> 'self'
            where c.removed_at is null and (a.contact_id = c.id or w.id is not null)
            order by case when a.contact_id = c.id then 0 else 1 end, w.created_at, c.created_at
            """,
            new { Role.Owner }
        );
        if (next is not null)
        {
            await session.KeepSelfWatchAsync(next, new AlertTimes(), now);
        }
    }

    /// <summary>The contact who is told when Scout cannot alarm; null: nobody.</summary>
    public static Task<string?> ToldAsync(this Session session) =>
        session.FirstOrDefaultAsync<string>(
            """
            select c.id
            from watches w
            join contacts c on c.id = w.person_id and c.removed_at is null
            where w.id = @Id and w.removed_at is null
            """,
            new { Id }
        );
}
