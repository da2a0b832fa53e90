using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Scout.Core.OnCall;
using Scout.Server.Pages.Forms;
using Scout.Server.Pages.Languages;

namespace Scout.Server.Pages.OnCall;

/// <summary>One rotation as a form: from a layer, and back to one. The order of the people is the order of the fields.</summary>
internal static class RotationForm
{
    public const int HourBlocks = 3;

    private static readonly LocalDatePattern Date = LocalDatePattern.Iso;
    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("H:mm");

    /// <param name="today">In the roster's zone: a new rotation begins on the Monday of this week.</param>
    public static TypedForm New(LocalDate today) =>
        new()
        {
            ["role"] = "Primary",
            ["length"] = "1",
            ["unit"] = nameof(TurnUnit.Weeks),
            ["start"] = Date.Format(today.PlusDays(1 - (int)today.DayOfWeek)),
            ["at"] = "09:00",
            ["count"] = nameof(TurnCount.Worked),
        };

    public static TypedForm Of(Layer layer)
    {
        var rotation = layer.Rotation;
        var form = new TypedForm
        {
            ["role"] = layer.Role,
            ["length"] = rotation.Length.ToString(CultureInfo.InvariantCulture),
            ["unit"] = rotation.Unit.ToString(),
            ["start"] = Date.Format(rotation.Start.Date),
            ["at"] = DutyWords.Time(rotation.Start.TimeOfDay),
            ["count"] = rotation.Count.ToString(),
        };
        form.SetAll("person", rotation.People);
        foreach (var (block, hours) in layer.Hours.Index())
        {
            form.SetAll($"days{block}", hours.Days.Select(day => day.ToString()));
            form[$"from{block}"] = DutyWords.Time(hours.From);
            form[$"until{block}"] = DutyWords.Time(hours.Until);
        }

        return form;
    }

    /// <summary>Null: the form says what is wrong.</summary>
    public static Layer? Read(TypedForm form)
    {
        var role = string.Join(' ', form["role"].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (role.Length is 0 or > 40)
        {
            form.Refuse("role", Say.It("Give the role a name of 40 letters at most, for example Primary."));
        }

        if (!Enum.TryParse<TurnUnit>(form["unit"], out var unit) || !Enum.IsDefined(unit))
        {
            form.Refuse("unit", Say.It("Choose hours, days or weeks."));
        }

        if (
            !int.TryParse(form["length"], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            || length is < 1 or > RosterRules.LongestTurn
        )
        {
            form.Refuse("length", CoreWords.Of($"A turn lasts 1 to {RosterRules.LongestTurn} hours, days or weeks."));
        }

        var start = ReadDate(form, "start") is { } date && ReadTime(form, "at") is { } at ? date + at : default;
        var people = form.All("person").Where(person => person.Length > 0).ToArray();
        if (people.Length == 0)
        {
            form.Refuse("person", CoreWords.Of("Every rotation needs at least one person."));
        }

        var hours = ReadHours(form);
        var count = form["count"] == nameof(TurnCount.Calendar) ? TurnCount.Calendar : TurnCount.Worked;
        return form.IsFine
            ? new Layer(role, new Rotation(unit, length, start, [.. people]) { Count = count }, [.. hours])
            : null;
    }

    public static LocalDate? ReadDate(TypedForm form, string field)
    {
        if (Date.Parse(form[field]).TryGetValue(default, out var date))
        {
            return date;
        }

        form.Refuse(field, Say.It("Type a date, for example 2026-11-23."));
        return null;
    }

    public static LocalTime? ReadTime(TypedForm form, string field)
    {
        if (Clock.Parse(form[field]).TryGetValue(default, out var time))
        {
            return time;
        }

        form.Refuse(field, Say.It("Type a clock time of 24 hours, for example 09:00."));
        return null;
    }

    private static List<DutyHours> ReadHours(TypedForm form)
    {
        var found = new List<DutyHours>();
        for (var block = 0; block < HourBlocks; block++)
        {
            var days = form.All($"days{block}")
                .Select(day => Enum.TryParse<IsoDayOfWeek>(day, out var known) ? known : IsoDayOfWeek.None)
                .Where(day => day is not IsoDayOfWeek.None)
                .Distinct()
                .Order()
                .ToArray();
            var isEmpty = form[$"from{block}"].Length == 0 && form[$"until{block}"].Length == 0;
            if (days.Length == 0 && isEmpty)
            {
                continue;
            }

            if (days.Length == 0)
            {
                form.Refuse($"days{block}", CoreWords.Of("Choose at least one day of the week for the duty hours."));
            }

            if (ReadTime(form, $"from{block}") is { } from && ReadTime(form, $"until{block}") is { } until)
            {
                found.Add(new DutyHours([.. days], from, until));
            }
        }

        return found;
    }
}
