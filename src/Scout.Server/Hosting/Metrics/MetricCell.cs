using System.Diagnostics.Metrics;

namespace Scout.Server.Hosting.Metrics;

/// <summary>What one instrument said under one set of labels.</summary>
internal sealed class MetricCell
{
    /// <summary>Upper ends of the buckets, for seconds.</summary>
    public static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    private readonly Lock _lock = new();
    private readonly long[] _buckets = new long[Bounds.Length];
    private double _sum;
    private long _count;

    public void Write(Instrument instrument, double value)
    {
        lock (_lock)
        {
            _count++;
            _sum = instrument.IsObservable || instrument is Gauge<long> or Gauge<double> ? value : _sum + value;
            for (var i = 0; i < Bounds.Length; i++)
            {
                _buckets[i] += value <= Bounds[i] ? 1 : 0;
            }
        }
    }

    /// <summary>The total, or the last value of what is observed; how often; and how often at most each bound.</summary>
    public (double Sum, long Count, long[] Buckets) Read()
    {
        lock (_lock)
        {
            return (_sum, _count, [.. _buckets]);
        }
    }
}
