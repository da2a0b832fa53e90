using System.Text;
using NodaTime;
using Scout.Core.OnCall;
using static Scout.Core.Tests.OnCall.Rosters;

namespace Scout.Core.Tests.OnCall;

public sealed class DutyCalendarTests
{
    private static readonly Instant Now = Utc("2026-03-01 12:00");

    [Fact]
    public void A_calendar_says_every_shift_in_utc_folded_and_escaped_with_an_identity_that_stays()
    {
        var roster = Of("Europe/Berlin", TurnUnit.Weeks, 1, "2026-03-02 09:00");
        var spans = new DutyClock(roster).Over("Primary", Utc("2026-03-02 08:00"), Utc("2026-04-06 07:00"));
        var name = "Team; \"Größe, 図\" " + new string('ü', 60) + "\nend";

        var text = DutyCalendar.Write("r1", name, spans, person => $"{person}, \\ person", Now);

        text.Split("\r\n").ShouldAllBe(line => Encoding.UTF8.GetByteCount(line) <= 75);
        text.ShouldEndWith("END:VCALENDAR\r\n");
        text.Replace("\r\n", "", StringComparison.Ordinal).ShouldNotContain('\n');
        var lines = text.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n");
        lines.ShouldContain("DTSTART:20260330T070000Z"); // 09:00 in summer
        lines.ShouldContain(@"SUMMARY:Primary: bob\, \\ person");
        lines.ShouldContain(@"DESCRIPTION:Team\; ""Größe\, 図"" " + new string('ü', 60) + @"\nend");
        var ids = lines.Where(line => line.StartsWith("UID:", StringComparison.Ordinal)).ToArray();
        ids.Distinct().Count().ShouldBe(5);

        var later = DutyCalendar.Write("r1", "Other name", spans, person => person, Now + Duration.FromDays(1));
        later
            .Replace("\r\n ", "", StringComparison.Ordinal)
            .Split("\r\n")
            .Where(line => line.StartsWith("UID:", StringComparison.Ordinal))
            .ShouldBe(ids);
    }
}
