using System.Collections.Immutable;
using Scout.Core.Alerts;
using Scout.Core.Events;
using Scout.Core.Readings;
using Scout.Core.Replies;

namespace Scout.Core.Messages;

/// <summary>Who reads an answer.</summary>
/// <param name="Contact">Contact id: what this person did is told as "you".</param>
/// <param name="Language">BCP-47.</param>
/// <param name="Zone">IANA, for clock times.</param>
public sealed record Reader(string Contact, string Language, string Zone, GlucoseUnit Unit);

/// <summary>What the answer about one watch needs.</summary>
/// <param name="About">Who or what it is about.</param>
/// <param name="Person">The name of who is called first; null: nobody.</param>
/// <param name="Others">The names of who is texted then.</param>
/// <param name="Latest">The newest reading.</param>
public sealed record WatchSummary(string About, string? Person, ImmutableArray<string> Others, Reading? Latest)
{
    /// <summary>Of a project, which has no values: how many problems are open. Null: it has values.</summary>
    public int? Problems { get; init; }
}

/// <summary>Answers to texts: the resulting state first, in the sender's language.</summary>
public static class ReplyMessages
{
    private const int MostLines = 5;

    /// <summary>What became of an act: the alert as it is now.</summary>
    /// <param name="told">With the alert after the turn.</param>
    /// <param name="names">Of those who hold or ended alerts, by contact or account id.</param>
    /// <param name="earlier">The name of whoever held it before, when that was somebody else.</param>
    /// <param name="tellsSource">The source is told of it, and has not answered yet.</param>
    /// <param name="more">How many others the act was about, too.</param>
    public static string AfterAct(
        ToldAlert told,
        ReplyAct act,
        string? earlier,
        IReadOnlyDictionary<string, string> names,
        Reader reader,
        bool tellsSource = false,
        int more = 0
    )
    {
        var words = Wording.For(reader.Language);
        var state = (act, told.Alert.State) switch
        {
            (ReplyAct.Close, not (AlertState.Closed or AlertState.Resolved)) => words.CloseRefused,
            (ReplyAct.Escalate, not (AlertState.Closed or AlertState.Resolved)) => words.ReachesOthers,
            _ => State(told, names, reader, words),
        };
        var before = earlier is null ? "" : words.TakenBefore(MessageParts.Name(earlier));
        var source = tellsSource ? $" {words.SourcePending}" : "";
        var others =
            more == 0 || act is not (ReplyAct.Acknowledge or ReplyAct.Snooze)
                ? ""
                : $" {words.AndMore(more, since: null)}";
        return Gsm7.Replace($"{Label(told, words)}: {before}{state}{others}{source}");
    }

    /// <summary>A late act: it changes nothing and learns who ended the alert, and when.</summary>
    public static string Late(ToldAlert told, IReadOnlyDictionary<string, string> names, Reader reader) =>
        Gsm7.Replace(Line(told, names, reader, Wording.For(reader.Language)));

    /// <summary>Up to five open alerts with their codes, and how to reply.</summary>
    public static string List(
        ReplyDecision why,
        ImmutableArray<ToldAlert> told,
        IReadOnlyDictionary<string, string> names,
        Reader reader
    )
    {
        var words = Wording.For(reader.Language);
        var open = told.Where(one => one.Alert.IsOpen).OrderBy(one => one.Code ?? int.MaxValue).ToArray();
        var first = why switch
        {
            ReplyDecision.WhichOne => words.WhichOne,
            ReplyDecision.NoSuchCode none => words.NoSuchCode(none.Code),
            ReplyDecision.Answer { Reply: Reply.NotUnderstood or Reply.OptIn } => words.TextNotUnderstood,
            _ => "",
        };
        string[] lines =
        [
            first,
            .. open.Take(MostLines).Select(one => Line(one, names, reader, words)),
            open.Length > MostLines ? $"+{open.Length - MostLines}" : "",
            open.Length == 0 ? words.NothingOpen : words.HowTo($"{open[0].Code}"),
        ];
        return Gsm7.Replace(string.Join('\n', lines.Where(line => line.Length > 0)));
    }

