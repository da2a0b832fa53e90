using System.Collections.Immutable;
using Scout.Core.Devices;
using Scout.Core.Readings;
using Scout.Server.Readings;

namespace Scout.Server.Sources.Devices;

/// <summary>What messages measured, on its way into series.</summary>
internal sealed class SeriesGain
{
    private readonly List<SeriesReading> _readings = [];

    public IReadOnlyCollection<SeriesReading> Readings => _readings;

    /// <summary>Texts make no reading.</summary>
    public void Add(
        string watch,
        DecodedMessage decoded,
        ImmutableArray<DeviceDecoder> decoders,
        DateTimeOffset at,
        DateTimeOffset received
    )
    {
        foreach (var value in decoded.Values)
        {
            if (value.Measure is { } measure && double.IsFinite(measure))
            {
                var unit = Shelf.UnitOf(decoders, value.Name);
                var reading = new Reading(at, measure, Trend.Unknown, received);
                _readings.Add(new SeriesReading(watch, value.Name, unit, reading));
            }
        }
    }
}
