namespace Scout.Core.Tandem;

/// <summary>
/// Each basal step as a temporary rate that lasts until the next one. The last lasts until the newest event known, and
/// is written again with its full length once its next is known.
/// </summary>
internal static class BasalDocuments
{
    private const double Zero = 0.01;

    public static IEnumerable<PumpDocument> Of(PumpEvent[] events, SyncRun run)
    {
        for (var i = 0; i < events.Length; i++)
        {
            if (!run.Leads(events[i]) || events[i]["commandedRate"] is not { } milliunits)
            {
                continue;
            }

            var rate = Amounts.FromMilliunits(milliunits);
            if (run.Input.IgnoreZeroUnitBasal && rate < Zero)
            {
                continue;
            }

            var end = i + 1 < events.Length ? events[i + 1].PumpTime : run.Until;
            yield return Document(events[i], rate, PumpClock.MinutesBetween(events[i].PumpTime, end), run.Writer);
        }
    }

    /// <param name="rate">u/h.</param>
    /// <param name="minutes">Nothing and less are written as null: no length is known.</param>
    private static PumpDocument Document(PumpEvent one, double rate, double minutes, DocumentWriter writer)
    {
        var json = writer.Treatment("Temp Basal", one.At);
        json.WriteString("reason", one.Member("commandedRateSource") ?? "");
        if (minutes > 0)
        {
            json.WriteNumber("duration", minutes);
        }
        else
        {
            json.WriteNull("duration");
        }

        json.WriteNumber("absolute", rate);
        json.WriteNumber("rate", rate);
        json.WriteNull("carbs");
        json.WriteNull("insulin");
        return writer.End(PumpClass.Basal, NightscoutEntity.Treatments, one, one.At);
    }
}
