using System.Globalization;

namespace Scout.Core.Tandem;

/// <summary>The pump's battery: of the newest event only.</summary>
internal static class BatteryDocuments
{
    public static IEnumerable<PumpDocument> Of(PumpEvent[] events, SyncRun run)
    {
        if (Array.FindLast(events, run.IsNew) is not { } one || !run.Leads(one))
        {
            yield break;
        }

        var json = run.Writer.Begin();
        json.WriteString("device", run.Input.Author);
        DocumentWriter.Time(json, "created_at", one.At);
        json.WriteStartObject("pump");
        DocumentWriter.Time(json, "clock", one.At);
        json.WriteStartObject("battery");
        if (one["batteryLipoMilliVolts"] is { } milliVolts)
        {
            json.WriteNumber("voltage", milliVolts / 1000);
        }

        if (one.Whole("batteryChargePercent") is { } percent)
        {
            json.WriteNumber("percent", percent);
            json.WriteString("status", string.Create(CultureInfo.InvariantCulture, $"{percent}%"));
        }
        else
        {
            json.WriteNull("percent");
        }

        json.WriteEndObject();
        json.WriteEndObject();
        yield return run.Writer.End(PumpClass.DeviceStatus, NightscoutEntity.DeviceStatus, one, one.At);
    }
}
