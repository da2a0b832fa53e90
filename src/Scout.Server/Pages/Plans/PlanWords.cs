using Scout.Core.Deliveries;
using Scout.Core.Escalation;
using Scout.Core.Watches;
using Scout.Server.Pages.Languages;
using Scout.Server.Pages.Shown;

namespace Scout.Server.Pages.Plans;

/// <summary>"What would happen now", in sentences.</summary>
internal static class PlanWords
{
    public static IEnumerable<string> Of(Plan plan, Func<string, string> nameOf)
    {
        foreach (var step in plan.Steps)
        {
            if (step.Nobody is { } roster && step.Contacts.IsEmpty)
            {
                yield return Say.It("Nobody is on duty in {0}: the next step follows at once.", roster);
                continue;
            }

            var names = Say.List(step.Contacts.Select(nameOf));
            var act =
                step.Channel is Channel.Call ? Say.It("Scout calls {0}.", names) : Say.It("Scout texts {0}.", names);
            var instead = step.Nobody is { } empty ? " " + Say.It("(Nobody is on duty in {0}.)", empty) : "";
            yield return $"{act}{instead} {Say.It("No answer for {0}:", Clock.Length(step.Wait))}";
        }

        yield return Say.It(
            "Then again from the beginning, after {0}, until somebody answers.",
            Clock.Length(plan.Repeat ?? TimeSpan.Zero)
        );
    }

    public static string Of(Severity severity) =>
        severity switch
        {
            Severity.Warning => Say.It("from warnings on"),
            Severity.Urgent => Say.It("from urgent alerts on"),
            _ => Say.It("only critical alerts"),
        };
}
