using Scout.Core.Readings;
using Scout.Core.Watches;

namespace Scout.Core.Messages;

/// <summary>
/// Everything a language must be able to say. What a message holds, and in which order, is decided by
/// <see cref="CallMessages"/> and <see cref="TextMessages"/>; how it is said, here.
/// </summary>
internal abstract class Wording
{
    private static readonly Wording[] All = [new English()];

    /// <summary>The catalogue of a BCP-47 language; English where there is none, so text and voice stay together.</summary>
    public static Wording For(string language) =>
        Array.Find(All, words => language.StartsWith(words.Language, StringComparison.OrdinalIgnoreCase)) ?? All[0];

    /// <summary>The primary subtag: "en".</summary>
    public abstract string Language { get; }

    /// <summary>The voice that belongs to the words, BCP-47; the listener's own region where there is one.</summary>
    public abstract string Voice(string language);

    // Values and times, written.
    public abstract string SensorError { get; }
    public abstract string NoValue { get; }
    public abstract string Below(string value);
    public abstract string Above(string value);
    public abstract string Trend(Trend trend);
    public abstract string Span(TimeSpan span);
    public abstract string Ago(TimeSpan age);
    public abstract string Source(SourceFailure failure);

    // Values and times, spoken.
    public abstract string SpokenValue(GlucoseKind kind, string number, GlucoseUnit unit);
    public abstract string SpokenLastValue(GlucoseKind kind, string number, GlucoseUnit unit);
    public abstract string SpokenDigits(string number);
    public abstract string SpokenTrend(Trend trend);
    public abstract string SpokenAge(TimeSpan age);

    // Calls.
    public abstract string Identity(string about);
    public abstract string Problem(RuleKind rule, bool everHadData, TimeSpan lasting, SourceFailure failure);
    public abstract string Keys(bool close);
    public abstract string NoKeys { get; }
    public abstract string Voicemail(string about);
    public abstract string Acknowledged(string until);
    public abstract string Snoozed(string until);
    public abstract string Closed { get; }
    public abstract string CloseRefused { get; }
    public abstract string PassedOn { get; }
    public abstract string TakenBefore(string by);
    public abstract string AlreadyOver { get; }
    public abstract string RingsOn { get; }
    public abstract string NotUnderstood { get; }
    public abstract string NoKey { get; }
    public abstract string SpokenTest(bool asksForKey);
    public abstract string TestDone { get; }
    public abstract string NoTestKey { get; }
    public abstract string SpokenCode { get; }
    public abstract string OnceMore { get; }
    public abstract string CodeHint { get; }
    public abstract string Somebody { get; }

    // Texts.
    public abstract string Alert(
        RuleKind rule,
        string about,
        bool everHadData,
        TimeSpan lasting,
        SourceFailure failure
    );
    public abstract string Began(string? value, TimeSpan ago);
    public abstract string LastValue(string value);
    public abstract string ReplyHint { get; }
    public abstract string PageHint { get; }
    public abstract string AllClear(RuleKind rule, string about);
    public abstract string TakenBy(RuleKind rule, string about, string by, string? until, bool snoozed);
    public abstract string Paused(string about, string by, string? until);
    public abstract string Resumed(string about, string by);
    public abstract string WrittenTest { get; }
    public abstract string WrittenCode(string code);
}
