using NodaTime;
using NodaTime.Text;
using Scout.Core.OnCall;

namespace Scout.Core.Tests.OnCall;

public sealed class WallClockTests
{
    private static readonly LocalDateTimePattern Local = LocalDateTimePattern.CreateWithInvariantCulture(
        "uuuu-MM-dd HH:mm"
    );

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29 02:30", "2026-03-29 01:00", null)]
    [InlineData("Europe/Berlin", "2026-10-25 02:30", "2026-10-25 00:30", "2026-10-25 01:30")]
    [InlineData("Europe/London", "2026-03-29 01:30", "2026-03-29 01:00", null)]
    [InlineData("Europe/London", "2026-10-25 01:30", "2026-10-25 00:30", "2026-10-25 01:30")]
    [InlineData("Europe/Dublin", "2026-03-29 01:30", "2026-03-29 01:00", null)]
    [InlineData("Europe/Dublin", "2026-10-25 01:30", "2026-10-25 00:30", "2026-10-25 01:30")]
    [InlineData("America/New_York", "2026-03-08 02:30", "2026-03-08 07:00", null)]
    [InlineData("America/New_York", "2026-11-01 01:30", "2026-11-01 05:30", "2026-11-01 06:30")]
    [InlineData("Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-04 14:45", "2026-04-04 15:15")]
    [InlineData("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03 15:30", null)]
    [InlineData("Africa/Casablanca", "2026-02-15 02:30", "2026-02-15 01:30", "2026-02-15 02:30")]
    [InlineData("Africa/Casablanca", "2027-02-07 02:15", "2027-02-07 02:15", null)]
    [InlineData("America/Vancouver", "2027-03-14 02:30", "2027-03-14 09:30", null)]
    [InlineData("Pacific/Chatham", "2026-04-05 03:00", "2026-04-04 13:15", "2026-04-04 14:15")]
    [InlineData("Pacific/Chatham", "2026-09-27 03:00", "2026-09-26 14:00", null)]
    [InlineData("America/Havana", "2026-03-08 00:00", "2026-03-08 05:00", null)]
    [InlineData("Africa/Cairo", "2026-04-24 00:00", "2026-04-23 22:00", null)]
    [InlineData("Asia/Beirut", "2026-03-29 00:00", "2026-03-28 22:00", null)]
    [InlineData("Asia/Kathmandu", "2026-07-01 08:00", "2026-07-01 02:15", null)]
    [InlineData("America/Sao_Paulo", "2018-11-04 00:00", "2018-11-04 03:00", null)]
    [InlineData("Pacific/Apia", "2011-12-30 08:00", "2011-12-30 10:00", null)]
    public void A_clock_time_is_these_instants(string zone, string wall, string first, string? second)
    {
        var local = Local.Parse(wall).Value;
        var there = WallClock.Zone(zone)!;

        WallClock.At(local, there).ShouldBe(Utc(first));
        WallClock.At(local, there, second: true).ShouldBe(Utc(second ?? first));
    }

    [Theory]
    [InlineData("W. Europe Standard Time")]
    [InlineData("+02:00")]
    [InlineData("")]
    public void Only_places_are_zones(string name) => WallClock.Zone(name).ShouldBeNull();

    private static Instant Utc(string text) => Local.Parse(text).Value.InUtc().ToInstant();
}
