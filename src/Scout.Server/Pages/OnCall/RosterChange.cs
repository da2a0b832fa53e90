using Scout.Core.OnCall;
using Scout.Server.Accounts;
using Scout.Server.Escalation;
using Scout.Server.OnCall;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Languages;
using Scout.Server.Storage;

namespace Scout.Server.Pages.OnCall;

/// <summary>Saves what a form made of a roster.</summary>
internal static class RosterChange
{
    /// <returns>Null: it is saved. Otherwise a sentence.</returns>
    public static async Task<string?> SaveAsync(HttpContext context, SavedRoster changed, string what)
    {
        var viewer = context.User.Viewer();
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        return await context
            .RequestServices.GetRequiredService<Database>()
            .WriteAsync(
                async session =>
                {
                    if (await WhyNotAsync(session, changed) is { } why)
                    {
                        return why;
                    }

                    return await session.SaveRosterAsync(changed, viewer.Account, what, now)
                        ? null
                        : Say.It("Somebody else changed this roster meanwhile. Look at it again, then change it.");
                },
                context.RequestAborted
            );
    }

    /// <summary>What is wrong with the roster itself.</summary>
    public static string? WhyNot(Roster roster) =>
        RosterRules.Of(roster).FirstOrDefault() is { } first ? CoreWords.Of(first) : null;

    private static async Task<string?> WhyNotAsync(Session session, SavedRoster changed)
    {
        if (WhyNot(changed.Roster) is { } wrong)
        {
            return wrong;
        }

        var people = await session.DutyPeopleAsync(changed.Account);
        if (
            changed.Version > 0
            && await session.IsInPlanAsync(changed.Account, changed.Id)
            && PlanRules.WhyNot(changed, people) is { } missing
        )
        {
            return Say.It("Alarms use this roster. {0}", missing);
        }

        return changed.Roster.People.All(people.ContainsKey)
            ? null
            : Say.It("Choose people from your contacts. Somebody in this roster is no longer there.");
    }
}
