using System.Collections.Immutable;
using Scout.Core.Devices;
using Scout.Core.Readings;
using Scout.Server.Readings;
using Scout.Server.Storage;

namespace Scout.Server.Sources.Devices;

/// <summary>Readings on their way into series.</summary>
internal sealed class SeriesGain
{
    private readonly Dictionary<(string Watch, string Field), (string Unit, List<Reading> Readings)> _series = [];

    public IEnumerable<(string Watch, string Field, string Unit, List<Reading> Readings)> Series =>
        _series
            .OrderBy(one => one.Key.Watch, StringComparer.Ordinal)
            .ThenBy(one => one.Key.Field, StringComparer.Ordinal)
            .Select(one => (one.Key.Watch, one.Key.Field, one.Value.Unit, one.Value.Readings));

    /// <summary>What a message measured. Texts make no reading.</summary>
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
            if (value.Measure is not { } measure || !double.IsFinite(measure))
            {
                continue;
            }

            var key = (watch, value.Name);
            if (!_series.TryGetValue(key, out var series))
            {
                _series[key] = series = (Shelf.UnitOf(decoders, value.Name), []);
            }

            series.Readings.Add(new Reading(at, measure, Trend.Unknown, received));
        }
    }
}

internal static class SeriesGains
{
    /// <returns>How many readings are new or changed.</returns>
    public static async Task<int> AddGainAsync(this Session session, SeriesGain gain)
    {
        var count = 0;
        foreach (var (watch, field, unit, readings) in gain.Series)
        {
            var added = await session.AddReadingsAsync(watch, field, unit, readings);
            count += added.New.Length + added.Changed.Length;
        }

        return count;
    }
}
