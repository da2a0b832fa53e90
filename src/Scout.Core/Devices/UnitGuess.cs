using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;

namespace Scout.Core.Devices;

/// <summary>
/// The unit that a field's name speaks of, for a person to accept or not. A guess is never said as if it were known: until
/// somebody accepts it, calls and texts tell the bare number.
/// </summary>
public static class UnitGuess
{
    /// <summary>Units that stand in a name: `temp_c`, `pressureHpa`, `battery_mv`.</summary>
    private static readonly FrozenDictionary<string, string> s_told = new Dictionary<string, string>(
        StringComparer.Ordinal
    )
    {
        ["c"] = "°C",
        ["celsius"] = "°C",
        ["degc"] = "°C",
        ["f"] = "°F",
        ["fahrenheit"] = "°F",
        ["degf"] = "°F",
        ["hpa"] = "hPa",
        ["kpa"] = "kPa",
        ["mbar"] = "mbar",
        ["mv"] = "mV",
        ["volt"] = "V",
        ["volts"] = "V",
        ["percent"] = "%",
        ["pct"] = "%",
        ["ppm"] = "ppm",
        ["ppb"] = "ppb",
        ["kwh"] = "kWh",
        ["watt"] = "W",
        ["watts"] = "W",
        ["kg"] = "kg",
        ["cm"] = "cm",
        ["mm"] = "mm",
        ["lux"] = "lx",
        ["db"] = "dB",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The likeliest first; empty: the name says nothing.</summary>
    /// <param name="field">As it came: `temp`, `air.temperature`, `soilMoisture`.</param>
    /// <param name="value">The newest.</param>
    public static ImmutableArray<string> Of(string field, double value)
    {
        var words = WordsOf(field);
        if (words is [_, .., var last] && s_told.TryGetValue(last, out var told))
        {
            return [told];
        }

        foreach (var word in words)
        {
            if (ByWord(word, value) is { IsEmpty: false } guess)
            {
                return guess;
            }
        }

        return [];
    }

    // What a number can be tells units of one name apart.
    private static ImmutableArray<string> ByWord(string word, double value) =>
        word switch
        {
            "temp" or "temperature" or "tmp" or "dewpoint" => value > 60 ? ["°F", "°C"] : ["°C", "°F"],
            "hum" or "humidity" or "rh" or "moisture" => ["%"],
            "soc" => ["%"],
            "battery" or "batt" or "bat" or "vbat" => value switch
            {
                <= 6 => ["V", "%"],
                <= 100 => ["%", "V"],
                _ => ["mV"],
            },
            "pressure" or "baro" or "barometer" or "press" => value switch
            {
                >= 30_000 => ["Pa"],
                >= 300 => ["hPa"],
                >= 60 => ["kPa"],
                _ => ["bar"],
            },
            "co2" => ["ppm"],
            "tvoc" or "voc" => ["ppb"],
            "pm1" or "pm10" or "pm25" => ["µg/m³"],
            "voltage" => ["V"],
            "current" => ["A"],
            "power" => ["W"],
            "energy" => ["kWh"],
            "lux" or "illuminance" => ["lx"],
            "noise" => ["dB"],
            "rain" => ["mm"],
            "rssi" => ["dBm"],
            "snr" => ["dB"],
            _ => [],
        };

    /// <summary>`air.soilMoisture_1` is air, soil, moisture, 1.</summary>
    private static List<string> WordsOf(string field)
    {
        List<string> words = [];
        var word = new StringBuilder();
        for (var i = 0; i < field.Length; i++)
        {
            var isBreak = !char.IsLetterOrDigit(field[i]);
            if (isBreak || (char.IsUpper(field[i]) && i > 0 && char.IsLower(field[i - 1])))
            {
                words.Add(word.ToString());
                word.Clear();
            }

            if (!isBreak)
            {
                word.Append(char.ToLowerInvariant(field[i]));
            }
        }

        words.Add(word.ToString());
        words.RemoveAll(one => one.Length == 0);
        // temp1, temp2: a number behind a word tells sensors apart; of co2 and pm25 it is part of the name.
        return [.. words.SelectMany(one => new[] { one, one.TrimEnd("0123456789".ToCharArray()) }.Distinct())];
    }
}
