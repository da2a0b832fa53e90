using System.Diagnostics.Metrics;

namespace Scout.Server.Due;

/// <summary>What can be seen of due work from outside.</summary>
internal sealed class DueMetrics : IDisposable
{
    private readonly Meter _meter = new("Scout");
    private readonly Counter<long> _claims;
    private readonly Counter<long> _failures;
    private readonly Histogram<double> _lateness;
    private readonly UpDownCounter<long> _running;

    public DueMetrics()
    {
        _claims = _meter.CreateCounter<long>("scout.due.claims", description: "Rows of due work claimed.");
        _failures = _meter.CreateCounter<long>("scout.due.failures", description: "Pieces of due work that threw.");
        _lateness = _meter.CreateHistogram<double>("scout.due.lateness", "s", "Time from due to claimed.");
        _running = _meter.CreateUpDownCounter<long>("scout.due.running", description: "Pieces of work running now.");
    }

    public void Started(DueRow row, DateTimeOffset now)
    {
        var kind = Of(row);
        _claims.Add(1, kind);
        _lateness.Record(Math.Max(0, now.ToUnixTimeMilliseconds() - row.DueAt) / 1000.0, kind);
        _running.Add(1, kind);
    }

    public void Ended(DueRow row) => _running.Add(-1, Of(row));

    public void Failed(DueRow row) => _failures.Add(1, Of(row));

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Of(DueRow row) => new("kind", row.Kind);
}
