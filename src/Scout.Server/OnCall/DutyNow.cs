using NodaTime;
using Scout.Core.OnCall;

namespace Scout.Server.OnCall;

/// <summary>Who is on duty now in one role, and who follows; by names.</summary>
/// <param name="Who">Null: nobody, not even a fallback.</param>
public sealed record DutyNow(string Roster, string RosterName, string Role, string? Who, bool IsGap)
{
    /// <summary>Of several roles the roster has.</summary>
    public bool IsOneOfSeveral { get; init; }

    /// <summary>On duty too, after the primary.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    public DateTimeOffset? Until { get; init; }

    public string? Next { get; init; }

    public static IEnumerable<DutyNow> Of(
        SavedRoster saved,
        IReadOnlyDictionary<string, DutyPerson> people,
        DateTimeOffset now
    )
    {
        var clock = new DutyClock(saved.Roster);
        var instant = Instant.FromDateTimeOffset(now);
        foreach (var role in saved.Roster.Roles)
        {
            var who = clock.At(role, instant);
            var next = clock.Next(role, instant);
            yield return new DutyNow(saved.Id, saved.Name, role, NameOf(who.Primary), who.IsGap)
            {
                IsOneOfSeveral = saved.Roster.Roles.Length > 1,
                Also = [.. who.People.Skip(1).Select(one => NameOf(one)!)],
                Until = next?.At.ToDateTimeOffset(),
                Next = next is { IsGap: false } ? NameOf(next.To) : null,
            };
        }

        string? NameOf(string? contact) =>
            contact is null ? null
            : people.TryGetValue(contact, out var person) ? person.Name
            : Pages.Languages.Say.It("somebody who is gone");
    }
}
