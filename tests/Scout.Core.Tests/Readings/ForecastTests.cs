using Scout.Core.Readings;

namespace Scout.Core.Tests.Readings;

public sealed class ForecastTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 10, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [Trait("Rule", "GA-R27")]
    [InlineData(100, 100, "100 101 101 102 102 103", 0.006369, "None")]
    [InlineData(106, 100, "96 94 92 91 91 91", 0.015451, "None")]
    [InlineData(110, 100, "94 89 87 85 84 84", 0.023603, "None")]
    [InlineData(120, 100, "88 80 75 73 71 70", 0.048831, "None")]
    [InlineData(95, 85, "79 75 72 71 70 70", 0.057076, "Warning low")]
    [InlineData(90, 80, "74 70 68 66 66 66", 0.072391, "Warning low")]
    [InlineData(90, 75, "66 61 57 55 54 54", 0.122722, "Urgent low")]
    [InlineData(80, 70, "64 60 58 57 56 56", 0.117698, "Urgent low")]
    [InlineData(75, 70, "67 65 64 64 64 64", 0.086616, "Warning low")]
    [InlineData(70, 70, "70 71 72 73 74 75", 0.057660, "Warning low")]
    [InlineData(70, 65, "62 60 59 59 59 60", 0.109737, "Urgent low")]
    [InlineData(60, 55, "52 50 49 49 49 50", 0.174990, "Urgent low")]
    [InlineData(55, 60, "64 68 71 74 76 78", 0.061151, "Warning low")]
    [InlineData(140, 140, "140 140 140 140 140 140", 0.005378, "None")]
    [InlineData(180, 190, "197 202 205 207 207 207", 0.063960, "Warning high")]
    [InlineData(200, 200, "200 199 198 196 195 193", 0.055445, "Warning high")]
    [InlineData(190, 210, "225 236 243 248 250 250", 0.111463, "Urgent high")]
    [InlineData(240, 250, "256 260 262 262 260 258", 0.134862, "Urgent high")]
    [InlineData(250, 250, "249 247 245 242 240 237", 0.113133, "Urgent high")]
    [InlineData(300, 280, "265 254 245 237 232 227", 0.113299, "Urgent high")]
    [InlineData(106, 401, "400 400 400 400 400 400", 0.328083, "Urgent high")]
    [InlineData(40, 40, "40 41 42 43 44 45", 0.244603, "Urgent low")]
    public void The_forecast_is_the_one_Nightscout_users_know(
        double before,
        double now,
        string points,
        double loss,
        string level
    )
    {
        var forecast = Forecast.Of(before, now);

        string.Join(' ', forecast.Points).ShouldBe(points);
        forecast.AverageLoss.ShouldBe(loss, 1e-6);
        var name =
            forecast.IsLow ? " low"
            : forecast.IsHigh ? " high"
            : "";
        $"{forecast.Level}{name}".ShouldBe(level);
    }

    [Fact]
    public void A_longer_step_between_the_readings_is_brought_to_five_minutes() =>
        Forecast.Of(At(120, 10), At(100, 0), Now)!.Points.ShouldBe(Forecast.Of(110, 100).Points);

    [Fact]
    public void Nothing_is_foretold_from_old_readings_or_error_codes()
    {
        Forecast.Of(At(120, 16), At(100, 11), Now).ShouldBeNull();
        Forecast.Of(At(120, 5), At(5, 0), Now).ShouldBeNull();
        Forecast.Of(At(100, 0), At(100, 0), Now).ShouldBeNull();
    }

    [Fact]
    public void The_cone_widens_around_the_forecast()
    {
        var cone = Forecast.ConeOf(100, 100);

        cone.Length.ShouldBe(13);
        cone[0].Low.ShouldBe(100.3 * Math.Exp(-0.04), 0.2);
        cone.Zip(cone[1..]).ShouldAllBe(pair => pair.Second.High - pair.Second.Low > pair.First.High - pair.First.Low);
    }

    private static Reading At(double value, double minutesAgo) =>
        new(Now.AddMinutes(-minutesAgo), value, Trend.Unknown, Now);
}
