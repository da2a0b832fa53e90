using Scout.Core.Alerts;
using Scout.Core.Events;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Pages.Alerts;

/// <summary>What Bugsnag was told, and what it said to it.</summary>
internal static class SourceWords
{
    public static string Of(LedgerLine line) =>
        line.Entry is LedgerEntry.SourceAsked ? Asked(line.Act) : Answered(line.Act, line.Answer);

    private static string Asked(SourceAct? act) =>
        act switch
        {
            SourceAct.Close => Say.It("Bugsnag is told to mark it as fixed."),
            SourceAct.Snooze => Say.It("Bugsnag is told to snooze it."),
            SourceAct.Reopen => Say.It("Bugsnag is told to open it again."),
            _ => Say.It("A comment for Bugsnag says who took it."),
        };

    private static string Answered(SourceAct? act, SourceResult? result) =>
        (result, act) switch
        {
            (SourceResult.Done, SourceAct.Close) => Say.It("Bugsnag has it as fixed."),
            (SourceResult.Done, SourceAct.Snooze) => Say.It(
                "Bugsnag has it as snoozed: quiet until then, after that it rings on the next event."
            ),
            (SourceResult.Done, SourceAct.Reopen) => Say.It("Bugsnag has it as open."),
            (SourceResult.Done, _) => Say.It("The comment stands in Bugsnag."),
            (SourceResult.Gone, _) => Say.It("Bugsnag knows no such error any more."),
            (SourceResult.Forbidden, _) => Say.It("Bugsnag refused: the role of the token's user may not do this."),
            (SourceResult.TokenRefused, _) => Say.It(
                "Bugsnag refused the token. A new one is typed in the project's settings."
            ),
            (SourceResult.Unreachable, _) => Say.It("Bugsnag did not answer; Scout stopped asking."),
            (SourceResult.InDoubt, _) => Say.It(
                "The comment may stand in Bugsnag or not: the answer was lost, and it is not written twice."
            ),
            (SourceResult.Overtaken, _) => Say.It("Bugsnag was not told: somebody did something else meanwhile."),
            _ => Say.It("Bugsnag refused it."),
        };
}
