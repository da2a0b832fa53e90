using Scout.Core.Tandem;

namespace Scout.Core.Messages;

/// <summary>What calls, texts and pages say of pumps.</summary>
public static class PumpMessages
{
    private const int LongestAuthor = 30;

    /// <summary>"No upload for 3 h"; no full stop.</summary>
    public static string Headline(PumpTrouble trouble, string language, DateTimeOffset now) =>
        Headline(trouble, Wording.For(language), now);

    /// <summary>"Is its phone on, with the app signed in?"</summary>
    public static string Advice(PumpTrouble trouble, string language) => Wording.For(language).PumpAdvice(trouble.Kind);

    /// <summary>"An occlusion alarm".</summary>
    public static string Alarm(PumpAlarmKind kind, string language)
    {
        var words = Wording.For(language).PumpAlarm(kind);
        return $"{char.ToUpperInvariant(words[0])}{words[1..]}";
    }

    internal static string Headline(PumpTrouble trouble, Wording words, DateTimeOffset now) =>
        trouble.Kind switch
        {
            PumpTroubleKind.Silent => words.PumpSilent(Span(now - trouble.Since, words)),
            PumpTroubleKind.ClockAhead => words.PumpAhead(Span(trouble.Ahead, words)),
            PumpTroubleKind.Profile => words.PumpProfile(
                MessageParts.Line(trouble.By, LongestAuthor) is { Length: > 0 } by ? by : null
            ),
            var other => words.PumpIn(other),
        };

    internal static string Had(string about, MessageFacts facts, DateTimeOffset now)
    {
        var words = Wording.For(facts.Language);
        var age = now > facts.Since ? now - facts.Since : TimeSpan.Zero;
        return words.PumpHad(
            about,
            words.PumpAlarm(facts.PumpAlarm ?? PumpAlarmKind.Other),
            MessageParts.At(facts.Since, facts.Zone, named: false),
            words.Ago(Rounded(age))
        );
    }

    private static string Span(TimeSpan span, Wording words) => words.Span(Rounded(span));

    // Of many hours the minutes tell nobody anything.
    private static TimeSpan Rounded(TimeSpan span) =>
        span.TotalHours >= 2 ? TimeSpan.FromHours(Math.Floor(span.TotalHours)) : span;
}
