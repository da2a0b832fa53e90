using Scout.Core.Messages;
using Scout.Core.Watches;

namespace Scout.Core.Alerts;

/// <summary>
/// Many problems of one project are not many pages. The first is told at once; those that follow while it rings, or within
/// the grouping time, join it: one text tells them, its calls speak of all. What is worse than what rings never waits.
/// Everything needed to decide stands in the alerts, so that a process that dies between loses nothing.
/// </summary>
internal static class Gathering
{
    /// <summary>When the first of those that are told together began so long ago, the message says when.</summary>
    private static readonly TimeSpan AWhile = TimeSpan.FromMinutes(5);

    /// <summary>Where an alert that is to ring waits instead.</summary>
    /// <param name="IsHeldBack">Because of the limit for an hour.</param>
    public readonly record struct Place(AlertState State, bool IsHeldBack);

    /// <summary>Null: it rings now.</summary>
    public static Place? PlaceOf(Alert alert, AlertContext context)
    {
        if (
            alert.Kind is not AlertKind.Problem
            || alert.Latest.Severity is Severity.Info
            || context.Settings.Problems is not { } problems
        )
        {
            return null;
        }

        // What was told before waits for nobody but those it is told with.
        var isNew = alert.PagedAt is null;
        var freeAt = isNew ? FreeAt(alert, problems, context) : null;
        var groupedAt = LastPage(alert, context) + problems.GroupWithin;
        var tellAt = Latest(context.Now, groupedAt, freeAt);
        var isHeldBack = freeAt == tellAt && tellAt > context.Now;
        if ((problems.GroupWithin > TimeSpan.Zero || isHeldBack) && LeaderFor(alert, context) is { } leader)
        {
            return new Place(new AlertState.Joined(leader.Id, tellAt), isHeldBack);
        }

        return isNew && tellAt > context.Now ? new Place(new AlertState.Waiting(tellAt), isHeldBack) : null;
    }

    /// <summary>At the end of a turn: who leads, who was told with whom, who must be told now.</summary>
    public static void Settle(AlertTable table, AlertContext context)
    {
        if (context.Settings.Problems is null)
        {
            return; // the alerts of values are few, and each is its own
        }

        Follow(table, context);
        KeepPages(table, context);
        TellDue(table, context);
    }

    /// <summary>From when on this hour has room for another page; null: it has, or this may not wait.</summary>
    private static DateTimeOffset? FreeAt(Alert alert, ProblemSettings problems, AlertContext context)
    {
        if (problems.MostPerHour is not { } most || alert.Latest.Severity is Severity.Critical)
        {
            return null;
        }

        var hour = TimeSpan.FromHours(1);
        var pages = context.Pages.Where(at => at > context.Now - hour).OrderDescending().ToArray();
        return pages.Length >= most ? pages[most - 1] + hour : null;
    }

    /// <summary>The newest page about anything as severe as this.</summary>
    private static DateTimeOffset? LastPage(Alert alert, AlertContext context)
    {
        DateTimeOffset? last = null;
        foreach (var other in context.Beside)
        {
            if (
                other.Id != alert.Id
                && other.Latest.Severity >= alert.Latest.Severity
                && !(other.PagedAt <= last)
                && other.PagedAt is { } at
            )
            {
                last = at;
            }
        }

        return last;
    }

    private static Alert? LeaderFor(Alert alert, AlertContext context)
    {
        Alert? best = null;
        foreach (var other in context.Beside)
        {
            // One whose time has come in this very turn is about to ring, or to join, itself.
            var leads =
                other.Id != alert.Id
                && CanLead(other)
                && other.Latest.Severity >= alert.Latest.Severity
                && (other.State is AlertState.Ringing || other.State.Until() > context.Now);
            if (leads && (best is null || other.Latest.Severity > best.Latest.Severity))
            {
                best = other;
            }
        }

        return best;
    }

    /// <summary>Nobody has taken it, and it rings by itself.</summary>
    private static bool CanLead(Alert alert) =>
        alert is { Kind: AlertKind.Problem, State: AlertState.Ringing or AlertState.Waiting }
        && alert.Latest.Severity > Severity.Info;

    /// <summary>Those whose leader is over, taken, or has joined another, go on without it.</summary>
    private static void Follow(AlertTable table, AlertContext context)
    {
        foreach (var group in GroupsIn(table))
        {
            var leader = LeaderOf(table, group.Key);
            if (leader is null)
            {
                var heir = Promote(table, group.Key, [.. group], context);
                // What was due when the one before ended is due for the heir, which may find another to join.
                table.Put(AlertMachine.Strike(heir, unknown: false, context with { Beside = table.Open }));
                leader = LeaderOf(table, heir.Id);
            }

            foreach (var alert in group)
            {
                if (
                    leader is not null
                    && table.Find(alert.Id) is { State: AlertState.Joined joined } member
                    && joined.With != leader.Id
                    && alert.Id != leader.Id
                )
                {
                    table.Put(member with { State = joined with { With = leader.Id } });
                }
            }
        }
    }

