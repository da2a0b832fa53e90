using Scout.Core.Escalation;
using Scout.Core.Watches;
using Scout.Server.Accounts;
using Scout.Server.Alerts;
using Scout.Server.Contacts;
using Scout.Server.Escalation;
using Scout.Server.OnCall;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Languages;
using Scout.Server.Pages.Shown;
using Scout.Server.Storage;

namespace Scout.Server.Pages.Plans;

/// <summary>What the page of a plan shows.</summary>
/// <param name="Targets">Whom a step may mean.</param>
/// <param name="Urgent">What would happen now: to an urgent alert.</param>
/// <param name="Warning">The same for a warning.</param>
public sealed record PlanView(
    string Watch,
    string Name,
    bool IsSaved,
    TypedForm Form,
    IReadOnlyList<(string Value, string Words)> Targets,
    IReadOnlyList<string> Urgent,
    IReadOnlyList<string> Warning,
    IReadOnlyList<Upkeep> Upkeep,
    Clock Clock
)
{
    public bool IsPreview { get; init; }

    /// <param name="find">The watch, where this account may change it.</param>
    internal static async Task<PlanView?> LoadAsync(
        HttpContext context,
        Func<Session, Viewer, Task<PlanRow?>> find,
        string watch,
        TypedForm? form,
        WatchPlan? preview
    )
    {
        var me = context.User.Me();
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        return await context
            .RequestServices.GetRequiredService<Database>()
            .ReadAsync(
                async session =>
                {
                    if (await find(session, context.User.Viewer()) is not { } row)
                    {
                        return null;
                    }

                    var people = await session.DutyPeopleAsync(row.AccountId);
                    var rosters = await session.RostersAsync(row.AccountId);
                    var members = await session.MembersAsync(watch);
                    var saved = row.Plan is null ? null : ScoutJson.ReadPlan(row.Plan);
                    var typed =
                        form
                        ?? (saved is null ? PlanForm.Usual(members.Count > 0 ? members[0] : null) : PlanForm.Of(saved));
                    var shown = preview ?? saved;
                    var team = new Team(members.Count > 0 ? members[0] : "", [.. members.Skip(1)]);
                    return new PlanView(
                        watch,
                        row.Name,
                        saved is not null,
                        typed,
                        TargetsOf(people, rosters),
                        Words(Severity.Urgent),
                        Words(Severity.Warning),
                        [.. ScoutJson.ReadUpkeep(row.Upkeep).Where(one => one.Until > now).OrderBy(one => one.From)],
                        Clock.In(me.Zone, now)
                    )
                    {
                        IsPreview = preview is not null,
                    };

                    string[] Words(Severity severity) =>
                        shown is null
                            ? []
                            :
                            [
                                .. PlanWords.Of(
                                    shown.Resolve(severity, team, PlanStore.DutiesOf(shown, rosters, people, now)),
                                    contact =>
                                        people.TryGetValue(contact, out var person)
                                            ? person.Name
                                            : Say.It("somebody who is gone")
                                ),
                            ];
                },
                context.RequestAborted
            );
    }

    private static IReadOnlyList<(string Value, string Words)> TargetsOf(
        IReadOnlyDictionary<string, DutyPerson> people,
        IReadOnlyList<SavedRoster> rosters
    ) =>
        [
            ("", Say.It("no step")),
            .. rosters.SelectMany(roster =>
                roster.Roster.Roles.Select(role =>
                    (
                        PlanForm.Word(new PlanTarget(TargetKind.Roster, roster.Id, role)),
                        Say.It("whoever is on duty: {0}, {1}", roster.Name, role)
                    )
                )
            ),
            .. people
                .OrderBy(one => one.Value.Name, StringComparer.CurrentCultureIgnoreCase)
                .Select(one => (PlanForm.Word(new PlanTarget(TargetKind.Person, one.Key)), one.Value.Name)),
            (PlanForm.Everybody, Say.It("everybody of this watch")),
        ];
}
