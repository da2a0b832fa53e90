using Scout.Core.Alerts;
using Scout.Core.Watches;
using Scout.Core.Watches.Sensors;

namespace Scout.Core.Messages;

/// <summary>What calls, texts and pages say of devices and what they measure: value with unit, limit and how long, then the age.</summary>
public static class DeviceMessages
{
    private const int LongestWords = 90;

    /// <summary>"Freezer: -9.5 °C, above -15 °C for 10 min"; no full stop.</summary>
    public static string Written(string about, MessageFacts facts, DateTimeOffset now) =>
        facts.Rule is RuleKind.NoData
            ? Wording
                .For(facts.Language)
                .Alert(facts.Rule, about, facts.Sensor?.At is not null, MessageParts.Lasting(facts, now), facts.Failure)
            : $"{about}: {Sentence(facts, spoken: false, now)}";

    /// <summary>"Freezer: -9.5 °C, above -15 °C for 10 min, 2 min ago", for pages; no full stop.</summary>
    public static string Shown(string about, Breach breach, string language, DateTimeOffset now)
    {
        var facts = new MessageFacts(about, breach.Rule, breach.Severity, breach.Since)
        {
            Sensor = breach.Sensor,
            Language = language,
        };
        var age = Age(facts, now);
        return Written(About(facts), facts, now) + (age.Length == 0 ? "" : $", {age}");
    }

    /// <summary>"Freezer: too high".</summary>
    public static string Title(string about, RuleKind rule, SensorFacts? sensor, string language)
    {
        var named = sensor is { Label.Length: > 0 } ? $"{about} {sensor.Label}" : about;
        return $"{named}: {Wording.For(language).What(rule)}";
    }

    /// <summary>"-9.5 °C", as the language writes it.</summary>
    public static string Amount(double value, int? decimals, string unit, string language) =>
        Wording.For(language).Amount(value, decimals, unit);

    /// <summary>"Freezer", with the series where the device has several: "Freezer Humidity".</summary>
    internal static string About(MessageFacts facts) =>
        facts.Sensor is { Label.Length: > 0 } sensor ? $"{facts.About} {MessageParts.Name(sensor.Label)}" : facts.About;

    /// <summary>It is about a device: the rule is one of devices, or a rule that found something in one.</summary>
    internal static bool Tells(MessageFacts facts) => facts.Sensor is not null || facts.Rule >= RuleKind.Below;

    /// <summary>The age of the value is part of what is said.</summary>
    internal static string Age(MessageFacts facts, DateTimeOffset now) =>
        IsAboutValue(facts.Rule) && facts.Sensor?.At is { } at ? Wording.For(facts.Language).Ago(Since(at, now)) : "";

    /// <summary>"Minus 9.5 degrees Celsius, above minus 15 degrees Celsius for 10 minutes." and its age.</summary>
    internal static IEnumerable<string> Spoken(MessageFacts facts, DateTimeOffset now)
    {
        var words = Wording.For(facts.Language);
        var label = facts.Sensor?.Label is { Length: > 0 } series ? $"{MessageParts.Name(series)}: " : "";
        var sentence = label + Sentence(facts, spoken: true, now);
        yield return $"{char.ToUpperInvariant(sentence[0])}{sentence[1..].TrimEnd('.')}.";
        if (IsAboutValue(facts.Rule) && facts.Sensor?.At is { } at)
        {
            yield return words.SpokenAge(Since(at, now));
        }
    }

    /// <summary>Of an all-clear: ", -16 °C, just now"; empty where no value ended it.</summary>
    internal static string Now(MessageFacts facts, DateTimeOffset now) =>
        IsAboutValue(facts.Rule) && !facts.HidesValues && facts.Sensor is { Value: { } value } sensor
            ? $", {Amount(value, sensor.Decimals, sensor.Unit, facts.Language)}, {Age(facts, now)}"
            : "";

    private static string Sentence(MessageFacts facts, bool spoken, DateTimeOffset now)
    {
        var words = Wording.For(facts.Language);
        var sensor = facts.Sensor ?? new SensorFacts();
        if (facts.HidesValues && (IsAboutValue(facts.Rule) || facts.Rule is RuleKind.Battery))
        {
            return words.What(facts.Rule);
        }

        var value = Say(sensor.Value);
        return facts.Rule switch
        {
            RuleKind.Above => words.AboveLimit(value, Say(sensor.Limit), Lasting(sensor, facts.Since, words, spoken)),
            RuleKind.Below => words.BelowLimit(value, Say(sensor.Limit), Lasting(sensor, facts.Since, words, spoken)),
            RuleKind.Rising => words.Rises(words.PerMinute(Say(sensor.Rate)), value),
            RuleKind.Falling => words.Falls(words.PerMinute(Say(sensor.Rate)), value),
            RuleKind.Battery => words.BatteryLow(value),
            RuleKind.Gap => words.Lost(sensor.Count ?? 0),
            RuleKind.DeviceTrouble => Told(words.DeviceInTrouble, sensor),
            RuleKind.NetworkTrouble => Told(words.NetworkInTrouble, sensor),
            RuleKind.Overuse => words.Overuse,
            _ => words
                .Problem(facts.Rule, sensor.At is not null, MessageParts.Lasting(facts, now), facts.Failure)
                .TrimEnd('.'),
        };

        string Say(double? amount) =>
            amount is not { } number ? words.NoValue
            : spoken ? words.SpokenAmount(number, sensor.Decimals, sensor.Unit)
            : words.Amount(number, sensor.Decimals, sensor.Unit);
    }

    /// <summary>How long it was measured to be so; nothing for what only one reading shows.</summary>
    private static string Lasting(SensorFacts sensor, DateTimeOffset since, Wording words, bool spoken) =>
        sensor.At - since is not { TotalMinutes: >= 1 } span ? ""
        : spoken ? words.SpokenSpan(span)
        : words.Span(span);

    private static string Told(string what, SensorFacts sensor) =>
        sensor.Words.Length == 0 ? what : $"{what}: {MessageParts.Line(Scrubber.Clean(sensor.Words), LongestWords)}";

    private static TimeSpan Since(DateTimeOffset at, DateTimeOffset now) => now > at ? now - at : TimeSpan.Zero;

    private static bool IsAboutValue(RuleKind rule) =>
        rule is RuleKind.Above or RuleKind.Below or RuleKind.Rising or RuleKind.Falling;
}
