using System.Collections.Immutable;
using Scout.Core.Alerts;
using Scout.Core.Deliveries;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Alerts;
using Scout.Server.Watches;
using Scout.TestKit;

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

    /// <summary>
    /// Three weeks of readings every five minutes up to a minute ago, with lows, highs and, seven to five hours ago,
    /// a gap. Four hours ago Sam was low, was called, and took it.
    /// </summary>
    public static async Task LiveThroughAsync(this ScoutSite site, CancellationToken cancellationToken)
    {
        const int Count = 21 * 288;
        var newest = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(1);
        var days = Enumerable
            .Range(0, Count)
            .Select(i => (Back: Count - 1 - i, Value: Math.Round(ValueAt(i))))
            .Where(one => one.Back is < 60 or > 84)
            .Select(one =>
                (one.Back, Value: one.Back is > 44 and < 52 ? 60 + (Math.Abs(one.Back - 48) * 2) : one.Value)
            )
            .Select(one => new Reading(
                newest - TimeSpan.FromMinutes(5 * one.Back),
                one.Value,
                Trend.Steady,
                newest - TimeSpan.FromMinutes(5 * one.Back)
            ))
            .ToList();
        await Seed.ReadingsAsync(site.Database, "watch", days, cancellationToken);
        await AlertAsync(site, newest - TimeSpan.FromHours(4.2), cancellationToken);
    }

    /// <summary>Meals, a slow wave, and a little noise.</summary>
    private static double ValueAt(int i) =>
        130 + (55 * Math.Sin(i / 21.0)) + (40 * Math.Sin(i / 103.0)) + (i * 7919 % 13) - (i % 1_000 == 0 ? 60 : 0);

    /// <summary>An alert of the past with its call and its end.</summary>
    private static Task AlertAsync(ScoutSite site, DateTimeOffset opened, CancellationToken cancellationToken)
    {
        var breach = new Breach(
            RuleKind.Low,
            Severity.Urgent,
            new Reading(opened, 66, Trend.FallingSlowly, opened),
            opened
        );
        var over = opened + TimeSpan.FromMinutes(45);
        var alert = new Alert("past", AlertKind.Low, opened, breach, breach, new AlertState.Resolved(over));
        return site.Database.WriteAsync(
            session =>
            {
                session.SaveAlert("watch", alert, 1, over);
                LedgerLine[] lines =
                [
                    new(LedgerEntry.Opened, opened) { Reading = breach.Reading },
                    new(LedgerEntry.Left, opened.AddSeconds(2)) { Contact = "sam", Channel = Channel.Call },
                    new(LedgerEntry.Acknowledged, opened.AddMinutes(2)) { Contact = "sam", Until = over },
                    new(LedgerEntry.Resolved, over),
                ];
                for (var i = 0; i < lines.Length; i++)
                {
                    session.AppendLedger("past", 1, i, lines[i]);
                }

                return Task.CompletedTask;
            },
            cancellationToken
        );
    }
}
