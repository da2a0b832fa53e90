using System.Collections.Immutable;
using Scout.Core.Events;

namespace Scout.Core.Messages;

/// <summary>What calls and texts say of problems that a source told by events.</summary>
internal static class ProblemMessages
{
    private const int LongestProject = 40;
    private const int LongestHeadline = 60;
    private const int LongestClass = 40;
    private const int LongestFault = 120;

    /// <summary>"shop-api": as the source calls it; the watch's name where it does not say.</summary>
    public static string Project(MessageFacts facts) =>
        MessageParts.Line(
            facts.Problem is { Project.Length: > 0 } problem ? problem.Project : facts.About,
            LongestProject
        );

    /// <summary>The fault in a word or two: its class, or what the source says happened.</summary>
    public static string Name(ProblemFacts? problem, Wording words)
    {
        if (problem?.SilentSince is not null)
        {
            return words.NoBeat;
        }

        var name = problem switch
        {
            { Pump: { } trouble } => PumpMessages.Headline(trouble, words, problem.ReceivedAt),
            { Class.Length: > 0 } => problem.Class,
            _ => problem?.Headline ?? "",
        };
        return name.Length == 0 ? words.NewProblem : MessageParts.Line(name, LongestClass);
    }

    /// <summary>
    /// One segment, whatever the source wrote: what happened and where, then the fault, shortened first; then how bad and
    /// how to reply.
    /// </summary>
    public static string Text(MessageFacts facts, string hint, bool again, DateTimeOffset now)
    {
        var words = Wording.For(facts.Language);
        var head = Head(facts, words, now);
        var fault = Fault(facts, words, now);
        var tags = Tags(facts, words, now);
        var first = again ? words.GoesOn(head) : head;
        hint = $"{More(facts, words)} {hint}".Trim();
        var text = Write(first, fault, tags, hint);
        for (var most = LongestFault; Gsm7.Segments(text) > 1 && most > 0; most -= 4)
        {
            text = Write(first, Cut(fault, most), tags, hint);
        }

        for (var kept = tags.Length - 1; Gsm7.Segments(text) > 1 && kept >= 0; kept--)
        {
            text = Write(first, "", tags[..kept], hint);
        }

        for (var most = first.Length - 4; Gsm7.Segments(text) > 1 && most > 0; most -= 4)
        {
            text = Write(Cut(first, most), "", [], hint);
        }

        return text;
    }

    /// <summary>What a call says before the keys.</summary>
    public static ImmutableArray<string> Spoken(MessageFacts facts, DateTimeOffset now)
    {
        var words = Wording.For(facts.Language);
        string[] sentences =
        [
            Head(facts, words, now),
            Fault(facts, words, now),
            .. Tags(facts, words, now),
            More(facts, words),
        ];
        return [.. sentences.Where(one => one.Length > 0).Select(Stop)];
    }

    /// <summary>The others that the message speaks of; empty: there are none.</summary>
    public static string More(MessageFacts facts, Wording words) =>
        facts.Fellows is { Count: > 0 and var others }
            ? words.AndMore(others, facts.FellowsSince is { } at ? MessageParts.At(at, facts.Zone, named: false) : null)
            : "";

    private static string Head(MessageFacts facts, Wording words, DateTimeOffset now)
    {
        if (facts.Problem?.SilentSince is not null)
        {
            return $"{Project(facts)}: {words.NoBeat}";
        }

        if (facts.Problem?.Pump is { } trouble)
        {
            return $"{Project(facts)}: {PumpMessages.Headline(trouble, words, now)}";
        }

        var headline = MessageParts.Line(facts.Problem?.Headline ?? "", LongestHeadline);
        return words.On(headline.Length == 0 ? words.NewProblem : headline, Project(facts));
    }

    private static string Fault(MessageFacts facts, Wording words, DateTimeOffset now)
    {
        if (facts.Problem is not { } problem)
        {
            return "";
        }

        if (problem.SilentSince is { } silent)
        {
            return words.LastBeat(When(silent, facts.Zone, now));
        }

        if (problem.Pump is { } trouble)
        {
            return words.PumpAdvice(trouble.Kind);
        }

        string[] parts =
        [
            MessageParts.Line(problem.Class, LongestClass),
            MessageParts.Line(Scrubber.Clean(problem.Message), LongestFault),
        ];
        return string.Join(": ", parts.Where(part => part.Length > 0));
    }

    /// <summary>The most telling first.</summary>
    private static string[] Tags(MessageFacts facts, Wording words, DateTimeOffset now)
    {
        if (facts.Problem is not { } problem)
        {
            return [];
        }

        var late = problem is { IsLate: true, At: { } at } ? words.Late(When(at, facts.Zone, now)) : "";
        var release =
            problem is { Release.Length: > 0, ReleasedAt: { } released } && problem.ReceivedAt >= released
                ? words.AfterRelease(words.Span(problem.ReceivedAt - released), MessageParts.Line(problem.Release, 20))
                : "";
        var stage = problem.Stage is "" or "production" ? "" : MessageParts.Line(problem.Stage, 30);
        var count = problem.Count is > 1 and var times ? words.Times(times) : "";
        string[] tags = [late, stage, count, release];
        return [.. tags.Where(tag => tag.Length > 0)];
    }

    private static string When(DateTimeOffset at, string zone, DateTimeOffset now) =>
        now - at < TimeSpan.FromHours(20) ? MessageParts.At(at, zone, named: false) : MessageParts.DayAt(at, zone);

    private static string Write(string head, string fault, string[] tags, string hint)
    {
        string[] sentences = [head, fault, string.Join(", ", tags), hint];
        return Gsm7.Plain(string.Join(' ', sentences.Where(one => one.Length > 0).Select(Stop)));
    }

    private static string Cut(string words, int most) =>
        words.Length <= most ? words
        : most <= 3 ? ""
        : $"{words[..most].TrimEnd()}...";

    private static string Stop(string sentence) => sentence[^1] is '.' or '!' or '?' ? sentence : sentence + ".";
}
