using Scout.Core.Watches;
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
}
