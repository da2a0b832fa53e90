using System.Diagnostics.Metrics;
using Scout.Core.Watches;

namespace Scout.Server.Sources.Nightscout;

/// <summary>How polling goes on this node, for health and metrics.</summary>
internal sealed class PollFigures : IDisposable
{
    private static readonly TimeSpan Span = TimeSpan.FromMinutes(2);
    private readonly Meter _meter = new("Scout.Nightscout");
    private readonly Histogram<double> _lateness;
    private readonly Counter<long> _polls;
    private readonly Counter<long> _skipped;
    private readonly Lock _lock = new();
    private TimeSpan _worst;
    private TimeSpan _worstBefore;
    private DateTimeOffset _spanEnd;

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

    public void Began(TimeSpan late, DateTimeOffset now)
    {
        var lateness = late < TimeSpan.Zero ? TimeSpan.Zero : late;
        _lateness.Record(lateness.TotalSeconds);
        lock (_lock)
        {
            Turn(now);
            _worst = lateness > _worst ? lateness : _worst;
        }
    }

    /// <summary>Of the polls that began in the last minutes.</summary>
    public TimeSpan WorstLateness(DateTimeOffset now)
    {
        lock (_lock)
        {
            Turn(now);
            return _worst > _worstBefore ? _worst : _worstBefore;
        }
    }

    // Two spans, so that there is always at least one whole span to tell of.
    private void Turn(DateTimeOffset now)
    {
        if (now < _spanEnd)
        {
            return;
        }

        _worstBefore = now < _spanEnd + Span ? _worst : TimeSpan.Zero;
        _worst = TimeSpan.Zero;
        _spanEnd = now + Span;
    }

    public void Ended(SourceFailure failure) =>
        _polls.Add(1, new KeyValuePair<string, object?>("outcome", failure.ToString()));

    public void Skipped() => _skipped.Add(1);

    public void Dispose() => _meter.Dispose();
}
