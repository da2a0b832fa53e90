using System.Collections.Immutable;
using Scout.Core.Deliveries;
using Scout.Core.Messages;
using Scout.Core.Readings;
using Scout.Core.Replies;
using Scout.Core.Watches;
using Scout.Core.Watches.Sensors;

namespace Scout.Core.Alerts;

/// <summary>One decision in the making: the alert as it changes, and what must follow.</summary>
internal sealed partial class AlertMove(Alert alert, AlertContext context)
{
    private readonly ImmutableArray<AlertEffect>.Builder _effects = ImmutableArray.CreateBuilder<AlertEffect>(0);
    private Alert _alert = alert;

    /// <summary>The contact who acts; nobody is told of their own act.</summary>
    public string? Actor { get; init; }

    private DateTimeOffset Now => context.Now;

    private DateTimeOffset? QuietUntil => context.QuietUntil(_alert.Kind, _alert.Latest.Severity);

    private AlertTimes Times => context.Settings.Times;

    private RoundWalk Walk => new(context);

    public Decision Done() => new(_alert, _effects.ToImmutable());

    public void Note(LedgerEntry entry, Func<LedgerLine, LedgerLine>? with = null)
    {
        var line = new LedgerLine(entry, Now);
        _effects.Add(new AlertEffect.Note(_alert.Id, with is null ? line : with(line)));
    }

    /// <summary>It opens in a planned quiet time: nobody hears of it before the end.</summary>
    public bool WaitsForUpkeep()
    {
        if (context.Upkeep is not { } upkeep || QuietUntil is not { } quiet)
        {
            return false;
        }

        Become(new AlertState.Waiting(quiet));
        Note(LedgerEntry.Paused, line => line with { Contact = upkeep.By, Until = quiet });
        return true;
    }

    public void Breached(Breach breach, bool recovering)
    {
        var before = _alert.Latest;
        _alert = _alert with { Latest = breach };
        if (breach.Sensor is { Words: { Length: > 0 } words } && before.Sensor is { Words.Length: 0 })
        {
            Note(LedgerEntry.EventTold, line => line with { Detail = words });
        }

        if (breach.IsWorseThan(before))
        {
            Note(LedgerEntry.Worsened, line => line with { Rule = breach.Rule, Reading = breach.Reading });
            Worsened(breach.Severity > before.Severity);
            return;
        }

        if (breach.Rule != before.Rule)
        {
            Note(LedgerEntry.Eased, line => line with { Rule = breach.Rule, Reading = breach.Reading });
        }

        switch (_alert.State)
        {
            case AlertState.Clearing clearing when !recovering:
                Note(LedgerEntry.BreachedAgain, line => line with { Reading = breach.Reading });
                Become(clearing.Before);
                break;
            case AlertState.Clearing:
                break;
            default:
                if (recovering)
                {
                    var until = Now + Times.ClearWithin;
                    Note(LedgerEntry.Clearing, line => line with { Reading = breach.Reading, Until = until });
                    Become(new AlertState.Clearing(Now, until, _alert.State));
                }

                break;
        }
    }

    /// <summary>A worsening breaks a hold or snooze and starts the plan again, unless the plan is just at its start.</summary>
    private void Worsened(bool moreSevere)
    {
        var state = _alert.State is AlertState.Clearing clearing ? clearing.Before : _alert.State;
        if (state is AlertState.Ringing { Step: 0, Awaiting.IsEmpty: false } ringing && !moreSevere)
        {
            Become(ringing);
            return;
        }

        if (QuietUntil is { } quiet && state is not AlertState.Ringing)
        {
            Become(new AlertState.Waiting(quiet));
            return;
        }

        Apply(Walk.BeginWorse(_alert with { State = state }));
    }

    public void Resolve(Reading? reading, SensorFacts? sensor = null)
    {
        if (!_alert.IsOpen)
        {
            return;
        }

        Become(new AlertState.Resolved(Now));
        Note(LedgerEntry.Resolved, line => line with { Reading = reading, Sensor = sensor });
        _effects.Add(new AlertEffect.Hush(_alert.Id));
        Tell(
            Purpose.AllClear,
            except: null,
            facts => facts with { Latest = reading ?? facts.Latest, Sensor = sensor ?? facts.Sensor }
        );
    }

