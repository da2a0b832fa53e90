using Scout.Core.Deliveries;

namespace Scout.Server.Carriers;

/// <summary>
/// Keeps what each carrier allows in a second, calls and texts apart; whoever is most urgent goes next. Nobody holds a
/// place while they wait, so that a storm of warnings never delays a critical call by more than one departure.
/// </summary>
internal sealed class CarrierPace(CarrierBoard carriers, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Carrier, Channel Channel), PaceLane> _lanes = [];
    private readonly Dictionary<string, Urgency> _undecided = new(StringComparer.Ordinal);

    /// <summary>Somebody so urgent may soon ask for a place: nobody less urgent leaves before that is decided.</summary>
    public void Expect(string key, Urgency urgency)
    {
        lock (_gate)
        {
            _undecided[key] = urgency;
        }
    }

    /// <summary>Whoever was expected asks for none.</summary>
    public void Forget(string key)
    {
        lock (_gate)
        {
            if (_undecided.Remove(key))
            {
                GrantAll();
            }
        }
    }

    /// <summary>Waits for a place at the carrier. Given back when disposed without having left.</summary>
    public async Task<PacePlace> EnterAsync(
        string key,
        string carrier,
        Channel channel,
        Urgency urgency,
        CancellationToken cancellationToken
    )
    {
        var granted = new TaskCompletionSource<PacePlace>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var cancel = cancellationToken.Register(() => granted.TrySetCanceled(cancellationToken));
        lock (_gate)
        {
            LaneOf(carrier, channel).Add(granted, urgency);
            _undecided.Remove(key);
            GrantAll();
        }

        return await granted.Task;
    }

    internal void Left(PacePlace place) => Change(place, static lane => lane.Left());

    internal void GivenBack(PacePlace place) => Change(place, static lane => lane.GivenBack());

    internal void Look()
    {
        lock (_gate)
        {
            GrantAll();
        }
    }

    internal bool IsNextAfterAll(Urgency urgency) => !_undecided.Values.Any(urgency.IsAfter);

    private void Change(PacePlace place, Action<PaceLane> how)
    {
        lock (_gate)
        {
            var lane = LaneOf(place.Carrier, place.Channel);
            how(lane);
            lane.Grant();
        }
    }

    private void GrantAll()
    {
        foreach (var lane in _lanes.Values)
        {
            lane.Grant();
        }
    }

    private PaceLane LaneOf(string carrier, Channel channel)
    {
        if (!_lanes.TryGetValue((carrier, channel), out var lane))
        {
            var limits = carriers.Find(carrier)?.Limits ?? CarrierLimits.Wide;
            _lanes[(carrier, channel)] = lane = new PaceLane(this, carrier, channel, limits.Of(channel), time);
        }

        return lane;
    }
}

/// <summary>How soon something must leave: the smaller rank first, then whoever has been due for longer.</summary>
/// <param name="Rank">As the row of due work has it.</param>
/// <param name="Since">Unix milliseconds.</param>
internal readonly record struct Urgency(long Rank, long Since)
{
    public bool IsAfter(Urgency other) => (Rank, Since).CompareTo((other.Rank, other.Since)) > 0;
}

/// <summary>Requests that a carrier takes in any rolling second.</summary>
internal sealed record CarrierLimits(int CallsPerSecond, int TextsPerSecond)
{
    /// <summary>Nobody's: more than any machine asks for.</summary>
    public static CarrierLimits Wide { get; } = new(1000, 1000);

    public int Of(Channel channel) => channel is Channel.Call ? CallsPerSecond : TextsPerSecond;
}

/// <summary>The right to send one request to a carrier.</summary>
internal sealed class PacePlace(CarrierPace pace, string carrier, Channel channel) : IDisposable
{
    private bool _isOver;

    public string Carrier { get; } = carrier;

    public Channel Channel { get; } = channel;

    /// <summary>The request leaves now: a second from here another may.</summary>
    public void Leave()
    {
        if (!_isOver)
        {
            _isOver = true;
            pace.Left(this);
        }
    }

    public void Dispose()
    {
        if (!_isOver)
        {
            _isOver = true;
            pace.GivenBack(this);
        }
    }
}
