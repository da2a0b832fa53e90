namespace Scout.Core.Watches.Sensors;

/// <summary>
/// Data of some devices always come long after they were measured: their clock is slow, or somebody collects them and
/// sends them on. Judged by the time of measurement no rule would ever see them; so what always comes as late is judged as
/// if it had been measured so much later. A back-fill is no habit: it comes faster than it was measured.
/// </summary>
public static class Lateness
{
    /// <summary>So many arrivals, one after the other, show a habit.</summary>
    public const int Fewest = 4;

    /// <summary>So long they must have come so: less may be what waited for a moment.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(5);

    private const int Most = 12;

    /// <summary>A back-fill comes in less than this part of the time that it was measured in.</summary>
    private const double LeastPace = 0.75;

    /// <param name="rows">When each was measured and when it came, in any order; the newest of them count.</param>
    /// <returns>How long after its measurement the newest value of an arrival comes at most; zero: it comes in time, or now and then late.</returns>
    public static TimeSpan Learn(IEnumerable<(DateTimeOffset At, DateTimeOffset ReceivedAt)> rows)
    {
        var arrivals = rows.GroupBy(row => row.ReceivedAt)
            .Select(arrival => (At: arrival.Max(row => row.At), ReceivedAt: arrival.Key))
            .OrderByDescending(arrival => arrival.ReceivedAt)
            .Take(Most)
            .ToArray();
        if (arrivals.Length < Fewest)
        {
            return TimeSpan.Zero;
        }

        var delays = arrivals.Select(arrival => arrival.ReceivedAt - arrival.At).Order().ToArray();
        var usual = delays[delays.Length / 2];
        var spread = usual / 2 > SensorView.LateAfter ? usual / 2 : SensorView.LateAfter;
        var isSteady = delays[0] > SensorView.LateAfter && delays[0] >= usual - spread && delays[^1] <= usual + spread;
        var came = arrivals[0].ReceivedAt - arrivals[^1].ReceivedAt;
        var measured = arrivals.Max(arrival => arrival.At) - arrivals.Min(arrival => arrival.At);
        return isSteady && came >= Shortest && came >= measured * LeastPace ? delays[^1] : TimeSpan.Zero;
    }
}
