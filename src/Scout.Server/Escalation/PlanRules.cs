using Scout.Core.Escalation;
using Scout.Server.OnCall;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Escalation;

/// <summary>Nobody goes into a plan who could not be reached at night.</summary>
internal static class PlanRules
{
    public static string? WhyNot(string contact, IReadOnlyDictionary<string, DutyPerson> people) =>
        people.GetValueOrDefault(contact) switch
        {
            null => Say.It("Choose people from your contacts."),
            { TakesTexts: false } person => Say.It(
                "{0} cannot be reached: verify the number under Contacts, and see that texts are wanted.",
                person.Name
            ),
            _ => null,
        };

    public static string? WhyNot(
        SavedRoster? roster,
        PlanTarget target,
        IReadOnlyDictionary<string, DutyPerson> people
    ) =>
        roster is null || !roster.Roster.Roles.Contains(target.Role)
            ? Say.It("Choose one of your rosters.")
            : WhyNot(roster, people);

    /// <summary>For a roster that a plan asks.</summary>
    public static string? WhyNot(SavedRoster roster, IReadOnlyDictionary<string, DutyPerson> people) =>
        roster.Roster.Fallback is null
            ? Say.It("{0} has no fallback: choose who is reached while nobody is on duty.", roster.Name)
            : roster.Roster.People.Select(contact => WhyNot(contact, people)).FirstOrDefault(why => why is not null);
}
