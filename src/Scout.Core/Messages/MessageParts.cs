using System.Text;
using NodaTime;
using NodaTime.Text;
using Scout.Core.Readings;
using Scout.Core.Watches;

namespace Scout.Core.Messages;

/// <summary>What calls and texts have in common.</summary>
internal static class MessageParts
{
    private const int LongestName = 40;

    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>A name that people typed, fit for a message: one line, at most 40 characters.</summary>
    public static string Name(string typed) => Line(typed, LongestName);

    public static string Line(string typed, int most)
    {
        var line = new StringBuilder();
        var length = 0;
        foreach (var rune in typed.EnumerateRunes())
        {
            if (length == most)
            {
                break;
            }

            line.Append(Rune.IsControl(rune) || rune == Rune.ReplacementChar ? " " : rune.ToString());
            length++;
        }

        return string.Join(' ', line.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>"03:15" in the listener's zone; the zone's name follows where it is not clear which one is meant.</summary>
    public static string At(DateTimeOffset time, string zone, bool named)
    {
        var known = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc;
        var clock = Clock.Format(Instant.FromDateTimeOffset(time).InZone(known).TimeOfDay);
        return known.Id is "UTC" or "Etc/UTC" ? $"{clock} UTC"
            : named ? $"{clock} ({known.Id})"
            : clock;
    }

    /// <summary>"2026-11-24 08:00": in texts about days to come.</summary>
    public static string DayAt(DateTimeOffset time, string zone)
    {
        var known = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc;
        return $"{LocalDatePattern.Iso.Format(Instant.FromDateTimeOffset(time).InZone(known).Date)} {At(time, zone, named: false)}";
    }

    /// <summary>How long the condition lasts: without data, since the last value.</summary>
    public static TimeSpan Lasting(MessageFacts facts, DateTimeOffset now)
    {
        var since = facts.Rule is RuleKind.NoData or RuleKind.NoDataWhileLow
            ? facts.Latest?.At ?? facts.Since
            : facts.Since;
        return now > since ? now - since : TimeSpan.Zero;
    }

    /// <summary>Never negative: clocks of sensors go wrong.</summary>
    public static TimeSpan Age(Reading reading, DateTimeOffset now) =>
        now > reading.At ? reading.AgeAt(now) : TimeSpan.Zero;

    /// <summary>The newest value, when it is one: error codes are not.</summary>
    public static Reading? Value(Reading? reading) =>
        reading is { } value && Glucose.IsGlucose(value.Value) ? reading : null;

    /// <summary>The alert is about values, so what they were when it began belongs to its story.</summary>
    public static bool HasBeginning(RuleKind rule) => IsAboutValue(rule) || rule is RuleKind.NoDataWhileLow;

    /// <summary>"No data for 20 minutes" is the age of the last value.</summary>
    public static bool TellsAge(RuleKind rule) => rule is RuleKind.NoData or RuleKind.NoDataWhileLow;

    /// <summary>The value itself is what is wrong, so its trend matters; else it is only the last one known.</summary>
    public static bool IsAboutValue(RuleKind rule) =>
        rule is RuleKind.Low or RuleKind.UrgentLow or RuleKind.High or RuleKind.UrgentHigh;
}
