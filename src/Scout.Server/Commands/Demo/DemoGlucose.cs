namespace Scout.Server.Commands.Demo;

/// <summary>A person's glucose as the demo tells it: fine, then falling, low until somebody acts, and well again. Then once more.</summary>
internal sealed class DemoGlucose
{
    private const double Target = 112;
    private const double Lowest = 60;

    private readonly List<DemoReading> _readings = [];
    private readonly TimeProvider _time;
    private DemoPhase _phase = DemoPhase.Falling;
    private DateTimeOffset _since;
    private double _value = 84;

    /// <summary>A sensor tells every five minutes; nobody watches a demo for that long.</summary>
    public static TimeSpan Every { get; } = TimeSpan.FromSeconds(10);

    /// <summary>With nobody acting, how long it stays low: long enough for the texts to go out and a second call to ring.</summary>
    private static readonly TimeSpan LowFor = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan CalmFor = TimeSpan.FromMinutes(5);

    public DemoGlucose(TimeProvider time)
    {
        _time = time;
        _since = time.GetUtcNow();
        for (var minutes = 180; minutes >= 5; minutes -= 5)
        {
            var wave = 122 + (34 * Math.Sin(minutes / 24.0)) - (minutes < 20 ? 2 * (20 - minutes) : 0);
            Append(_since.AddMinutes(-minutes), Math.Max(88, wave));
        }

        Append(_since, _value);
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<DemoReading> Newest(int count, long since, long until)
    {
        lock (_readings)
        {
            return
            [
                .. _readings.Where(reading => reading.Date >= since && reading.Date <= until).Reverse().Take(count),
            ];
        }
    }

    /// <summary>Somebody acknowledged: juice helps.</summary>
    public void Recover()
    {
        if (_phase is DemoPhase.Falling or DemoPhase.Low)
        {
            Enter(DemoPhase.Rising);
        }
    }

    /// <summary>The next reading.</summary>
    public void Tick()
    {
        var now = _time.GetUtcNow();
        _value += _phase switch
        {
            DemoPhase.Falling => -6.5,
            DemoPhase.Low => (now.Second % 3) - 1,
            DemoPhase.Rising => 7,
            _ => (now.Second % 5) - 2,
        };
        if (_phase is DemoPhase.Low)
        {
            _value = Math.Clamp(_value, 57, 63); // low, not critical: that would start the round anew
        }

        Append(now, _value);
        switch (_phase)
        {
            case DemoPhase.Falling when _value <= Lowest:
                Enter(DemoPhase.Low);
                break;
            case DemoPhase.Low when now - _since >= LowFor:
                Enter(DemoPhase.Rising);
                break;
            case DemoPhase.Rising when _value >= Target:
                Enter(DemoPhase.Calm);
                break;
            case DemoPhase.Calm when now - _since >= CalmFor:
                Enter(DemoPhase.Falling);
                break;
        }
    }

    private void Enter(DemoPhase phase) => (_phase, _since) = (phase, _time.GetUtcNow());

    private void Append(DateTimeOffset at, double value)
    {
        lock (_readings)
        {
            var before = _readings.Count > 0 ? _readings[^1].Sgv : value;
            var direction = (value - before) switch
            {
                <= -5 => "SingleDown",
                <= -2 => "FortyFiveDown",
                >= 5 => "SingleUp",
                >= 2 => "FortyFiveUp",
                _ => "Flat",
            };
            _readings.Add(new DemoReading(at.ToUnixTimeMilliseconds(), Math.Round(value), direction));
        }
    }

    private enum DemoPhase
    {
        Falling,
        Low,
        Rising,
        Calm,
    }
}

/// <summary>A row as Nightscout writes it.</summary>
/// <param name="Date">Unix milliseconds.</param>
/// <param name="Sgv">mg/dL.</param>
internal sealed record DemoReading(long Date, double Sgv, string Direction)
{
    public string Type { get; } = "sgv";

    public string Device { get; } = "demo";

    public string DateString => DateTimeOffset.FromUnixTimeMilliseconds(Date).ToString("yyyy-MM-ddTHH:mm:ss.fffZ");
}
