using System.Globalization;
using Scout.Core.Devices;

namespace Scout.Core.Sigfox;

/// <summary>Numbers and words of Sigfox, in Scout's words.</summary>
internal static class SigfoxCodes
{
    /// <summary>What became of a downlink, where the network adds no words of its own.</summary>
    public static string Downlink(int code) =>
        code switch
        {
            0 => "The device has it.",
            1 => "Scout's answer did not come in time, or was none.",
            2 => "Scout's answer was not 8 bytes.",
            3 => "More was sent than the network could take.",
            4 => "The network failed.",
            5 => "It was never sent.",
            6 => "The contract of the device has no downlinks.",
            7 => "The device used up its downlinks of the day.",
            8 => "The device type is not set up for downlinks.",
            _ => string.Create(CultureInfo.InvariantCulture, $"The network says {code}."),
        };

    /// <param name="words">LIMIT, AVERAGE, GOOD or EXCELLENT in any case, or their numbers 0 to 3. Null: it does not know.</param>
    public static LinkQuality? Link(string words) =>
        words.ToUpperInvariant() switch
        {
            "LIMIT" or "0" => LinkQuality.Limit,
            "AVERAGE" or "1" => LinkQuality.Average,
            "GOOD" or "2" => LinkQuality.Good,
            "EXCELLENT" or "3" => LinkQuality.Excellent,
            _ => null,
        };

    /// <summary>ERROR: the device missed its time. WARN: a station that heard it is down.</summary>
    public static DeviceTrouble Trouble(string severity) =>
        severity.ToUpperInvariant() switch
        {
            "ERROR" => DeviceTrouble.Device,
            "WARN" or "WARNING" => DeviceTrouble.Network,
            _ => DeviceTrouble.None,
        };
}
