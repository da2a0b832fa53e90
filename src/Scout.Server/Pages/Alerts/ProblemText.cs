using Scout.Core.Alerts;
using Scout.Core.Events;
using Scout.Core.Messages;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Pages.Alerts;

/// <summary>Problems told by events, in words for pages: the source's own, shortened.</summary>
internal static class ProblemText
{
    private const int LongestMessage = 160;

    /// <summary>"shop-api".</summary>
    public static string Project(AlertCard card) =>
        card.Alert.Latest.Problem is { Project.Length: > 0 } problem ? problem.Project : card.About;

    /// <summary>"shop-api: TimeoutError".</summary>
    public static string Title(AlertCard card) => Title(card.Alert.Latest.Problem, card.About);

    /// <param name="about">The watch's name.</param>
    public static string Title(ProblemFacts? problem, string about)
    {
        var project = problem is { Project.Length: > 0 } ? problem.Project : about;
        return problem switch
        {
            { SilentSince: not null } => Say.It("{0}: no heartbeat", project),
            { Pump: { } trouble } => $"{project}: {PumpMessages.Headline(trouble, Say.Language, problem.ReceivedAt)}",
            { Class.Length: > 0 } => $"{project}: {problem.Class}",
            { Headline.Length: > 0 } => $"{project}: {problem.Headline}",
            _ => Say.It("{0}: a problem", project),
        };
    }

    /// <summary>"shop-api: TimeoutError: payment gateway did not answer, 3 times"; no full stop.</summary>
    public static string What(AlertCard card)
    {
        var problem = card.Alert.Latest.Problem;
        var message = problem?.Pump is { } trouble
            ? PumpMessages.Advice(trouble, Say.Language)
            : problem?.Message.Split('\n')[0] ?? "";
        string[] parts = [Title(card), message.Length > LongestMessage ? message[..LongestMessage] + "…" : message];
        var what = string.Join(": ", parts.Where(part => part.Length > 0)).TrimEnd('.');
        return problem?.Count is > 1 and var count ? Say.It("{0}, {1} times", what, count) : what;
    }

    public static string Asleep(AlertState.Snoozed asleep, AlertCard card) =>
        asleep.Until == DateTimeOffset.MaxValue
            ? Say.It("Snoozed by {0} until it comes back.", card.NameOf(asleep.By))
            : Say.It(
                "Snoozed by {0} until {1}, then on the next event.",
                card.NameOf(asleep.By),
                card.Clock.At(asleep.Until)
            );

    public static string Ledger(LedgerLine line, string who)
    {
        var words = line.Detail switch
        {
            Heartbeat.SilenceWords => Say.It("no heartbeat came in time"),
            Heartbeat.BackWords => Say.It("the heartbeat came again"),
            var told => told ?? "",
        };
        return line.Entry switch
        {
            LedgerEntry.Opened => line.Late is true
                ? Say.It("The alert opened, late: {0}.", words)
                : Say.It("The alert opened: {0}.", words),
            LedgerEntry.Reopened when line.Until is not null => Say.It("It is open again, in the hands of {0}.", who),
            LedgerEntry.Reopened => Say.It("It is open again."),
            LedgerEntry.EventCame => Say.It("It happened again: {0}.", words),
            _ when line.Late is true => Say.It("The source tells, too late to change anything: {0}.", words),
            _ => Say.It("The source tells: {0}.", words),
        };
    }
}
