using System.Collections.Immutable;

namespace Scout.Core.Readings;

/// <summary>How strongly a forecast leaves the target.</summary>
public enum ForecastLevel
{
    None,
    Warning,
    Urgent,
}

/// <summary>
/// The second-order autoregressive forecast that Nightscout users know. It drifts towards 140 mg/dL and damps slopes:
/// few false alarms, short warning.
/// </summary>
/// <param name="Points">mg/dL, whole, every 5 minutes from 5 to 30 minutes ahead.</param>
/// <param name="AverageLoss">The distance of the forecast from 120 mg/dL.</param>
public sealed record Forecast(ImmutableArray<double> Points, double AverageLoss)
{
    private const double Mean = 140;
    private const double Lowest = 36;
    private const double Highest = 400;
    private const int Steps = 6;

    private static readonly ImmutableArray<double> Cone =
    [
        0.020,
        0.041,
        0.061,
        0.081,
        0.099,
        0.116,
        0.132,
        0.146,
        0.159,
        0.171,
        0.182,
        0.192,
        0.201,
    ];

    public ForecastLevel Level =>
        AverageLoss switch
        {
            > 0.10 => ForecastLevel.Urgent,
            > 0.05 => ForecastLevel.Warning,
            _ => ForecastLevel.None,
        };

    /// <summary>20 minutes ahead.</summary>
    public double In20Minutes => Points[3];

    public bool IsLow => Level is not ForecastLevel.None && In20Minutes < 80;

    public bool IsHigh => Level is not ForecastLevel.None && In20Minutes > 180;

    /// <param name="before">mg/dL, five minutes before <paramref name="now"/>.</param>
    public static Forecast Of(double before, double now)
    {
        var points = Ahead(before, now, Steps).Select(value => Math.Floor(Clamp(value) + 0.5)).ToImmutableArray();
        // Six terms, divided by five: so are the limits of Level meant.
        var loss = points.Sum(value => Math.Pow(Math.Log10(value / 120), 2)) / 5;
        return new Forecast(points, loss);
    }

    /// <summary>From the two newest readings; null while they say too little about the next half hour.</summary>
    public static Forecast? Of(Reading before, Reading now, DateTimeOffset at)
    {
        var apart = now.At - before.At;
        if (
            now.Value < Lowest
            || before.Value < Lowest
            || apart <= TimeSpan.Zero
            || now.AgeAt(at) > TimeSpan.FromMinutes(10)
        )
        {
            return null;
        }

        var slope = (now.Value - before.Value) / apart.TotalMinutes;
        return Of(apart > TimeSpan.FromMinutes(9) ? now.Value - (slope * 5) : before.Value, now.Value);
    }

    /// <summary>The value this many 5-minute steps ahead, mg/dL, neither rounded nor clamped to whole numbers.</summary>
    public static double After(double before, double now, int steps) => Clamp(Ahead(before, now, steps).Last());

    /// <summary>The cone of doubt around the forecast: 13 steps, 65 minutes.</summary>
    public static ImmutableArray<(double Low, double High)> ConeOf(double before, double now, double factor = 2) =>
        [
            .. Ahead(before, now, Cone.Length)
                .Zip(
                    Cone,
                    (value, offset) =>
                        (Clamp(value * Math.Exp(-factor * offset)), Clamp(value * Math.Exp(factor * offset)))
                ),
        ];

    private static IEnumerable<double> Ahead(double before, double now, int steps)
    {
        var (previous, current) = (Math.Log(before / Mean), Math.Log(now / Mean));
        for (var step = 0; step < steps; step++)
        {
            (previous, current) = (current, (-0.723 * previous) + (1.716 * current));
            yield return Mean * Math.Exp(current);
        }
    }

    private static double Clamp(double value) => Math.Clamp(value, Lowest, Highest);
}
