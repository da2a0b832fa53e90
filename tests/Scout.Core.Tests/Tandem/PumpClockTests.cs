using System.Globalization;
using Scout.Core.Tandem;

namespace Scout.Core.Tests.Tandem;

public sealed class PumpClockTests
{
    [Theory]
    // Spring: the hour that is leapt over, by the offset from before. Autumn: the first pass.
    [InlineData("America/New_York", "2026-03-08T01:59:59", "2026-03-08T06:59:59Z")]
    [InlineData("America/New_York", "2026-03-08T02:30:00", "2026-03-08T07:30:00Z")]
    [InlineData("America/New_York", "2026-03-08T03:00:00", "2026-03-08T07:00:00Z")]
    [InlineData("America/New_York", "2026-11-01T01:30:00", "2026-11-01T05:30:00Z")]
    [InlineData("America/New_York", "2026-11-01T02:00:00", "2026-11-01T07:00:00Z")]
    [InlineData("Europe/Berlin", "2026-03-29T02:30:00", "2026-03-29T01:30:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25T02:30:00", "2026-10-25T00:30:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25T03:00:00", "2026-10-25T02:00:00Z")]
    [InlineData("Australia/Adelaide", "2026-10-04T02:30:00", "2026-10-03T17:00:00Z")]
    [InlineData("Australia/Adelaide", "2026-04-05T02:30:00", "2026-04-04T16:00:00Z")]
    [InlineData("Australia/Adelaide", "2026-04-05T03:00:00", "2026-04-04T17:30:00Z")]
    [InlineData("UTC", "2026-03-29T02:30:00", "2026-03-29T02:30:00Z")]
    public void A_wall_time_is_an_instant_also_where_clocks_change(string zone, string wall, string instant) =>
        PumpClock.ToUtc(wall, TandemVectors.Zone(zone)).ShouldBe(At(instant));

    [Fact]
    public void A_night_across_the_change_is_as_long_as_the_pump_counted_it()
    {
        var doc = new PumpStory()
            .On(229, "2026-11-01T01:16:50", ("requestedAction", 1), ("sleepStartedByGui", 1))
            .On(229, "2026-11-01T02:56:25", ("requestedAction", 2))
            .Single();

        doc.GetProperty("duration").GetDouble().ShouldBe(99.58333333333333, 1e-9);
        doc.GetProperty("reason").GetString().ShouldBe("Sleep (Manual)");
        doc.GetProperty("created_at").GetString().ShouldBe("2026-11-01T05:16:50Z");
        doc.GetProperty("pump_event_id").GetString().ShouldBe("10,11");
    }

    [Fact]
    public void A_clock_that_is_ahead_by_ten_minutes_is_told_and_its_readings_wait()
    {
        var now = At("2026-05-14T12:00:00Z");
        var input = new PumpStory("UTC")
            .On(399, "2026-05-14T12:04", ("glucoseValueStatus", 1), ("egvTimeStamp", Seconds("2026-05-14T12:04:00Z")))
            .On(399, "2026-05-14T12:10", ("glucoseValueStatus", 1), ("egvTimeStamp", Seconds("2026-05-14T12:10:00Z")))
            .Input() with
        {
            Now = now,
        };

        PumpClock.Ahead(input.Events[^1].At, now).ShouldBe(TimeSpan.FromMinutes(10));
        PumpClock.Ahead(now.AddMinutes(5), now).ShouldBeNull();
        PumpClock.Ahead(now.AddHours(-3), now).ShouldBeNull();

        var outcome = PumpDocuments.Of(input);
        outcome.Documents.ShouldHaveSingleItem().Leader.Number.ShouldBe(10u);
        outcome.Held.ShouldHaveSingleItem().Key.Number.ShouldBe(11u);
        PumpDocuments.Of(input with { Now = now.AddMinutes(5) }).Held.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("2022-09-20T05:50:12Z", "2022-09-20T05:50:12Z")]
    [InlineData("2022-09-20T05:50:12.250Z", "2022-09-20T05:50:12.250Z")]
    [InlineData("2026-04-12 04:04:46+09:30", "2026-04-11T18:34:46Z")]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("yesterday", null)]
    public void A_time_with_an_offset_is_itself(string? text, string? instant) =>
        PumpClock.ToUtc(text, TandemVectors.Zone("Europe/Berlin")).ShouldBe(instant is null ? null : At(instant));

    private static uint Seconds(string instant) => (uint)(At(instant).ToUnixTimeSeconds() - 1_199_145_600);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
