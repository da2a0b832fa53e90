using System.Globalization;
using System.Text;

namespace Scout.Server.Sources.Tandem.Triggers;

/// <summary>A run in plain words, for a monitor's log and for a terminal.</summary>
internal static class RunText
{
    public static string Of(PumpOrder order, PumpTally tally)
    {
        var text = new StringBuilder();
        var verb = order.IsPretend ? "would be written (pretending)" : "written";
        text.Append(
            CultureInfo.InvariantCulture,
            $"{tally.Events} events read, {tally.Written} documents {verb}, {tally.Known} known already.\n"
        );
        if (tally.CountsText.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{tally.CountsText}\n");
        }

        if (tally.Held > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{tally.Held} lie in the future and wait.\n");
        }

        if (tally.LastSequence is { } last)
        {
            text.Append(CultureInfo.InvariantCulture, $"Last event sequence number: {last}\n");
        }

        foreach (var warning in tally.Warnings)
        {
            text.Append(CultureInfo.InvariantCulture, $"Warning: {warning}\n");
        }

        return text.ToString();
    }
}
