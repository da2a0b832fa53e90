using System.Collections.Immutable;
using NodaTime;

namespace Scout.Core.OnCall;

/// <summary>
/// A roster made ready to be asked. What it says about a stretch of time is what it says about the instants in it: the
/// calendar and the question "who now?" cannot disagree.
/// </summary>
public sealed class DutyClock
{
    private static readonly int[] Horizons = [8, 40, 400]; // days

    private readonly Roster _roster;
    private readonly DateTimeZone _zone;
    private readonly ImmutableArray<LayerClock> _layers;
    private readonly ImmutableArray<(DutyOverride What, Interval When)> _overrides;

    /// <param name="roster">One that <see cref="RosterRules"/> has no complaint about.</param>
    public DutyClock(Roster roster)
    {
        _roster = roster;
        _zone = WallClock.Zone(roster.Zone) ?? DateTimeZone.Utc;
        _layers = [.. roster.Layers.Select(layer => new LayerClock(layer, _zone))];
        _overrides = [.. roster.Overrides.Select(one => (one, one.Span(_zone)))];
    }

    public DateTimeZone Zone => _zone;

    public OnDuty At(string role, Instant instant)
    {
        var people = new List<string>(2);
        foreach (var layer in _layers)
        {
            if (layer.Role == role && layer.At(instant) is { } person && !people.Contains(person))
            {
                people.Add(person);
            }
        }

        string? alone = null;
        foreach (var (what, when) in _overrides)
        {
            if (when.Contains(instant) && (what.Role is null || what.Role == role))
            {
                Apply(what, people, ref alone);
            }
        }

        if (alone is not null)
        {
            return new OnDuty([alone], IsGap: false);
        }

        if (people.Count > 0)
        {
            return new OnDuty([.. people], IsGap: false);
        }

        return new OnDuty(_roster.Fallback is { } fallback ? [fallback] : [], IsGap: true);
    }

    /// <summary>The final schedule of a role: stretches that touch, without overlap, from the first instant to the last.</summary>
    public ImmutableArray<DutySpan> Over(string role, Instant from, Instant until)
    {
        var spans = ImmutableArray.CreateBuilder<DutySpan>();
        foreach (var start in Edges(role, from, until))
        {
            var who = At(role, start);
            if (spans.Count > 0)
            {
                if (spans[^1].Who == who)
                {
                    continue;
                }

                spans[^1] = spans[^1] with { End = start };
            }

            spans.Add(new DutySpan(role, start, until, who));
        }

        return spans.ToImmutable();
    }

    /// <summary>When the primary of a role changes next; null: not within a year.</summary>
    public HandOver? Next(string role, Instant instant)
    {
        foreach (var days in Horizons)
        {
            var spans = Over(role, instant, instant + Duration.FromDays(days));
            var now = spans[0].Who;
            foreach (var span in spans)
            {
                if (span.Who.Primary != now.Primary || span.Who.IsGap != now.IsGap)
                {
                    return new HandOver(span.Start, span.Who.Primary, span.Who.IsGap);
                }
            }
        }

        return null;
    }

    /// <summary>When nobody is on duty, role by role.</summary>
    public ImmutableArray<DutySpan> Gaps(Instant from, Instant until) =>
        [.. _roster.Roles.SelectMany(role => Over(role, from, until)).Where(span => span.Who.IsGap)];

    private static void Apply(DutyOverride what, List<string> people, ref string? alone)
    {
        switch (what.Kind)
        {
            case OverrideKind.Instead:
                alone = what.Person;
                break;
            case OverrideKind.Add when what.Person is { } person && !people.Contains(person):
                people.Add(person);
                break;
            case OverrideKind.Remove when what.Replaced is { } gone:
                people.Remove(gone);
                alone = alone == gone ? null : alone;
                break;
            case OverrideKind.Replace when what is { Person: { } person, Replaced: { } replaced }:
                alone = alone == replaced ? person : alone;
                var index = people.IndexOf(replaced);
                if (index >= 0 && person != replaced)
                {
                    var other = people.IndexOf(person);
                    people[index] = person;
                    if (other >= 0)
                    {
                        people.RemoveAt(Math.Max(index, other)); // on duty already: the earlier place stays
                        people[Math.Min(index, other)] = person;
                    }
                }

                break;
        }
    }

    private IEnumerable<Instant> Edges(string role, Instant from, Instant until)
    {
        var edges = new SortedSet<Instant> { from };
        foreach (var layer in _layers.Where(layer => layer.Role == role))
        {
            edges.UnionWith(layer.Edges(from, until));
        }

        foreach (var (what, when) in _overrides.Where(one => one.What.Role is null || one.What.Role == role))
        {
            edges.Add(when.Start);
            edges.Add(when.End);
        }

        return edges.Where(edge => edge >= from && edge < until);
    }
}
