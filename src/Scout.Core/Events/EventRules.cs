using Scout.Core.Alerts;

namespace Scout.Core.Events;

/// <summary>What an event did to the alert of its topic. Decision is null where there is no alert and none opens.</summary>
public sealed record EventDecision(EventOutcome Outcome, Decision? Decision);

/// <summary>Event → alert: what it asks, and what that means where the alert stands.</summary>
public static class EventRules
{
    /// <param name="alert">The open alert of the topic; else the one it had last; null: none.</param>
    /// <param name="id">Of the alert that may open.</param>
    public static EventDecision Apply(Alert? alert, ProblemEvent arrived, string id, AlertContext context)
    {
        if (alert?.Events?.LastEvent == arrived.Id)
        {
            return new EventDecision(EventOutcome.Duplicate, null);
        }

        if (arrived.Event.Topic.Length == 0)
        {
            return new EventDecision(arrived.Event.IsTest ? EventOutcome.Test : EventOutcome.Noted, null);
        }

        return alert is { IsOpen: true } ? OnOpen(alert, arrived, context) : OnOver(alert, arrived, id, context);
    }

    private static EventDecision OnOpen(Alert alert, ProblemEvent arrived, AlertContext context)
    {
        var move = new AlertMove(alert, context);
        move.Keep(arrived);
        var outcome = (arrived.Event.Ask, alert.State) switch
        {
            (EventAsk.Occur occur, _) => Occur(move, alert, occur, arrived, context),
            (EventAsk.Over over, _) => Did(EventOutcome.Closed, () => move.CloseAtSource(arrived, over)),
            (EventAsk.Snooze snooze, _) => Did(EventOutcome.Snoozed, () => move.SnoozeAtSource(arrived, snooze.For)),
            (EventAsk.Reopen, AlertState.Snoozed) => Did(EventOutcome.Reopened, () => move.ReopenAtSource(arrived)),
            _ => Did(EventOutcome.Noted, () => move.Tell(arrived)),
        };
        return new EventDecision(outcome, move.Done());
    }

    private static EventOutcome Occur(
        AlertMove move,
        Alert alert,
        EventAsk.Occur occur,
        ProblemEvent arrived,
        AlertContext context
    )
    {
        move.Bump(arrived, occur);
        var isOver = alert.State is AlertState.Snoozed { OnEvent: true } snoozed && snoozed.Until <= context.Now;
        if (!arrived.IsLate && (isOver || (occur.Again && alert.State is AlertState.Held or AlertState.Snoozed)))
        {
            move.RingAgain();
            return EventOutcome.Reopened;
        }

        if (occur.TellsHolder && alert.State is AlertState.Held held)
        {
            move.TellHolder(held.By);
        }

        return EventOutcome.Bumped;
    }

    private static EventDecision OnOver(Alert? over, ProblemEvent arrived, string id, AlertContext context)
    {
        switch (arrived.Event.Ask)
        {
            case EventAsk.Occur when arrived.WasSeenBefore(over):
                break;
            case EventAsk.Occur { Again: true } again when over is not null:
                var back = new AlertMove(over, context);
                back.Keep(arrived);
                back.Bump(arrived, again);
                back.RingAgain();
                return new EventDecision(EventOutcome.Reopened, back.Done());
            case EventAsk.Occur occur:
                return new EventDecision(
                    EventOutcome.Opened,
                    AlertMachine.OpenProblem(id, arrived, occur, over?.Id, context)
                );
            case EventAsk.Reopen when over is not null:
                var reopened = new AlertMove(over, context);
                reopened.Keep(arrived);
                reopened.ReopenAtSource(arrived);
                return new EventDecision(EventOutcome.Reopened, reopened.Done());
        }

        if (over is null)
        {
            return new EventDecision(EventOutcome.Noted, null);
        }

        var move = new AlertMove(over, context);
        move.Mark(arrived);
        move.Tell(arrived);
        return new EventDecision(EventOutcome.Noted, move.Done());
    }

    private static EventOutcome Did(EventOutcome outcome, Action act)
    {
        act();
        return outcome;
    }
}
