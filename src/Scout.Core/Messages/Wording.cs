using Scout.Core.Events;
using Scout.Core.Readings;
using Scout.Core.Watches;

namespace Scout.Core.Messages;

/// <summary>
/// Everything a language must be able to say. What a message holds, and in which order, is decided by
/// <see cref="CallMessages"/>, <see cref="TextMessages"/> and <see cref="ReplyMessages"/>; how it is said, here.
/// </summary>
internal abstract partial class Wording
{
    public static IReadOnlyList<Wording> All { get; } =
    [new English(), new Spanish(), new German(), new French(), new Portuguese()];

    /// <summary>The catalogue of a BCP-47 language; English where there is none, so text and voice stay together.</summary>
    public static Wording For(string language)
    {
        var primary = language.AsSpan();
        var end = primary.IndexOfAny('-', '_');
        primary = end < 0 ? primary : primary[..end];
        foreach (var words in All)
        {
            if (primary.Equals(words.Language, StringComparison.OrdinalIgnoreCase))
            {
                return words;
            }
        }

        return All[0];
    }

    /// <summary>The primary subtag: "en".</summary>
    public abstract string Language { get; }

    /// <summary>As its own speakers call it.</summary>
    public abstract string OwnName { get; }

    /// <summary>The language's own voices, BCP-47, the usual one first.</summary>
    public abstract IReadOnlyList<string> Voices { get; }

    /// <summary>The voice that belongs to the words, BCP-47; the listener's own region where there is one.</summary>
    public string Voice(string language)
    {
        var wanted = language.Replace('_', '-');
        return Voices.FirstOrDefault(voice => voice.Equals(wanted, StringComparison.OrdinalIgnoreCase)) ?? Voices[0];
    }

    // Values and times, written.
    public abstract string SensorError { get; }
    public abstract string NoValue { get; }

    /// <summary>Of a project: zero is all well.</summary>
    public abstract string OpenProblems(int count);
    public abstract string Below(string value);
    public abstract string Above(string value);
    public abstract string Trend(Trend trend);
    public abstract string Ago(TimeSpan age);
    public abstract string Source(SourceFailure failure);

    /// <summary>Between whole and tenth, written.</summary>
    protected abstract char Decimal { get; }

    /// <summary>"days", in the form that <see cref="Span"/> and <see cref="SpokenSpan"/> need; always several.</summary>
    protected abstract string Days { get; }

    // Values and times, spoken.
    public abstract string SpokenValue(GlucoseKind kind, string number, GlucoseUnit unit);
    public abstract string SpokenLastValue(GlucoseKind kind, string number, GlucoseUnit unit);
    public abstract string SpokenAge(TimeSpan age);
    protected abstract string SpokenUnit(GlucoseUnit unit);
    protected abstract string Minutes(int count);
    protected abstract string Hours(int count);

    /// <summary>Between hours and minutes, blanks included.</summary>
    protected abstract string And { get; }

    /// <summary>The name of <see cref="Decimal"/>.</summary>
    protected abstract string Point { get; }

    /// <summary>"zero" to "nine".</summary>
    protected abstract IReadOnlyList<string> Digits { get; }

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

    /// <param name="code">The alert's code for this number, "2"; empty where it has none.</param>
    public abstract string ReplyHint(string code);
    public abstract string PageHint { get; }
    public abstract string AllClear(RuleKind rule, string about);
    public abstract string TakenBy(RuleKind rule, string about, string by, string? until, bool snoozed);
    public abstract string Paused(string about, string by, string? until);

    /// <summary>After it, where glucose is at stake.</summary>
    public abstract string PausedButVeryLow { get; }
    public abstract string Resumed(string about, string by);
    public abstract string WrittenTest { get; }
    public abstract string WrittenCode(string code);

    // Messages on screens.
    public abstract string PushTest { get; }
    public abstract string TakeIt { get; }
    public abstract string PushTooOld { get; }

    // Problems told by events.
    public abstract string NewProblem { get; }
    public abstract string On(string headline, string project);
    public abstract string GoesOn(string head);
    public abstract string Times(int count);
    public abstract string AfterRelease(string span, string release);
    public abstract string Late(string at);

