using NodaTime;

namespace Scout.Core.Replies;

/// <summary>
/// Reads texts, and writes what it reads. <c>line = [code] verb [time] | verb [code] [time]</c>; the digits 1 to 4 are
/// verbs only without a code, because "1 2" could be read two ways. What is not sure is not understood, never guessed.
/// </summary>
public static class ReplyText
{
    private const int LongestNumber = 5;

    /// <summary>A plain no, to somebody who asks for cover; to anything else it is no answer.</summary>
    public static bool IsNo(string text) =>
        text.Trim().TrimEnd('.', '!').ToUpperInvariant() is "NO" or "NEIN" or "NON" or "NAO" or "NÃO";

    public static Reply Read(string text)
    {
        var line = ReplyTokens.Fold(text);
        return ReplyWords.OptOut.Contains(line) ? new Reply.OptOut()
            : ReplyWords.OptIn.Contains(line) ? new Reply.OptIn()
            : ReplyWords.Help.Contains(line) ? new Reply.Help()
            : ReplyTokens.Split(line) is { Count: > 0 } tokens ? Line(tokens) ?? new Reply.NotUnderstood()
            : new Reply.NotUnderstood();
    }

    /// <summary>The shortest text that reads as this reply; what was not understood is written as "…".</summary>
    public static string Print(Reply reply) =>
        reply switch
        {
            Reply.Act act => string.Join(' ', [$"{Letter(act.Verb)}{act.Code}", .. Time(act.Time)]),
            Reply.List => "L",
            Reply.Who => "WHO",
            Reply.Status => "BG",
            Reply.Take => "TAKE",
            Reply.Cover cover => string.Join(' ', ["COVER", .. Time(cover.Time)]),
            Reply.OptOut => "STOP",
            Reply.OptIn => "START",
            Reply.Help => "HELP",
            _ => "…",
        };

    private static Reply? Line(List<Token> tokens)
    {
        var first = tokens[0];
        if (first.Kind is TokenKind.Word && ReplyWords.Verbs.TryGetValue(first.Text, out var verb))
        {
            return AfterVerb(verb, tokens[1..]);
        }

        var rest = tokens;
        if (TakeCode(ref rest) is { } code)
        {
            return
                rest is [{ Kind: TokenKind.Word } word, .. var time]
                && ReplyWords.Verbs.TryGetValue(word.Text, out var coded)
                ? Act(coded, code, time)
                : Digit(tokens);
        }

        return null;
    }

    /// <summary>1, 2, 3, 4 stand alone; 2 may have a time.</summary>
    private static Reply.Act? Digit(List<Token> tokens) =>
        (tokens[0].Text, tokens.Count) switch
        {
            ("1", 1) => new Reply.Act(ReplyVerb.Acknowledge),
            ("2", 1) => new Reply.Act(ReplyVerb.Snooze),
            ("3", 1) => new Reply.Act(ReplyVerb.Close),
            ("4", 1) => new Reply.Act(ReplyVerb.Escalate),
            ("2", _) when TimeOf(tokens[1..]) is { } time => new Reply.Act(ReplyVerb.Snooze, null, time),
            _ => null,
        };

    private static Reply? AfterVerb(string verb, List<Token> rest)
    {
        switch (verb)
        {
            case ReplyWords.List or ReplyWords.Who or ReplyWords.Status or ReplyWords.Take when rest.Count > 0:
                return null;
            case ReplyWords.List:
                return new Reply.List();
            case ReplyWords.Who:
                return new Reply.Who();
            case ReplyWords.Status:
                return new Reply.Status();
            case ReplyWords.Take:
                return new Reply.Take();
            case ReplyWords.Cover:
                return TimeOf(rest) is { } cover ? new Reply.Cover(cover) : null;
        }

        if (verb is ReplyWords.Snooze && TimeOf(rest) is { } time)
        {
            return new Reply.Act(ReplyVerb.Snooze, null, time); // before codes: "s 30 min" is a time, "s 30" a code
        }

        return rest.Count == 0 ? Act(verb, null, rest)
            : TakeCode(ref rest) is { } code ? Act(verb, code, rest)
            : null;
    }

