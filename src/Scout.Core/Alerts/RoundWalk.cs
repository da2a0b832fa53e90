using System.Collections.Immutable;
using Scout.Core.Deliveries;
using Scout.Core.Escalation;
using Scout.Core.Messages;
using Scout.Core.Watches;

namespace Scout.Core.Alerts;

/// <summary>Walks the steps of a plan: who is reached now, and what the alert waits for next.</summary>
internal sealed class RoundWalk(AlertContext context)
{
    private readonly ImmutableArray<AlertEffect>.Builder _effects = ImmutableArray.CreateBuilder<AlertEffect>();

    private DateTimeOffset Now => context.Now;

    private AlertTimes Times => context.Settings.Times;

    /// <summary>The next round, from its first step.</summary>
    public Decision Begin(Alert alert) => Walk(NextRound(alert), 0);

    /// <summary>
    /// The plan again, for something worse. The number may have to rest after a call; what became more severe does not
    /// wait for that: those who only get texts are told now.
    /// </summary>
    public Decision BeginWorse(Alert alert)
    {
        alert = NextRound(Untold(alert));
        var plan = PlanOf(alert);
        var mustRest =
            plan.Steps is [{ Channel: Channel.Call } first, ..]
            && first.Contacts.Any(contact => MayCallAt(alert, contact) > Now);
        if (mustRest && alert.Latest.Severity is Severity.Critical)
        {
            for (var step = 1; step < plan.Steps.Length; step++)
            {
                if (plan.Steps[step].Channel is Channel.Text)
                {
                    alert = Text(alert, plan.Steps[step], step);
                }
            }
        }

        return Walk(alert, 0);
    }

    /// <summary>The step after a step that is over.</summary>
    public Decision Next(Alert alert, AlertState.Ringing from) => Walk(alert, from.Step + 1);

    /// <summary>Somebody asked for the next step now: whoever it is, it goes out, pauses between texts or not.</summary>
    public Decision Skip(Alert alert)
    {
        alert = Untold(alert);
        var steps = PlanOf(alert).Steps.Length;
        return alert.State switch
        {
            AlertState.Ringing ringing when ringing.Step + 1 < steps => Walk(Fresh(alert), ringing.Step + 1),
            AlertState.Ringing => Walk(NextRound(alert), 0),
            _ => Walk(NextRound(alert), steps > 1 ? 1 : 0),
        };
    }

    /// <summary>The contact has been called, or will be, and the number rests after that.</summary>
    public bool IsResting(Alert alert, string contact) => MayCallAt(alert, contact) > Now;

    /// <summary>One call that is no step: its fate moves the plan neither on nor back.</summary>
    public Decision CallBeside(Alert alert, string contact)
    {
        var called = alert.WithPage(alert.PageOf(contact) with { CallOrderedAt = Now }) with
        {
            CallsAsked = alert.CallsAsked + 1,
        };
        Reach(called, -called.CallsAsked, contact, Channel.Call, Now);
        return Done(called);
    }

    private static Alert Untold(Alert alert) =>
        alert with
        {
            Pages = [.. alert.Pages.Select(page => page with { TextOrderedAt = null, PushOrderedAt = null })],
        };

    /// <summary>A text about one that joined, to everybody whom the round of the other has reached so far.</summary>
    public Decision TellBeside(Alert joined, Alert leader)
    {
        var steps = PlanOf(leader).Steps;
        var reached = leader.State is AlertState.Ringing ringing ? ringing.Step + 1 : steps.Length;
        var contacts = steps.Take(reached).SelectMany(step => step.Contacts).Distinct(StringComparer.Ordinal);
        var told = Untold(joined) with { Round = joined.Round + 1 };
        return Done(Text(told, new EscalationStep([.. contacts], Channel.Text, TimeSpan.Zero), 0));
    }

    /// <summary>The step's text by call, no sooner than the number has rested.</summary>
    public Decision CallInstead(Alert alert, int step, string contact)
    {
        var at = MayCallAt(alert, contact);
        var called = alert.WithPage(alert.PageOf(contact) with { CallOrderedAt = at });
        Reach(called, step, contact, Channel.Call, at);
        return Done(called);
    }

    // What was told early in this round, for something worse, is told again in the next.
    private Alert Fresh(Alert alert) =>
        alert.Pages.Any(page => page.TextRound == alert.Round) ? NextRound(alert) : alert;

    private Alert NextRound(Alert alert)
    {
        var next = alert with { Round = alert.Round + 1, Plan = context.Team.Freeze(alert.Latest.Severity) };
        Note(next, LedgerEntry.RoundBegan, line => line with { Round = next.Round });
        return next;
    }

