using System.Collections.Immutable;
using Scout.Core.Readings;

namespace Scout.Core.Simulation;

/// <summary>A call the original tutorial would have placed, and the reading it was about.</summary>
public readonly record struct TutorialCall(DateTimeOffset At, Reading Reading)
{
    public TimeSpan Age => At - Reading.At;
}

/// <summary>
/// The original's rule, for comparison: a poll every minute calls while the newest value is outside 70–240,
/// two minutes apart, however old the value is.
/// </summary>
public static class Tutorial
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan FirstPoll = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Tail = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan WaitAfterCall = TimeSpan.FromMinutes(2);

    /// <param name="staleAfter">The later version's check: no call about an older reading.</param>
    public static ImmutableArray<TutorialCall> Calls(Trace trace, TimeSpan? staleAfter = null)
    {
        var calls = ImmutableArray.CreateBuilder<TutorialCall>();
        var readings = trace.Arrivals.OrderBy(reading => reading.At).ToArray();
        DateTimeOffset? last = null;
        var newest = 0;
        for (var now = trace.From + FirstPoll; now <= trace.To + Tail; now += Period)
        {
            while (newest + 1 < readings.Length && readings[newest + 1].At <= now)
            {
                newest++;
            }

            var reading = readings[newest];
            if (reading.Value is < 70 or > 240 && !(reading.AgeAt(now) > staleAfter) && !(now - last < WaitAfterCall))
            {
                calls.Add(new TutorialCall(now, reading));
                last = now;
            }
        }

        return calls.ToImmutable();
    }
}
