using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Scout.Core.Contacts;

namespace Scout.Core.Tests.Contacts;

public sealed class QuietHoursTests
{
    private static readonly string[] Zones =
    [
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe", // half an hour
        "America/Sao_Paulo",
        "Asia/Kathmandu",
        "Pacific/Apia",
        "UTC",
    ];

    [Theory]
    [InlineData("22:00", "07:00", "2026-11-21T21:59:59Z", null)]
    [InlineData("22:00", "07:00", "2026-11-21T22:00:00Z", "2026-11-22T07:00:00Z")]
    [InlineData("22:00", "07:00", "2026-11-22T03:00:00Z", "2026-11-22T07:00:00Z")]
    [InlineData("22:00", "07:00", "2026-11-22T07:00:00Z", null)]
    [InlineData("13:00", "15:30", "2026-11-22T14:00:00Z", "2026-11-22T15:30:00Z")]
    [InlineData("13:00", "15:30", "2026-11-22T15:30:00Z", null)]
    public void They_begin_at_their_first_minute_and_are_over_at_their_last(
        string from,
        string until,
        string now,
        string? end
    ) => Quiet(from, until).EndAt(At(now), "UTC").ShouldBe(end is null ? null : At(end));

    [Theory]
    // Berlin, the last Sunday of March: 02:00 becomes 03:00. The night is an hour shorter.
    [InlineData("22:00", "07:00", "2026-03-28T22:00:00Z", "2026-03-29T05:00:00Z")]
    // An end in the hour that is missing comes when the clock has jumped.
    [InlineData("22:00", "02:30", "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z")]
    // The last Sunday of October: 03:00 becomes 02:00. The night is an hour longer.
    [InlineData("22:00", "07:00", "2026-10-24T21:00:00Z", "2026-10-25T06:00:00Z")]
    // 02:30 comes twice: it ends at the first …
    [InlineData("22:00", "02:30", "2026-10-25T00:10:00Z", "2026-10-25T00:30:00Z")]
    // … and does not begin again before the second.
    [InlineData("22:00", "02:30", "2026-10-25T01:10:00Z", null)]
    public void In_the_nights_when_clocks_change_they_follow_the_clock_on_the_wall(
        string from,
        string until,
        string now,
        string? end
    ) => Quiet(from, until).EndAt(At(now), "Europe/Berlin").ShouldBe(end is null ? null : At(end));

    [Fact]
    public void At_every_instant_their_end_is_ahead_near_and_outside()
    {
        var instants =
            from zone in Gen.Elements(Zones)
            from start in Gen.Choose(0, (24 * 60) - 1)
            from length in Gen.Choose(1, 12 * 60)
            from minute in Gen.Choose(0, 366 * 24 * 60)
            select (zone, start, length, minute);
        Prop.ForAll(
                Arb.From(instants),
                one =>
                {
                    var hours = Quiet(Clock(one.start), Clock((one.start + one.length) % (24 * 60)));
                    var now = At("2026-01-01T00:00:00Z").AddMinutes(one.minute);
                    return hours.EndAt(now, one.zone) is not { } end
                        || (
                            end > now
                            && end - now <= QuietHours.Longest + TimeSpan.FromHours(1)
                            && (hours.EndAt(end, one.zone) is not { } next || next - end <= QuietHours.Longest)
                        );
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    public void Every_night_of_a_year_has_one_stretch_of_quiet(string zone)
    {
        var hours = Quiet("22:15", "06:45");
        var now = At("2026-01-01T12:00:00Z");
        var end = At("2027-01-01T12:00:00Z");
        var nights = 0;
        var was = hours.EndAt(now, zone) is not null;
        for (; now < end; now = now.AddMinutes(5))
        {
            var isQuiet = hours.EndAt(now, zone) is not null;
            nights += isQuiet && !was ? 1 : 0;
            was = isQuiet;
        }

        nights.ShouldBe(365);
    }

    [Theory]
    [InlineData("", "", true, null)]
    [InlineData("22:00", "7:00", true, "22:00-07:00")]
    [InlineData("22:00", "", false, null)]
    [InlineData("25:00", "07:00", false, null)]
    [InlineData("ten", "seven", false, null)]
    [InlineData("07:00", "07:00", false, null)]
    [InlineData("07:00", "19:30", false, null)]
    public void What_is_typed_is_read_or_refused_in_a_sentence(string from, string until, bool isFine, string? text)
    {
        QuietHours.TryParse(from, until, out var hours, out var error).ShouldBe(isFine);
        hours?.Text.ShouldBe(text);
        (error is null).ShouldBe(isFine);
        QuietHours.Parse(text)?.Text.ShouldBe(text);
    }

    private static QuietHours Quiet(string from, string until)
    {
        QuietHours.TryParse(from, until, out var hours, out var error).ShouldBeTrue(error);
        return hours.ShouldNotBeNull();
    }

    private static string Clock(int minute) => new LocalTime(minute / 60, minute % 60).ToString("HH:mm", null);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text);
}
