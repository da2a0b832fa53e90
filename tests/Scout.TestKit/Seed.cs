using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Alerts;
using Scout.Server.Storage;

namespace Scout.TestKit;

/// <summary>Puts watches and people straight into the tables, for tests and benches that need many or none of the rest.</summary>
internal static class Seed
{
    public const string Phone = "+14155550101";

    public static async Task WatchAsync(
        Database database,
        string watch,
        DateTimeOffset now,
        CancellationToken cancellationToken,
        WatchSettings? settings = null,
        int others = 2
    ) =>
        await database.WriteAsync(
            async session =>
            {
                await ContactAsync(session, $"{watch}-person", "Sam", Phone, now);
                await session.ExecuteAsync(
                    """
                    insert into watches (id, kind, name, person_id, settings, declared_by, created_at)
                    values (@watch, 'nightscout', 'Sam', @person, @settings, 'owner', @at);
                    insert into watch_contacts (watch_id, contact_id, role, position)
                    values (@watch, @person, 'Person', 0);
                    insert into series (watch_id, field, unit) values (@watch, 'glucose', 'mg/dL')
                    """,
                    new
                    {
                        watch,
                        person = $"{watch}-person",
                        settings = ScoutJson.Write(settings ?? Profiles.Glucose(GlucoseUnit.MgDl)),
                        at = now.ToUnixTimeMilliseconds(),
                    }
                );
                for (var i = 1; i <= others; i++)
                {
                    await ContactAsync(session, $"{watch}-other{i}", $"Other {i}", $"+1415555020{i}", now);
                    await session.ExecuteAsync(
                        """
                        insert into watch_contacts (watch_id, contact_id, role, position)
                        values (@watch, @contact, 'Extra', @i)
                        """,
                        new
                        {
                            watch,
                            contact = $"{watch}-other{i}",
                            i,
                        }
                    );
                }
            },
            cancellationToken
        );

    private static async Task ContactAsync(Session session, string id, string name, string phone, DateTimeOffset now) =>
        await session.ExecuteAsync(
            """
            insert into contacts (id, name, phone, language, unit, zone, verified_at, declared_by, created_at)
            values (@id, @name, @phone, 'en', 'MgDl', 'UTC', @at, 'owner', @at)
            """,
            new
            {
                id,
                name,
                phone,
                at = now.ToUnixTimeMilliseconds(),
            }
        );
}
