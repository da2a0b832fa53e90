using NodaTime;

namespace Scout.Core.OnCall;

/// <summary>What is wrong with a roster, one sentence each.</summary>
public static class RosterRules
{
    public const int MostLayers = 12;
    public const int MostPeople = 50;
    public const int LongestTurn = 9_000;
    public const int MostOverrides = 100;

    /// <param name="zone">As typed.</param>
    public static string? OfZone(string zone) =>
        WallClock.Zone(zone) is null ? "Write the time zone as a place, for example Europe/Berlin." : null;

    public static IEnumerable<string> Of(Roster roster)
    {
        if (OfZone(roster.Zone) is { } zone)
        {
            yield return zone;
        }

        if (roster.Layers.IsEmpty)
        {
            yield return "A roster needs at least one rotation.";
        }

        if (roster.Layers.Length > MostLayers)
        {
            yield return $"A roster holds {MostLayers} rotations at most.";
        }

        if (roster.Overrides.Length > MostOverrides)
        {
            yield return $"A roster holds {MostOverrides} changes that are still to come at most.";
        }

        foreach (var problem in roster.Layers.SelectMany(Of).Distinct(StringComparer.Ordinal))
        {
            yield return problem;
        }
    }

    /// <summary>An override as somebody asks for it now.</summary>
    public static string? Of(DutyOverride asked, Instant now, DateTimeZone zone) =>
        asked switch
        {
            { Kind: OverrideKind.Remove, Replaced: null } => "Choose who is not on duty.",
            { Kind: not OverrideKind.Remove, Person: null } => "Choose who is on duty.",
            { Kind: OverrideKind.Replace, Replaced: null } => "Choose who is replaced.",
            { Kind: OverrideKind.Replace } when asked.Person == asked.Replaced => "Choose two different people.",
            _ when asked.Until <= asked.From => "The end must be after the beginning.",
            _ when WallClock.At(asked.Until, zone, second: true) <= now => "This time is over already.",
            _ => null,
        };

    private static IEnumerable<string> Of(Layer layer)
    {
        if (string.IsNullOrWhiteSpace(layer.Role))
        {
            yield return "Every rotation needs a role, for example Primary.";
        }

        if (layer.Rotation.People.IsEmpty)
        {
            yield return "Every rotation needs at least one person.";
        }

        if (layer.Rotation.People.Length > MostPeople)
        {
            yield return $"A rotation holds {MostPeople} people at most.";
        }

        if (layer.Rotation.Length is < 1 or > LongestTurn)
        {
            yield return $"A turn lasts 1 to {LongestTurn} hours, days or weeks.";
        }

        if (layer.Hours.Any(hours => hours.Days.IsEmpty))
        {
            yield return "Choose at least one day of the week for the duty hours.";
        }
    }
}
