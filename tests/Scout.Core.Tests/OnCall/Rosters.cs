using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using Scout.Core.OnCall;

namespace Scout.Core.Tests.OnCall;

/// <summary>Rosters and times, written short.</summary>
internal static class Rosters
{
    private static readonly LocalDateTimePattern Wall = LocalDateTimePattern.CreateWithInvariantCulture(
        "uuuu-MM-dd HH:mm"
    );

    public static ImmutableArray<string> Abc { get; } = ["ann", "bob", "cy"];

    public static ImmutableArray<IsoDayOfWeek> Workdays { get; } =
    [IsoDayOfWeek.Monday, IsoDayOfWeek.Tuesday, IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday, IsoDayOfWeek.Friday];

    public static LocalDateTime Local(string text) => Wall.Parse(text).Value;

    public static Instant Utc(string text) => Local(text).InUtc().ToInstant();

    public static Roster Of(string zone, TurnUnit unit, int length, string start, params DutyHours[] hours) =>
        new(zone, [Primary(unit, length, start, hours)]) { Fallback = "zoe" };

    public static Layer Primary(TurnUnit unit, int length, string start, params DutyHours[] hours) =>
        new("Primary", new Rotation(unit, length, Local(start), Abc), [.. hours]);

    public static DutyHours Hours(string from, string until, params IsoDayOfWeek[] days) =>
        new([.. days], Time(from), Time(until));

    public static DutyOverride Override(
        OverrideKind kind,
        string from,
        string until,
        string? person = null,
        string? replaced = null
    ) => new("o", kind, null, Local(from), Local(until), Instant.MinValue) { Person = person, Replaced = replaced };

    public static string? Who(this Roster roster, string utc) => new DutyClock(roster).At("Primary", Utc(utc)).Primary;

    private static LocalTime Time(string text) =>
        LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(text).Value;
}