    private static Reply.Act? Act(string verb, int? code, List<Token> time)
    {
        ReplyVerb? known = verb switch
        {
            ReplyWords.Acknowledge => ReplyVerb.Acknowledge,
            ReplyWords.Snooze => ReplyVerb.Snooze,
            ReplyWords.Close => ReplyVerb.Close,
            ReplyWords.Escalate => ReplyVerb.Escalate,
            _ => null,
        };
        return known is not { } act ? null
            : time.Count == 0 ? new Reply.Act(act, code)
            : act is ReplyVerb.Snooze && TimeOf(time) is { } span ? new Reply.Act(act, code, span)
            : null;
    }

    /// <summary>1 to 999, "#2" and "two" as well. Takes it off the list.</summary>
    private static int? TakeCode(ref List<Token> tokens)
    {
        var rest = tokens[0].Is("#") ? tokens[1..] : tokens;
        var code = rest switch
        {
            [{ Kind: TokenKind.Number, Text.Length: <= 3 } number, ..] => int.Parse(number.Text),
            [{ Kind: TokenKind.Word } word, ..] => ReplyWords.Numbers.GetValueOrDefault(word.Text),
            _ => 0,
        };
        if (code == 0)
        {
            return null;
        }

        tokens = rest[1..];
        return code;
    }

    private static ReplyTime? TimeOf(List<Token> tokens) =>
        tokens switch
        {
            [{ Kind: TokenKind.Number, Text.Length: <= LongestNumber } number, { Kind: TokenKind.Word } unit]
                when ReplyWords.Units.TryGetValue(unit.Text, out var minutes)
                    && int.Parse(number.Text) is > 0 and var n => new ReplyTime.Lasting(
                TimeSpan.FromMinutes((long)n * minutes)
            ),
            [{ Kind: TokenKind.Word } word, .. var clock] when ReplyWords.Until.Contains(word.Text) => ClockOf(clock),
            _ => null,
        };

    /// <summary>"8:00", "8.30", "8h30", "8 Uhr", "8 pm"; a bare "8" could be morning or evening.</summary>
    private static ReplyTime.UntilClock? ClockOf(List<Token> tokens)
    {
        if (tokens is [{ Kind: TokenKind.Word } article, _, ..] && ReplyWords.Articles.Contains(article.Text))
        {
            tokens = tokens[1..];
        }

        if (tokens is not [{ Kind: TokenKind.Number, Text.Length: <= 2 } hour, .. var rest])
        {
            return null;
        }

        var minute = 0;
        var isSure = false;
        if (rest is [var sign, { Kind: TokenKind.Number, Text.Length: 2 } minutes, .. var after] && IsBetween(sign))
        {
            (minute, isSure, rest) = (int.Parse(minutes.Text), true, after);
        }

        var hours = int.Parse(hour.Text);
        switch (rest)
        {
            case []:
                break;
            case [{ Text: "AM" or "PM" } half] when hours is >= 1 and <= 12:
                hours = (hours % 12) + (half.Text is "PM" ? 12 : 0);
                isSure = true;
                break;
            case [{ Kind: TokenKind.Word } word] when ReplyWords.Clock.Contains(word.Text):
                isSure = true;
                break;
            default:
                return null;
        }

        return isSure && hours < 24 && minute < 60 ? new ReplyTime.UntilClock(new LocalTime(hours, minute)) : null;
    }

    private static bool IsBetween(Token token) => token.Is(":") || token.Is(".") || token.Text is "H";

    private static char Letter(ReplyVerb verb) =>
        verb switch
        {
            ReplyVerb.Acknowledge => 'A',
            ReplyVerb.Snooze => 'S',
            ReplyVerb.Close => 'C',
            _ => 'E',
        };

    private static string[] Time(ReplyTime? time) =>
        time switch
        {
            ReplyTime.Lasting lasting => [Span(lasting.Span)],
            ReplyTime.UntilClock until => ["UNTIL", $"{until.Time.Hour:00}:{until.Time.Minute:00}"],
            _ => [],
        };

    private static string Span(TimeSpan span) =>
        span switch
        {
            { TotalDays: var days } when days == Math.Floor(days) => $"{days}D",
            { TotalHours: var hours } when hours == Math.Floor(hours) => $"{hours}H",
            _ => $"{span.TotalMinutes}M",
        };
}
