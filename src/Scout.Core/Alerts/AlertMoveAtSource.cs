using Scout.Core.Events;
using Scout.Core.Replies;
using Scout.Core.Watches;

namespace Scout.Core.Alerts;

/// <summary>What people do to a problem is told to its source, and what the source answers is heard.</summary>
internal sealed partial class AlertMove
{
    /// <summary>After the act itself: the alert stands where it stands, whatever the source says to it.</summary>
    /// <param name="before">Where the alert stood before the act.</param>
    public void TellSource(AlertState before, string by, ReplyWay way)
    {
        if (before == _alert.State)
        {
            return;
        }

        switch (_alert.State)
        {
            case AlertState.Closed:
                AskSource(SourceAct.Close, by, way, until: null);
                break;
            case AlertState.Snoozed snoozed:
                AskSource(SourceAct.Snooze, by, way, snoozed.Until);
                break;
            case AlertState.Held:
                if (before is AlertState.Snoozed)
                {
                    AskSource(SourceAct.Reopen, by, way, until: null);
                }

                AskSource(SourceAct.Comment, by, way, until: null);
                break;
        }
    }

    public void HearSource(WatchInput.SourceAnswered answered)
    {
        Note(
            LedgerEntry.SourceAnswered,
            line => line with { Act = answered.Act, Answer = answered.Result, Until = answered.Until }
        );
        switch (answered.Result, _alert.State)
        {
            case (SourceResult.Done, AlertState.Snoozed { OnEvent: false } snoozed)
                when answered.Act is SourceAct.Snooze && snoozed.Until == answered.Until:
                // From here on the source's rule decides: nothing rings at the end by itself.
                Become(snoozed with { OnEvent = true });
                break;
            case (SourceResult.Gone, _) when _alert.IsOpen:
                Close(Outsider.Of(""), ReplyWay.Source);
                break;
        }
    }

    private void AskSource(SourceAct act, string by, ReplyWay way, DateTimeOffset? until)
    {
        if (
            context.Settings.Problems is not { TellsSource: true }
            || _alert.Latest.Problem is not { Handle: { } handle }
        )
        {
            return;
        }

        _effects.Add(
            new AlertEffect.TellSource(_alert.Id, act, handle, by, way)
            {
                Topic = _alert.Topic,
                Contact = Actor,
                Until = until,
            }
        );
        Note(LedgerEntry.SourceAsked, line => line with { Act = act, Contact = by, Until = until });
    }
}
