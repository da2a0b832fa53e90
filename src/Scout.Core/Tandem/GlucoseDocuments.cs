using NodaTime;

namespace Scout.Core.Tandem;

/// <summary>Readings of the sensor, for Nightscout's entries. Never for a rule: they come an hour late.</summary>
internal static class GlucoseDocuments
{
    /// <summary>When the reading was taken, not when it was logged; the event's own time for all that is no reading.</summary>
    public static LocalDateTime TimeOf(PumpEvent one) =>
        one.Kind?.Class is PumpClass.CgmReading
        && one.Whole("egvTimeStamp") is >= 0 and <= uint.MaxValue and var seconds
            ? PumpClock.FromSeconds((uint)seconds)
            : one.PumpTime;
}
