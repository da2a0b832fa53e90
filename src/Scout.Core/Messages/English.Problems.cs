using Scout.Core.Events;

namespace Scout.Core.Messages;

/// <summary>All words in English: problems told by events.</summary>
internal sealed partial class English
{
    public override string NewProblem => "New problem";

    public override string On(string headline, string project) => $"{headline} on {project}";

    public override string GoesOn(string head) => $"It goes on: {head}";

    public override string Times(int count) => $"{count} times";

    public override string AfterRelease(string span, string release) => $"{span} after release {release}";

    public override string Late(string at) => $"late: {at}";

    public override string NoBeat => "no heartbeat";

    public override string LastBeat(string at) => $"The last one came at {at}";

    public override string BeatIsBack(string about) => $"{about}: the heartbeat is back";

    public override string Unread(string about) =>
        $"{about}: something came that Scout cannot read. It is kept on the page of this project. Nobody was called about it.";

    public override string ReplyHintToClose(string code) =>
        $"Reply A{code} to take it, S{code} to snooze, C{code} to close.";

    public override string OpenProblems(int count) =>
        count switch
        {
            0 => "nothing is open",
            1 => "1 problem is open",
            _ => $"{count} problems are open",
        };

    public override string ReplyHintForAll(string code) =>
        $"Reply A{code} to take all of them, S{code} to snooze them, C{code} to close the first.";

    public override string SnoozedAtSource(string? by, string? until) =>
        (by, until) switch
        {
            (null, null) => "Snoozed until it comes back.",
            (null, _) => $"Snoozed until {until}, then on the next event.",
            (_, null) => $"{by} snoozed it until it comes back.",
            _ => $"{by} snoozed it until {until}, then on the next event.",
        };

    public override string NotTaken(string about, SourceAct act, SourceResult why)
    {
        var what = act switch
        {
            SourceAct.Close => "closed there",
            SourceAct.Snooze => "snoozed there, so it will ring again here",
            _ => "opened again there",
        };
        var reason = why switch
        {
            SourceResult.Forbidden => "Your Bugsnag role may not do this.",
            SourceResult.TokenRefused => "Bugsnag refuses Scout's token.",
            SourceResult.Unreachable => "Bugsnag did not answer.",
            _ => "Bugsnag refused it.",
        };
        return $"{about}: not {what}. {reason}";
    }

    public override string KeyRefused(string about) =>
        $"{about}: Bugsnag refuses Scout's token, so nothing is closed or snoozed there. Type a new one in the project's settings. Errors still come in.";

    public override string SourcePending => "Bugsnag: pending.";
}
