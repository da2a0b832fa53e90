using Scout.Core.Events;
using Scout.Core.Readings;
using Scout.Core.Watches;

namespace Scout.Core.Messages;

/// <summary>What texts say: one segment where the language allows it, the person first, how to reply last.</summary>
public static class TextMessages
{
    private const int LongestDetail = 90;

    /// <summary>
    /// The latest value with its age, the value at opening, and how to take it. Where all of it needs more than one
    /// segment, the value at opening is left out, then a last value that is not what is wrong.
    /// </summary>
    /// <param name="facts">With the listener's own unit, zone and language.</param>
    /// <param name="takesReplies">A reply can reach Scout: there is a public address.</param>
    public static string Alert(MessageFacts facts, bool takesReplies, DateTimeOffset now)
    {
        var words = Wording.For(facts.Language);
        if (facts.Rule is RuleKind.Problem)
        {
            var reply =
                !takesReplies ? words.PageHint
                : facts.Fellows is null ? words.ReplyHintToClose($"{facts.ReplyCode}")
                : words.ReplyHintForAll($"{facts.ReplyCode}");
            return ProblemMessages.Text(facts, reply, again: false, now);
        }

        if (DeviceMessages.Tells(facts))
        {
            return DeviceAlert(facts, takesReplies, now);
        }

        var lasting = MessageParts.Lasting(facts, now);
        var hint = takesReplies ? words.ReplyHint($"{facts.ReplyCode}") : words.PageHint;
        var began = Began(facts, words, now);
        var isAboutValue = MessageParts.IsAboutValue(facts.Rule);
        return Fewest(
            facts.About,
            about => Write(about, began, withValue: true),
            about => Write(about, "", withValue: true),
            about => Write(about, "", withValue: isAboutValue)
        );

        string Write(string about, string began, bool withValue)
        {
            var what = words.Alert(facts.Rule, about, facts.Latest is not null, lasting, facts.Failure);
            return facts.Rule is RuleKind.Impaired
                ? Join(Stop(what), Stop(MessageParts.Line(facts.Detail ?? "", LongestDetail)), hint)
                : Join(withValue ? Head(what, facts, words, now) : Stop(what), began, hint);
        }
    }

    private static string DeviceAlert(MessageFacts facts, bool takesReplies, DateTimeOffset now)
    {
        var words = Wording.For(facts.Language);
        var hint = takesReplies ? words.ReplyHint($"{facts.ReplyCode}") : words.PageHint;
        var age = DeviceMessages.Age(facts, now) is { Length: > 0 } told ? $", {told}" : "";
        return Fewest(
            DeviceMessages.About(facts),
            about => Join(Stop(DeviceMessages.Written(about, facts, now) + age), hint),
            about => Join(Stop($"{about}: {words.What(facts.Rule)}"), hint)
        );
    }

    /// <summary>It goes on happening; to whoever has taken it, who knows how to reply.</summary>
    public static string Again(MessageFacts facts, DateTimeOffset now) =>
        ProblemMessages.Text(facts, "", again: true, now);

    /// <summary>Something came that could not be read and is kept.</summary>
    public static string Unread(MessageFacts facts) =>
        Fit(facts.About, about => Wording.For(facts.Language).Unread(about));

    /// <summary>The source did not take what the reader did.</summary>
    public static string NotTaken(MessageFacts facts)
    {
        var words = Wording.For(facts.Language);
        var (act, why) = (facts.Act ?? SourceAct.Close, facts.Answer ?? SourceResult.Refused);
        return Fit(About(facts, words), about => words.NotTaken(about, act, why));
    }

    /// <summary>The source does not take Scout's key any more.</summary>
    public static string KeyRefused(MessageFacts facts) =>
        Fit(facts.About, about => Wording.For(facts.Language).KeyRefused(about));

    /// <summary>A pump has had an alarm: never told as if it rang now.</summary>
    public static string PumpAlarm(MessageFacts facts, DateTimeOffset now) =>
        Fit(facts.About, about => PumpMessages.Had(about, facts, now));

    /// <summary>It is over. What began it is left out where it would need a second segment.</summary>
    public static string AllClear(MessageFacts facts, DateTimeOffset now)
    {
        var words = Wording.For(facts.Language);
        if (facts.Problem?.SilentSince is not null)
        {
            return Fit(ProblemMessages.Project(facts), about => Stop(words.BeatIsBack(about)));
        }

        if (DeviceMessages.Tells(facts))
        {
            var end = DeviceMessages.Now(facts, now);
            return Fit(About(facts, words), about => Stop(words.AllClear(facts.Rule, about) + end));
        }

        var story = Began(facts, words, now);
        return Fewest(About(facts, words), about => Write(about, story), about => Write(about, ""));

        string Write(string about, string began)
        {
            var what = words.AllClear(facts.Rule, about);
            var value = Latest(facts, words, now);
            return Join(value.Length == 0 ? Stop(what) : $"{what}: {value}.", began);
        }
    }

    /// <summary>Somebody took it, or made it quiet.</summary>
    public static string TakenBy(MessageFacts facts)
    {
        var words = Wording.For(facts.Language);
        var by = By(facts, words);
        if (facts is { Snoozed: true, Rule: RuleKind.Problem, Until: { } source } && source == DateTimeOffset.MaxValue)
        {
            return Fit(About(facts, words), about => $"{about}: {words.SnoozedAtSource(by, until: null)}");
        }

        var until = facts.Until is { } end ? MessageParts.At(end, facts.Zone, named: true) : null;
        var more = ProblemMessages.More(facts, words);
        return Fit(
            About(facts, words),
            about => Join(words.TakenBy(facts.Rule, about, by, until, facts.Snoozed), more)
        );
    }