    /// <summary>Whoever rings for this one now; null: nobody does.</summary>
    private static Alert? LeaderOf(AlertTable table, string id)
    {
        var leader = table.Find(id);
        while (leader?.State is AlertState.Joined up)
        {
            leader = table.Find(up.With);
        }

        return leader is not null && CanLead(leader) ? leader : null;
    }

    /// <summary>The most severe takes the place of the one before, in the middle of its round.</summary>
    private static Alert Promote(AlertTable table, string before, Alert[] group, AlertContext context)
    {
        var heir = group
            .OrderByDescending(alert => alert.Latest.Severity)
            .ThenBy(alert => alert.State.Until() is null ? 0 : 1)
            .ThenBy(alert => alert.OpenedAt)
            .First();
        var last = table.Before(before);
        if (heir.State is AlertState.Joined { TellAt: { } tellAt })
        {
            heir = heir with { State = new AlertState.Waiting(tellAt) };
        }
        else if (last is { State: AlertState.Ringing ringing })
        {
            heir = heir with
            {
                Round = Math.Max(heir.Round, ringing.Round),
                Plan = last.Latest.Severity == heir.Latest.Severity ? last.Plan : heir.Plan,
                Pages = last.Pages,
                State = ringing with { Round = Math.Max(heir.Round, ringing.Round), Awaiting = [] },
            };
        }
        else
        {
            heir = heir with
            {
                Pages = last?.Pages ?? heir.Pages,
                State = last?.State is AlertState.Waiting waiting ? waiting : new AlertState.Waiting(context.Now),
            };
        }

        table.Put(heir);
        return heir;
    }

    /// <summary>What was ordered in this turn speaks of all that have joined.</summary>
    private static void KeepPages(AlertTable table, AlertContext context)
    {
        var paged = table
            .Effects.OfType<AlertEffect.Reach>()
            .Where(reach => reach.Purpose is Purpose.Alert)
            .Select(reach => reach.Alert)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var leader in paged.Select(table.Find).OfType<Alert>().Where(one => one.Kind is AlertKind.Problem))
        {
            table.Put(leader with { PagedAt = context.Now });
            Speak(table, leader, [.. table.Open.Where(alert => IsWith(alert, leader))], context);
        }
    }

    /// <summary>Those for whom no page came in time get one of their own, together.</summary>
    private static void TellDue(AlertTable table, AlertContext context)
    {
        foreach (var group in GroupsIn(table))
        {
            if (
                !group.Any(alert => alert.State.Until() <= context.Now)
                || table.Find(group.Key) is not { } leader
                || leader.State is AlertState.Waiting { Until: var rings } && rings <= context.Now // its own page is due
            )
            {
                continue;
            }

            var untold = group.Where(alert => alert.State.Until() is not null).ToArray();
            var first = untold
                .OrderByDescending(alert => alert.Latest.Severity)
                .ThenBy(alert => alert.OpenedAt)
                .First();
            if (context.QuietUntil(first.Kind, first.Latest.Severity) is { } quiet)
            {
                foreach (var alert in untold)
                {
                    table.Put(alert with { State = new AlertState.Waiting(quiet) });
                }

                continue;
            }

            if (leader.PagedAt is null)
            {
                foreach (var alert in untold)
                {
                    table.Put(alert with { State = new AlertState.Joined(leader.Id, leader.State.Until()) });
                }

                continue;
            }

            var told = new RoundWalk(context).TellBeside(first, leader);
            table.Put(
                told with
                {
                    Alert = told.Alert with { State = new AlertState.Joined(leader.Id, null), PagedAt = context.Now },
                }
            );
            table.Put(leader with { PagedAt = context.Now });
            Speak(table, first, [leader, .. group.Where(alert => alert.Id != first.Id)], context);
        }
    }

    private static void Speak(AlertTable table, Alert speaker, Alert[] fellows, AlertContext context)
    {
        if (fellows.Length == 0)
        {
            return;
        }

        var first = fellows.Min(alert => alert.OpenedAt);
        DateTimeOffset? since = context.Now - first > AWhile ? first : null;
        table.SpeakAlsoOf(speaker.Id, Purpose.Alert, [.. fellows.Select(alert => alert.Id)], since);
        foreach (var fellow in fellows)
        {
            if (fellow.State is AlertState.Joined { TellAt: not null } joined)
            {
                var line = new LedgerLine(LedgerEntry.ToldWith, context.Now) { With = speaker.Id };
                table.Put(
                    new Decision(
                        fellow with
                        {
                            State = joined with { TellAt = null },
                            PagedAt = context.Now,
                        },
                        [new AlertEffect.Note(fellow.Id, line)]
                    )
                );
            }
        }
    }

    private static bool IsWith(Alert alert, Alert leader) =>
        alert.State is AlertState.Joined joined && joined.With == leader.Id;

    private static IGrouping<string, Alert>[] GroupsIn(AlertTable table) =>
        [
            .. table
                .Open.Where(alert => alert.State is AlertState.Joined)
                .GroupBy(alert => ((AlertState.Joined)alert.State).With, StringComparer.Ordinal),
        ];

    private static DateTimeOffset Latest(DateTimeOffset now, DateTimeOffset? one, DateTimeOffset? other)
    {
        var latest = one > now ? one.Value : now;
        return other > latest ? other.Value : latest;
    }
}
