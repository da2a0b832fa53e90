using System.Globalization;
using Scout.Core.Readings;
using Scout.Core.Watches;

namespace Scout.Server.Pages.Status;

/// <summary>The last three hours of a watch as a small picture, in its own 300 × 80 units.</summary>
public sealed class Trace
{
    public const int Width = 300;
    public const int Height = 80;

    private const double Lowest = 40;
    private const double Highest = 320;
    private const double Room = 6;

    public static readonly TimeSpan Span = TimeSpan.FromHours(3);

    /// <summary>Between readings further apart than this the line is broken.</summary>
    private static readonly TimeSpan Gap = TimeSpan.FromMinutes(16);

    /// <param name="settings">Whose low and high make the band.</param>
    public Trace(IEnumerable<Reading> readings, WatchSettings settings, DateTimeOffset now)
    {
        Reading? before = null;
        foreach (var reading in readings.Where(reading => Glucose.IsGlucose(reading.Value)))
        {
            var pen = reading.At - before?.At <= Gap ? "L" : "M";
            Line += $"{pen}{Number(X(reading.At, now))} {Number(Y(reading.Value))}";
            Now = $"M{Number(X(reading.At, now))} {Number(Y(reading.Value))}h.01";
            before = reading;
        }

        var low = settings.Of(RuleKind.Low)?.Threshold?.MgDl;
        var high = settings.Of(RuleKind.High)?.Threshold?.MgDl;
        Band = low is { } bottom && high is { } top ? (Y(top), Y(bottom)) : null;
    }

    /// <summary>The path of all readings; empty when there is none.</summary>
    public string Line { get; } = "";

    /// <summary>A dot, as a path without length: it stays round however the picture is stretched.</summary>
    public string Now { get; } = "";

    /// <summary>Top and bottom of where values should be.</summary>
    public (double Top, double Bottom)? Band { get; }

    public static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static double X(DateTimeOffset at, DateTimeOffset now) =>
        Room + ((1 - ((now - at) / Span)) * (Width - (2 * Room)));

    // Half the ratio is as far below as twice is above: lows would be squeezed on a plain scale.
    private static double Y(double mgDl) =>
        Height
        - Room
        - (Math.Log(Math.Clamp(mgDl, Lowest, Highest) / Lowest) / Math.Log(Highest / Lowest) * (Height - (2 * Room)));
}
