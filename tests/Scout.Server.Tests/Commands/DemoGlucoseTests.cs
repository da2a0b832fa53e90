using Scout.Server.Commands.Demo;
using Scout.TestKit;

namespace Scout.Server.Tests.Commands;

public sealed class DemoGlucoseTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void The_phone_has_a_reason_to_ring_within_half_a_minute_of_three_calm_hours()
    {
        var glucose = new DemoGlucose(_time);
        glucose.Newest(100, 0, long.MaxValue).ShouldAllBe(reading => reading.Sgv > 70 && reading.Sgv < 240);

        Pass(glucose, TimeSpan.FromSeconds(30));

        Newest(glucose).ShouldBeLessThan(70);
    }

    [Fact]
    public void Left_alone_it_stays_low_without_becoming_critical_and_then_gets_well()
    {
        var glucose = new DemoGlucose(_time);
        for (var i = 0; i < 24; i++)
        {
            Pass(glucose, DemoGlucose.Every);
            Newest(glucose).ShouldBeGreaterThanOrEqualTo(55);
        }

        Newest(glucose).ShouldBeLessThan(70);
        Pass(glucose, TimeSpan.FromMinutes(2));
        Newest(glucose).ShouldBeGreaterThan(75);
    }

    [Fact]
    public void Somebody_acts_and_it_rises_and_later_it_begins_anew()
    {
        var glucose = new DemoGlucose(_time);
        Pass(glucose, TimeSpan.FromSeconds(40));

        glucose.Recover();
        Pass(glucose, TimeSpan.FromSeconds(40));

        Newest(glucose).ShouldBeGreaterThan(75);
        Pass(glucose, TimeSpan.FromMinutes(8));
        Newest(glucose).ShouldBeLessThan(70);
    }

    private void Pass(DemoGlucose glucose, TimeSpan span)
    {
        for (var passed = TimeSpan.Zero; passed < span; passed += DemoGlucose.Every)
        {
            _time.Advance(DemoGlucose.Every);
            glucose.Tick();
        }
    }

    private static double Newest(DemoGlucose glucose) => glucose.Newest(1, 0, long.MaxValue)[0].Sgv;
}
