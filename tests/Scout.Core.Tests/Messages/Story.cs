using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Core.Watches;

namespace Scout.Core.Tests.Messages;

/// <summary>Facts to make messages from.</summary>
internal static class Story
{
    public static DateTimeOffset Now { get; } = new(2026, 1, 10, 8, 0, 0, TimeSpan.Zero);

    public static Reading At(double value, double minutesAgo, Trend trend = Trend.Unknown) =>
        new(Now.AddMinutes(-minutesAgo), value, trend, Now.AddMinutes(-minutesAgo));

    /// <summary>Sam, 54 and falling fast three minutes ago, below the limit since 62 twenty-three minutes ago.</summary>
    public static MessageFacts Sam(RuleKind rule = RuleKind.UrgentLow, string about = "Sam") =>
        new(about, rule, Severity.Critical, Now.AddMinutes(-23))
        {
            Opening = At(62, 23, Trend.FallingSlowly),
            Latest = At(54, 3, Trend.FallingFast),
            Zone = "America/New_York",
        };
}
