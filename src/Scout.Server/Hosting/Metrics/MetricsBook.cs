using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Scout.Server.Hosting.Metrics;

/// <summary>Listens to every meter of Scout and remembers what it said, for scrapers to read.</summary>
internal sealed class MetricsBook : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<Instrument, ConcurrentDictionary<string, MetricCell>> _pages = [];
    private readonly MeterListener _listener = new();

    public MetricsBook()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (
                instrument.Meter.Name is "System.Runtime" or "Scout"
                || instrument.Meter.Name.StartsWith("Scout.", StringComparison.Ordinal)
            )
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Write(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Write(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Write(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>In the text format of Prometheus.</summary>
    public string Print()
    {
        _listener.RecordObservableInstruments();
        return PrometheusText.Of(
            _pages
                .OrderBy(page => page.Key.Name, StringComparer.Ordinal)
                .Select(page => (page.Key, page.Value.OrderBy(cell => cell.Key, StringComparer.Ordinal).AsEnumerable()))
        );
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _listener.Dispose();

    private void Write(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _pages
            .GetOrAdd(instrument, _ => [])
            .GetOrAdd(PrometheusText.Labels(tags), _ => new MetricCell())
            .Write(instrument, value);
}