    /// <summary>Who is on duty, who is reached for each watch, and who has taken what.</summary>
    /// <param name="duty">A line for each role of the reader's rosters, as <see cref="DutyMessages"/> writes it.</param>
    public static string Who(
        IReadOnlyList<string> duty,
        ImmutableArray<WatchSummary> watches,
        ImmutableArray<ToldAlert> told,
        IReadOnlyDictionary<string, string> names,
        Reader reader
    )
    {
        var words = Wording.For(reader.Language);
        var reached = watches
            .Where(watch => watch.Person is not null)
            .Take(MostLines)
            .Select(watch =>
                words.Reaches(
                    MessageParts.Name(watch.About),
                    MessageParts.Name(watch.Person!),
                    string.Join(", ", watch.Others.Select(MessageParts.Name))
                )
            );
        var open = told.Where(one => one.Alert.IsOpen).Take(MostLines).Select(one => Line(one, names, reader, words));
        string[] lines = [.. duty.Take(MostLines), .. reached, .. open];
        return Gsm7.Replace(lines.Length == 0 ? words.NothingOpen : string.Join('\n', lines));
    }

    /// <summary>The newest value of each watch, with trend and age.</summary>
    public static string Status(ImmutableArray<WatchSummary> watches, Reader reader, DateTimeOffset now)
    {
        var words = Wording.For(reader.Language);
        var lines = watches
            .Take(MostLines)
            .Select(watch =>
                watch.Problems is { } open
                    ? $"{MessageParts.Name(watch.About)}: {words.OpenProblems(open)}."
                    : $"{MessageParts.Name(watch.About)}: {Value(watch.Latest)}."
            );
        var text = string.Join('\n', lines);
        return Gsm7.Replace(text.Length == 0 ? words.NoValue : text);

        string Value(Reading? latest)
        {
            if (latest is not { } reading)
            {
                return words.NoValue;
            }

            var value = GlucoseText.Written(reading.Value, reader.Unit, reader.Language);
            string[] parts = [value, words.Trend(reading.Trend), words.Ago(MessageParts.Age(reading, now))];
            return string.Join(", ", parts.Where(part => part.Length > 0));
        }
    }

    /// <summary>TAKE and COVER, where nobody keeps a roster.</summary>
    public static string NoRoster(Reader reader) => Gsm7.Replace(Wording.For(reader.Language).NoRoster);

    /// <summary>START was heard.</summary>
    public static string TextsAreOn(Reader reader) => Gsm7.Replace(Wording.For(reader.Language).TextsAreOn);

    private static string Line(
        ToldAlert told,
        IReadOnlyDictionary<string, string> names,
        Reader reader,
        Wording words
    ) => $"{Label(told, words)}: {State(told, names, reader, words)}";

    /// <summary>"2 Sam, low".</summary>
    private static string Label(ToldAlert told, Wording words)
    {
        var latest = told.Alert.Latest;
        var what = latest.Problem is { } problem
            ? $"{MessageParts.Name(problem.Project.Length > 0 ? problem.Project : told.About)}, {ProblemMessages.Name(problem, words)}"
            : $"{MessageParts.Name(told.About)}, {words.What(latest.Rule)}";
        return told.Code is { } code ? $"{code} {what}" : what;
    }

    /// <summary>Snoozed at its source.</summary>
    internal static string Asleep(AlertState.Snoozed state, string? by, string zone, Wording words) =>
        words.SnoozedAtSource(
            by,
            state.Until == DateTimeOffset.MaxValue ? null : MessageParts.At(state.Until, zone, named: false)
        );

    private static string State(ToldAlert told, IReadOnlyDictionary<string, string> names, Reader reader, Wording words)
    {
        var state = told.Alert.State is AlertState.Clearing clearing ? clearing.Before : told.Alert.State;
        return state switch
        {
            AlertState.Held held => words.TookIt(Name(held.By), At(held.Until)),
            AlertState.Snoozed { OnEvent: true } asleep => Asleep(asleep, Name(asleep.By), reader.Zone, words),
            AlertState.Snoozed snoozed => words.SnoozedIt(Name(snoozed.By), At(snoozed.Until)),
            AlertState.Closed closed => words.ClosedIt(Name(closed.By), At(closed.At)),
            AlertState.Resolved resolved => words.EndedAt(At(resolved.At)),
            _ => words.Untaken,
        };

        string? Name(string by) =>
            by == reader.Contact ? null
            : (Outsider.NameOf(by) ?? names.GetValueOrDefault(by)) is { Length: > 0 } name ? MessageParts.Name(name)
            : words.Somebody;

        string At(DateTimeOffset time) => MessageParts.At(time, reader.Zone, named: false);
    }
}
