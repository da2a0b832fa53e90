using System.Globalization;
using System.Text.Json;
using Scout.Core.Readings;

namespace Scout.Core.Nightscout;

/// <summary>One row of an entries answer, from the bytes to a verdict.</summary>
internal static class NightscoutRow
{
    // 2000-01-01. An earlier date is seconds taken for milliseconds, or nothing at all.
    private const double EarliestDate = 946_684_800_000;
    private const double LatestDate = 253_402_300_799_999;

    internal enum Verdict
    {
        Reading,
        NoReading,
        Malformed,
    }

    /// <summary>Stands on the first token of a row; leaves the reader on its last.</summary>
    public static Verdict Read(ref Utf8JsonReader reader, DateTimeOffset now, out Reading reading)
    {
        reading = default;
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            reader.Skip();
            return Verdict.Malformed;
        }

        double? date = null,
            value = null;
        var trend = Trend.Unknown;
        var numbered = Trend.Unknown;
        bool isSgv = true,
            hasValue = false;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("date"u8))
            {
                date = Number(ref reader);
            }
            else if (reader.ValueTextEquals("sgv"u8))
            {
                value = Number(ref reader);
                hasValue = reader.TokenType is not JsonTokenType.Null;
            }
            else if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                isSgv = reader.TokenType is JsonTokenType.Null || (Text(ref reader) is "sgv" or "");
                reader.Skip();
            }
            else if (reader.ValueTextEquals("direction"u8))
            {
                reader.Read();
                trend = NightscoutDirection.ToTrend(Text(ref reader));
                reader.Skip();
            }
            else if (reader.ValueTextEquals("trend"u8))
            {
                numbered = Number(ref reader) is { } number ? NightscoutDirection.ToTrend((long)number) : Trend.Unknown;
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        if (!isSgv || !hasValue)
        {
            return Verdict.NoReading;
        }

        if (date is not (>= EarliestDate and <= LatestDate) || value is null)
        {
            return Verdict.Malformed;
        }

        switch (Glucose.Classify(value.Value))
        {
            case GlucoseKind.None:
                return Verdict.NoReading;
            case GlucoseKind.Malformed:
                return Verdict.Malformed;
            default:
                var at = DateTimeOffset.FromUnixTimeMilliseconds((long)date.Value);
                reading = new Reading(at, value.Value, trend is Trend.Unknown ? numbered : trend, now);
                return Verdict.Reading;
        }
    }

    // Numbers come as numbers, as texts ("401"), and with fractions.
    private static double? Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.Number)
        {
            return reader.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;
        }

        if (reader.TokenType is JsonTokenType.String)
        {
            var parsed = double.TryParse(
                Text(ref reader),
                NumberStyles.Float,
                CultureInfo.InvariantCulture,
                out var number
            );
            return parsed && double.IsFinite(number) ? number : null;
        }

        reader.Skip();
        return null;
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.TokenType is JsonTokenType.String ? reader.GetString() ?? "" : "-";
        }
        catch (InvalidOperationException) // bytes that are no UTF-8: this row's trouble, not the answer's
        {
            return "-";
        }
    }
}
