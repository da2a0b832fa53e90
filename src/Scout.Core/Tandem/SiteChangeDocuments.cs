namespace Scout.Core.Tandem;

/// <summary>A change of the infusion site: all cartridges, then all cannulas, then all tubings.</summary>
internal static class SiteChangeDocuments
{
    private const int Cartridge = 33;
    private const int Cannula = 61;
    private const int Tubing = 63;

    public static IEnumerable<PumpDocument> Of(PumpEvent[] events, SyncRun run) =>
        new[] { Cartridge, Cannula, Tubing }
            .SelectMany(code => events.Where(one => one.Code == code && run.Leads(one)))
            .Select(one => run.Writer.Note(PumpClass.Cartridge, "Site Change", one, Reason(one)));

    private static string Reason(PumpEvent one) =>
        one.Code switch
        {
            Cartridge => "Cartridge Filled" + Amounts.FilledText(one["insulinVolume"], one["v2Volume"]),
            Cannula => "Cannula Filled" + Amounts.PrimedText(one["primeSize"]),
            _ => "Tubing Filled" + Amounts.PrimedWholeText(one["primeSize"]),
        };
}
