using NodaTime;
using Scout.Core.OnCall;
using Scout.Server.Accounts;
using Scout.Server.Contacts;
using Scout.Server.OnCall;
using Scout.Server.Pages.Languages;
using Scout.Server.Storage;

namespace Scout.Server.Pages.OnCall;

/// <summary>Everything the page of a roster shows.</summary>
public sealed record RosterView(
    SavedRoster Saved,
    IReadOnlyDictionary<string, DutyPerson> People,
    IReadOnlyList<RosterPerson> Wishes,
    IReadOnlyList<(Change Change, string By)> Changes,
    DateTimeOffset Now
)
{
    private static readonly Duration Past = Duration.FromDays(90);

    public DutyClock Duty { get; } = new(Saved.Roster);

    public Instant Instant => Instant.FromDateTimeOffset(Now);

    public Shown.Clock Clock => new(Now, Saved.Zone);

    public IEnumerable<DutyNow> Duties => DutyNow.Of(Saved, People, Now);

    public IReadOnlyList<DutySpan> Gaps => Duty.Gaps(Instant, Instant + Duration.FromDays(30));

    /// <summary>Five weeks from Monday on.</summary>
    public IEnumerable<CalendarWeek> Weeks => CalendarWeek.Of(Duty, Saved.Roster, Instant, weeks: 5);

    /// <summary>The last 90 days as they really were: every change counts from its own time on.</summary>
    public IReadOnlyList<DutyShare> Shares
    {
        get
        {
            var spans = new List<DutySpan>();
            var until = Instant;
            foreach (var change in Changes.Select(one => one.Change).Where(change => change.State is not null))
            {
                var since = Instant.Max(Instant.FromDateTimeOffset(change.At), Instant - Past);
                if (since < until)
                {
                    var then = RosterJson.Read(change.State!);
                    var clock = new DutyClock(then);
                    spans.AddRange(then.Roles.SelectMany(role => clock.Over(role, since, until)));
                    until = since;
                }
            }

            return Fairness.Of(
                spans.OrderBy(span => span.Role, StringComparer.Ordinal).ThenBy(span => span.Start),
                Saved.Zone
            );
        }
    }

    public IEnumerable<DutyOverride> Coming =>
        Saved.Roster.Overrides.Where(one =>
            one.Span(Saved.Zone) is var span && span.End > Instant && span.Start < span.End
        );

    public string NameOf(string? contact) =>
        contact is not null && People.TryGetValue(contact, out var person)
            ? person.Name
            : Say.It("somebody who is gone");

    public string NamesOf(OnDuty who) =>
        who switch
        {
            { IsGap: true, Primary: null } => Say.It("nobody"),
            { IsGap: true } => Say.It("nobody; {0} is reached instead", NameOf(who.Primary)),
            _ => string.Join(", ", who.People.Select(NameOf)),
        };

    public static async Task<RosterView?> LoadAsync(HttpContext context, string roster)
    {
        var account = context.User.Viewer().Account;
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        return await context
            .RequestServices.GetRequiredService<Database>()
            .ReadAsync(
                async session =>
                {
                    if (await session.FindRosterAsync(account, roster) is not { } saved)
                    {
                        return null;
                    }

                    var changes = new List<(Change, string)>();
                    var names = new Dictionary<string, string>(StringComparer.Ordinal);
                    foreach (var change in await session.ChangesAsync(roster))
                    {
                        if (!names.TryGetValue(change.By, out var name))
                        {
                            name = await session.NameOfAsync(change.By) ?? Say.It("somebody who is gone");
                            names[change.By] = name;
                        }

                        changes.Add((change, name));
                    }

                    return new RosterView(
                        saved,
                        await session.DutyPeopleAsync(account),
                        await session.RosterPeopleAsync(roster),
                        changes,
                        now
                    );
                },
                context.RequestAborted
            );
    }
}

/// <summary>A week of the calendar.</summary>
public sealed record CalendarWeek(LocalDate Monday, IReadOnlyList<CalendarDay> Days)
{
    public static IEnumerable<CalendarWeek> Of(DutyClock duty, Roster roster, Instant now, int weeks)
    {
        var today = now.InZone(duty.Zone).Date;
        var monday = today.PlusDays(1 - (int)today.DayOfWeek);
        for (var week = 0; week < weeks; week++)
        {
            var first = monday.PlusWeeks(week);
            yield return new CalendarWeek(
                first,
                [.. Enumerable.Range(0, 7).Select(day => CalendarDay.Of(duty, roster, first.PlusDays(day), today))]
            );
        }
    }
}

/// <summary>A day of the calendar: who is on duty in it, role by role.</summary>
public sealed record CalendarDay(
    LocalDate Date,
    bool IsToday,
    IReadOnlyList<(string Role, LocalTime? From, DutySpan Span)> Spans
)
{
    public bool HasGap => Spans.Any(one => one.Span.Who.IsGap);

    public static CalendarDay Of(DutyClock duty, Roster roster, LocalDate date, LocalDate today)
    {
        var from = WallClock.At(date.AtMidnight(), duty.Zone);
        var until = WallClock.At(date.PlusDays(1).AtMidnight(), duty.Zone);
        var spans = from < until ? roster.Roles.SelectMany(role => duty.Over(role, from, until)) : [];
        return new CalendarDay(
            date,
            date == today,
            [
                .. spans.Select(span =>
                    (span.Role, span.Start == from ? null : (LocalTime?)span.Start.InZone(duty.Zone).TimeOfDay, span)
                ),
            ]
        );
    }
}
