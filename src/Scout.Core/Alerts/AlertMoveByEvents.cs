using Scout.Core.Deliveries;
using Scout.Core.Events;
using Scout.Core.Messages;

namespace Scout.Core.Alerts;

/// <summary>What events of a source do to an alert that events opened.</summary>
internal sealed partial class AlertMove
{
    /// <summary>Whoever holds an alert hears of further events no more often than this.</summary>
    private static readonly TimeSpan HolderAgain = TimeSpan.FromMinutes(10);

    /// <summary>The alert knows this event; the same again is nothing.</summary>
    public void Keep(ProblemEvent arrived)
    {
        var tally = _alert.Events ?? new EventTally("", null);
        var newest = arrived.NewestAt > tally.NewestAt || tally.NewestAt is null ? arrived.NewestAt : tally.NewestAt;
        _alert = _alert with { Events = tally with { LastEvent = arrived.Id, NewestAt = newest } };
    }

    /// <summary>The same, for an alert that is over: what was known when it ended stays what it was.</summary>
    public void Mark(ProblemEvent arrived) =>
        _alert = _alert with { Events = (_alert.Events ?? new EventTally("", null)) with { LastEvent = arrived.Id } };

    /// <summary>It happened again: count, words and times change, nobody is called anew.</summary>
    public void Bump(ProblemEvent arrived, EventAsk.Occur occur)
    {
        var before = _alert.Latest.Problem;
        var told = arrived.Event.Facts;
        var facts =
            before is null ? told
            : arrived.IsLate ? told.Joined(before)
            : before.Joined(told);
        _alert = _alert with
        {
            Latest = _alert.Latest with { Problem = facts },
            Events = _alert.Events! with { EndsAt = occur.EndsAfter is { } after ? Now + after : _alert.Events.EndsAt },
        };
        NoteEvent(LedgerEntry.EventCame, arrived);
    }

    /// <summary>Only the ledger changes.</summary>
    public void Tell(ProblemEvent arrived) => NoteEvent(LedgerEntry.EventTold, arrived);

    /// <summary>It is back: the plan from its first step, whoever held it.</summary>
    public void RingAgain()
    {
        Note(LedgerEntry.Reopened);
        _alert = _alert with
        {
            Pages = [.. _alert.Pages.Select(page => page with { TextOrderedAt = null, PushOrderedAt = null })],
        };
        if (QuietUntil is { } quiet)
        {
            Become(new AlertState.Waiting(quiet));
        }
        else
        {
            StartRound();
        }
    }

    /// <summary>Somebody at the source took it up again and is at work: theirs for as long as a hold lasts.</summary>
    public void ReopenAtSource(ProblemEvent arrived)
    {
        NoteEvent(LedgerEntry.EventTold, arrived);
        if (context.Settings.Problems is { RingsWhenReopened: true })
        {
            RingAgain();
            return;
        }

        var by = Outsider.Of(arrived.Event.By);
        var until = Now + Times.HoldOf(_alert.Kind);
        Become(new AlertState.Held(by, until));
        _alert = _alert with { TakenBy = by };
        Note(LedgerEntry.Reopened, line => line with { Contact = by, Until = until });
    }

    public void CloseAtSource(ProblemEvent arrived, EventAsk.Over over)
    {
        NoteEvent(LedgerEntry.EventTold, arrived);
        if (over.IsRecovery)
        {
            Resolve(null);
            return;
        }

        Close(Outsider.Of(arrived.Event.By), Replies.ReplyWay.Source);
    }

    public void SnoozeAtSource(ProblemEvent arrived, TimeSpan? lasting)
    {
        NoteEvent(LedgerEntry.EventTold, arrived);
        var until = lasting is { } span ? Now + span : DateTimeOffset.MaxValue;
        var state = new AlertState.Snoozed(Outsider.Of(arrived.Event.By), until) { OnEvent = true };
        Quiet(state, LedgerEntry.Snoozed, state.By, Replies.ReplyWay.Source, until);
    }

    /// <summary>One text to whoever holds it, or to the person of the watch where that is nobody Scout can reach.</summary>
    public void TellHolder(string by)
    {
        if (_alert.Events is not { } tally || Now - tally.HolderToldAt < HolderAgain)
        {
            return;
        }

        var contact = context.Team.Has(by) ? by : context.Team.Person;
        if (contact.Length == 0)
        {
            return;
        }

        _alert = _alert with { Notices = _alert.Notices + 1, Events = tally with { HolderToldAt = Now } };
        _effects.Add(
            new AlertEffect.Reach(
                _alert.Id,
                Purpose.Again,
                _alert.Notices,
                0,
                contact,
                Channel.Text,
                Now,
                _alert.Facts(context)
            )
        );
        Note(LedgerEntry.TextOrdered, line => line with { Contact = contact, Channel = Channel.Text, Until = Now });
    }

    /// <summary>Nothing more came for as long as it takes to be over.</summary>
    private bool EndsNow() => _alert is { IsOpen: true, Events.EndsAt: { } end } && end <= Now;

    private void NoteEvent(LedgerEntry entry, ProblemEvent arrived) =>
        Note(
            entry,
            line =>
                line with
                {
                    Contact = arrived.Event.By.Length > 0 ? Outsider.Of(arrived.Event.By) : null,
                    Detail = MessageParts.Line(arrived.Event.Words, 300),
                    Late = arrived.IsLate ? true : null,
                }
        );
}
