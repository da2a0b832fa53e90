namespace Scout.Server.Sources.Devices;

/// <summary>
/// Notices when more comes than fleets of devices send: 300 requests a second are 180,000 Sigfox devices. By the
/// machine's own time, whatever the clock says.
/// </summary>
internal sealed class Flood
{
    private const int Most = 30;

    private static readonly TimeSpan Span = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private long _span;
    private int _now;
    private int _before;

    public bool IsOn
    {
        get
        {
            lock (_lock)
            {
                Move();
                return Math.Max(_now, _before) > Most;
            }
        }
    }

    public void Count(int requests)
    {
        lock (_lock)
        {
            Move();
            _now += requests;
        }
    }

    private void Move()
    {
        var time = TimeProvider.System;
        var span = (long)(time.GetElapsedTime(0, time.GetTimestamp()) / Span);
        if (span == _span)
        {
            return;
        }

        _before = span == _span + 1 ? _now : 0;
        (_span, _now) = (span, 0);
    }
}
