using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Scout.Server.Storage;

/// <summary>
/// The only one who writes. Takes whatever has queued and keeps it in one commit: a lone unit waits for nobody, many
/// share one fsync.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int MostUnits = 512;

    private static readonly TimeSpan Share = TimeSpan.FromMilliseconds(1);

    private readonly Func<SqliteConnector> _open;
    private readonly Bell _bell;

    /// <summary>Null only wakes the loop.</summary>
    private readonly Channel<WriteUnit?> _queue = Channel.CreateBounded<WriteUnit?>(
        new BoundedChannelOptions(8192) { SingleReader = true }
    );

    private readonly ConcurrentQueue<WriteUnit> _hurried = new();
    private readonly List<WriteUnit> _written = new(MostUnits);
    private readonly Task _loop;
    private SqliteConnector? _connector;

    public SqliteWriter(Func<SqliteConnector> open, Bell bell)
    {
        _open = open;
        _bell = bell;
        _loop = Task.Run(RunAsync);
    }

    public async Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken)
    {
        if (WriteUnit.IsRunning)
        {
            throw new InvalidOperationException("A unit of work cannot wait for another one: use its session.");
        }

        var unit = new WriteUnit<T>(work, cancellationToken);
        await _queue.Writer.WriteAsync(unit, cancellationToken);
        return await unit.Task;
    }

    /// <summary>The same ahead of all that wait, and kept without waiting for more: somebody outside waits for the answer.</summary>
    public async Task<T> WriteFirstAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken)
    {
        var unit = new WriteUnit<T>(work, cancellationToken);
        _hurried.Enqueue(unit);
        _queue.Writer.TryWrite(null); // where there is no room the loop is awake
        return await unit.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        if (_connector is not null)
        {
            await _connector.DisposeAsync();
        }
    }

    private async Task RunAsync()
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            try
            {
                await KeepTogetherAsync(_connector ??= _open());
            }
            catch (Exception exception)
            {
                FailAll(exception);
            }
        }
    }

    private async Task KeepTogetherAsync(SqliteConnector connector)
    {
        _written.Clear();
        connector.Say("begin immediate");
        var begin = TimeProvider.System.GetTimestamp();
        // Whoever is in no hurry has his share also while many are.
        while (
            _written.Count < MostUnits
            && (_hurried.IsEmpty || TimeProvider.System.GetElapsedTime(begin) < Share)
            && _queue.Reader.TryRead(out var unit)
        )
        {
            if (unit is not null)
            {
                await WriteAsync(connector, unit);
            }
        }

        while (_written.Count < MostUnits && _hurried.TryDequeue(out var hurried))
        {
            await WriteAsync(connector, hurried);
        }

        connector.Say("commit");
        foreach (var unit in _written)
        {
            unit.Complete();
        }

        foreach (var unit in _written)
        {
            AfterCommit(unit);
        }

        _written.Clear();
    }

    private static void AfterCommit(WriteUnit unit)
    {
        try
        {
            unit.AfterCommit();
        }
        catch (Exception)
        {
            // The unit is kept and its caller knows; what only wakes somebody must not stop the writer.
        }
    }

    private async Task WriteAsync(SqliteConnector connector, WriteUnit unit)
    {
        if (unit.IsCancelled)
        {
            return;
        }

        connector.Say("savepoint unit");
        try
        {
            await unit.RunAsync(connector, _bell);
            connector.Say("release unit");
            _written.Add(unit);
        }
        catch (Exception exception)
        {
            unit.Fail(exception);
            if (!connector.InTransaction)
            {
                throw; // a full disk takes the whole transaction with it
            }

            connector.Say("rollback to unit");
            connector.Say("release unit");
        }
    }

    /// <summary>Nothing of the shared commit was kept, or it could not even begin.</summary>
    private void FailAll(Exception exception)
    {
        try
        {
            if (_connector is { InTransaction: true })
            {
                _connector.Say("rollback");
            }
        }
        catch (Exception)
        {
            _connector?.Dispose();
            _connector = null;
        }

        if (_written.Count == 0 && (_hurried.TryDequeue(out var first) || _queue.Reader.TryRead(out first)))
        {
            first?.Fail(exception);
        }

        foreach (var unit in _written)
        {
            unit.Fail(exception);
        }

        _written.Clear();
    }
}
