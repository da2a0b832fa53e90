using System.Collections.Immutable;
using Scout.Core.Events;
using Scout.Core.Messages;
using Scout.Core.Replies;
using Scout.Core.Watches;

namespace Scout.Core.Alerts;

/// <summary>An alert and the effects of what was decided about it.</summary>
public sealed record Decision(Alert Alert, ImmutableArray<AlertEffect> Effects);

/// <summary>
/// The machine of one alert. Each method takes one kind of input; what means nothing in a state changes nothing,
/// because webhooks come late, twice and in any order.
/// </summary>
public static class AlertMachine
{
    public static Decision Open(string id, AlertKind kind, Breach breach, AlertContext context, string topic = "")
    {
        var alert = new Alert(id, kind, context.Now, breach, breach, new AlertState.Waiting(context.Now))
        {
            Topic = topic,
        };
        var move = new AlertMove(alert, context);
        move.Note(
            LedgerEntry.Opened,
            line => line with { Rule = breach.Rule, Reading = breach.Reading, Sensor = breach.Sensor }
        );
        if (!move.WaitsForUpkeep())
        {
            move.StartRound();
        }

        return move.Done();
    }

    /// <summary>An event of a source says that something is wrong.</summary>
    /// <param name="earlier">The alert that the topic had before; null: none.</param>
    public static Decision OpenProblem(
        string id,
        ProblemEvent arrived,
        EventAsk.Occur occur,
        string? earlier,
        AlertContext context
    )
    {
        var told = arrived.Event;
        var breach = new Breach(RuleKind.Problem, told.Severity, null, context.Now) { Problem = told.Facts };
        var alert = new Alert(
            id,
            AlertKind.Problem,
            context.Now,
            breach,
            breach,
            new AlertState.Waiting(context.QuietUntil(AlertKind.Problem, told.Severity) ?? context.Now)
        )
        {
            Topic = told.Topic,
            Events = new EventTally(arrived.Id, arrived.NewestAt)
            {
                EndsAt = occur.EndsAfter is { } after ? context.Now + after : null,
            },
        };
        var move = new AlertMove(alert, context);
        move.Note(
            LedgerEntry.Opened,
            line =>
                line with
                {
                    Rule = RuleKind.Problem,
                    Detail = MessageParts.Line(told.Words, 300),
                    Earlier = earlier,
                    Late = told.Facts.IsLate ? true : null,
                }
        );
        if (alert.State.Until() <= context.Now)
        {
            move.StartRound();
        }

        return move.Done();
    }

    /// <summary>What the rules say now.</summary>
    public static Decision Assess(Alert alert, Assessment assessment, AlertContext context)
    {
        var move = new AlertMove(alert, context);
        switch (assessment)
        {
            case Assessment.Breached breached:
                move.Breached(breached.Breach, breached.Recovering);
                break;
            case Assessment.Clear clear:
                move.Resolve(clear.Reading, clear.Sensor);
                break;
        }

        return move.Done();
    }

    /// <summary>What was wrong is gone: over when it was gone before, for as long as it takes to settle.</summary>
    public static Decision Ease(Alert alert, TimeSpan settle, AlertContext context)
    {
        var move = new AlertMove(alert, context);
        move.Ease(settle);
        return move.Done();
    }

    /// <summary>Everything whose time has come. Unknown: whether the condition still holds cannot be said.</summary>
    public static Decision Strike(Alert alert, bool unknown, AlertContext context)
    {
        var move = new AlertMove(alert, context);
        move.Strike(unknown);
        return move.Done();
    }

    public static Decision Hear(Alert alert, WatchInput.DeliveryMoved news, AlertContext context)
    {
        var move = new AlertMove(alert, context);
        move.Hear(news);
        return move.Done();
    }

    /// <param name="by">Account or contact id; stands in the ledger.</param>
    /// <param name="contact">The contact of whoever acts, who is told nothing about it.</param>
    public static Decision Obey(
        Alert alert,
        string by,
        string? contact,
        ReplyAct act,
        ReplyWay way,
        AlertContext context
    )
    {
        if (!alert.IsOpen)
        {
            return new Decision(alert, []); // late acts change nothing; the answer says who closed it
        }

        var move = new AlertMove(alert, context) { Actor = contact ?? by };
        var until = context.Now + context.Settings.Times.HoldOf(alert);
        switch (act)
        {
            case ReplyAct.Acknowledge:
                move.Quiet(new AlertState.Held(by, until), LedgerEntry.Acknowledged, by, way, until);
                break;
            case ReplyAct.Snooze snooze:
                until = context.Now + context.Settings.Times.SnoozeOf(alert, snooze.For);
                move.Quiet(new AlertState.Snoozed(by, until), LedgerEntry.Snoozed, by, way, until);
                break;
            case ReplyAct.Close when alert.CanBeClosed():
                move.Close(by, way);
                break;
            case ReplyAct.Close:
                move.Note(LedgerEntry.CloseRefused, line => line with { Contact = by, Way = way });
                break;
            case ReplyAct.Escalate:
                move.Escalate(by, way);
                break;
            case ReplyAct.CallNow call:
                move.Call(by, way, call.Contact);
                break;
        }

        move.TellSource(alert.State, by, way);
        return move.Done();
    }

    /// <summary>What became of what the source was told.</summary>
    public static Decision HearSource(Alert alert, WatchInput.SourceAnswered answered, AlertContext context)
    {
        var move = new AlertMove(alert, context);
        move.HearSource(answered);
        return move.Done();
    }

    /// <summary>The watch was paused: what rings falls silent until the pause ends for it.</summary>
    public static Decision Pause(Alert alert, string by, AlertContext context)
    {
        var move = new AlertMove(alert, context);
        move.Pause(by);
        return move.Done();
    }

    /// <summary>The pause was ended: what only waited for its end is due now.</summary>
    public static Decision Resume(Alert alert, string by, Pause pause, AlertContext context)
    {
        var move = new AlertMove(alert, context);
        move.Resume(by, pause);
        return move.Done();
    }
}