    /// <summary>Gone for now. Nobody saying so again for long is no news: then the alert goes on where it was.</summary>
    public void Ease(TimeSpan settle)
    {
        switch (_alert.State)
        {
            case AlertState.Resolved or AlertState.Closed:
                break;
            case AlertState.Clearing clearing when Now - clearing.Since < settle:
                break;
            case not AlertState.Clearing when settle > TimeSpan.Zero:
                var until = Now + settle + Times.ClearWithin;
                Note(LedgerEntry.Clearing, line => line with { Until = until });
                Become(new AlertState.Clearing(Now, until, _alert.State));
                break;
            default:
                Resolve(null);
                break;
        }
    }

    public void Close(string by, ReplyWay way)
    {
        Become(new AlertState.Closed(by, Now));
        _alert = _alert with { TakenBy = by };
        Note(LedgerEntry.Closed, line => line with { Contact = by, Way = way });
        _effects.Add(new AlertEffect.Hush(_alert.Id));
        Tell(Purpose.TakenBy, Actor, facts => facts with { By = by });
    }

    /// <summary>Held or snoozed: the ladder stops and everybody who was disturbed learns who took it.</summary>
    public void Quiet(AlertState state, LedgerEntry entry, string by, ReplyWay way, DateTimeOffset until)
    {
        var current = _alert.State is AlertState.Clearing clearing ? clearing.Before : _alert.State;
        if (current == state || IsPressedTwice(current, state))
        {
            return; // the same word twice is one word
        }

        // One clear reading is no resolution: the alert goes on clearing, with the hold behind it.
        Become(_alert.State is AlertState.Clearing outer ? outer with { Before = state } : state);
        _alert = _alert with { TakenBy = by };
        Note(entry, line => line with { Contact = by, Way = way, Until = until });
        _effects.Add(new AlertEffect.Hush(_alert.Id));
        ForgetWhatWaits();
        var snoozed = entry is LedgerEntry.Snoozed;
        Tell(Purpose.TakenBy, Actor, facts => facts with { By = by, Until = until, Snoozed = snoozed });
    }

    /// <summary>What waited for the end of quiet hours is gone: the next round orders it anew.</summary>
    private void ForgetWhatWaits()
    {
        if (_alert.Pages.Any(page => page.TextOrderedAt > Now || page.PushOrderedAt > Now))
        {
            _alert = _alert with
            {
                Pages =
                [
                    .. _alert.Pages.Select(page =>
                        page with
                        {
                            TextOrderedAt = page.TextOrderedAt > Now ? null : page.TextOrderedAt,
                            PushOrderedAt = page.PushOrderedAt > Now ? null : page.PushOrderedAt,
                        }
                    ),
                ],
            };
        }
    }

    public void Escalate(string by, ReplyWay way)
    {
        Note(LedgerEntry.Escalated, line => line with { Contact = by, Way = way });
        Apply(Walk.Skip(_alert));
    }

    /// <summary>Beside the plan, and no sooner than the number has rested. A call that is just being made is that call.</summary>
    public void Call(string by, ReplyWay way, string contact)
    {
        if (!context.Team.Has(contact) || Walk.IsResting(_alert, contact))
        {
            return;
        }

        Note(
            LedgerEntry.CallAsked,
            line => line with { Contact = by, Way = way, Target = contact, Channel = Channel.Call }
        );
        Apply(Walk.CallBeside(_alert, contact));
    }

    public void Pause(string by)
    {
        var state = _alert.State is AlertState.Clearing clearing ? clearing.Before : _alert.State;
        if (QuietUntil is not { } quiet || state is AlertState.Held or AlertState.Snoozed)
        {
            return; // not for this alert, or quiet already: the end of that finds the pause
        }

        var silent = new AlertState.Waiting(quiet);
        if (state == silent)
        {
            return;
        }

        Become(_alert.State is AlertState.Clearing outer ? outer with { Before = silent } : silent);
        Note(LedgerEntry.Paused, line => line with { Contact = by, Until = quiet });
        _effects.Add(new AlertEffect.Hush(_alert.Id));
    }

