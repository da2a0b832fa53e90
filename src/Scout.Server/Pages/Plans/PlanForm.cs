using System.Globalization;
using Scout.Core.Deliveries;
using Scout.Core.Escalation;
using Scout.Core.Watches;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Pages.Plans;

/// <summary>A plan as a form: a row of fields for each step; a step without a target is none.</summary>
internal static class PlanForm
{
    public const string Everybody = "everybody";

    public static TypedForm Of(WatchPlan plan)
    {
        var form = new TypedForm { ["call_from"] = plan.CallFrom.ToString(), ["repeat"] = Seconds(plan.Repeat) };
        foreach (var (place, step) in plan.Steps.Index())
        {
            form[$"target{place}"] = Word(step.Targets[0]);
            form[$"also{place}"] = step.Targets.Length > 1 ? Word(step.Targets[1]) : "";
            form[$"how{place}"] = step.Channel.ToString();
            form[$"wait{place}"] = Seconds(step.Wait);
        }

        return form;
    }

    /// <summary>As the usual plan does it: the person is called, then everybody is texted.</summary>
    public static TypedForm Usual(string? person)
    {
        var first = person is null ? new PlanTarget(TargetKind.Everybody) : new PlanTarget(TargetKind.Person, person);
        return Of(
            new WatchPlan([
                new PlanStep([first], Channel.Call, TimeSpan.FromSeconds(90)),
                new PlanStep([new PlanTarget(TargetKind.Everybody)], Channel.Text, TimeSpan.FromSeconds(60)),
            ])
        );
    }

    /// <summary>Null: the form says what is wrong.</summary>
    public static WatchPlan? Read(TypedForm form)
    {
        var steps = new List<PlanStep>();
        for (var place = 0; place < WatchPlan.MostSteps; place++)
        {
            PlanTarget[] targets =
            [
                .. new[] { form[$"target{place}"], form[$"also{place}"] }
                    .Select(Target)
                    .OfType<PlanTarget>()
                    .Distinct(),
            ];
            if (targets.Length == 0)
            {
                continue;
            }

            var how = form[$"how{place}"] == nameof(Channel.Text) ? Channel.Text : Channel.Call;
            var wait = ReadSeconds(form, $"wait{place}", WatchPlan.ShortestWait, WatchPlan.LongestWait);
            steps.Add(new PlanStep([.. targets], how, wait));
        }

        if (steps.Count == 0)
        {
            form.Refuse("target0", CoreWords.Of("A plan needs at least one step."));
        }

        if (!Enum.TryParse<Severity>(form["call_from"], out var from) || !Enum.IsDefined(from))
        {
            form.Refuse("call_from", Say.It("Choose from which severity on Scout calls."));
        }

        var repeat = ReadSeconds(form, "repeat", WatchPlan.ShortestRepeat, WatchPlan.LongestRepeat);
        return form.IsFine ? new WatchPlan([.. steps]) { CallFrom = from, Repeat = repeat } : null;
    }

    private static TimeSpan ReadSeconds(TypedForm form, string field, TimeSpan least, TimeSpan most)
    {
        if (
            int.TryParse(form[field], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds >= least.TotalSeconds
            && seconds <= most.TotalSeconds
        )
        {
            return TimeSpan.FromSeconds(seconds);
        }

        form.Refuse(field, Say.It("Type whole seconds, from {0} to {1}.", least.TotalSeconds, most.TotalSeconds));
        return least;
    }

    private static string Seconds(TimeSpan span) => ((int)span.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    public static string Word(PlanTarget target) =>
        target.Kind switch
        {
            TargetKind.Person => $"person:{target.Id}",
            TargetKind.Roster => $"roster:{target.Id}:{target.Role}",
            _ => Everybody,
        };

    private static PlanTarget? Target(string word) =>
        word.Split(':', 3) switch
        {
            [Everybody] => new PlanTarget(TargetKind.Everybody),
            ["person", var id] => new PlanTarget(TargetKind.Person, id),
            ["roster", var id, var role] => new PlanTarget(TargetKind.Roster, id, role),
            _ => null,
        };
}
