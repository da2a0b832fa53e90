using System.Collections.Concurrent;
using Scout.Server.Storage;

namespace Scout.Server.Due;

/// <summary>Claims what is due and has it done, without waiting for it.</summary>
internal sealed partial class DueExecutor : IDisposable
{
    /// <summary>Most rows of a kind in one claim: large enough to be cheap, small enough to be quick.</summary>
    private const int Batch = 500;

    /// <summary>Less is the drift that a machine's own timekeeping takes out.</summary>
    private static readonly TimeSpan SetBack = TimeSpan.FromSeconds(2);

    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly DueMetrics _metrics;
    private readonly ILogger<DueExecutor> _logger;
    private readonly DueLane[] _lanes;
    private readonly DueClaim _claim;
    private readonly ConcurrentQueue<DueOutcome> _outcomes = new();
    private readonly CancellationTokenSource _stop = new();
    private bool _isPlanned;
    private DateTimeOffset _lookedAt;

    public DueExecutor(
        Database database,
        TimeProvider time,
        IEnumerable<IDueWork> works,
        DueMetrics metrics,
        ILogger<DueExecutor> logger
    )
    {
        _database = database;
        _time = time;
        _metrics = metrics;
        _logger = logger;
        _lanes = [.. works.Select(work => new DueLane(work))];
        _claim = new DueClaim(database.Engine, _lanes, Environment.MachineName);
    }

    /// <summary>A lane has no room for rows that are due: other nodes may have some.</summary>
    public bool IsHungry => _lanes.Any(lane => lane.IsHungry);

    public bool HasOutcomes => !_outcomes.IsEmpty;

    /// <summary>Rings when there is room for rows that had to stay behind.</summary>
    public Action? RoomAgain { get; set; }

    /// <summary>One unit of work: writes what has ended, renews what runs, claims what is due; then starts it.</summary>
    public async Task<DueLook> LookAsync(CancellationToken cancellationToken)
    {
        if (_lanes.Length == 0)
        {
            return new DueLook(0, More: false, Next: null);
        }

        var now = _time.GetUtcNow();
        var ended = Drain();
        var renewed = Renewable(now);
        var rooms = _lanes.Select(lane => Math.Min(lane.Room, Batch)).ToArray();
        DueTaken taken;
        try
        {
            taken = await _database.WriteAsync(
                async session =>
                {
                    await PlanAsync(session, now);
                    await MendAsync(session, now);
                    ended.ForEach(outcome => outcome.Write(session));
                    renewed.ForEach(run => DueOutcome.Hold(session, run.Row, now + run.Lane.Lease));
                    return await _claim.TakeAsync(session, _lanes, rooms, now);
                },
                cancellationToken
            );
        }
        catch
        {
            _database.Outage.Failed(now);
            ended.ForEach(_outcomes.Enqueue);
            throw;
        }

        _isPlanned = true;
        _lookedAt = now;
        _database.Outage.Worked(now);
        renewed.ForEach(run => run.LeaseUntil = now + run.Lane.Lease);
        var more = Judge(rooms, taken.Claims);
        foreach (var claimed in taken.Claims)
        {
            claimed.Lane.Expect(claimed.Row);
        }

        foreach (var claimed in taken.Claims)
        {
            Start(claimed, now);
        }

        return new DueLook(taken.Claims.Count, more, taken.Next);
    }

    /// <summary>Waits for all that runs, except what has no end of its own.</summary>
    public Task RunningAsync() =>
        Task.WhenAll(_lanes.Where(lane => !lane.IsOpenEnded).SelectMany(lane => lane.Running).Select(run => run.Over));

