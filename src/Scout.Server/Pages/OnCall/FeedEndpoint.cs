using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using Scout.Core.OnCall;
using Scout.Server.Accounts;
using Scout.Server.OnCall;
using Scout.Server.Storage;

namespace Scout.Server.Pages.OnCall;

/// <summary>/on-call/feed/{secret}: a roster as iCalendar, for whoever holds the address.</summary>
internal static class FeedEndpoint
{
    private const string Ending = ".ics";

    public static async Task<Results<ContentHttpResult, NotFound>> ShowAsync(
        string secret,
        Database database,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (!secret.EndsWith(Ending, StringComparison.Ordinal))
        {
            return TypedResults.NotFound();
        }

        // A hash is looked up, never a secret compared.
        var hash = Secrets.Hash(secret[..^Ending.Length]);
        var found = await database.ReadAsync(
            async session =>
                await session.FindFeedAsync(hash) is { } roster
                    ? (roster, await session.DutyPeopleAsync(roster.Account))
                    : ((SavedRoster, IReadOnlyDictionary<string, DutyPerson>)?)null,
            cancellationToken
        );
        if (found is not var (saved, people))
        {
            return TypedResults.NotFound();
        }

        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var clock = new DutyClock(saved.Roster);
        // From a midnight on, so that the entry of a day does not change with every look.
        var from = WallClock.At(now.InZone(saved.Zone).Date.PlusDays(-14).AtMidnight(), saved.Zone);
        var spans = saved.Roster.Roles.SelectMany(role => clock.Over(role, from, from + Duration.FromDays(140)));
        return TypedResults.Text(
            DutyCalendar.Write(
                saved.Id,
                saved.Name,
                spans,
                contact => people.TryGetValue(contact, out var person) ? person.Name : "?",
                now
            ),
            "text/calendar; charset=utf-8"
        );
    }
}
