using System.Globalization;
using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Core.Watches;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Pages.Watch;

/// <summary>Limits that somebody tries out: in the address, so that they need no script and change nothing.</summary>
/// <param name="Low">As typed, or as it is set now.</param>
/// <param name="LowError">What is wrong with it; null when nothing is.</param>
/// <param name="Limits">The limits to try; null when nothing was typed or it is wrong.</param>
public sealed record PreviewForm(
    string Low,
    string High,
    string? LowError,
    string? HighError,
    (GlucoseThreshold Low, GlucoseThreshold High)? Limits
)
{
    private const double LeastLow = 40;
    private const double MostLow = 150;
    private const double LeastHigh = 100;
    private const double MostHigh = 400;

    /// <summary>What these limits would have meant.</summary>
    public Core.Simulation.Preview? Tried { get; init; }

    public static PreviewForm Read(IQueryCollection query, WatchSettings settings, GlucoseUnit unit)
    {
        var low = Typed(query["low"], settings.Of(RuleKind.Low)?.Threshold, unit);
        var high = Typed(query["high"], settings.Of(RuleKind.High)?.Threshold, unit);
        if (!query.ContainsKey("low") && !query.ContainsKey("high"))
        {
            return new PreviewForm(low, high, null, null, null);
        }

        var lowLimit = Limit(low, unit, LeastLow, MostLow, out var lowError);
        var highLimit = Limit(high, unit, LeastHigh, MostHigh, out var highError);
        if (lowLimit is not null && highLimit is not null && lowLimit.MgDl >= highLimit.MgDl)
        {
            highError = Say.It("The upper limit must be above the lower one.");
        }

        var isRight = lowError is null && highError is null;
        return new PreviewForm(low, high, lowError, highError, isRight ? (lowLimit!, highLimit!) : null);
    }

    private static string Typed(string? typed, GlucoseThreshold? current, GlucoseUnit unit) =>
        typed?.Trim() is { Length: > 0 and <= 12 } text ? text
        : current is null ? ""
        : current.Unit == unit ? current.Typed.ToString("0.##", CultureInfo.InvariantCulture)
        : GlucoseText.Number(current.MgDl, unit);

    private static GlucoseThreshold? Limit(string text, GlucoseUnit unit, double least, double most, out string? error)
    {
        error = null;
        if (double.TryParse(text.Replace(',', '.'), CultureInfo.InvariantCulture, out var number))
        {
            var limit = new GlucoseThreshold(number, unit);
            if (limit.MgDl >= least && limit.MgDl <= most)
            {
                return limit;
            }
        }

        error = Say.It(
            "Write a number from {0} to {1}.",
            GlucoseText.Number(least, unit),
            $"{GlucoseText.Number(most, unit)} {GlucoseText.Unit(unit)}"
        );
        return null;
    }
}