    /// <summary>Who made the watch quiet, and until when. The rule tells whether glucose is at stake.</summary>
    public static string Paused(MessageFacts facts)
    {
        var words = Wording.For(facts.Language);
        var until = facts.Until is { } end ? MessageParts.At(end, facts.Zone, named: true) : null;
        var but = facts.Rule is RuleKind.Problem ? "" : words.PausedButVeryLow;
        return Fit(facts.About, about => Join(words.Paused(about, By(facts, words), until), but));
    }

    /// <summary>Who ended a pause.</summary>
    public static string Resumed(MessageFacts facts)
    {
        var words = Wording.For(facts.Language);
        return Fit(facts.About, about => words.Resumed(about, By(facts, words)));
    }

    public static string Test(MessageFacts facts) => Wording.For(facts.Language).WrittenTest;

    /// <summary>The code that proves the number.</summary>
    public static string Verify(MessageFacts facts) => Wording.For(facts.Language).WrittenCode(facts.Code ?? "");

    /// <summary>Somebody wants no more texts: the others learn that only calls are left.</summary>
    public static string OptedOut(MessageFacts facts)
    {
        var words = Wording.For(facts.Language);
        return Gsm7.Replace(words.WantsNoTexts(By(facts, words)));
    }

    public static string OptedIn(MessageFacts facts)
    {
        var words = Wording.For(facts.Language);
        return Gsm7.Replace(words.WantsTexts(By(facts, words)));
    }

    /// <summary>An answer was made when the text came; it leaves as it is.</summary>
    public static string Answer(MessageFacts facts) => facts.Detail ?? "";

    /// <summary>The fullest version that needs the fewest segments.</summary>
    private static string Fewest(string about, params ReadOnlySpan<Func<string, string>> versions)
    {
        var best = Fit(about, versions[0]);
        foreach (var version in versions[1..])
        {
            if (
                Gsm7.Segments(best) > 1
                && Fit(about, version) is var shorter
                && Gsm7.Segments(shorter) < Gsm7.Segments(best)
            )
            {
                best = shorter;
            }
        }

        return best;
    }

    private static string Head(string what, MessageFacts facts, Wording words, DateTimeOffset now)
    {
        var value = MessageParts.TellsAge(facts.Rule) ? Bare(facts) : Latest(facts, words, now);
        return value.Length == 0 ? Stop(what)
            : MessageParts.IsAboutValue(facts.Rule) ? $"{what}: {value}."
            : $"{Stop(what)} {words.LastValue(value)}";
    }

    // "54 mg/dL, falling fast, 3 min ago"
    private static string Latest(MessageFacts facts, Wording words, DateTimeOffset now)
    {
        if (Shown(facts, facts.Latest) is not { } latest)
        {
            return "";
        }

        var trend = MessageParts.IsAboutValue(facts.Rule) ? words.Trend(latest.Trend) : "";
        var value = GlucoseText.Written(latest.Value, facts.Unit, facts.Language);
        var age = words.Ago(MessageParts.Age(latest, now));
        return trend.Length == 0 ? $"{value}, {age}" : $"{value}, {trend}, {age}";
    }

    private static string Bare(MessageFacts facts) =>
        Shown(facts, facts.Latest) is { } latest ? GlucoseText.Written(latest.Value, facts.Unit, facts.Language) : "";

    private static string Began(MessageFacts facts, Wording words, DateTimeOffset now)
    {
        if (
            !MessageParts.HasBeginning(facts.Rule)
            || Shown(facts, facts.Opening) is not { } opening
            || opening.At == facts.Latest?.At
        )
        {
            return "";
        }

        var value = GlucoseText.Written(opening.Value, facts.Unit, facts.Language);
        return words.Began(value, MessageParts.Age(opening, now));
    }

    private static Reading? Shown(MessageFacts facts, Reading? reading) =>
        facts.HidesValues ? null : MessageParts.Value(reading);

    /// <summary>Shortens the name until the text is one segment. Text in other scripts may need more.</summary>
    private static string Fit(string about, Func<string, string> write)
    {
        var name = Gsm7.Replace(MessageParts.Name(about));
        var text = Gsm7.Replace(write(name));
        while (Gsm7.IsGsm7(text) && Gsm7.Segments(text) > 1 && name.Length > 8)
        {
            name = name[..^1].TrimEnd();
            text = Gsm7.Replace(write(name + "."));
        }

        return text;
    }

    private static string By(MessageFacts facts, Wording words) =>
        facts.By is { Length: > 0 } name ? MessageParts.Name(name) : words.Somebody;

    /// <summary>Of a problem also which one: there may be many at once.</summary>
    private static string About(MessageFacts facts, Wording words) =>
        facts.Rule is RuleKind.Problem
            ? $"{ProblemMessages.Project(facts)} {ProblemMessages.Name(facts.Problem, words)}"
            : DeviceMessages.About(facts);

    private static string Stop(string sentence) =>
        sentence.Length == 0 || sentence[^1] is '.' or '!' or '?' ? sentence : sentence + ".";

    private static string Join(params string[] sentences) => string.Join(' ', sentences.Where(one => one.Length > 0));
}
