using System.Collections.Immutable;
using NodaTime;
using Scout.Core.Alerts;
using Scout.Core.Escalation;
using Scout.Core.Messages;
using Scout.Core.OnCall;
using Scout.Server.Alerts;
using Scout.Server.Deliveries;
using Scout.Server.OnCall;
using Scout.Server.Storage;
using Scout.Server.Watches;

namespace Scout.Server.Escalation;

/// <summary>Plans that were saved for watches. A watch without one costs no look into these tables.</summary>
internal static class PlanStore
{
    /// <summary>
    /// The watch with its saved plan: who is on duty now, and everybody of the account's book, because whoever was on duty
    /// when a round began is told how it ends.
    /// </summary>
    public static async Task<LoadedWatch> WithPlanAsync(this Session session, LoadedWatch loaded, DateTimeOffset now)
    {
        var plan = ScoutJson.ReadPlan(loaded.Plan!);
        var people = await session.DutyPeopleAsync(loaded.Account);
        var rosters = plan.Rosters.Any() ? await session.RostersAsync(loaded.Account) : [];
        var team = loaded.State.Team;
        var others = people.Where(one => !team.Has(one.Key) && one.Value.IsReachable).ToArray();
        var recipients = new Dictionary<string, Recipient>(loaded.Recipients, StringComparer.Ordinal);
        foreach (var (contact, person) in others)
        {
            recipients.TryAdd(contact, person.ToRecipient());
        }

        return loaded with
        {
            State = loaded.State with
            {
                Team = team with
                {
                    Saved = plan,
                    Duties = DutiesOf(plan, rosters, people, now),
                    Pushed = [.. team.Pushed, .. others.Where(one => one.Value.HasScreens).Select(one => one.Key)],
                    Rests =
                    [
                        .. team.Rests,
                        .. others
                            .Where(one => one.Value.Quiet is not null)
                            .Select(one => new Rest(one.Key, one.Value.Quiet!, one.Value.Reader.Zone)),
                    ],
                },
            },
            Recipients = recipients,
        };
    }

    /// <summary>Who is on duty in the rosters of a plan, of those who can be reached.</summary>
    public static ImmutableArray<DutyAnswer> DutiesOf(
        WatchPlan plan,
        IReadOnlyList<SavedRoster> rosters,
        IReadOnlyDictionary<string, DutyPerson> people,
        DateTimeOffset now
    ) =>
        [
            .. plan
                .Rosters.Select(target => (Target: target, Saved: rosters.FirstOrDefault(one => one.Id == target.Id)))
                .Where(one => one.Saved is not null)
                .Select(one =>
                {
                    var who = new DutyClock(one.Saved!.Roster).At(one.Target.Role, Instant.FromDateTimeOffset(now));
                    return new DutyAnswer(
                        one.Saved.Id,
                        one.Target.Role,
                        one.Saved.Name,
                        [.. who.People.Where(contact => people.GetValueOrDefault(contact) is { IsReachable: true })],
                        who.IsGap
                    );
                }),
        ];

    public static Task<PlanRow?> FindPlanAsync(this Session session, string watch) =>
        session.FirstOrDefaultAsync<PlanRow>(
            "select name, account_id, plan, upkeep, kind from watches where id = @watch and removed_at is null",
            new { watch }
        );

    /// <param name="plan">Null: the usual plan again.</param>
    public static async Task SavePlanAsync(
        this Session session,
        string watch,
        string account,
        WatchPlan? plan,
        string by,
        string what,
        DateTimeOffset now
    )
    {
        var text = plan is null ? null : ScoutJson.Write(plan);
        await session.ExecuteAsync("update watches set plan = @text where id = @watch", new { watch, text });
        session.KeepChange("plan", account, watch, by, what, text, now);
    }

    /// <summary>The first time a round finds a step without anybody, whoever keeps the account is told.</summary>
    public static async Task TellOfEmptyStepsAsync(
        this Session session,
        LoadedWatch loaded,
        ImmutableArray<AlertEffect> effects,
        DateTimeOffset now
    )
    {
        var empty = effects
            .OfType<AlertEffect.Note>()
            .Select(note => note.Line)
            .FirstOrDefault(line => line is { Entry: LedgerEntry.NobodyOnDuty, Round: 1 });
        if (empty is null)
        {
            return;
        }

        var keeper = await session.KeeperAsync(loaded.Account);
        await session.TellDutyAsync(
            keeper,
            reader => DutyMessages.EmptyStep(empty.Detail ?? "", loaded.State.About, reader),
            now
        );
    }

    /// <summary>Rule 27: null where everybody in it can be reached, whoever is on duty; else a sentence.</summary>
    public static async Task<string?> WhyNotAsync(this Session session, string account, WatchPlan plan)
    {
        var people = await session.DutyPeopleAsync(account);
        var rosters = await session.RostersAsync(account);
        foreach (var target in plan.Steps.SelectMany(step => step.Targets))
        {
            var why = target.Kind switch
            {
                TargetKind.Person => PlanRules.WhyNot(target.Id, people),
                TargetKind.Roster => PlanRules.WhyNot(
                    rosters.FirstOrDefault(one => one.Id == target.Id),
                    target,
                    people
                ),
                _ => null,
            };
            if (why is not null)
            {
                return why;
            }
        }

        return null;
    }

    /// <summary>Whether a watch of the account has a plan that asks this roster.</summary>
    public static async Task<bool> IsInPlanAsync(this Session session, string account, string roster) =>
        (
            await session.QueryAsync<string>(
                "select plan from watches where account_id = @account and removed_at is null and plan is not null",
                new { account }
            )
        ).Any(plan => ScoutJson.ReadPlan(plan).Rosters.Any(target => target.Id == roster));
}

/// <summary>What is kept of a watch's plan.</summary>
internal sealed record PlanRow
{
    public required string Name { get; init; }
    public required string AccountId { get; init; }
    public required string Kind { get; init; }
    public string? Plan { get; init; }
    public string? Upkeep { get; init; }
}
