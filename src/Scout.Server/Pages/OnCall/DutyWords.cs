using NodaTime;
using NodaTime.Text;
using Scout.Core.OnCall;
using Scout.Server.OnCall;
using Scout.Server.Pages.Languages;
using Scout.Server.Pages.Shown;

namespace Scout.Server.Pages.OnCall;

/// <summary>Duty in sentences.</summary>
internal static class DutyWords
{
    private static readonly LocalTimePattern ClockTime = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public static string Of(DutyNow duty, Clock clock)
    {
        var where = duty.IsOneOfSeveral ? $"{duty.RosterName}, {duty.Role}" : duty.RosterName;
        return (duty.IsGap, duty.Who) switch
            {
                (true, null) => Say.It("{0}: nobody is on duty.", where),
                (true, var instead) => Say.It("{0}: nobody is on duty; {1} is reached instead.", where, instead),
                _ => Say.It("{0}: {1} is on duty.", where, Say.List(duty.Also.Prepend(duty.Who!))),
            } + Then(duty, clock);
    }

    /// <summary>"every 2 weeks, from Mon 2 Mar 2026 09:00 on".</summary>
    public static string Of(Rotation rotation)
    {
        var every = rotation.Unit switch
        {
            TurnUnit.Hours => Say.Count(rotation.Length, "Every hour", "Every {0} hours"),
            TurnUnit.Days => Say.Count(rotation.Length, "Every day", "Every {0} days"),
            _ => Say.Count(rotation.Length, "Every week", "Every {0} weeks"),
        };
        return Say.It(
            "{0}, first handed over on {1} {2} at {3}.",
            every,
            Day(rotation.Start.DayOfWeek),
            $"{Clock.Day(rotation.Start.Date)} {rotation.Start.Year}",
            Time(rotation.Start.TimeOfDay)
        );
    }

    public static string Of(DutyHours hours) =>
        hours.From == hours.Until
            ? Say.It("{0}, from {1} for a whole day", Say.List(hours.Days.Select(Day)), Time(hours.From))
            : Say.It("{0}, {1} to {2}", Say.List(hours.Days.Select(Day)), Time(hours.From), Time(hours.Until));

    public static string Of(DutyOverride change, RosterView view)
    {
        var role = change.Role is null || view.Saved.Roster.Roles.Length == 1 ? "" : $" ({change.Role})";
        return change.Kind switch
            {
                OverrideKind.Replace => Say.It("{0} for {1}", view.NameOf(change.Person), view.NameOf(change.Replaced)),
                OverrideKind.Add => Say.It("{0} too", view.NameOf(change.Person)),
                OverrideKind.Remove => Say.It("without {0}", view.NameOf(change.Replaced)),
                _ => Say.It("only {0}", view.NameOf(change.Person)),
            } + role;
    }

    public static string Day(IsoDayOfWeek day) =>
        day switch
        {
            IsoDayOfWeek.Monday => Say.It("Mon"),
            IsoDayOfWeek.Tuesday => Say.It("Tue"),
            IsoDayOfWeek.Wednesday => Say.It("Wed"),
            IsoDayOfWeek.Thursday => Say.It("Thu"),
            IsoDayOfWeek.Friday => Say.It("Fri"),
            IsoDayOfWeek.Saturday => Say.It("Sat"),
            _ => Say.It("Sun"),
        };

    public static string Time(LocalTime time) => ClockTime.Format(time);

    public static string Moment(LocalDateTime local) =>
        $"{Day(local.DayOfWeek)} {Clock.Day(local.Date)} {Time(local.TimeOfDay)}";

    /// <summary>"12 h".</summary>
    public static string Hours(Duration span) => $"{span.TotalHours:0.#} h";

    public static string Of(Remind remind) =>
        remind switch
        {
            Remind.Never => Say.It("no text"),
            Remind.Start => Say.It("a text when it begins"),
            Remind.Hour => Say.It("a text an hour before and when it begins"),
            _ => Say.It("a text a day before, an hour before and when it begins"),
        };

    private static string Then(DutyNow duty, Clock clock) =>
        (duty.Until, duty.Next) switch
        {
            (null, _) => "",
            ({ } until, null) => " " + Say.It("From {0} on nobody is.", clock.At(until)),
            ({ } until, { } next) => " " + Say.It("Next: {0}, from {1} on.", next, clock.At(until)),
        };
}
