using System.Collections.Immutable;
using System.Text.Json;
using Scout.Core.Devices;
using Scout.Core.Events;

namespace Scout.Core.Lorawan;

/// <summary>Who heard an uplink.</summary>
internal static class Gateways
{
    private const int Most = 50;

    /// <param name="absent">What a number that is left out means.</param>
    public static ImmutableArray<Station> Stations(
        this JsonElement list,
        Func<JsonElement, string> nameOf,
        double absent
    ) =>
        list.ValueKind is JsonValueKind.Array
            ?
            [
                .. list.EnumerateArray()
                    .Where(one => one.ValueKind is JsonValueKind.Object)
                    .Take(Most)
                    .Select(one => new Station(
                        Told.Short(nameOf(one), Told.LongestName),
                        one.NumberOf("rssi") ?? absent,
                        one.NumberOf("snr") ?? absent
                    ))
                    .OrderByDescending(station => station.Rssi),
            ]
            : [];
}