    /// <summary>"no heartbeat", in the middle of a sentence.</summary>
    public abstract string NoBeat { get; }
    public abstract string LastBeat(string at);
    public abstract string BeatIsBack(string about);

    public abstract string Unread(string about);

    /// <summary>"shop-api TimeoutError: Bugsnag did not take the snooze: ..."</summary>
    public abstract string NotTaken(string about, SourceAct act, SourceResult why);
    public abstract string KeyRefused(string about);

    /// <summary>What somebody did is on its way to the source.</summary>
    public abstract string SourcePending { get; }

    /// <inheritdoc cref="ReplyHint"/>
    public abstract string ReplyHintToClose(string code);

    /// <summary>The same, where the text speaks of several.</summary>
    public abstract string ReplyHintForAll(string code);

    /// <param name="until">Null: until the source says that it is back.</param>
    public abstract string SnoozedAtSource(string? by, string? until);

    // Answers to texts. By is null where the reader is meant.

    /// <summary>What an alert is, in one or two words: "low".</summary>
    public abstract string What(RuleKind rule);
    public abstract string TookIt(string? by, string until);
    public abstract string SnoozedIt(string? by, string until);
    public abstract string ClosedIt(string? by, string at);
    public abstract string EndedAt(string at);
    public abstract string Untaken { get; }
    public abstract string ReachesOthers { get; }
    public abstract string NothingOpen { get; }
    public abstract string NoSuchCode(int code);
    public abstract string WhichOne { get; }
    public abstract string TextNotUnderstood { get; }

    /// <summary>How to reply, with any code as the example.</summary>
    public abstract string HowTo(string code);
    public abstract string NoRoster { get; }
    public abstract string Reaches(string about, string person, string others);
    public abstract string TextsAreOn { get; }
    public abstract string WantsNoTexts(string name);
    public abstract string WantsTexts(string name);

    /// <summary>"62" or "3.4" as the language writes it.</summary>
    public string Number(double mgDl, GlucoseUnit unit) => GlucoseText.Number(mgDl, unit).Replace('.', Decimal);

    /// <summary>"3 min", "1 h 5 min", "2 days".</summary>
    public string Span(TimeSpan span) =>
        span switch
        {
            { TotalMinutes: < 60 } => $"{(int)span.TotalMinutes} min",
            { TotalHours: < 48, Minutes: 0 } => $"{(int)span.TotalHours} h",
            { TotalHours: < 48 } => $"{(int)span.TotalHours} h {span.Minutes} min",
            _ => $"{(int)span.TotalDays} {Days}",
        };

    public string SpokenSpan(TimeSpan span)
    {
        if (span.TotalHours >= 48)
        {
            return $"{(int)span.TotalDays} {Days}";
        }

        var (hours, minutes) = ((int)span.TotalHours, span.Minutes);
        return (hours, minutes) switch
        {
            (0, _) => Minutes(minutes),
            (_, 0) => Hours(hours),
            _ => $"{Hours(hours)}{And}{Minutes(minutes)}",
        };
    }

    // "3.4" is "three point four" in every voice only when it is spelt out.
    public string SpokenDigits(string number) =>
        number.Contains(Decimal)
            ? Sentence(string.Join(' ', number.Select(sign => sign == Decimal ? Point : Digits[sign - '0'])))
            : string.Join(", ", number.ToCharArray());

    public string SpokenTrend(Trend trend) => Sentence(Trend(trend));

    protected string Amount(GlucoseKind kind, string number, GlucoseUnit unit)
    {
        var value = $"{number} {SpokenUnit(unit)}";
        return kind switch
        {
            GlucoseKind.BelowRange => Below(value),
            GlucoseKind.AboveRange => Above(value),
            _ => value,
        };
    }

    protected static bool IsNow(TimeSpan age) => age < TimeSpan.FromMinutes(1);

    private static string Sentence(string words) =>
        words.Length == 0 ? "" : $"{char.ToUpperInvariant(words[0])}{words[1..]}.";
}