    public void Resume(string by, Pause pause)
    {
        var end = new AlertState.Waiting(pause.EndFor(_alert.Kind, _alert.Latest.Severity, Times));
        var due = new AlertState.Waiting(Now);
        if (_alert.State == end)
        {
            Become(due);
        }
        else if (_alert.State is AlertState.Clearing clearing && clearing.Before == end)
        {
            Become(clearing with { Before = due });
        }
        else
        {
            return;
        }

        Note(LedgerEntry.Resumed, line => line with { Contact = by });
    }

    private static bool IsPressedTwice(AlertState current, AlertState state) =>
        (current, state) switch
        {
            (AlertState.Held old, AlertState.Held same) => old.By == same.By
                && (same.Until - old.Until).Duration() < AlertTimes.PressedTwice,
            (AlertState.Snoozed old, AlertState.Snoozed same) => old.By == same.By
                && (same.Until - old.Until).Duration() < AlertTimes.PressedTwice,
            _ => false,
        };

    public void Strike(bool unknown)
    {
        if (EndsNow())
        {
            Resolve(null);
            return;
        }

        // A state can hand over to one that is due as well (clearing → ringing → next step), but never for ever.
        for (var turns = 0; turns < 8 && _alert.State.Until() <= Now; turns++)
        {
            StrikeOnce(unknown);
        }
    }

    private void StrikeOnce(bool unknown)
    {
        switch (_alert.State)
        {
            case AlertState.Clearing clearing:
                Note(LedgerEntry.BreachedAgain);
                Become(clearing.Before);
                break;
            case AlertState.Ringing ringing:
                foreach (var contact in ringing.Awaiting)
                {
                    Note(LedgerEntry.Missed, line => line with { Contact = contact, Detail = "no news in time" });
                }

                Apply(Walk.Next(_alert, ringing));
                break;
            case AlertState.Held or AlertState.Snoozed or AlertState.Waiting:
                if (QuietUntil is { } quiet)
                {
                    Become(new AlertState.Waiting(quiet));
                }
                else if (unknown)
                {
                    // Whether a high still lasts cannot be said: it stops repeating, the no-data rules take over.
                    Become(new AlertState.Waiting(Now + Times.NoDataAgain));
                }
                else
                {
                    if (_alert.State is not AlertState.Waiting)
                    {
                        Note(LedgerEntry.HoldEnded);
                    }

                    StartRound();
                }

                break;
        }
    }

    public void Hear(WatchInput.DeliveryMoved news)
    {
        switch (news.News)
        {
            case DeliveryNews.Left left:
                Note(LedgerEntry.Left, line => Name(line, news) with { Carrier = left.Carrier });
                Disturbed(news);
                break;
            case DeliveryNews.Refused refused:
                Note(
                    LedgerEntry.Refused,
                    line => Name(line, news) with { Carrier = refused.Carrier, Detail = refused.Reason }
                );
                break;
            case DeliveryNews.Arrived:
                Note(LedgerEntry.Arrived, line => Name(line, news));
                break;
            case DeliveryNews.PickedUp:
                Note(LedgerEntry.PickedUp, line => Name(line, news));
                PickedUp(news);
                break;
            case DeliveryNews.Missed missed:
                Note(LedgerEntry.Missed, line => Name(line, news) with { Detail = missed.Reason });
                if (missed.CallInstead)
                {
                    CallInstead(news);
                }

                Missed(news);
                break;
        }
    }

    private void PickedUp(WatchInput.DeliveryMoved news)
    {
        if (_alert.State is AlertState.Ringing ringing && IsAwaited(ringing, news))
        {
            var until = Now + Times.KeyWithin;
            Become(ringing with { Until = until > ringing.Until ? until : ringing.Until });
        }
    }

