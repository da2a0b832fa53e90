using System.Threading.Channels;

namespace Scout.Server.Hosting.Reports;

/// <summary>
/// Errors that wait to be reported. Whoever adds one never waits: a storm of errors loses reports, not work. The same
/// error is told once in a while, and all together only so many a minute.
/// </summary>
internal sealed class ErrorReports(TimeProvider time)
{
    private const int MostWaiting = 50;
    private const int MostAMinute = 10;
    private const int MostKnown = 500;

    private static readonly TimeSpan Again = TimeSpan.FromMinutes(10);

    private readonly Channel<ErrorReport> _waiting = Channel.CreateBounded<ErrorReport>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true }
    );

    private readonly Lock _gate = new();
    private readonly Dictionary<string, long> _told = new(StringComparer.Ordinal);
    private readonly Queue<long> _lately = new(); // time stamps, which no change of the clock moves

    public ChannelReader<ErrorReport> Waiting => _waiting.Reader;

    /// <summary>Throws nothing and waits for nothing.</summary>
    public void Add(Exception exception, string where, string words)
    {
        try
        {
            var report = ErrorReport.Of(exception, where, words, time.GetUtcNow());
            if (MayTell(report.Fingerprint))
            {
                _waiting.Writer.TryWrite(report);
            }
        }
        catch (Exception)
        {
            // An error about an error helps nobody, and the log has the first one.
        }
    }

    private bool MayTell(string fingerprint)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            while (_lately.TryPeek(out var oldest) && time.GetElapsedTime(oldest, now) >= TimeSpan.FromMinutes(1))
            {
                _lately.Dequeue();
            }

            var isKnown = _told.TryGetValue(fingerprint, out var told) && time.GetElapsedTime(told, now) < Again;
            if (isKnown || _lately.Count >= MostAMinute)
            {
                return false;
            }

            if (_told.Count >= MostKnown)
            {
                _told.Clear();
            }

            _told[fingerprint] = now;
            _lately.Enqueue(now);
            return true;
        }
    }
}
