using NodaTime;

namespace Scout.Core.OnCall;

/// <summary>Whose turn it is in one layer.</summary>
internal sealed class LayerClock
{
    private const long Week = 168; // hours

    private readonly Rotation _rotation;
    private readonly DateTimeZone _zone;
    private readonly DutyWeek? _week;

    // Turns repeat against the week: how many of them were worked before each; the last is all of a cycle.
    private readonly int[] _workedBefore;

    public LayerClock(Layer layer, DateTimeZone zone)
    {
        Role = layer.Role;
        _rotation = layer.Rotation;
        _zone = zone;
        _week = DutyWeek.Of(layer.Hours);
        var cycle = (int)(Week / Divisor(_rotation.Hours, Week));
        _workedBefore = new int[cycle + 1];
        for (var turn = 0; turn < cycle; turn++)
        {
            var counts =
                _week is null
                || _rotation.Count is TurnCount.Calendar
                || _week.Meets(_rotation.StartOf(turn), _rotation.Hours);
            _workedBefore[turn + 1] = _workedBefore[turn] + (counts ? 1 : 0);
        }
    }

    public string Role { get; }

    /// <summary>Null: nobody works in this layer then.</summary>
    public string? At(Instant instant)
    {
        var turn = TurnAt(instant);
        if (turn < 0 || _rotation.People.IsEmpty || _week?.Covers(instant, _zone) is false)
        {
            return null;
        }

        var (cycles, rest) = Math.DivRem(turn, _workedBefore.Length - 1);
        var worked = (cycles * _workedBefore[^1]) + _workedBefore[rest];
        return _rotation.People[(int)(worked % _rotation.People.Length)];
    }

    /// <summary>Every instant between the two, and perhaps some beyond, at which it may be somebody else.</summary>
    public IEnumerable<Instant> Edges(Instant from, Instant until)
    {
        for (var turn = Math.Max(TurnAt(from), 0); ; turn++)
        {
            var start = StartOf(turn);
            if (start >= until)
            {
                break;
            }

            yield return start;
        }

        foreach (var (start, end) in _week?.Near(from, until, _zone) ?? [])
        {
            yield return start;
            yield return end;
        }
    }

    /// <summary>The number of the turn; negative before the first.</summary>
    private long TurnAt(Instant instant)
    {
        var local = instant.InZone(_zone).LocalDateTime;
        var since = local.InUtc().ToInstant() - _rotation.Start.InUtc().ToInstant();
        var turn = (long)Math.Floor(since.TotalSeconds / (_rotation.Hours * 3600));

        // Clocks that went back show an earlier time again: whoever took over stays.
        while (StartOf(turn + 1) <= instant)
        {
            turn++;
        }

        while (turn >= 0 && StartOf(turn) > instant)
        {
            turn--;
        }

        return turn;
    }

    // A hand-over is one instant: the first that shows the time.
    private Instant StartOf(long turn) => WallClock.At(_rotation.StartOf(turn), _zone);

    private static long Divisor(long one, long other) => other == 0 ? one : Divisor(other, one % other);
}