    /// <summary>
    /// The text of this round cannot arrive: the contact is called, where the alert may ring phones at all and nobody has
    /// it in hand. The call is no step to wait for.
    /// </summary>
    private void CallInstead(WatchInput.DeliveryMoved news)
    {
        var mayRing =
            _alert.State is AlertState.Ringing or AlertState.Waiting && _alert.Latest.Severity >= Severity.Urgent;
        if (
            mayRing
            && news is { Channel: Channel.Text, Purpose: Purpose.Alert }
            && news.Round == _alert.Round
            && context.Team.Has(news.Contact)
        )
        {
            Apply(Walk.CallInstead(_alert, news.Step, news.Contact));
        }
    }

    /// <summary>The last awaited contact of a step was missed: the next step follows at once.</summary>
    private void Missed(WatchInput.DeliveryMoved news)
    {
        switch (_alert.State)
        {
            case AlertState.Ringing ringing when IsAwaited(ringing, news):
                var left = ringing with { Awaiting = ringing.Awaiting.Remove(news.Contact) };
                if (left.Awaiting.IsEmpty)
                {
                    Apply(Walk.Next(_alert, left));
                }
                else
                {
                    Become(left);
                }

                break;
            case AlertState.Clearing { Before: AlertState.Ringing ringing } clearing when IsAwaited(ringing, news):
                var rest = ringing with { Awaiting = ringing.Awaiting.Remove(news.Contact) };
                Become(clearing with { Before = rest.Awaiting.IsEmpty ? rest with { Until = Now } : rest });
                break;
        }
    }

    private static bool IsAwaited(AlertState.Ringing ringing, WatchInput.DeliveryMoved news) =>
        news.Channel is Channel.Call
        && ringing.Round == news.Round
        && ringing.Step == news.Step
        && ringing.Awaiting.Contains(news.Contact);

    private void Disturbed(WatchInput.DeliveryMoved news)
    {
        var page = _alert.PageOf(news.Contact);
        if (news.Purpose is not Purpose.Alert || page.DisturbedAt is not null)
        {
            return;
        }

        _alert = _alert.WithPage(page with { DisturbedAt = Now });
        if (_alert.State is AlertState.Resolved)
        {
            // It left in the very moment the alert ended: this contact, too, hears that it is over.
            Tell(Purpose.AllClear, except: null, facts => facts, only: news.Contact);
        }
    }

    private void Tell(Purpose purpose, string? except, Func<MessageFacts, MessageFacts> with, string? only = null)
    {
        var told = _alert
            .Pages.Where(page =>
                page.DisturbedAt is not null
                && page.Contact != except
                && (only is null || page.Contact == only)
                && !context.Informed.Contains(page.Contact)
            )
            .ToArray();
        if (told.Length == 0)
        {
            return;
        }

        _alert = _alert with { Notices = _alert.Notices + 1 };
        var facts = with(_alert.Facts(context));
        foreach (var page in told)
        {
            var at = context.Team.TextAt(page.Contact, _alert.Latest, Now);
            var text = new AlertEffect.Reach(
                _alert.Id,
                purpose,
                _alert.Notices,
                0,
                page.Contact,
                Channel.Text,
                at,
                facts
            );
            _effects.Add(text);
            if (context.Team.Pushed.Contains(page.Contact))
            {
                _effects.Add(text with { Channel = Channel.Push });
            }

            var entry = purpose is Purpose.AllClear ? LedgerEntry.AllClearOrdered : LedgerEntry.TakenByOrdered;
            Note(entry, line => line with { Contact = page.Contact, Channel = Channel.Text });
        }
    }

    private static LedgerLine Name(LedgerLine line, WatchInput.DeliveryMoved news) =>
        line with
        {
            Contact = news.Contact,
            Channel = news.Channel,
            Round = news.Round,
            Step = news.Step,
        };

    private void Become(AlertState state) => _alert = _alert with { State = state };

    private void Apply(Decision walked)
    {
        _alert = walked.Alert;
        _effects.AddRange(walked.Effects);
    }
}
