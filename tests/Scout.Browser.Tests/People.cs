using System.Collections.Immutable;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Alerts;
using Scout.Server.Watches;

namespace Scout.Browser.Tests;

/// <summary>Puts people, watches and readings into a site.</summary>
internal static class People
{
    public const string Sam = "+4915123456701";
    public const string Ada = "+4915123456702";
    public const string Bo = "+4915123456703";

    /// <summary>Sam is watched; Sam is called, Ada and Bo are texted.</summary>
    public static async Task<string> MoveInAsync(
        this ScoutSite site,
        CancellationToken cancellationToken,
        string name = "Sam"
    )
    {
        var now = TimeProvider.System.GetUtcNow();
        var settings = ScoutJson.Write(Profiles.Glucose(GlucoseUnit.MgDl));
        await site.Database.WriteAsync(
            session =>
                session.ExecuteAsync(
                    """
                    insert into contacts (id, name, phone, language, unit, zone, verified_at, declared_by, created_at)
                    values ('sam', @name, @Sam, 'en', 'MgDl', 'Europe/Berlin', @now, 'owner', @now),
                           ('ada', 'Ada', @Ada, 'en', 'MgDl', 'Europe/Berlin', @now, 'owner', @now + 1),
                           ('bo', 'Bo', @Bo, 'en', 'MgDl', 'Europe/Berlin', @now, 'owner', @now + 2);
                    insert into sources (id, kind, address, identity, contact_at, created_at)
                    values ('site', 'nightscout', 'https://sam.example', 'site', @now, @now);
                    insert into watches (id, kind, name, source_id, person_id, settings, declared_by, created_at)
                    values ('watch', 'nightscout', @name, 'site', 'sam', @settings, 'owner', @now);
                    insert into watch_contacts (watch_id, contact_id, role, position)
                    values ('watch', 'sam', 'Person', 0), ('watch', 'ada', 'Emergency', 1), ('watch', 'bo', 'Extra', 2);
                    insert into due (kind, key, due_at, period_ms) values ('poll', 'site', @tomorrow, 60000)
                    """,
                    new
                    {
                        name,
                        Sam,
                        Ada,
                        Bo,
                        settings,
                        now = now.ToUnixTimeMilliseconds(),
                        tomorrow = now.AddDays(1).ToUnixTimeMilliseconds(), // the site is not really there
                    }
                ),
            cancellationToken
        );
        return "watch";
    }

    /// <summary>The sensor measures, now and at five-minute steps before.</summary>
    public static Task MeasureAsync(this ScoutSite site, Trend trend, int[] values, CancellationToken cancellationToken)
    {
        var now = TimeProvider.System.GetUtcNow();
        var readings = values
            .Select(
                (value, index) =>
                    new Reading(now - TimeSpan.FromMinutes(5 * (values.Length - 1 - index)), value, trend, now)
            )
            .ToImmutableArray();
        return site.Get<Turn>().TakeAsync("watch", new WatchInput.ReadingsArrived(readings), cancellationToken);
    }
}