    /// <summary>Waits a while for what runs, cancels the rest, and gives its rows back.</summary>
    public async Task StopAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        var open = _lanes.Where(lane => lane.IsOpenEnded).ToList();
        try
        {
            await RunningAsync().WaitAsync(within, _time, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            LogCutOff(_lanes.Except(open).Sum(lane => lane.Running.Count));
        }

        await _stop.CancelAsync();
        try
        {
            var last = Task.WhenAll(_lanes.SelectMany(lane => lane.Running).Select(run => run.Over));
            await last.WaitAsync(TimeSpan.FromSeconds(2), _time, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            // Whoever does not listen keeps the row until its lease runs out.
        }

        var ended = Drain();
        if (ended.Count == 0)
        {
            return;
        }

        await _database.WriteAsync(
            session =>
            {
                ended.ForEach(outcome => outcome.Write(session));
                return Task.CompletedTask;
            },
            CancellationToken.None
        );
    }

    public void Dispose() => _stop.Dispose();

    private async Task PlanAsync(Session session, DateTimeOffset now)
    {
        foreach (var lane in _isPlanned ? [] : _lanes)
        {
            await lane.PlanAsync(session, now);
        }
    }

    /// <summary>A clock that was set back would leave every poll waiting until it is where it was.</summary>
    private async Task MendAsync(Session session, DateTimeOffset now)
    {
        if (_lookedAt - now > SetBack)
        {
            await session.ExecuteAsync(
                "update due set due_at = @now where period_ms > 0 and due_at > @now + period_ms",
                new { now = now.ToUnixTimeMilliseconds() }
            );
        }
    }

    private List<DueOutcome> Drain()
    {
        var ended = new List<DueOutcome>();
        while (_outcomes.TryDequeue(out var outcome))
        {
            ended.Add(outcome);
        }

        return ended;
    }

    private List<DueRun> Renewable(DateTimeOffset now) =>
        [
            .. _lanes
                .Where(lane => lane.Lease > TimeSpan.Zero)
                .SelectMany(lane => lane.Running)
                .Where(run => !run.IsPeriodic && run.LeaseUntil - now < run.Lane.Lease * 2 / 3),
        ];

    /// <summary>True when another look would bring more at once.</summary>
    private bool Judge(int[] rooms, IReadOnlyList<DueClaimed> claims)
    {
        var counts = claims.GroupBy(claimed => claimed.Lane).ToDictionary(lane => lane.Key, lane => lane.Count());
        var more = false;
        for (var i = 0; i < _lanes.Length; i++)
        {
            var full = counts.GetValueOrDefault(_lanes[i]) == rooms[i];
            _lanes[i].IsHungry = full && rooms[i] < Batch;
            more |= full && rooms[i] == Batch;
        }

        return more;
    }

    private void Start(DueClaimed claimed, DateTimeOffset now)
    {
        var run = new DueRun(claimed, now + claimed.Lane.Lease);
        var before = claimed.Lane.Enter(run);
        _metrics.Started(claimed.Row, now);
        _ = Task.Run(() => RunAsync(run, before));
    }

    private async Task RunAsync(DueRun run, DueRun? before)
    {
        try
        {
            if (before is null)
            {
                await run.Lane.DoAsync(run.Row, _stop.Token);
            }
            else if (!run.IsPeriodic)
            {
                await before.Over;
                await run.Lane.DoAsync(run.Row, _stop.Token);
            }
            else
            {
                LogSkipped(run.Row.Kind); // a poll that outlasts its period: the next slot comes
            }

            Ended(run, againAt: null);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            Ended(run, DateTimeOffset.UnixEpoch);
        }
        catch (Exception exception)
        {
            _metrics.Failed(run.Row);
            LogFailed(exception, run.Row.Kind, run.Row.Attempt);
            Ended(run, _time.GetUtcNow() + DueOutcome.Pause(run.Row.Attempt));
        }
        finally
        {
            run.Lane.Leave(run);
            _metrics.Ended(run.Row);
            run.End();
            if (run.Lane.IsHungry)
            {
                RoomAgain?.Invoke();
            }
        }
    }

    private void Ended(DueRun run, DateTimeOffset? againAt)
    {
        if (!run.IsPeriodic)
        {
            _outcomes.Enqueue(new DueOutcome(run.Row, againAt));
        }
    }

    [LoggerMessage(4101, LogLevel.Error, "Due work {Kind} failed at attempt {Attempt}")]
    private partial void LogFailed(Exception exception, string kind, long attempt);

    [LoggerMessage(4102, LogLevel.Debug, "Due work {Kind} skipped a slot: the one before still runs")]
    private partial void LogSkipped(string kind);

    [LoggerMessage(4103, LogLevel.Warning, "Stopping: {Count} pieces of work did not end in time and are given back")]
    private partial void LogCutOff(int count);
}

/// <summary>What a look found.</summary>
/// <param name="More">More is due than one claim takes: look again at once.</param>
/// <param name="Next">When the next row is due; null when none waits.</param>
internal sealed record DueLook(int Started, bool More, DateTimeOffset? Next);
