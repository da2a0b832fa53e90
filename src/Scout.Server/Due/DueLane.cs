using Scout.Server.Storage;

namespace Scout.Server.Due;

/// <summary>One kind of work on this node: what runs, and how much more it can take.</summary>
internal sealed class DueLane(IDueWork work)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, DueRun> _running = new(StringComparer.Ordinal);
    private int _count;

    public string Kind => work.Kind;

    public TimeSpan Lease => work.Lease;

    public bool IsOpenEnded => work.IsOpenEnded;

    /// <summary>The last look left rows behind for want of room.</summary>
    public bool IsHungry { get; set; }

    public int Room => Math.Max(0, work.Concurrency - Volatile.Read(ref _count));

    public IReadOnlyList<DueRun> Running
    {
        get
        {
            lock (_lock)
            {
                return [.. _running.Values];
            }
        }
    }

    public Task DoAsync(DueRow row, CancellationToken cancellationToken) => work.DoAsync(row, cancellationToken);

    public Task PlanAsync(Session session, DateTimeOffset now) => work.PlanAsync(session, now);

    /// <summary>Tells the work what is about to begin; a key that is worked on still waits for that first.</summary>
    public void Expect(DueRow row)
    {
        lock (_lock)
        {
            if (_running.ContainsKey(row.Key))
            {
                return;
            }
        }

        work.Expect(row);
    }

    /// <summary>The run that this one must wait for, when its key is still being worked on.</summary>
    public DueRun? Enter(DueRun run)
    {
        lock (_lock)
        {
            _count++;
            _running.TryGetValue(run.Row.Key, out var before);
            _running[run.Row.Key] = run;
            return before;
        }
    }

    public void Leave(DueRun run)
    {
        lock (_lock)
        {
            _count--;
            if (_running.TryGetValue(run.Row.Key, out var last) && last == run)
            {
                _running.Remove(run.Row.Key);
            }
        }
    }
}

/// <summary>A claimed row being worked on.</summary>
internal sealed class DueRun(DueClaimed claimed, DateTimeOffset leaseUntil)
{
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DueRow Row => claimed.Row;

    public DueLane Lane => claimed.Lane;

    public bool IsPeriodic => claimed.IsPeriodic;

    public DateTimeOffset LeaseUntil { get; set; } = leaseUntil;

    public Task Over => _over.Task;

    public void End() => _over.TrySetResult();
}
