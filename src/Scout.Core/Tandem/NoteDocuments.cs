namespace Scout.Core.Tandem;

/// <summary>Events that become a treatment with a reason and nothing else: one event, one document.</summary>
internal static class NoteDocuments
{
    private const int OutOfRange = 14;

    public static IEnumerable<PumpDocument> Of(PumpEvent[] events, SyncRun run)
    {
        foreach (var one in events.Where(run.Leads))
        {
            if (Said(one) is var (eventType, reason))
            {
                yield return run.Writer.Note(one.Kind!.Class!.Value, eventType, one, reason);
            }
        }
    }

    /// <summary>Null: nothing is written of it.</summary>
    private static (string EventType, string Reason)? Said(PumpEvent one) =>
        one.Code switch
        {
            5 => Alarm(one) is { } alarm ? ("Alarm", alarm) : null,
            6 => ("Alarm", "Malfunction"),
            11 => ("Basal Suspension", one.Member("suspendReason") ?? ""),
            12 => ("Basal Resume", "Basal resumed"),
            171 => Alert(one, "CGM Alert"),
            369 => one.Whole("dalertId") is OutOfRange ? null : Alert(one, "Dexcom CGM Alert"),
            460 => Alert(one, "Libre CGM Alert"),
            _ => one.Kind!.Step switch
            {
                SessionStep.Start => ("Sensor Start", "CGM Session Started"),
                SessionStep.Join => ("Sensor Start", "CGM Session Joined"),
                SessionStep.Stop => ("Sensor Stop", "CGM Session Stopped"),
                _ => null,
            },
        };

    private static string? Alarm(PumpEvent one) =>
        PumpAlarm.IsReminder(one) ? null : one.Member("alarmId") ?? $"Alarm{one.Whole("alarmId")}";

    private static (string, string)? Alert(PumpEvent one, string sort) =>
        one.Member("dalertId") is { } alert ? ("CGM Alert", $"{sort} ({alert})") : null;
}
