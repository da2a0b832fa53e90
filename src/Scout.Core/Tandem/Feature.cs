using System.Collections.Frozen;

namespace Scout.Core.Tandem;

/// <summary>What of a pump is brought to Nightscout.</summary>
[Flags]
public enum Feature
{
    None = 0,
    Basal = 1,
    Bolus = 2,

    /// <summary>Alarms, suspensions, resumptions, site changes, sleep and exercise, sensor sessions.</summary>
    PumpEvents = 4,
    Profiles = 8,
    Cgm = 16,
    CgmAlerts = 32,

    /// <summary>The battery. Tandem sends no event for it at present, so nothing comes of it.</summary>
    DeviceStatus = 64,

    /// <summary>A name that old configurations hold; nothing comes of it. So of the two that follow.</summary>
    Iob = 128,
    PumpEventsBasalSuspension = 256,
    BolusBg = 512,
}

/// <summary>Features as configurations write them.</summary>
public static class Features
{
    public const Feature Default = Feature.Basal | Feature.Bolus | Feature.PumpEvents | Feature.Profiles;

    private static readonly FrozenDictionary<string, Feature> ByName = new Dictionary<string, Feature>
    {
        ["BASAL"] = Feature.Basal,
        ["BOLUS"] = Feature.Bolus,
        ["PUMP_EVENTS"] = Feature.PumpEvents,
        ["PROFILES"] = Feature.Profiles,
        ["CGM"] = Feature.Cgm,
        ["CGM_ALERTS"] = Feature.CgmAlerts,
        ["DEVICE_STATUS"] = Feature.DeviceStatus,
        ["IOB"] = Feature.Iob,
        ["PUMP_EVENTS_BASAL_SUSPENSION"] = Feature.PumpEventsBasalSuspension,
        ["BOLUS_BG"] = Feature.BolusBg,
    }.ToFrozenDictionary();

    /// <summary>The names of single features, in the order people know them.</summary>
    public static IEnumerable<string> Names(this Feature features) =>
        ByName.Where(pair => features.HasFlag(pair.Value)).OrderBy(pair => pair.Value).Select(pair => pair.Key);

    /// <summary>All names there are, in that order.</summary>
    public static IEnumerable<string> AllNames => ((Feature)1023).Names();

    /// <summary>
    /// One name, or a list with commas or blanks between. On false, <paramref name="unknown"/> is the first name that
    /// is none.
    /// </summary>
    public static bool TryParse(string text, out Feature features, out string unknown)
    {
        features = Feature.None;
        foreach (
            var name in text.Split(
                [',', ' ', '\t', '\n', '\r'],
                StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
            )
        )
        {
            if (!ByName.TryGetValue(name, out var feature))
            {
                unknown = name;
                return false;
            }

            features |= feature;
        }

        unknown = "";
        return true;
    }
}