    private Decision Walk(Alert alert, int step)
    {
        var steps = PlanOf(alert).Steps;
        while (step < steps.Length)
        {
            if (steps[step].Nobody is { } roster)
            {
                Note(
                    alert,
                    LedgerEntry.NobodyOnDuty,
                    line => line with { Detail = roster, Round = alert.Round, Step = step }
                );
            }

            if (steps[step].Contacts.IsEmpty)
            {
                step++; // nobody to wait for: the next step at once
                continue;
            }

            var (next, until) = Enter(alert, steps[step], step);
            alert = next;
            if (until is { } deadline)
            {
                var awaiting = steps[step].Channel is Channel.Call ? steps[step].Contacts : [];
                return Done(alert with { State = new AlertState.Ringing(alert.Round, step, deadline, awaiting) });
            }

            step++;
        }

        var rest = RestUntil(alert, steps);
        Note(alert, LedgerEntry.Waiting, line => line with { Until = rest });
        return Done(alert with { State = new AlertState.Waiting(rest) });
    }

    private Decision Done(Alert alert) => new(alert, _effects.ToImmutable());

    private (Alert Alert, DateTimeOffset? Until) Enter(Alert alert, EscalationStep step, int index)
    {
        if (step.Channel is Channel.Push)
        {
            return (step.Contacts.Aggregate(alert, (told, contact) => Push(told, index, contact)), null);
        }

        if (step.Channel is Channel.Text)
        {
            return (Text(alert, step, index), step.Wait > TimeSpan.Zero ? Now + step.Wait : null);
        }

        var until = Now;
        foreach (var contact in step.Contacts)
        {
            var at = MayCallAt(alert, contact);
            alert = alert.WithPage(alert.PageOf(contact) with { CallOrderedAt = at });
            Reach(alert, index, contact, Channel.Call, at);
            alert = Push(alert, index, contact);
            until = at + step.Wait > until ? at + step.Wait : until;
        }

        return (alert, until);
    }

    private Alert Text(Alert alert, EscalationStep step, int index)
    {
        foreach (var contact in step.Contacts)
        {
            var page = alert.PageOf(contact);
            if (page.TextRound == alert.Round || page.TextOrderedAt + Times.TextAgain > Now)
            {
                continue; // told in this round, or a short while ago
            }

            var at = context.Team.TextAt(contact, alert.Latest, Now);
            alert = alert.WithPage(page with { TextOrderedAt = at, TextRound = alert.Round });
            Reach(alert, index, contact, Channel.Text, at);
            alert = Push(alert, index, contact);
        }

        return alert;
    }

    /// <summary>Beside the call or text, as often and as late at night as a text; the plan never waits for it.</summary>
    private Alert Push(Alert alert, int step, string contact)
    {
        var page = alert.PageOf(contact);
        if (!context.Team.Pushed.Contains(contact) || page.PushOrderedAt + Times.TextAgain > Now)
        {
            return alert;
        }

        var at = context.Team.TextAt(contact, alert.Latest, Now);
        Reach(alert, step, contact, Channel.Push, at);
        return alert.WithPage(page with { PushOrderedAt = at });
    }

    private DateTimeOffset MayCallAt(Alert alert, string contact) =>
        alert.PageOf(contact).CallOrderedAt + Times.WaitAfterCall is { } rested && rested > Now ? rested : Now;

    private DateTimeOffset RestUntil(Alert alert, ImmutableArray<EscalationStep> steps)
    {
        var soonest = Now + (PlanOf(alert).Repeat ?? AlertTimes.ShortestRest);
        if (alert.Plan is not null)
        {
            return alert.Pages.Max(page => page.CallOrderedAt) + Times.WaitAfterCall is { } rests && rests > soonest
                ? rests
                : soonest;
        }

        if (!steps.Any(step => step.Channel is Channel.Call))
        {
            // What ends by itself is not repeated in texts.
            return alert.Events?.EndsAt is { } end && end > soonest ? end : Now + Times.TextsAgain(alert.Latest.Rule);
        }

        if (alert.Latest.Rule is RuleKind.NoData or RuleKind.DeviceTrouble)
        {
            return Now + Times.NoDataAgain;
        }

        var rested = alert.Pages.Max(page => page.CallOrderedAt) + Times.WaitAfterCall;
        return rested > soonest ? rested.Value : soonest;
    }

    private Plan PlanOf(Alert alert) =>
        alert.Plan is { } frozen ? frozen
        : context.Settings.Problems is { } problems ? context.Team.PlanFor(problems, alert.Latest.Severity, Times)
        : context.Team.PlanFor(alert.Latest.Severity, Times);

    private void Reach(Alert alert, int step, string contact, Channel channel, DateTimeOffset at)
    {
        _effects.Add(
            new AlertEffect.Reach(
                alert.Id,
                Purpose.Alert,
                alert.Round,
                step,
                contact,
                channel,
                at,
                alert.Facts(context)
            )
        );
        var entry = channel switch
        {
            Channel.Call => LedgerEntry.CallOrdered,
            Channel.Text => LedgerEntry.TextOrdered,
            _ => LedgerEntry.PushOrdered,
        };
        Note(
            alert,
            entry,
            line => line with { Contact = contact, Channel = channel, Round = alert.Round, Step = step, Until = at }
        );
    }

    private void Note(Alert alert, LedgerEntry entry, Func<LedgerLine, LedgerLine> with) =>
        _effects.Add(new AlertEffect.Note(alert.Id, with(new LedgerLine(entry, Now))));
}
