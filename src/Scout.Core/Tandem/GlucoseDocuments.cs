using NodaTime;

namespace Scout.Core.Tandem;

/// <summary>Readings of the sensor, for Nightscout's entries. Never for a rule: they come an hour late.</summary>
internal static class GlucoseDocuments
{
    // What Nightscout shows as LOW and HIGH.
    private const int Low = 39;
    private const int High = 401;
    private const int LowestShown = 40;
    private const int HighestShown = 400;

    // "No glucose value", in both fields of bits.
    private const int NoValueBit = 4;

    /// <summary>When the reading was taken, not when it was logged; the event's own time for all that is no reading.</summary>
    public static LocalDateTime TimeOf(PumpEvent one) =>
        one.Kind?.Class is PumpClass.CgmReading
        && one.Whole("egvTimeStamp") is >= 0 and <= uint.MaxValue and var seconds
            ? PumpClock.FromSeconds((uint)seconds)
            : one.PumpTime;

    public static IEnumerable<PumpDocument> Of(PumpEvent[] events, SyncRun run)
    {
        foreach (var one in events.Where(run.Leads))
        {
            if (one["egvTimeStamp"] is null || Value(one) is not { } value)
            {
                continue;
            }

            var at = PumpClock.At(TimeOf(one), run.Input.Zone);
            if (PumpClock.Ahead(at, run.Input.Now) is not null)
            {
                run.Notes.Held.Add(one);
                continue;
            }

            yield return Document(one, value, at, run);
        }
    }

    /// <summary>mg/dL, or the numbers for LOW and HIGH; null: the sensor shows no value.</summary>
    internal static int? Value(PumpEvent one)
    {
        if (one.HasBit("cgmDataType", NoValueBit) || one.HasBit("egvInfoBitmask", NoValueBit))
        {
            return null;
        }

        return one.Whole("glucoseValueStatus") switch
        {
            1 => High,
            2 => Low,
            0 => one["currentGlucoseDisplayValue"] switch
            {
                null or <= 0 => null,
                < LowestShown => Low,
                > HighestShown => High,
                var shown => (int)Math.Round(shown.Value),
            },
            _ => null, // "do not show", and what nobody explained
        };
    }

    private static PumpDocument Document(PumpEvent one, int value, DateTimeOffset at, SyncRun run)
    {
        var json = run.Writer.Begin();
        json.WriteString("type", "sgv");
        json.WriteNumber("sgv", value);
        json.WriteNumber("date", at.ToUnixTimeMilliseconds());
        DocumentWriter.Time(json, "dateString", at);
        json.WriteString("device", run.Input.Author);
        return run.Writer.End(PumpClass.CgmReading, NightscoutEntity.Entries, one, at);
    }
}
