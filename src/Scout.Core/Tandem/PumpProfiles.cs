using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Scout.Core.Events;

namespace Scout.Core.Tandem;

/// <summary>The profiles in a pump's settings, as Nightscout's profile store writes them.</summary>
internal static class PumpProfiles
{
    /// <summary>By name; of several with one name the last.</summary>
    public static Dictionary<string, JsonObject> Store(JsonElement details, ProfileSettings settings)
    {
        var store = new Dictionary<string, JsonObject>();
        foreach (var profile in Profiles(details))
        {
            store[profile.TextOf("name")] = Profile(profile, details.In("cgmSettings"), settings);
        }

        return store;
    }

    /// <summary>The name of the profile that is on (the last, if several claim it); null: none is.</summary>
    public static string? Active(JsonElement details)
    {
        var active = details.In("profiles").WholeOf("activeIdp");
        return active is null
            ? null
            : Profiles(details)
                .Where(profile => profile.WholeOf("idp") == active)
                .Select(profile => profile.TextOf("name"))
                .LastOrDefault();
    }

    private static JsonElement[] Profiles(JsonElement details) =>
        details.In("profiles").In("profile") is { ValueKind: JsonValueKind.Array } profiles
            ? [.. profiles.EnumerateArray()]
            : [];

    private static JsonObject Profile(JsonElement profile, JsonElement cgm, ProfileSettings settings)
    {
        var segments = Segments(profile);
        return new JsonObject
        {
            ["dia"] = FloatText((profile.WholeOf("insulinDuration") ?? 0) / 60.0),
            ["carbratio"] = Values(segments, segment => segment.CarbRatio / 1000.0),
            ["carbs_hr"] = settings.CarbsHr,
            ["delay"] = settings.Delay,
            ["sens"] = Values(segments, segment => segment.Isf),
            ["basal"] = Values(segments, segment => segment.BasalRate / 1000.0),
            ["target_low"] = Target(cgm, "lowGlucoseAlert"),
            ["target_high"] = Target(cgm, "highGlucoseAlert"),
            ["timezone"] = settings.TimeZone,
            ["startDate"] = "1970-01-01T00:00:00.000Z",
            ["units"] = "mg/dl",
        };
    }

    // A profile always comes with sixteen segments; those not in use are all zeros.
    private static Segment[] Segments(JsonElement profile)
    {
        var list = profile.In("timeDependentSegments");
        list = list.ValueKind is JsonValueKind.Array ? list : profile.In("tDependentSegs");
        return list.ValueKind is not JsonValueKind.Array
            ? []
            :
            [
                .. list.EnumerateArray()
                    .Select(Segment.Of)
                    .Where(segment => segment != default)
                    .OrderBy(segment => segment.StartTime),
            ];
    }

    private static JsonArray Values(Segment[] segments, Func<Segment, double> value) =>
        [.. segments.Select(JsonNode (segment) => At(segment.StartTime, value(segment)))];

    private static JsonArray Target(JsonElement cgm, string alert) =>
        (cgm.WholeOf($"{alert}MgPerDl") ?? cgm.In(alert).WholeOf("mgPerDl")) is { } limit ? [At(0, limit)] : [];

    /// <param name="minutes">After midnight.</param>
    private static JsonObject At(long minutes, double value) =>
        new JsonObject
        {
            ["time"] = string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}"),
            ["timeAsSeconds"] = minutes * 60,
            ["value"] = value,
        };

    // As the texts that are there already are written: "5.0", "4.75".
    private static string FloatText(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        return double.IsInteger(number) ? text + ".0" : text;
    }

    /// <param name="StartTime">Minutes after midnight.</param>
    /// <param name="BasalRate">Milliunits an hour.</param>
    /// <param name="CarbRatio">Thousandths of a gram for a unit.</param>
    /// <param name="Isf">mg/dL for a unit.</param>
    /// <param name="TargetBg">mg/dL. Not written: targets come from the limits of the alerts.</param>
    private readonly record struct Segment(long StartTime, long BasalRate, long CarbRatio, long Isf, long TargetBg)
    {
        public static Segment Of(JsonElement segment) =>
            new(
                segment.WholeOf("startTime") ?? 0,
                segment.WholeOf("basalRate") ?? 0,
                segment.WholeOf("carbRatio") ?? 0,
                segment.WholeOf("isf") ?? 0,
                segment.WholeOf("targetBg") ?? 0
            );
    }
}
