using System.Diagnostics.Metrics;
using Scout.Core.Watches;

namespace Scout.Server.Sources.Nightscout;

/// <summary>How polling goes on this node, for health and metrics.</summary>
internal sealed class PollFigures : IDisposable
{
    private readonly Meter _meter = new("Scout.Nightscout");
    private readonly Histogram<double> _lateness;
    private readonly Counter<long> _polls;
    private readonly Counter<long> _skipped;
    private long _latestMs;
    private long _worstMs;

    public PollFigures()
    {
        _lateness = _meter.CreateHistogram<double>("scout.polls.lateness", "s", "How long after its slot a poll began");
        _polls = _meter.CreateCounter<long>("scout.polls", "{poll}", "Polls by outcome");
        _skipped = _meter.CreateCounter<long>(
            "scout.polls.skipped",
            "{poll}",
            "Polls that found the last one still under way"
        );
    }

    /// <summary>Of the poll that began last.</summary>
    public TimeSpan LatestLateness => TimeSpan.FromMilliseconds(Interlocked.Read(ref _latestMs));

    /// <summary>The worst since it was asked for last.</summary>
    public TimeSpan TakeWorstLateness() => TimeSpan.FromMilliseconds(Interlocked.Exchange(ref _worstMs, 0));

    public void Began(TimeSpan late)
    {
        var ms = Math.Max(0, (long)late.TotalMilliseconds);
        _lateness.Record(ms / 1000.0);
        Interlocked.Exchange(ref _latestMs, ms);
        long worst;
        do
        {
            worst = Interlocked.Read(ref _worstMs);
        } while (ms > worst && Interlocked.CompareExchange(ref _worstMs, ms, worst) != worst);
    }

    public void Ended(SourceFailure failure) =>
        _polls.Add(1, new KeyValuePair<string, object?>("outcome", failure.ToString()));

    public void Skipped() => _skipped.Add(1);

    public void Dispose() => _meter.Dispose();
}
