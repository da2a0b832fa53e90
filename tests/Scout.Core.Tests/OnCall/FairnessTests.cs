using NodaTime;
using Scout.Core.OnCall;
using static Scout.Core.Tests.OnCall.Rosters;

namespace Scout.Core.Tests.OnCall;

public sealed class FairnessTests
{
    [Fact]
    public void A_year_of_three_people_with_changes_is_counted_as_minutes_on_the_wall_say()
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        var roster = Of("Europe/Berlin", TurnUnit.Weeks, 1, "2026-01-05 09:00") with
        {
            Overrides =
            [
                Override(OverrideKind.Replace, "2026-03-28 22:00", "2026-03-29 07:00", "cy", "ann"), // clocks leap
                Override(OverrideKind.Replace, "2026-07-06 09:00", "2026-07-20 09:00", "ann", "bob"),
                Override(OverrideKind.Add, "2026-08-01 00:00", "2026-08-02 00:00", "bob"),
                Override(OverrideKind.Instead, "2026-10-24 00:00", "2026-10-26 00:00", "bob"), // clocks go back
                Override(OverrideKind.Remove, "2026-12-24 18:00", "2026-12-25 09:00", replaced: "bob"),
                Override(OverrideKind.Remove, "2026-12-24 18:00", "2026-12-25 09:00", replaced: "cy"),
                Override(OverrideKind.Remove, "2026-12-24 18:00", "2026-12-25 09:00", replaced: "ann"),
            ],
        };
        var (from, until) = (Utc("2026-01-05 08:00"), Utc("2027-01-04 08:00"));
        var clock = new DutyClock(roster);

        var shares = Fairness.Of(clock.Over("Primary", from, until), clock.Zone);

        var truth = new Dictionary<string, (int Shifts, int All, int Nights, int Weekends)>();
        var last = "";
        for (var at = from.ToDateTimeUtc(); at < until.ToDateTimeUtc(); at = at.AddMinutes(5))
        {
            var wall = at + berlin.GetUtcOffset(at);
            var who = Truth(wall);
            if (who.Length > 0)
            {
                var so = truth.GetValueOrDefault(who);
                var night = wall.Hour is >= 22 or < 7;
                var weekend = wall.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
                truth[who] = (
                    so.Shifts + (who == last ? 0 : 1),
                    so.All + 5,
                    so.Nights + (night ? 5 : 0),
                    so.Weekends + (weekend ? 5 : 0)
                );
            }

            last = who;
        }

        shares.Length.ShouldBe(3);
        foreach (var share in shares)
        {
            (share.Shifts, Minutes(share.Hours), Minutes(share.Nights), Minutes(share.Weekends)).ShouldBe(
                truth[share.Person],
                share.Person
            );
        }

        shares.Sum(share => share.Hours.TotalHours).ShouldBe((365 - 1) * 24 - 15); // 52 weeks but for Christmas Eve
    }

    private static string Truth(DateTime wall)
    {
        var week = (int)Math.Floor((wall - new DateTime(2026, 1, 5, 9, 0, 0)).TotalDays / 7);
        var who = Abc[week % 3];
        if (Within("2026-12-24T18:00", "2026-12-25T09:00"))
        {
            return "";
        }

        return who switch
        {
            _ when Within("2026-10-24T00:00", "2026-10-26T00:00") => "bob",
            "ann" when Within("2026-03-28T22:00", "2026-03-29T07:00") => "cy",
            "bob" when Within("2026-07-06T09:00", "2026-07-20T09:00") => "ann",
            _ => who,
        };

        bool Within(string from, string until) => wall >= Time(from) && wall < Time(until);
    }

    private static DateTime Time(string text) =>
        DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static int Minutes(Duration duration) => (int)duration.TotalMinutes;
}
